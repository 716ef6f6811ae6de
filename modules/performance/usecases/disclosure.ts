import { addMonths, type Day } from '#lib/day'
import { Decimal } from '#lib/decimal'
import type { Context } from '#platform/context'
import type { Input, Output } from '#platform/operation'
import type { api } from '../api.ts'
import { disclosureSums } from '../store/disclosure.ts'

/** 递延与追索扣回披露: what a year deferred, paid later, held, took back, by plan, from how many people and for which reasons. */
export async function disclosure(
  ctx: Context,
  { year }: Input<typeof api.disclosure>,
): Promise<Output<typeof api.disclosure>> {
  const { plans, ...told } = await sumsOf(ctx, year)
  return {
    year,
    asOf: ctx.now,
    ...told,
    plans: plans.map(one => ({ ...one, share: shareOf(one.deferred, one.variable) })),
  }
}

/** The same as one list, for the file that is handed in: every figure of the year, then by plan, then by reason. */
export async function listDisclosure(
  ctx: Context,
  { year }: Input<typeof api.listDisclosure>,
): Promise<Output<typeof api.listDisclosure>> {
  const told = await sumsOf(ctx, year)
  const none = { detail: null, people: null, cases: null, share: null }
  const item = (key: (typeof sums)[number]) => ({
    ...none,
    item: `performance.disclosure.${key}`,
    amount: told[key],
    people: key === 'variable' ? told.people : key === 'takenBack' ? told.peopleTakenBack : null,
    share: key === 'deferred' ? shareOf(told.deferred, told.variable) : null,
  })
  return [
    ...sums.map(item),
    ...told.plans.map(({ plan, riskRelevant, people, variable, deferred }) => ({
      ...none,
      item: riskRelevant ? 'performance.disclosure.plan-risk' : 'performance.disclosure.plan',
      detail: plan,
      people,
      amount: variable,
      share: shareOf(deferred, variable),
    })),
    ...told.reasons.map(({ trigger, outcome, cases, amount }) => ({
      ...none,
      item: `performance.trigger.${trigger}`,
      detail: `performance.outcome.${outcome}`,
      cases,
      amount,
    })),
  ]
}

const sums = ['variable', 'deferred', 'vested', 'held', 'stillDeferred', 'takenBack', 'ofUnpaid', 'ofPaid'] as const

function sumsOf(ctx: Context, year: number) {
  const from = `${year}-01-01` as Day
  return disclosureSums(ctx.sql, from, addMonths(from, 12))
}

/** A part of a whole to four decimals half-up; null of nothing. */
function shareOf(part: bigint, whole: bigint): string | null {
  if (whole === 0n) return null
  return new Decimal(part.toString()).div(whole.toString()).toFixed(4, Decimal.ROUND_HALF_UP)
}
