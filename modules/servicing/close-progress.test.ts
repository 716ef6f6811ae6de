import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addMs, type Instant } from '#lib/day'
import { closeProgress } from './close-progress.ts'

const startedAt = '2026-03-02T15:30:00.000Z' as Instant
const after = (seconds: number) => addMs(startedAt, seconds * 1000)
const at = (done: number, ranges: number, seconds: number, markSeconds: number | null = Math.max(0, seconds - 1)) =>
  closeProgress(
    { startedAt, ranges, done, lastMarkAt: markSeconds === null ? null : after(markSeconds) },
    after(seconds),
  )

describe('the progress of a running close', () => {
  it('is done of planned ranges, and the rest takes as long as the ranges before it took', () => {
    expect(at(5, 20, 10)).toEqual({ share: '0.2500', phase: 'closing', elapsed: 10, remaining: 30 })
    expect(at(19, 20, 19)).toEqual({ share: '0.9500', phase: 'closing', elapsed: 19, remaining: 1 })
  })

  it('names no remaining time before there is a speed', () => {
    expect(at(0, 20, 8, null)).toEqual({ share: '0.0000', phase: 'closing', elapsed: 8, remaining: null })
    expect(at(1, 20, 0, 0)).toMatchObject({ phase: 'closing', remaining: null })
  })

  it('rounds down, so that it is whole only when nothing is left, and then posts the day', () => {
    expect(at(29_999, 30_000, 60).share).toBe('0.9999')
    expect(at(2, 3, 60).share).toBe('0.6666')
    expect(at(3, 3, 60)).toMatchObject({ share: '1.0000', phase: 'posting', remaining: null })
  })

  it('is stalled after two minutes without a new range, and after five times what a range takes', () => {
    expect(at(0, 4, 120, null).phase).toBe('closing')
    expect(at(0, 4, 121, null)).toMatchObject({ phase: 'stalled', remaining: null })
    // Ranges of ten minutes: a quarter of an hour of quiet is ordinary work, an hour more is not.
    expect(at(2, 4, 1200 + 900, 1200).phase).toBe('closing')
    expect(at(20, 40, 6000 + 3600, 6000).phase).toBe('stalled')
    expect(at(40, 40, 500, 100)).toMatchObject({ share: '1.0000', phase: 'stalled' })
  })

  it('never goes back as ranges are done, never exceeds the whole, and promises less with each range done at once', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 500 }),
        fc.nat(),
        fc.integer({ min: 1, max: 100 }),
        (ranges, seed, seconds) => {
          const done = seed % ranges
          const now = at(done, ranges, seconds)
          const next = at(done + 1, ranges, seconds)
          expect(Number(next.share)).toBeGreaterThanOrEqual(Number(now.share))
          expect(Number(next.share)).toBeLessThanOrEqual(1)
          if (now.remaining !== null && next.remaining !== null)
            expect(next.remaining).toBeLessThanOrEqual(now.remaining)
        },
      ),
    )
  })

  it('comes true at an even speed', () => {
    for (let done = 1; done < 40; done += 1) expect(at(done, 40, done * 3).remaining).toBe((40 - done) * 3)
  })
})
