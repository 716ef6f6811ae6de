import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addDays, type Day, day } from '#lib/day'
import type { Rate } from '#lib/rate'
import { floating as rates } from '#product'
import {
  changeDays,
  correctedResets,
  type Floating,
  type Reset,
  resetAfter,
  resetBounds,
  resetsDue,
  type StandingRate,
} from './floating.ts'

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

describe('a published value corrected after it was used', () => {
  const on = (text: string, rate: string) => ({
    on: day(text),
    annualRate: rate as Rate,
    value: rate as Rate,
    publishedOn: day(text),
  })
  const stood = (text: string, rate: string, key: bigint, byHand = false): StandingRate => ({
    key,
    on: day(text),
    annualRate: rate as Rate,
    ...(byHand
      ? {}
      : { follows: { base: 'lpr-1y', value: rate as Rate, publishedOn: day(text), margin: '0' as Rate } }),
  })
  const today = day('2026-06-10')
  const lent = on('2025-06-01', '0.05')
  const change = (standing: StandingRate[], resets: Reset[], declined: Reset[] = []) => {
    const { takeBack, take } = correctedResets(standing, declined, [lent, ...resets], today)
    return [takeBack.map(one => one.key), take.map(one => `${one.on} ${one.annualRate}`)]
  }

  it('lowers the rate from the reset day, and raises it only from the day that is known', () => {
    const standing = [stood('2026-01-01', '0.048', 1n), stood('2026-03-01', '0.045', 2n)]
    expect(change(standing, [on('2026-01-01', '0.046'), on('2026-03-01', '0.045')])).toEqual([
      [1n],
      ['2026-01-01 0.046'],
    ])
    expect(change(standing, [on('2026-01-01', '0.048'), on('2026-03-01', '0.047')])).toEqual([[], ['2026-06-10 0.047']])
    // A reset that should have been none is taken back; one that was none and should have lowered the rate is taken.
    expect(change(standing, [on('2026-01-01', '0.048'), on('2026-03-01', '0.048')])).toEqual([[], ['2026-06-10 0.048']])
    expect(change(standing, [on('2026-02-01', '0.044')])).toEqual([[2n], ['2026-02-01 0.044']])
  })

  it('leaves alone what people decided: rates set by hand, and resets taken back', () => {
    const standing = [stood('2026-01-01', '0.048', 1n), stood('2026-02-01', '0.03', 2n, true)]
    expect(change(standing, [on('2026-01-01', '0.046')])).toEqual([[1n], ['2026-01-01 0.046']])
    expect(change(standing, [on('2026-01-01', '0.049')])).toEqual([[], []])
    expect(change([], [on('2026-01-01', '0.048')], [on('2026-01-01', '0.048')])).toEqual([[], []])
    expect(change([], [on('2026-01-01', '0.047')], [on('2026-01-01', '0.048')])).toEqual([[], ['2026-01-01 0.047']])
  })

  it('never asks more of a day gone by, ends at the rate the values ask for, and finds nothing when done again', () => {
    const rates = fc.constantFrom('0.04', '0.044', '0.045', '0.046', '0.048', '0.05', '0.06')
    const path = fc.array(rates, { minLength: 1, maxLength: 6 })
    fc.assert(
      fc.property(path, path, fc.array(rates, { maxLength: 3 }), (known, right, again) => {
        const asked = (list: readonly string[]) => list.map((rate, index) => on(`2026-0${index + 1}-01`, rate))
        const corrected = (standing: StandingRate[], resets: Reset[], at: Day) => {
          const { takeBack, take } = correctedResets(standing, [], [lent, ...resets], at)
          const gone = new Set(takeBack.map(one => one.key))
          return [
            ...standing.filter(one => !gone.has(one.key)),
            ...take.map((one, index) => stood(one.on, one.annualRate, 100n + BigInt(standing.length + index))),
          ].sort((a, b) => (a.on < b.on ? -1 : a.on > b.on ? 1 : a.key < b.key ? -1 : 1))
        }
        const rateOn = (standing: StandingRate[], at: Day) =>
          Number(standing.findLast(one => one.on <= at)?.annualRate ?? '0.05')
        const days = Array.from({ length: 6 }, (_, index) => day(`2026-0${index + 1}-01`))
        let standing = corrected([], asked(known), days[0]!)
        for (const [turn, list] of [right, [...right.slice(0, 2), ...again, ...right.slice(2)].slice(0, 6)].entries()) {
          const at = addDays(today, turn)
          const now = corrected(standing, asked(list), at)
          for (const one of days) expect(rateOn(now, one)).toBeLessThanOrEqual(rateOn(standing, one))
          expect(rateOn(now, at)).toBe(Number(list.at(-1)))
          expect(correctedResets(now, [], [lent, ...asked(list)], addDays(at, 1))).toEqual({ takeBack: [], take: [] })
          standing = now
        }
      }),
      { numRuns: 2_000 },
    )
  })
})
