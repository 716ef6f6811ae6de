import { describe, expect, it } from 'vitest'
import { instant, msBetween } from '#lib/day'
import { isAddress, maskAddress, nextAttempt } from './message.ts'
import { sentenceOf } from './template.ts'

const now = instant('2026-03-02T01:00:00.000Z')

describe('a message', () => {
  it('is tried again later and later, then given up', () => {
    const minutes = [1, 2, 3, 4, 5, 6].map(attempts => {
      const again = nextAttempt(attempts, now)
      return again && msBetween(now, again) / 60_000
    })
    expect(minutes).toEqual([1, 5, 15, 60, 240, null])
  })

  it('shows its address masked, and goes only to addresses', () => {
    expect(maskAddress('sms', '13800138000')).toBe('138****8000')
    expect(maskAddress('email', 'lin@example.com')).toBe('l***@example.com')
    expect(isAddress('sms', '13800138000')).toBe(true)
    expect(isAddress('sms', '021-5555')).toBe(false)
    expect(isAddress('email', 'lin@example.com')).toBe(true)
    expect(isAddress('email', 'lin example.com')).toBe(false)
  })
})

describe('a template', () => {
  const words = {
    'a.told': ['{number} {state}，共 {amount} 元', '{number} is {state}, {amount} yuan'],
    'a.done': ['已完成', 'done'],
  } as const

  it('is said in the reader’s language, facts that are words too', () => {
    const facts = { number: 'A-1', state: 'a.done', amount: '100.00' }
    expect(sentenceOf(words, 'a.told', facts, 'zh')).toBe('A-1 已完成，共 100.00 元')
    expect(sentenceOf(words, 'a.told', facts, 'en')).toBe('A-1 is done, 100.00 yuan')
  })

  it('of an older program is shown by its key, not lost', () => {
    expect(sentenceOf(words, 'a.gone', {}, 'zh')).toBe('a.gone')
  })
})
