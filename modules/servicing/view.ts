import type { Day } from '#lib/day'
import { toId } from '#lib/id'
import { type Money, sum } from '#lib/money'
import { type Book, penaltyOf } from './book.ts'
import { type Installment, isGrace, isUnpaid, owedOn } from './installment.ts'
import { inGrace, isOpen, nextPaymentOn, overdueDays } from './loan.ts'
import type { SettlementQuote } from './settlement.ts'
import { components, noParts, type Parts, totalOf } from './share.ts'
import type { DayCloseRow } from './store/close.ts'
import type { LoanRow } from './store/loan.ts'
import type { QuoteRow } from './store/quote.ts'

const idOrNull = <Prefix extends string>(prefix: Prefix, key: bigint | null) =>
  key === null ? null : toId(prefix, key)

/** What the neighbours call the people of a loan. */
export type Names = { customers: ReadonlyMap<bigint, string>; dealers: ReadonlyMap<bigint, string> }

/** A loan as lists and pages show it on a day. */
export function loanView(row: LoanRow, today: Day, names: Names) {
  return {
    id: row.id,
    number: row.number,
    state: row.state,
    bucket: row.bucket,
    class: row.class,
    overdueDays: overdueDays(row.oldestUnpaidDue, today),
    customerId: toId('customer', row.customerKey),
    customerName: names.customers.get(row.customerKey) ?? null,
    productId: toId('product', row.productKey),
    productVersion: row.productVersion,
    dealerId: idOrNull('dealer', row.dealerKey),
    dealerName: row.dealerKey === null ? null : (names.dealers.get(row.dealerKey) ?? null),
    branchId: toId('branch', row.branchId),
    applicationId: idOrNull('application', row.applicationKey),
    contractId: idOrNull('contract', row.contractKey),
    principal: row.principal,
    outstanding: row.outstanding,
    advance: row.advance,
    claim: row.claim,
    upfrontFee: row.upfrontFee,
    overduePrincipal: row.overduePrincipal,
    overdueInterest: row.overdueInterest,
    overdueFee: row.overdueFee,
    overdue: sum([row.overduePrincipal, row.overdueInterest, row.overdueFee]),
    annualRate: row.annualRate,
    disbursedOn: row.disbursedOn,
    maturesOn: row.maturesOn,
    periods: row.periods,
    nextDueOn: nextPaymentOn(row),
    inGrace: inGrace(row),
    closedOn: row.closedOn,
  }
}

/** Only the parts of something that also has other fields. */
export function partsOf(parts: Parts): Parts {
  return Object.fromEntries(components.map(component => [component, parts[component]])) as Parts
}

/** The plan as a page shows it on a day: what was due, what came, what is missing, and the balance as planned. */
export function planView(book: Book, today: Day, writtenOff: ReadonlySet<number> = new Set()) {
  let balance = book.terms.principal
  return book.installments.map(row => {
    balance = (balance - row.principal) as Money
    const accrued = penaltyOf(row, today, book)
    // A closed loan owes nothing, whatever of its plan was never paid.
    const owed = isOpen(book.state) ? owedOn(row, today, book.terms) : noParts()
    return {
      seq: row.seq,
      dueOn: row.dueOn,
      principal: row.principal,
      interest: row.interest,
      fee: row.fee,
      payment: sum([row.principal, row.interest, row.fee]),
      subsidised: sum(
        book.subsidies
          .filter(one => !one.atOnce)
          .flatMap(one => one.lines.filter(line => line.on === row.dueOn).map(line => line.due)),
      ),
      balance,
      paid: sum([row.principalPaid, row.interestPaid, row.feePaid]),
      penalty: sum([accrued.penalty, accrued.compound]),
      penaltyUnpaid: sum([owed.penalty, owed.compound]),
      unpaid: totalOf(owed),
      state: installmentState(row, book, today, writtenOff),
      overdueDays: isOpen(book.state) && isUnpaid(row) ? overdueDays(row.dueOn, today) : 0,
    }
  })
}

/** What an installment's chip says. */
export type InstallmentState =
  | 'grace'
  | 'capitalised'
  | 'paid'
  | 'part-paid'
  | 'overdue'
  | 'due-today'
  | 'upcoming'
  | 'settled'
  | 'written-off'

/** The installment's state on a day. `writtenOff`: those that a write-off, and nobody's money, cleared. */
export function installmentState(
  row: Installment,
  book: Book,
  today: Day,
  writtenOff: ReadonlySet<number>,
): InstallmentState {
  if (writtenOff.has(row.seq)) return 'written-off'
  if (isGrace(row)) return row.seq < book.nextSeq ? 'capitalised' : 'grace'
  if (!isUnpaid(row)) return 'paid'
  if (!isOpen(book.state)) return 'settled'
  if (row.dueOn < today) return 'overdue'
  if (row.dueOn === today) return 'due-today'
  return row.principalPaid + row.interestPaid + row.feePaid > 0n ? 'part-paid' : 'upcoming'
}

export function settlementView(quote: SettlementQuote) {
  const { shares: _, ...shown } = quote
  return shown
}

/** A promised settlement as a page shows it. */
export function quoteView({ key, settlesOn, validUntil, total, feeWaived }: QuoteRow) {
  return { id: toId('quote', key), settlesOn, validUntil, total, feeWaived }
}

export function dayCloseView(row: DayCloseRow) {
  return {
    day: row.day,
    startedAt: row.startedAt,
    finishedAt: row.finishedAt,
    seconds: row.finishedAt ? (Date.parse(row.finishedAt) - Date.parse(row.startedAt)) / 1000 : null,
    loans: Number(row.loans ?? 0),
    ranges: row.ranges,
    rangesDone: row.rangesDone,
    counts: row.counts,
  }
}
