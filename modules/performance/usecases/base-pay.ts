import { addDays, addMonths, type Day, daysBetween } from '#lib/day'
import { formatYuan, mulDiv } from '#lib/money'
import type { Context } from '#platform/context'
import { roster } from '#team'
import { type PayEntry, wagesIn } from '../store/pay.ts'
import { moved, type Why } from '../why.ts'

/** Base pay of everyone employed in the month: the wage of each stretch by its days, each stretch half-up to the fen. */
export async function basePay(ctx: Context, first: Day): Promise<PayEntry[]> {
  const end = addMonths(first, 1)
  const whole = BigInt(daysBetween(first, end))
  const wages = Map.groupBy(await wagesIn(ctx.sql, first, end), wage => wage.personKey)
  const lines: PayEntry[] = []
  for (const person of await roster.employmentIn(ctx.sql, first, end)) {
    for (const wage of wages.get(person.key) ?? []) {
      const from = [person.joinedOn, wage.fromDay, first].reduce((a, b) => (a > b ? a : b))
      const to = [person.leftOn ? addDays(person.leftOn, 1) : end, wage.toDay ?? end, end].reduce((a, b) =>
        a < b ? a : b,
      )
      if (from >= to) continue
      const days = BigInt(daysBetween(from, to))
      const amount = mulDiv(wage.monthly, days, whole, 'half-up')
      if (amount === 0n) continue
      const why: Why = {
        ...moved('month', addDays(end, -1)),
        inputs: [
          { name: 'monthly_wage', value: formatYuan(wage.monthly) },
          { name: 'days', value: String(days) },
          { name: 'days_of_month', value: String(whole) },
        ],
      }
      lines.push({
        personKey: person.key,
        groupId: person.groupKey,
        branchId: person.branchKey,
        loanKey: null,
        month: first,
        planVersionKey: null,
        component: 'base',
        part: 'base',
        step: 'earn',
        amount,
        vestsOn: null,
        parent: null,
        caseKey: null,
        why,
        valueDay: addDays(end, -1),
        postedAt: ctx.now,
        postedBy: ctx.actor.id,
      })
    }
  }
  return lines
}
