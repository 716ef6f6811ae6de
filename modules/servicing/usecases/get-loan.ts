import { toId, toKey } from '#lib/id'
import { refuseUnless } from '#lib/refusal'
import type { Context } from '#platform/context'
import type { Input, Output } from '#platform/operation'
import { personById } from '#team'
import type { api } from '../api.ts'
import { dueOn, payableOn } from '../book.ts'
import { isUnpaid } from '../installment.ts'
import { isOpen } from '../loan.ts'
import { quoteSettlement } from '../settlement.ts'
import { totalOf } from '../share.ts'
import * as close from '../store/close.ts'
import { bookOf, loanByKey, statesOf } from '../store/loan.ts'
import { entriesOf, sharesOf, transactionsOf } from '../store/transaction.ts'
import { isReversible } from '../transaction.ts'
import { loanView, partsOf, planView, settlementView } from '../view.ts'
import { yearlyCostOf } from '../yearly-cost.ts'
import { earliestSettlementDay } from './earliest-settlement-day.ts'
import { namesOfLoans } from './names-of-loans.ts'

/** Everything a loan's page shows, as of the open day. @throws Refusal servicing.loan_not_found, authority.* */
export async function getLoan(ctx: Context, { id }: Input<typeof api.getLoan>): Promise<Output<typeof api.getLoan>> {
  const loan = await loanByKey(ctx.sql, toKey(id))
  refuseUnless(loan, 'servicing.loan_not_found')
  ctx.rights.check('servicing.loan.read', loan)
  const book = await bookOf(ctx.sql, loan)
  const running = isOpen(loan.state)
  const due = dueOn(book, ctx.today)
  const transactions = await transactionsOf(ctx.sql, loan.key)
  const entries = await entriesOf(ctx.sql, loan.key)
  const shares = await sharesOf(ctx.sql, loan.key)
  const names = await namesOf(
    ctx,
    transactions.map(row => row.recordedBy),
  )
  const earliest = await earliestSettlementDay(ctx.sql, loan.key, book)
  const settleable = running && earliest <= ctx.today
  const setAside = await close.isSetAside(ctx.sql, loan.key)
  const may = (permission: string) => ctx.rights.verdict(permission, loan).allow
  const takesMoney = running && !setAside
  return {
    ...loanView(loan, ctx.today, await namesOfLoans(ctx.sql, [loan])),
    today: ctx.today,
    setAside,
    penaltyRate: loan.penaltyRate,
    graceDays: loan.graceDays,
    order: loan.order,
    settlementFeeRate: loan.settlementFeeRate,
    settlementFreeAfter: loan.settlementFreeAfter,
    yearlyCost: yearlyCostOf(book),
    due,
    dueTotal: running ? totalOf(due) : (0n as typeof loan.outstanding),
    payable: running ? totalOf(payableOn(book, ctx.today)) : (0n as typeof loan.outstanding),
    paidPeriods: book.installments.filter(row => !isUnpaid(row)).length,
    settlement: settleable ? settlementView(quoteSettlement(book, ctx.today)) : null,
    actions: [
      takesMoney && may('servicing.repayment.record') && ('record-repayment' as const),
      running && may('servicing.settlement.quote') && ('quote-settlement' as const),
      takesMoney && may('servicing.settlement.record') && ('settle' as const),
      !setAside &&
        transactions.some(row => isReversible(row.kind) && row.reversedByKey === null) &&
        may('servicing.reversal.record') &&
        ('reverse' as const),
    ].filter(action => action !== false),
    installments: planView(book, ctx.today),
    transactions: transactions.map(row => ({
      id: toId('repayment', row.key),
      kind: row.kind,
      valueDate: row.valueDate,
      postedOn: row.postedOn,
      amount: row.amount,
      parts: partsOf(row),
      settlementFee: row.settlementFee,
      shares: shares.get(row.key) ?? [],
      parentId: row.parentKey === null ? null : toId('repayment', row.parentKey),
      reversedById: row.reversedByKey === null ? null : toId('repayment', row.reversedByKey),
      channel: row.channel,
      reference: row.reference,
      note: row.note,
      recordedBy: row.recordedBy,
      recordedByName: names.get(row.recordedBy) ?? null,
      recordedAt: row.recordedAt,
      entries: entries.get(row.key) ?? [],
    })),
    states: await statesOf(ctx.sql, loan.key),
  }
}

async function namesOf(ctx: Context, actors: readonly string[]): Promise<Map<string, string>> {
  const names = new Map<string, string>()
  for (const actor of new Set(actors)) {
    if (!actor.startsWith('person_')) continue
    const person = await personById(ctx.sql, actor as `person_${string}`, ctx.today)
    if (person) names.set(actor, person.name)
  }
  return names
}
