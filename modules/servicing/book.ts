import { must } from '#lib/assert'
import { addDays, type Day, daysBetween } from '#lib/day'
import { type Money, mulDiv, sum, zero } from '#lib/money'
import type { Growth } from './claim.ts'
import { type Hold, holdOn, rankWith, recheckOn, stageWith } from './hold.ts'
import { accruedPenalty, type Installment, isGrace, isUnpaid, owedOn, principalAhead } from './installment.ts'
import { isOpen, type LoanState, type StandingRules, standingOn, stateAt, type Terms } from './loan.ts'
import type { Restructuring } from './observation.ts'
import { type Parts, sumParts, totalOf } from './share.ts'
import { type LoanClass, loanClasses } from './standing.ts'
import type { Subsidy } from './subsidy.ts'
import { firstOverdue, type Tolerance } from './tolerance.ts'

/** One loan as the rules see it: what was agreed, the plan with what has been paid, and where it stands. */
export type Book = {
  terms: Terms
  /** The plan in order, `seq` 1…n. */
  installments: readonly Installment[]
  /** The first installment that has not fallen due by a day close; n + 1 when all have. */
  nextSeq: number
  state: LoanState
  bucket: string
  class: string
  /** The due day from which days past due are counted: of the oldest installment that counts as overdue; null when none does. */
  oldestUnpaidDue: Day | null
  /** Stage of impairment, and why the loan may stand worse than its days say, until when. */
  stage: 1 | 2 | 3
  hold: Hold
  recheckOn: Day | null
  /** Money paid beyond what could be owed (溢缴款): it meets what falls due, or is given back. */
  advance: Money
  /** What was written off and has not come back. */
  claim: Money
  growth: Growth
  /** The restructuring that the loan is observed for, if it had one because the borrower was in distress. */
  restructuring: Restructuring | null
  /** Who pays a part of it beside the borrower, what and when. */
  subsidies: readonly Subsidy[]
}

/** The figures a loan's row keeps, all derivable from the plan: a check proves that they agree. */
export type Figures = {
  outstanding: Money
  overduePrincipal: Money
  overdueInterest: Money
  overdueFee: Money
  nextDueOn: Day | null
  /** The due day of the first installment behind grace, that anybody pays; null where the plan has no grace. */
  payableFrom: Day | null
  /** The day the running interest period began. */
  periodFrom: Day
  /** Interest of the running period that is not yet paid. */
  nextInterest: Money
  /** What the last installment still repays. */
  finalPrincipal: Money
}

const open = (row: Installment) => (row.principal - row.principalPaid) as Money

/** Whether two books have the same plan, whatever has been paid on it, and stand under the same terms. */
export function samePlan(a: Book, b: Book): boolean {
  return (
    a.installments.length === b.installments.length &&
    a.terms.annualRate === b.terms.annualRate &&
    a.installments.every((row, index) => {
      const other = b.installments[index]!
      return (
        row.dueOn === other.dueOn &&
        row.principal === other.principal &&
        row.interest === other.interest &&
        row.fee === other.fee
      )
    })
  )
}

function payableFrom(rows: readonly Installment[]): Day | null {
  const last = rows.findLastIndex(isGrace)
  return last < 0 ? null : (rows[last + 1]?.dueOn ?? null)
}

/** The figures of a book. A closed loan has nothing next and nothing overdue. */
export function figuresOf(book: Book): Figures {
  const fallen = book.installments.slice(0, book.nextSeq - 1)
  const ahead = book.installments.slice(book.nextSeq - 1)
  const [next] = ahead
  const running = isOpen(book.state)
  return {
    outstanding: running ? sum([...fallen.map(open), ...ahead.map(principalAhead)]) : (0n as Money),
    overduePrincipal: running ? sum(fallen.map(open)) : (0n as Money),
    overdueInterest: running ? sum(fallen.map(row => row.interest - row.interestPaid)) : (0n as Money),
    overdueFee: running ? sum(fallen.map(row => row.fee - row.feePaid)) : (0n as Money),
    nextDueOn: running ? (next?.dueOn ?? null) : null,
    payableFrom: payableFrom(book.installments),
    periodFrom: periodStart(book, book.nextSeq),
    nextInterest: running && next ? interestAhead(next) : (0n as Money),
    finalPrincipal: running ? open(must(book.installments.at(-1), 'the plan has rows')) : (0n as Money),
  }
}

/** What the running period bears that is not yet paid; of grace all of it. */
const interestAhead = (row: Installment) => (isGrace(row) ? row.interest : row.interest - row.interestPaid) as Money

/** The day the interest period of an installment begins: the due day before it, or the day the money left. */
export function periodStart(book: Pick<Book, 'terms' | 'installments'>, seq: number): Day {
  return seq <= 1 ? book.terms.disbursedOn : must(book.installments[seq - 2], 'the plan is complete').dueOn
}

/** Interest earned but not yet due at a day's end: the running period's unpaid interest by its days, half-up. */
export function accruedInterest(book: Book, on: Day): Money {
  const { nextDueOn, periodFrom, nextInterest } = figuresOf(book)
  if (nextDueOn === null) return 0n as Money
  const days = daysBetween(periodFrom, nextDueOn)
  const elapsed = Math.max(0, Math.min(days, daysBetween(periodFrom, on)))
  return mulDiv(nextInterest, BigInt(elapsed), BigInt(days), 'half-up')
}

/** What is owed on a day, penalty to that day included: everything that is due by then. */
export function dueOn(book: Book, on: Day): Parts {
  return sumParts(book.installments.filter(row => row.dueOn <= on).map(row => owedOn(row, on, book.terms)))
}

/** The most a repayment with this value day may bring: everything due by then and the next installment, paid ahead; of grace, through its last day, nothing. */
export function payableOn(book: Book, on: Day): Parts {
  const firstAhead = book.installments.findIndex(row => row.dueOn > on || (row.dueOn === on && isGrace(row)))
  const last = firstAhead < 0 ? book.installments.length : firstAhead + 1
  return sumParts(book.installments.slice(0, last).map(row => owedOn(row, on, book.terms)))
}

/** Whether nothing is left to pay, penalty up to the day included. */
export function isPaidUp(book: Book, on: Day): boolean {
  return book.installments.every(row => {
    const { penalty, compound } = accruedPenalty(row, on, book.terms)
    return !isUnpaid(row) && penalty <= row.penaltyPaid && compound <= row.compoundPaid
  })
}

/** The book with the due day from which its days past due are counted, by what is tolerated; a closed loan has none. */
export function counted(book: Book, tolerance: Tolerance): Book {
  const fallen = isOpen(book.state) ? book.installments.filter(row => row.seq < book.nextSeq) : []
  return { ...book, oldestUnpaidDue: firstOverdue(fallen, tolerance)?.dueOn ?? null }
}

/** The book with state, bucket, class and stage as they are on a day. */
export function standAt(before: Book, on: Day, rules: StandingRules): Book {
  const book = counted(before, rules.tolerance)
  if (!isOpen(book.state))
    return { ...book, bucket: rules.buckets[0]!.name, class: rules.classes[0]!.name, stage: 1, recheckOn: null }
  const standing = standingOn(book.oldestUnpaidDue, on, rules)
  const { overdueDays } = standing
  const facts = {
    overdueDays,
    rankByDays: loanClasses.indexOf(standing.class as LoanClass),
    rankBefore: loanClasses.indexOf(book.class as LoanClass),
    dueDays: book.installments.filter(row => row.dueOn >= on).map(row => row.dueOn),
  }
  const hold = holdOn(book.hold, on, facts, rules.cure)
  const rank = rankWith(hold, facts)
  return {
    ...book,
    state: stateAt(book.state, standing),
    bucket: standing.bucket,
    class: loanClasses[rank]!,
    stage: stageWith(hold, rank, overdueDays, rules.cure),
    hold,
    recheckOn: recheckOn(hold, on),
  }
}

/** What fell due when an installment's day was closed: interest and fee that become receivable, and interest that joins the principal. */
export type FallenDue = { seq: number; on: Day; interest: Money; fee: Money; capitalised: Money }

/**
 * The day close's first step for one loan: the installment due that day falls due, its unpaid interest and fee become
 * receivable; that of grace joins the principal. Null when none is due.
 */
export function fallDue(book: Book, on: Day): { book: Book; fallen: FallenDue } | null {
  const row = book.installments[book.nextSeq - 1]
  if (!isOpen(book.state) || row?.dueOn !== on) return null
  const fallen = {
    seq: row.seq,
    on,
    interest: (row.interest - row.interestPaid) as Money,
    fee: (row.fee - row.feePaid) as Money,
    capitalised: isGrace(row) ? row.interest : zero,
  }
  return { book: { ...book, nextSeq: book.nextSeq + 1 }, fallen }
}

/** The book with everything due before a morning fallen due: where the day close has it then. A closed loan stands still. */
export function fallenBefore(book: Book, morning: Day): Book {
  if (!isOpen(book.state)) return book
  const next = book.installments.find(row => row.dueOn >= morning)
  return { ...book, nextSeq: next?.seq ?? book.installments.length + 1 }
}

/** Falls due everything whose day closed while the loan was out of the close (reopened, set aside). */
export function catchUp(book: Book, before: Day): { book: Book; fallen: FallenDue[] } {
  const fallen: FallenDue[] = []
  let current = book
  for (;;) {
    const next = current.installments[current.nextSeq - 1]
    const step = next && next.dueOn < before ? fallDue(current, next.dueOn) : null
    if (!step) return { book: current, fallen }
    current = step.book
    fallen.push(step.fallen)
  }
}

/**
 * Brings the penalty in the books to what has accrued by a day. The difference may be negative: a repayment recorded late
 * makes penalty posted meanwhile too much. A closed loan bears none any more: what was paid or written off of it is all there is.
 */
export function postPenalty(book: Book, on: Day): { book: Book; posted: { penalty: Money; compound: Money } } {
  let penalty = 0n
  let compound = 0n
  const installments = book.installments.map(row => {
    if (row.dueOn >= on && row.penaltyPosted === 0n && row.compoundPosted === 0n) return row
    const accrued = penaltyOf(row, on, book)
    penalty += accrued.penalty - row.penaltyPosted
    compound += accrued.compound - row.compoundPosted
    return { ...row, penaltyPosted: accrued.penalty, compoundPosted: accrued.compound }
  })
  return { book: { ...book, installments }, posted: { penalty: penalty as Money, compound: compound as Money } }
}

/** What an installment has borne of penalty and compound interest up to a day. */
export function penaltyOf(row: Installment, on: Day, { state, terms }: Pick<Book, 'state' | 'terms'>) {
  return isOpen(state) ? accruedPenalty(row, on, terms) : { penalty: row.penaltyPaid, compound: row.compoundPaid }
}

/** The first day on which a day's close makes itself felt. */
export function morningAfter(day: Day): Day {
  return addDays(day, 1)
}

/** Of which installments a borrower is reminded on a morning: unpaid ones so many days after their due day, negative before it. */
export function remindersOn(book: Book, on: Day, days: readonly number[]): { seq: number; days: number }[] {
  if (!isOpen(book.state)) return []
  return book.installments
    .filter(row => isUnpaid(row) && days.includes(daysBetween(row.dueOn, on)))
    .map(row => ({ seq: row.seq, days: daysBetween(row.dueOn, on) }))
}

/**
 * What the bank is asked to collect on a morning: everything owed that day, penalty included, when an installment is
 * unpaid so many days after its due day; nothing otherwise.
 */
export function debitOn(book: Book, on: Day, days: readonly number[]): Money {
  const asked = remindersOn(book, on, days).length > 0
  return asked ? totalOf(dueOn(book, on)) : (0n as Money)
}
