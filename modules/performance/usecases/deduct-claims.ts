import { addDays, addMonths, type Day } from '#lib/day'
import { fen, type Money, min } from '#lib/money'
import type { Context } from '#platform/context'
import { monthlyCap } from '../recovery.ts'
import { claimLines, stepsDue } from '../store/claim.ts'
import { monthSums } from '../store/month.ts'
import { type PayEntry, wagesOn } from '../store/pay.ts'
import { continued } from './hold-pay.ts'
import { recoveryLaw } from './spread-claim.ts'

/**
 * What the month takes towards claims: what is planned and what earlier months could not take, never more than the law leaves of the
 * wage of this month, nor than the month pays.
 */
export async function deductClaims(ctx: Context, first: Day): Promise<PayEntry[]> {
  const due = await stepsDue(ctx.sql, first)
  if (due.length === 0) return []
  const last = addDays(addMonths(first, 1), -1)
  const people = [...new Set(due.map(one => one.personKey))]
  const law = await recoveryLaw(ctx, last)
  const wages = new Map((await wagesOn(ctx.sql, last, people)).map(wage => [wage.personKey, wage.monthly]))
  const claims = await claimLines(ctx.sql, people)
  const room = new Map<bigint, Money>()
  for (const personKey of people) {
    const [pays] = await monthSums(ctx.sql, first, { personKey })
    const cap = monthlyCap(wages.get(personKey) ?? fen(0), law)
    room.set(personKey, pays && pays.net > 0n ? min(pays.net, cap) : fen(0))
  }
  return due.flatMap(one => {
    const parent = claims.find(line => line.caseKey === one.caseKey && line.personKey === one.personKey)
    const amount = min(one.due, room.get(one.personKey)!)
    if (!parent || amount <= 0n) return []
    room.set(one.personKey, fen(room.get(one.personKey)! - amount))
    return [continued(ctx, { step: 'deduct', amount, parent }, first, last, 'finding', one.caseKey)]
  })
}
