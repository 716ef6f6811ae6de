import { must } from '#lib/assert'
import { toId } from '#lib/id'
import { formatYuan } from '#lib/money'
import { dealOf } from '#origination'
import type { Context } from '#platform/context'
import { loanByKey } from '#servicing'
import { personNames } from '#team'

/** The pack a case begins with: the loan as it stands and who decided what, when, with which words. Facts, no verdict. */
export type Evidence = {
  loan: { id: string; number: string; principal: string; outstanding: string; disbursedOn: string; overdueDays: number }
  application: { id: string; number: string } | null
  approvals: {
    personId: string
    name: string
    at: string
    minutes: number | null
    withinTime: boolean | null
    reason: string | null
    note: string
  }[]
}

/** Collects what is known of a loan and of how it came about. */
export async function evidenceOf(ctx: Context, loanKey: bigint, overdueDays: number): Promise<Evidence> {
  const loan = must(await loanByKey(ctx.sql, loanKey), 'a loan in trouble is there')
  const deal = loan.applicationKey === null ? null : await dealOf(ctx.sql, loan.applicationKey)
  const names = await personNames(
    ctx.sql,
    (deal?.approvals ?? []).map(one => one.personKey),
  )
  return {
    loan: {
      id: loan.id,
      number: loan.number,
      principal: formatYuan(loan.principal),
      outstanding: formatYuan(loan.outstanding),
      disbursedOn: loan.disbursedOn,
      overdueDays,
    },
    application:
      deal && loan.applicationKey !== null
        ? { id: toId('application', loan.applicationKey), number: deal.number }
        : null,
    approvals: (deal?.approvals ?? []).map(one => ({
      personId: toId('person', one.personKey),
      name: names.get(one.personKey) ?? '',
      at: one.at,
      minutes: one.minutes,
      withinTime: one.withinTime,
      reason: one.reason,
      note: one.note,
    })),
  }
}
