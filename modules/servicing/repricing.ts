import { type Day, daysBetween, parts } from '#lib/day'
import { Decimal } from '#lib/decimal'
import { type Money, max, mulDiv, sum, zero } from '#lib/money'
import type { Rate } from '#lib/rate'
import { refuseUnless } from '#lib/refusal'
import { planFor, type Terms } from '#product'
import { aheadOf, earnedBy, type Pace, paceOf } from './ahead.ts'
import { type Book, periodStart } from './book.ts'
import { hasGrace, regrown, throughGrace } from './grace.ts'
import { atOtherRate, type Installment, rateUnits } from './installment.ts'

/**
 * The loan at another rate from a day on (重定价). The running installment bears the old rate for the days before and the new
 * one behind. Where the installments are those of an annuity they are solved again for what is left, by the contract's day
 * count and rounding; otherwise principal stays as planned and interest follows the rate, half-up. Within grace the balance
 * grows by the new interest, and what lies behind repays that. What somebody else pays of an
 * installment's interest stays the amount that was agreed. Installments that have been paid ahead, wholly or in part, stay as
 * they were paid. The penalty rate keeps its multiple of the contract rate (银发〔2003〕251号: 在合同利率水平上加收).
 * At no interest there is nothing to follow: installments then bear what the new rate makes of their balance.
 * @throws Refusal servicing.loan_settled, servicing.nothing_ahead, servicing.rate_zero
 */
export function reprice(book: Book, annualRate: Rate, on: Day): Book {
  const { ahead } = aheadOf(book, on)
  const running = ahead.find(row => !isTouched(row))
  refuseUnless(running, 'servicing.nothing_ahead')
  const past = book.installments.slice(0, running.seq - 1).map(row => atOtherRate(row, on, book.terms))
  const others = ahead.filter(row => row.seq > running.seq)
  const from = periodStart(book, running.seq)
  const before = rateUnits(book.terms.annualRate)
  refuseUnless(before > 0n || book.terms.penaltyMultiple !== null, 'servicing.rate_zero')
  const now = rateUnits(annualRate)
  const terms = { ...book.terms, annualRate, penaltyRate: penaltyAt(book.terms, annualRate) }
  const follows = (interest: bigint) => mulDiv(interest, now, before, 'half-up')
  const unit = unitOf(book)
  const whole = (interest: bigint) => (mulDiv(interest, 1n, unit, terms.rounding) * unit) as Money
  const pace = paceOf(book.installments, book.terms.disbursedOn)
  const own = interestByRate(book, [running, ...others], pace)
  const fromNothing = before === 0n ? interestByRate({ ...book, terms }, [running, ...others], pace) : null
  /** What a row's interest becomes: its part by the rate follows, what is paid for the borrower of it stays. */
  const follow = (row: Installment, kept: bigint, [left, days]: readonly [bigint, bigint] = [1n, 1n]): Money => {
    if (fromNothing) return whole(row.interest + mulDiv(fromNothing.get(row.seq) ?? zero, left, days, 'half-up'))
    const paidFor = max(zero, ((own.get(row.seq) ?? row.interest) - row.interest) as Money)
    return max(zero, whole(kept + follows(row.interest + paidFor - kept) - paidFor))
  }
  const planned = { ...running, interest: max(running.interest, own.get(running.seq) ?? running.interest) }
  const days = daysBetween(from, running.dueOn)
  const left = Math.min(days, daysBetween(on, running.dueOn))
  const interest = follow(running, earnedBy(planned, from, on), [BigInt(left), BigInt(days)])
  const remade = hasGrace([running, ...others])
    ? throughGrace([running, ...others], sum([running, ...others].map(row => row.principal)), interest, [now, before])
    : { grace: [{ ...running, interest }], behind: others, after: sum(others.map(row => row.principal)) }
  const { grace, behind, after } = remade
  const first = behind[0]
  if (!first || 'days' in pace || behind.some(isTouched) || !isAnnuity(book, behind, own)) {
    const rows = hasGrace([running, ...others])
      ? regrown([running, ...others], sum([running, ...others].map(row => row.principal)), interest, [now, before])
      : [...grace, ...others.map(row => (isTouched(row) ? row : { ...row, interest: follow(row, 0n) }))]
    return { ...book, terms, installments: [...past, ...rows] }
  }
  const plan = annuity(book, after, {
    disbursedOn: periodStart(book, first.seq),
    firstDueOn: first.dueOn,
    anchorDate: Math.max(...behind.map(row => parts(row.dueOn).date)),
    annualRate,
    periods: behind.length,
    every: { count: pace.months, unit: 'month' },
  })
  const rows = behind.map((row, index) => {
    const { principal, interest } = plan[index]!
    // A subsidy makes it less, arrears spread over the installments make it more.
    const beside = row.interest - own.get(row.seq)!
    return { ...row, principal, interest: max(zero, (interest + beside) as Money) }
  })
  return { ...book, terms, installments: [...past, ...grace, ...rows] }
}

/** The smallest amount the loan's installments are rounded to: a fen, a jiao, a yuan. */
const unitOf = ({ terms }: Book) => 10n ** BigInt(2 - terms.scale)

/** An annuity in the contract's rounding; what of the balance is finer than that is repaid with the last installment. */
function annuity(
  book: Book,
  balance: Money,
  terms: Pick<Terms, 'disbursedOn' | 'firstDueOn' | 'anchorDate' | 'annualRate' | 'periods' | 'every'>,
) {
  const { dayCount, rounding, scale } = book.terms
  const rest = balance % unitOf(book)
  const principal = (balance - rest) as Money
  const plan = planFor({ ...terms, principal, method: 'equal-installment', dayCount, rounding, scale }).installments
  return plan.map((row, index) =>
    index === plan.length - 1 ? { ...row, principal: (row.principal + rest) as Money } : row,
  )
}

/** The penalty rate at the same multiple of another contract rate, to ten decimals, half-up; no rate shows none, the contract names it. */
function penaltyAt({ annualRate, penaltyRate, penaltyMultiple }: Book['terms'], now: Rate): Rate {
  const rate = new Decimal(annualRate).isZero()
    ? new Decimal(now).times(penaltyMultiple ?? 1)
    : new Decimal(penaltyRate).times(now).div(annualRate)
  return rate.toDecimalPlaces(10, Decimal.ROUND_HALF_UP).toFixed() as Rate
}

const isTouched = (row: Installment) => row.principalPaid + row.interestPaid + row.feePaid > 0n

/**
 * What installments bear on their balance by the contract's rate and day count, by number; without those that run longer or
 * shorter than the others, whose interest was agreed in another way.
 */
function interestByRate(book: Book, rows: readonly Installment[], pace: Pace): Map<number, Money> {
  const { annualRate, dayCount, rounding, scale } = book.terms
  const unit = unitOf(book)
  const [least, most, every] = paceBounds(pace)
  let balance = sum(rows.map(row => row.principal))
  const found = new Map<number, Money>()
  for (const row of rows) {
    const from = periodStart(book, row.seq)
    const days = daysBetween(from, row.dueOn)
    if (balance > 0n && days >= least && days <= most) {
      const terms = { principal: balance, disbursedOn: from, firstDueOn: row.dueOn, annualRate, periods: 1, every }
      const coarse = balance % unit === 0n ? scale : 2
      const plan = planFor({ ...terms, method: 'interest-only', dayCount, rounding, scale: coarse })
      found.set(row.seq, plan.totals.interest)
    }
    balance = (balance - row.principal) as Money
  }
  return found
}

/** How many days a whole period has at least and at most, and the period itself. */
function paceBounds(pace: Pace): [least: number, most: number, every: NonNullable<Terms['every']>] {
  if ('days' in pace) {
    const weeks = pace.days % 7 === 0
    return [pace.days, pace.days, weeks ? { count: pace.days / 7, unit: 'week' } : { count: pace.days, unit: 'day' }]
  }
  return [28 * pace.months, 31 * pace.months, { count: pace.months, unit: 'month' }]
}

/**
 * Whether installments are those of an annuity: with the interest by the contract's rate all are equal but for the last, which
 * takes the tail of rounding; whatever is paid for the borrower of that interest, or asked beside it.
 */
function isAnnuity(book: Book, rows: readonly Installment[], own: ReadonlyMap<number, Money>): boolean {
  if (rows.length < 2 || rows.some(row => row.principal === 0n || !own.has(row.seq))) return false
  const payments = rows.map(row => row.principal + own.get(row.seq)!)
  const last = payments.pop()!
  const least = payments.reduce((a, b) => (a < b ? a : b))
  const most = payments.reduce((a, b) => (a > b ? a : b))
  const tail = last - payments[0]!
  const unit = unitOf(book)
  const cents = BigInt(rows.length) * unit
  return most - least <= 2n * unit && tail <= cents && tail >= -cents
}
