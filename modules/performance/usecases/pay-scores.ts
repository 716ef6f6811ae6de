import { toId } from '#lib/id'
import { formatYuan } from '#lib/money'
import type { Context } from '#platform/context'
import { roster } from '#team'
import { earnedLines } from '../deferral.ts'
import { monthsWithin, scoreFactor, scorePay } from '../score-pay.ts'
import { appraisalsOf, type CycleRow, computedScores } from '../store/appraisal.ts'
import { lockMonths, openMonthFor } from '../store/month.ts'
import { insertLines, type PayEntry } from '../store/pay.ts'
import { plansOn } from '../store/plan.ts'

/**
 * A cycle is closed: whoever stood in a post whose plan has a performance part is paid it for the cycle's months, by the score that
 * stands. The plan is that of the cycle's last day; deferred parts wait from that day. Written into the open month. Returns how many.
 */
export async function payScores(ctx: Context, cycle: CycleRow): Promise<number> {
  await lockMonths(ctx.sql, false)
  const plans = (await plansOn(ctx.sql, cycle.to)).filter(plan => plan.body.performance !== null)
  if (plans.length === 0) return 0
  const month = await openMonthFor(ctx.sql, ctx.today)
  const stays = Map.groupBy(await roster.stintsIn(ctx.sql, cycle.from, cycle.to), stay => stay.personKey)
  const computed = await computedScores(ctx.sql, cycle.key)
  const lines: PayEntry[] = []
  let paid = 0
  for (const row of await appraisalsOf(ctx.sql, cycle.key)) {
    const plan = plans.find(one => one.body.posts.includes(row.post))
    const part = plan?.body.performance
    if (!plan || !part || row.score === null) continue
    const own = (stays.get(row.personKey) ?? []).filter(stay => plan.body.posts.includes(stay.post))
    const months = monthsWithin(own, cycle)
    const original = computed.get(row.key) ?? row.score
    const amount = scorePay(part, row.score, months)
    if (amount === 0n) continue
    paid += 1
    const line: Omit<PayEntry, 'step' | 'amount' | 'vestsOn'> = {
      personKey: row.personKey,
      groupId: own.at(-1)?.groupKey ?? row.groupId,
      branchId: own.at(-1)?.branchKey ?? row.branchId,
      loanKey: null,
      month,
      planVersionKey: plan.key,
      component: 'performance',
      part: 'performance',
      parent: null,
      caseKey: null,
      why: {
        plan: { code: plan.code, name: plan.name, number: plan.number },
        anchor: { event: 'appraisal', day: cycle.to },
        inputs: [
          { name: 'monthly_performance', value: part.monthly },
          { name: 'months', value: months.toString() },
          { name: 'score_original', value: original },
          { name: 'score', value: row.score },
          { name: 'score_floor', value: String(part.floor) },
          { name: 'score_most', value: String(part.most) },
        ],
        sum: {
          base: part.monthly,
          rate: months.toString(),
          tier: '1',
          quality: scoreFactor(part, row.score).toString(),
          note: null,
          whole: formatYuan(amount),
        },
        gates: [],
        appraisal: {
          id: toId('appraisal', row.key),
          cycleName: cycle.name,
          from: cycle.from,
          to: cycle.to,
          original,
          score: row.score,
        },
      },
      valueDay: ctx.today,
      postedAt: ctx.now,
      postedBy: ctx.actor.id,
      appraisalKey: row.key,
    }
    lines.push(...earnedLines(line, amount, plan.body.deferral, cycle.to))
  }
  await insertLines(ctx.sql, lines)
  return paid
}
