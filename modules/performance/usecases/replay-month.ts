import { addMonths, type Day, monthEnd } from '#lib/day'
import { fen, type Money, sum } from '#lib/money'
import type { Context } from '#platform/context'
import { roster } from '#team'
import { portion } from '../deferral.ts'
import type { PlanBody } from '../incentive-plan.ts'
import { daysWithin, monthsWithin, poolWeights, scorePay, sharePool } from '../score-pay.ts'
import { closedScores, lastScores } from '../store/pool.ts'
import { closedGates, gateFacts } from './apply-gates.ts'

/** What somebody would have been paid in a month. */
export type Replayed = { personKey: bigint; month: string; amount: Money }

/** What the scores of cycles closed since a day would have paid: people of the plan's posts, in the month their cycle ended. */
export async function replayScores(ctx: Context, body: PlanBody, from: Day): Promise<Replayed[]> {
  const part = body.performance
  if (!part) return []
  const found = (await closedScores(ctx.sql, from)).filter(row => body.posts.includes(row.post))
  return Promise.all(
    found.map(async row => {
      const stays = await roster.stintsIn(ctx.sql, row.from, row.to, row.personKey)
      const months = monthsWithin(
        stays.filter(stay => body.posts.includes(stay.post)),
        row,
      )
      return { personKey: row.personKey, month: row.to.slice(0, 7), amount: scorePay(part, row.score, months) }
    }),
  )
}

/** What team pools would have shared out of a month's replayed commissions, by the groups people stood in and the scores known by then. */
export async function replayPools(ctx: Context, body: PlanBody, commissions: readonly Replayed[]): Promise<Replayed[]> {
  const rule = body.teamPool
  if (!rule) return []
  const weights = poolWeights(rule, body.posts)
  const shared: Replayed[] = []
  for (const [month, all] of Map.groupBy(commissions, one => one.month)) {
    const from = `${month}-01` as Day
    const period = { from, to: monthEnd(from) }
    const stays = await roster.stintsIn(ctx.sql, period.from, period.to)
    const scores = await lastScores(ctx.sql, period.to)
    const groupOf = new Map(stays.map(stay => [stay.personKey, stay.groupKey]))
    for (const [groupKey, own] of Map.groupBy(all, one => groupOf.get(one.personKey))) {
      if (groupKey === undefined) continue
      const members = [...Map.groupBy(stays, stay => stay.personKey)].flatMap(([personKey, stints]) => {
        const here = stints.filter(stay => stay.groupKey === groupKey && weights.has(stay.post))
        const days = here.reduce((total, stay) => total + daysWithin(stay, period), 0)
        const weight = weights.get(here.at(-1)?.post ?? '') ?? 0
        return days === 0 ? [] : [{ personKey, weight, days, score: scores.get(personKey) ?? null }]
      })
      const amount = portion(sum(own.map(one => one.amount)), rule.share)
      if (members.length === 0) continue
      for (const { personKey, amount: part } of sharePool(amount, members))
        shared.push({ personKey, month, amount: part })
    }
  }
  return shared
}

/** What gates would have taken of each month that is over; negative amounts. */
export async function replayGates(ctx: Context, body: PlanBody, variable: readonly Replayed[]): Promise<Replayed[]> {
  if (body.gates.length === 0) return []
  const cut: Replayed[] = []
  for (const [month, all] of Map.groupBy(variable, one => one.month)) {
    const first = `${month}-01` as Day
    if (addMonths(first, 1) > ctx.today) continue
    const found = await gateFacts(ctx, first, [...new Set(all.map(one => one.personKey))])
    for (const [personKey, own] of Map.groupBy(all, one => one.personKey)) {
      const { factor } = closedGates(body.gates, personKey, found)
      const whole = sum(own.map(one => one.amount))
      const left = portion(whole, factor)
      if (left !== whole) cut.push({ personKey, month, amount: fen(left - whole) })
    }
  }
  return cut
}
