import { addDays, addMonths } from '#lib/day'
import { Decimal } from '#lib/decimal'
import { toId, toKey } from '#lib/id'
import { fen, formatYuan, type Money, sum } from '#lib/money'
import { Refusal } from '#lib/refusal'
import type { Context } from '#platform/context'
import type { Input, Output } from '#platform/operation'
import { personNames } from '#team'
import type { api } from '../api.ts'
import { portion } from '../deferral.ts'
import { earn } from '../incentive-plan.ts'
import { firstOf } from '../period.ts'
import { loansOfYear, paidByLoans } from '../store/back-test.ts'
import { planVersion } from '../store/plan.ts'

/**
 * What a plan would have paid on the loans of the last twelve months: in all, per person beside what was paid, and how much of
 * it loans that are now in trouble would hold. Loans of more than the posts of the plan are left out; months are replayed in
 * order, so that tiers and caps count as they would have. Nothing is written.
 * @throws Refusal performance.plan_not_found
 */
export async function backTest(ctx: Context, { id }: Input<typeof api.backTest>): Promise<Output<typeof api.backTest>> {
  const version = await planVersion(ctx.sql, toKey(id))
  if (!version) throw new Refusal('performance.plan_not_found')
  const { body } = version
  const from = addMonths(firstOf(ctx.today), -12)
  const deals = await loansOfYear(ctx, from, body.posts)
  const paidBefore = await paidByLoans(ctx, from, body.posts)
  const people = new Map<bigint, { pay: bigint; held: bigint; loans: number }>()
  const months = new Map<string, bigint>()
  const soFar = new Map<string, { amount: bigint; count: number; paid: bigint }>()
  const overdueOf = shareOverdue(deals)
  for (const deal of deals) {
    for (const component of body.components) {
      if (component.role !== deal.role) continue
      const key = `${deal.personKey}:${component.code}:${deal.day.slice(0, 7)}`
      const before = soFar.get(key) ?? { amount: 0n, count: 0, paid: 0n }
      const earned = earn(component, {
        principal: deal.principal,
        inputs: {
          principal: new Decimal(formatYuan(deal.principal)),
          price: new Decimal(formatYuan(deal.price ?? 0n)),
          term_months: new Decimal(deal.periods),
          annual_rate: new Decimal(deal.annualRate),
          new_customer: new Decimal(deal.newCustomer ? 1 : 0),
          within_time: new Decimal(deal.withinTime === false ? 0 : 1),
          decision_minutes: new Decimal(deal.minutes ?? 0),
        },
        before: { amount: fen(before.amount), count: before.count },
        paidSoFar: fen(before.paid),
        quality: component.quality ? (overdueOf.get(deal.personKey) ?? null) : null,
      })
      soFar.set(key, {
        amount: before.amount + deal.principal,
        count: before.count + 1,
        paid: before.paid + earned.amount,
      })
      const own = people.get(deal.personKey) ?? { pay: 0n, held: 0n, loans: 0 }
      const deferred = component.deferred ? portion(earned.amount, body.deferral.share) : 0n
      people.set(deal.personKey, {
        pay: own.pay + earned.amount,
        held: own.held + (deal.inTrouble ? deferred : 0n),
        loans: own.loans + 1,
      })
      const month = deal.day.slice(0, 7)
      months.set(month, (months.get(month) ?? 0n) + earned.amount)
    }
  }
  for (const key of paidBefore.keys()) if (!people.has(key)) people.set(key, { pay: 0n, held: 0n, loans: 0 })
  const names = await personNames(ctx.sql, [...people.keys()])
  const rows = [...people]
    .map(([key, own]) => {
      const before = paidBefore.get(key) ?? (0n as Money)
      return {
        personId: toId('person', key),
        personName: names.get(key) ?? '',
        loans: own.loans,
        would: fen(own.pay),
        was: before,
        difference: fen(own.pay - before),
        wouldHold: fen(own.held),
      }
    })
    .toSorted((a, b) => (a.difference < b.difference ? 1 : -1))
  return {
    from,
    to: addDays(ctx.today, 0),
    loans: new Set(deals.map(deal => deal.loanKey)).size,
    would: sum(rows.map(row => row.would)),
    was: sum(rows.map(row => row.was)),
    wouldHold: sum(rows.map(row => row.wouldHold)),
    months: [...months].toSorted().map(([month, amount]) => ({ month, amount: fen(amount) })),
    people: rows,
  }
}

/** Each person's share of outstanding in loans past due, over how many loans: as the quality coefficient would have seen it now. */
function shareOverdue(deals: Awaited<ReturnType<typeof loansOfYear>>) {
  const byPerson = Map.groupBy(
    deals.filter(deal => deal.role === 'brought'),
    deal => deal.personKey,
  )
  return new Map(
    [...byPerson].map(([key, own]) => {
      const all = sum(own.map(deal => deal.outstanding))
      const late = sum(own.filter(deal => deal.overdueDays > 0).map(deal => deal.outstanding))
      const share = all === 0n ? new Decimal(0) : new Decimal(late.toString()).div(all.toString())
      return [key, { share: share.toString(), loans: own.length }] as const
    }),
  )
}
