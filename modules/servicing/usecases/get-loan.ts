import { must } from '#lib/assert'
import type { Day } from '#lib/day'
import { toKey } from '#lib/id'
import { type Money, sum, zero } from '#lib/money'
import { refuseUnless } from '#lib/refusal'
import type { Context } from '#platform/context'
import type { Input, Output } from '#platform/operation'
import type { api } from '../api.ts'
import { type Book, dueOn, payableOn } from '../book.ts'
import { claimableOn, grownBy } from '../claim.ts'
import { isGrace, isUnpaid } from '../installment.ts'
import { isOpen } from '../loan.ts'
import { quoteSettlement } from '../settlement.ts'
import { loanActions } from '../shape.ts'
import { totalOf } from '../share.ts'
import { chargesOf } from '../store/charge.ts'
import * as close from '../store/close.ts'
import { bookOf, type LoanRow, loanByKey, statesOf } from '../store/loan.ts'
import { watchLinesOf } from '../store/loan-watch.ts'
import { actedSince, quoteOf } from '../store/quote.ts'
import { claimsOfLoan } from '../store/subsidy-claim.ts'
import { hasReversible, writtenOffInstallments } from '../store/transaction.ts'
import { fallenOn } from '../subsidy.ts'
import { loanView, planView, quoteView, settlementView } from '../view.ts'
import { yearlyCostOf } from '../yearly-cost.ts'
import { earliestSettlementDay } from './earliest-settlement-day.ts'
import { firstPage, namesOf, transactionsPage } from './list-transactions.ts'
import { lookBack } from './look-back.ts'
import { namesOfLoans } from './names-of-loans.ts'

/**
 * Everything a loan's page shows: as of the open day, or as it stood on a day by what was known on another.
 * @throws Refusal servicing.loan_not_found, servicing.shown_on, authority.*
 */
export async function getLoan(
  ctx: Context,
  { id, shownOn, knownOn }: Input<typeof api.getLoan>,
): Promise<Output<typeof api.getLoan>> {
  const found = await loanByKey(ctx.sql, toKey(id))
  refuseUnless(found, 'servicing.loan_not_found')
  ctx.rights.check('servicing.loan.read', found)
  const past = shownOn !== undefined || knownOn !== undefined
  const { loan, book } = past
    ? await lookBack(ctx, found, { shownOn, knownOn })
    : { loan: found, book: await bookOf(ctx.sql, found) }
  const on = shownOn ?? ctx.today
  const running = isOpen(loan.state)
  const due = dueOn(book, on)
  const { floating } = loan
  const charges = await chargesOf(ctx.sql, loan.key, past ? (knownOn ?? ctx.today) : null)
  const writtenOff = loan.state === 'written-off' ? await writtenOffInstallments(ctx.sql, loan.key) : new Set<number>()
  const { rows, next } = await transactionsPage(ctx, loan.key, {
    before: null,
    limit: firstPage,
    shownOn: shownOn ?? null,
    knownOn: past ? (knownOn ?? ctx.today) : null,
    kinds: null,
  })
  const earliest = await earliestSettlementDay(ctx.sql, loan.key, book)
  const settleable = running && !past && earliest <= ctx.today
  const setAside = await close.isSetAside(ctx.sql, loan.key)
  const quote = running && !past ? await quoteOf(ctx.sql, loan.key) : null
  const watches = past ? [] : await watchLinesOf(ctx.sql, loan.key, 20)
  const watchers = await namesOf(
    ctx,
    watches.map(line => line.recordedBy),
  )
  return {
    ...loanView(loan, on, await namesOfLoans(ctx, [loan])),
    today: on,
    knownOn: past ? (knownOn ?? ctx.today) : null,
    setAside,
    watches: watches.map(({ recordedBy, ...line }) => ({ ...line, recordedByName: watchers.get(recordedBy) ?? null })),
    penaltyRate: loan.penaltyRate,
    graceDays: loan.graceDays,
    order: loan.order,
    lateOrders: (loan.lateOrders ?? []).map(one => ({ ...one, order: [...one.order] })),
    allocationVersion: loan.allocationVersion,
    commitment: loan.commitment,
    claimGrown: grownBy(book, on),
    claimable: claimableOn(book, on),
    floating: floating && { ...floating, nextOn: floating.reset === 'publication' ? null : loan.resetOn },
    settlementFeeRate: loan.settlementFeeRate,
    settlementFreeAfter: loan.settlementFreeAfter,
    yearlyCost: yearlyCostOf(book, sum(charges.filter(one => !one.givenBack).map(one => one.amount))),
    due,
    dueTotal: running ? totalOf(due) : zero,
    payable: running ? totalOf(payableOn(book, on)) : zero,
    paidPeriods: book.installments.filter(row => !isUnpaid(row) && !isGrace(row) && !writtenOff.has(row.seq)).length,
    settlement: settleable ? settlementView(quoteSettlement(book, ctx.today)) : null,
    quote:
      quote && quote.validUntil >= ctx.today && !(await actedSince(ctx.sql, loan.key, quote.key))
        ? quoteView(quote)
        : null,
    restructuring: book.restructuring,
    actions: past || setAside ? [] : await actionsFor(ctx, loan, book),
    subsidies: await subsidyViews(ctx, loan, book, past ? on : null),
    charges,
    installments: planView(book, on, writtenOff),
    transactions: rows.reverse(),
    earlier: next,
    states: await statesOf(ctx.sql, loan.key, 60, on),
  }
}

/** Who pays what of the loan beside the borrower. Looking back, what has come in is not told: that is the payer's, not the loan's. */
async function subsidyViews(
  ctx: Context,
  loan: LoanRow,
  book: Book,
  shownOn: Day | null,
): Promise<Output<typeof api.getLoan>['subsidies']> {
  if (book.subsidies.length === 0) return []
  const claims = await claimsOfLoan(ctx.sql, loan.key)
  return book.subsidies.map(one => {
    const claim = must(
      claims.find(row => row.seq === one.seq),
      'a subsidy is a claim',
    )
    const { due, earned } = fallenOn(one, shownOn ?? ctx.today)
    return {
      payer: one.payer,
      brand: one.payer === 'manufacturer' ? claim.brand : null,
      atOnce: one.atOnce,
      agreed: claim.agreed,
      due,
      received: shownOn === null ? claim.received : zero,
      toCome: sum(one.lines.filter(line => line.on > (shownOn ?? ctx.today)).map(line => line.due)),
      unearned: one.atOnce ? ((due - earned) as Money) : zero,
      clawBack: one.clawBack,
      lostAfter: one.lostAfter,
      lostOn: one.lostOn,
    }
  })
}

/** What the reader may do to the loan as it stands: what the buttons show. */
async function actionsFor(ctx: Context, loan: LoanRow, book: Book): Promise<Output<typeof api.getLoan>['actions']> {
  const may = (permission: string) => ctx.rights.verdict(permission, loan).allow
  const running = isOpen(loan.state)
  const claimable = claimableOn(book, ctx.today)
  const ahead = running && loan.nextDueOn !== null
  const offers: Record<Output<typeof api.getLoan>['actions'][number], boolean> = {
    'record-repayment': running && may('servicing.repayment.record'),
    prepay: ahead && may('servicing.repayment.record'),
    'quote-settlement': running && may('servicing.settlement.quote'),
    settle: running && may('servicing.settlement.record'),
    waive: running && may('servicing.waiver.record'),
    defer: ahead && may('servicing.plan.change'),
    'exceed-term': running && may('servicing.term-cap.exceed'),
    'move-due-day': ahead && may('servicing.plan.change'),
    restructure: running && may('servicing.restructuring.record'),
    accelerate: ahead && may('servicing.acceleration.record'),
    reprice: ahead && may('servicing.repricing.record'),
    'stop-subsidy':
      ahead &&
      book.subsidies.some(one => one.payer === 'fiscal' && one.lines.some(line => line.on > ctx.today)) &&
      may('servicing.subsidy.stop'),
    'disburse-tranche': ahead && (loan.commitment ?? zero) > loan.principal && may('servicing.tranche.record'),
    'write-off': loan.state === 'overdue' && may('servicing.write-off.record'),
    recover: loan.state === 'written-off' && claimable > 0n && may('servicing.recovery.record'),
    refund: loan.advance > 0n && may('servicing.refund.record'),
    watch: running && may('servicing.loan.watch'),
    unwatch: running && loan.watched && may('servicing.loan.watch'),
    reverse: may('servicing.reversal.record') && (await hasReversible(ctx.sql, loan.key)),
  }
  return loanActions.filter(action => offers[action])
}
