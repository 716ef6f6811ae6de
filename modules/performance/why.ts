import type { Day } from '#lib/day'
import type { Id } from '#lib/id'
import type { GateCode } from './incentive-plan.ts'
import type { MetricCode } from './metric.ts'

/**
 * Why a line of pay is what it is, always in the same five steps: by which plan version, which day anchored it to its month,
 * what went in, base × rate × tier × quality, and which gates were closed. Kept with the line as it was then.
 */
export type Why = {
  plan: { code: string; name: string; number: number } | null
  anchor: { event: WhyEvent; day: Day } | null
  inputs: { name: string; value: string }[]
  sum: { base: string; rate: string; tier: string; quality: string; note: string | null; whole: string } | null
  /**
   * Gates that were closed at the month's end: what was found, from where on they close, what is left, and the cases and certificates
   * that were found themselves.
   */
  gates: { code: GateCode; bound: string; reached: string; factor: string; month?: Day; of?: string[] }[]
  /** Of a quality coefficient: the figure it goes by; `figureId`: kept with its rows, where somebody was paid by it. */
  quality?: {
    code: MetricCode
    from: Day
    to: Day
    value: string | null
    figureRows: number
    figureId?: Id<'figure'>
  }
  /** Of performance pay: the appraisal that gave the score, as it was computed and as it was calibrated. */
  appraisal?: { id: Id<'appraisal'>; cycleName: string; from: Day; to: Day; original: string; score: string }
  /** Of a share in a team pool: the pool and what the share goes by. */
  pool?: {
    commission: string
    share: string
    amount: string
    weight: number
    score: string
    ownPoints: string
    allPoints: string
    people: number
  }
}

export const whyEvents = [
  'loan-disbursed',
  'month',
  'appraisal',
  'gate',
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
