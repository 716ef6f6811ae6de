import type { Day } from '#lib/day'

/**
 * Why a line of pay is what it is, always in the same five steps: by which plan version, which day anchored it to its month,
 * what went in, base × rate × tier × quality, and which gates were closed. Kept with the line as it was then.
 */
export type Why = {
  plan: { code: string; name: string; number: number } | null
  anchor: { event: WhyEvent; day: Day } | null
  inputs: { name: string; value: string }[]
  sum: { base: string; rate: string; tier: string; quality: string; note: string | null; whole: string } | null
  gates: { code: string; factor: string }[]
}

export const whyEvents = [
  'loan-disbursed',
  'month',
  'hold',
  'cure',
  'vesting',
  'finding',
  'dispute',
  'pay-run',
] as const
export type WhyEvent = (typeof whyEvents)[number]

/** A line that only moves what an earlier one earned: the earlier line says why. */
export const moved = (event: WhyEvent, day: Day): Why => ({
  plan: null,
  anchor: { event, day },
  inputs: [],
  sum: null,
  gates: [],
})
