import { addDays, addMonths, type Day } from '#lib/day'
import { Decimal } from '#lib/decimal'
import { formatYuan } from '#lib/money'
import type { Context } from '#platform/context'
import { roster } from '#team'
import { earnedLines, portion } from '../deferral.ts'
import { daysWithin, poolWeights, sharePool } from '../score-pay.ts'
import type { PayEntry } from '../store/pay.ts'
import { plansIn } from '../store/plan.ts'
import { commissionOfGroups, insertPool, lastScores } from '../store/pool.ts'

/** Shares out the pools of a month: for each plan with a pool and each group, a line for everybody who stood in it in a post that shares. */
export async function sharePools(ctx: Context, first: Day): Promise<PayEntry[]> {
  const end = addMonths(first, 1)
  const last = addDays(end, -1)
  const plans = (await plansIn(ctx.sql, first, end)).filter(plan => plan.body.teamPool !== null)
  if (plans.length === 0) return []
  const stays = await roster.stintsIn(ctx.sql, first, last)
  const scores = await lastScores(ctx.sql, last)
  const lines: PayEntry[] = []
  for (const plan of plans) {
    const rule = plan.body.teamPool!
    const weights = poolWeights(rule, plan.body.posts)
    for (const { groupKey, branchKey, commission } of await commissionOfGroups(ctx.sql, plan.key, first)) {
      const amount = portion(commission, rule.share)
      const members = [...Map.groupBy(stays, stay => stay.personKey)].flatMap(([personKey, all]) => {
        const own = all.filter(stay => stay.groupKey === groupKey && weights.has(stay.post))
        const days = own.reduce((total, stay) => total + daysWithin(stay, { from: first, to: last }), 0)
        const weight = weights.get(own.at(-1)?.post ?? '') ?? 0
        return days === 0 ? [] : [{ personKey, weight, days, score: scores.get(personKey) ?? null }]
      })
      const shares = sharePool(amount, members)
      const points = shares.reduce((total, share) => total.plus(share.points), new Decimal(0))
      if (amount === 0n || points.isZero()) continue
      const poolKey = await insertPool(ctx.sql, {
        month: first,
        planVersionKey: plan.key,
        groupKey,
        branchKey,
        commission,
        share: rule.share,
        amount,
        points: points.toString(),
        people: shares.length,
        at: ctx.now,
      })
      for (const share of shares.filter(one => one.amount > 0n)) {
        const line: Omit<PayEntry, 'step' | 'amount' | 'vestsOn'> = {
          personKey: share.personKey,
          groupId: groupKey,
          branchId: branchKey,
          loanKey: null,
          month: first,
          planVersionKey: plan.key,
          component: 'pool',
          part: 'pool',
          parent: null,
          caseKey: null,
          why: {
            plan: { code: plan.code, name: plan.name, number: plan.number },
            anchor: { event: 'month', day: last },
            inputs: [
              { name: 'days', value: String(share.days) },
              { name: 'post_weight', value: String(share.weight) },
              { name: share.score === null ? 'score_mean' : 'score', value: share.counted },
            ],
            sum: {
              base: formatYuan(amount),
              rate: share.points.toString(),
              tier: points.toString(),
              quality: '1',
              note: null,
              whole: formatYuan(share.amount),
            },
            gates: [],
            pool: {
              commission: formatYuan(commission),
              share: rule.share,
              amount: formatYuan(amount),
              weight: share.weight,
              score: share.counted,
              ownPoints: share.points.toString(),
              allPoints: points.toString(),
              people: shares.length,
            },
          },
          valueDay: last,
          postedAt: ctx.now,
          postedBy: ctx.actor.id,
          poolKey,
        }
        lines.push(...earnedLines(line, share.amount, plan.body.deferral, last))
      }
    }
  }
  return lines
}
