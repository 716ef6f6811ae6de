import { describe, expect, it } from 'vitest'
import { day } from '#lib/day'
import type { Rate } from '#lib/rate'
import { floating as rates } from '#product'
import { changeDays, type Floating, resetAfter, resetBounds, resetsDue } from './floating.ts'

const rate = (text: string) => text as Rate
const points = (
  [
    ['2025-12-22', '0.0300'],
    ['2026-01-20', '0.0300'],
    ['2026-02-24', '0.0290'],
    ['2026-03-20', '0.029'],
    ['2026-04-20', '0.0285'],
  ] as const
).map(([from, value]) => ({ from: day(from), value: rate(value) }))
const floating = (reset: Floating['reset'], more: Partial<Floating> = {}): Floating => ({
  base: 'lpr-1y',
  margin: rate('0.018'),
  reset,
  floor: rate('0.03'),
  cap: rate('0.06'),
  ...more,
})

describe('a floating rate', () => {
  it('is the base with the margin, within bounds it never leaves', () => {
    expect(rates.rateAt(floating('january'), rate('0.029'))).toBe('0.047')
    expect(rates.rateAt(floating('january'), rate('0.05'))).toBe('0.06')
    expect(rates.rateAt(floating('january', { margin: rate('-0.01') }), rate('0.029'))).toBe('0.03')
  })

  it('is set anew each 1 January or anniversary, at a month’s end where the year has no such day', () => {
    expect(resetAfter('january', day('2026-01-01'), day('2026-01-01'))).toBe('2027-01-01')
    expect(resetAfter('january', day('2025-12-31'), day('2025-12-31'))).toBe('2026-01-01')
    expect(resetAfter('anniversary', day('2024-02-29'), day('2024-02-29'))).toBe('2025-02-28')
    expect(resetAfter('anniversary', day('2024-02-29'), day('2027-03-01'))).toBe('2028-02-29')
    expect(resetAfter('anniversary', day('2026-05-10'), day('2027-05-09'))).toBe('2027-05-10')
  })

  it('takes the value in force on its day', () => {
    const due = resetsDue(floating('january'), day('2025-03-05'), day('2026-01-01'), day('2026-01-01'), points)
    expect(due).toEqual({
      resets: [{ on: '2026-01-01', annualRate: '0.048', value: '0.0300', publishedOn: '2025-12-22' }],
      next: '2027-01-01',
    })
    expect(resetsDue(floating('january'), day('2025-03-05'), day('2027-01-01'), day('2026-12-31'), points)).toEqual({
      resets: [],
      next: '2027-01-01',
    })
  })

  it('follows each publication that changes something, one published late too, and each once', () => {
    expect(changeDays(points)).toEqual(['2025-12-22', '2026-02-24', '2026-04-20'])
    const at = (from: string, through: string) =>
      resetsDue(floating('publication'), day('2026-01-05'), day(from), day(through), points)
    expect(at('2026-01-06', '2026-02-26')).toMatchObject({
      resets: [{ on: '2026-02-24', annualRate: '0.047' }],
      next: '2026-02-25',
    })
    expect(at('2026-02-25', '2026-04-25').resets.map(one => one.on)).toEqual(['2026-04-20'])
    expect(at('2026-02-25', '2026-04-19')).toEqual({ resets: [], next: '2026-02-25' })
  })

  it('has the close look by the day’s own date, or by that of the last change', () => {
    const bounds = resetBounds(day('2026-03-25'), { 'lpr-1y': points.slice(0, 4), 'lpr-5y': [] })
    expect(bounds.filter(one => one.base === 'lpr-1y').map(one => [one.reset, one.through])).toEqual([
      ['january', '2026-03-25'],
      ['anniversary', '2026-03-25'],
      ['publication', '2026-02-24'],
    ])
    expect(bounds.some(one => one.base === 'lpr-5y' && one.reset === 'publication')).toBe(false)
  })
})
