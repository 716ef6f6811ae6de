import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Day, Instant } from '#lib/day'
import { coverOf, type Known, placeOf, type Step, standing } from './career.ts'
import { itemsOn, nextReview, reviewOpen } from './newcomer.ts'

const step = (code: string, post: string, level: Step['level'], asks: Partial<Step> = {}): Step => ({
  code,
  name: code,
  nameEn: code,
  post,
  level,
  months: 0,
  certificates: [],
  skills: [],
  results: [],
  ...asks,
})
const nothing: Known = { months: 0, certificates: new Map(), skills: new Map(), results: new Map() }

describe('the place on a ladder', () => {
  const ladder = {
    code: 'review',
    steps: [step('a', 'reviewer', 'newcomer'), step('b', 'reviewer', 'regular'), step('c', 'chief', 'regular')],
  }
  it('is the rung of the post and level, else the highest of the post below the level, else its first', () => {
    expect(placeOf([ladder], 'reviewer', 'regular')?.index).toBe(1)
    expect(placeOf([ladder], 'reviewer', 'senior')?.index).toBe(1)
    expect(placeOf([ladder], 'chief', 'newcomer')?.index).toBe(2)
    expect(placeOf([ladder], 'nobody', 'regular')).toBeNull()
  })
})

describe('what a step asks for', () => {
  const results = [{ source: 'defects', months: 6, bound: '500', least: 20 }]
  const known = (value: bigint, rows: number): Known => ({
    ...nothing,
    results: new Map([['defects/6', { value, rows }]]),
  })
  const state = (of: Known, better: 'more' | 'less') =>
    standing(step('b', 'x', 'regular', { results }), of, () => better)[0]?.state

  it('is met at the bound itself, in the direction that is good, and says nothing on too few records', () => {
    expect(state(known(500n, 20), 'less')).toBe('met')
    expect(state(known(501n, 20), 'less')).toBe('short')
    expect(state(known(500n, 20), 'more')).toBe('met')
    expect(state(known(499n, 20), 'more')).toBe('short')
    expect(state(known(0n, 19), 'less')).toBe('too-few')
    expect(state(nothing, 'less')).toBe('too-few')
  })
  it('never becomes unmet by knowing more of time, certificates or skills', () => {
    const asks = { months: 12, certificates: ['c1', 'c2'], skills: [{ code: 's', rating: 4 }] }
    const met = (of: Known) =>
      standing(step('b', 'x', 'regular', asks), of, () => 'more').filter(line => line.state === 'met').length
    fc.assert(
      fc.property(
        fc.nat(30),
        fc.nat(30),
        fc.subarray(['c1', 'c2']),
        fc.integer({ min: 1, max: 5 }),
        fc.integer({ min: 0, max: 4 }),
        (months, more, codes, rating, rise) => {
          const certificates = new Map(codes.map(code => [code, { endsAt: '2030-01-01T00:00:00.000Z' as Instant }]))
          const less: Known = { ...nothing, months, certificates, skills: new Map([['s', { rating }]]) }
          const fuller: Known = { ...less, months: months + more, skills: new Map([['s', { rating: rating + rise }]]) }
          expect(met(fuller)).toBeGreaterThanOrEqual(met(less))
        },
      ),
    )
  })
  it('leaves a key post red while nobody is named, and not green while nobody is ready', () => {
    expect([
      coverOf([]),
      coverOf([{ readiness: 'later' }]),
      coverOf([{ readiness: 'later' }, { readiness: 'now' }]),
    ]).toEqual(['none', 'not-ready', 'ready'])
  })
})

describe('first days', () => {
  const from = '2026-03-01' as Day
  const item = { code: 'desk', name: '', nameEn: '', withinDays: 3, by: 'mentor' as const, courseCode: null }
  it('call an item overdue from the day after it was due, and never once it is done', () => {
    const on = (today: string, done: [string, Day][] = []) => itemsOn([item], from, today as Day, new Map(done))[0]
    expect(on('2026-03-04')).toMatchObject({ dueOn: '2026-03-04', overdue: false })
    expect(on('2026-03-05')?.overdue).toBe(true)
    expect(on('2026-03-09', [['desk', '2026-03-08' as Day]])?.overdue).toBe(false)
  })
  it('let a milestone be written once the one before it has come, and name the next one the manager owes', () => {
    expect(reviewOpen([30, 60, 90], 30, from, from)).toBe(true)
    expect(reviewOpen([30, 60, 90], 60, from, '2026-03-30' as Day)).toBe(false)
    expect(reviewOpen([30, 60, 90], 60, from, '2026-03-31' as Day)).toBe(true)
    expect(reviewOpen([30, 60, 90], 45, from, '2027-01-01' as Day)).toBe(false)
    expect(nextReview([30, 60], from, [{ day: 30, role: 'mentor' }])).toEqual({ day: 30, dueOn: '2026-03-31' })
    expect(nextReview([30], from, [{ day: 30, role: 'manager' }])).toBeNull()
  })
})
