/** How often something happened among so many. */
export type Count = { found: number; checked: number }
/** A share with its 95 % interval, each 0 to 1; the share is null where nothing was checked. */
export type Interval = { rate: number | null; low: number; high: number }

/** The 97.5th percentile of the normal distribution: 95 % two-sided. */
const z = 1.959963984540054

/**
 * Wilson's score interval at 95 % (E. B. Wilson, JASA 22, 1927): honest for few cases and shares near nought, where the usual
 * interval is not. Nothing checked says nothing: 0 to 1.
 */
export function wilson({ found, checked }: Count): Interval {
  if (checked === 0) return { rate: null, low: 0, high: 1 }
  const rate = found / checked
  const square = z * z
  const centre = rate + square / (2 * checked)
  const half = z * Math.sqrt((rate * (1 - rate)) / checked + square / (4 * checked * checked))
  const whole = 1 + square / checked
  return {
    rate,
    low: found === 0 ? 0 : Math.max(0, (centre - half) / whole),
    high: found === checked ? 1 : Math.min(1, (centre + half) / whole),
  }
}

export const effects = ['works', 'worse', 'too-few'] as const
/** What the figures say of a lesson. `too-few`: the interval of the difference holds nought, so they say nothing. */
export type Effect = (typeof effects)[number]

/**
 * How much the share fell from before to after, with the 95 % interval of the difference by Newcombe's method 10 (R. G. Newcombe,
 * Statistics in Medicine 17, 1998), which is made of the two Wilson intervals. Positive: fewer after.
 */
export function compare(
  before: Count,
  after: Count,
): { fall: number | null; low: number; high: number; effect: Effect } {
  const was = wilson(before)
  const is = wilson(after)
  if (was.rate === null || is.rate === null) return { fall: null, low: -1, high: 1, effect: 'too-few' }
  const fall = was.rate - is.rate
  const low = fall - Math.hypot(was.rate - was.low, is.high - is.rate)
  const high = fall + Math.hypot(was.high - was.rate, is.rate - is.low)
  return { fall, low, high, effect: low > 0 ? 'works' : high < 0 ? 'worse' : 'too-few' }
}
