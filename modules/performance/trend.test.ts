import { describe, expect, it } from 'vitest'
import type { Day } from '#lib/day'
import { running, sameWeekdays, usual } from './trend.ts'

const texts = (values: readonly { toString(): string }[] | null) => values?.map(String)

describe('the course of a day', () => {
  it('is compared with the same weekday of four weeks', () => {
    expect(sameWeekdays('2026-03-02' as Day)).toEqual(['2026-02-23', '2026-02-16', '2026-02-09', '2026-02-02'])
  })

  it('adds up hour by hour and keeps its height in hours without anything', () => {
    const course = running([
      { hour: 10, total: '5' },
      { hour: 9, total: '2' },
      { hour: 23, total: '1' },
    ])
    expect(course).toHaveLength(24)
    expect(texts([course[8]!, course[9]!, course[10]!, course[22]!, course[23]!])).toEqual(['0', '2', '7', '7', '8'])
  })

  it('is usual as the mean of the days there were, and has no usual without any', () => {
    const one = running([{ hour: 9, total: '4' }])
    const other = running([])
    expect(texts(usual([one, other]))?.slice(8, 10)).toEqual(['0', '2'])
    expect(usual([])).toBeNull()
  })
})
