import { addMonths, type Day, daysBetween, parts } from '#lib/day'
import { Decimal } from '#lib/decimal'
import { fromDecimal, type Money, min, mulDiv, sum, zero } from '#lib/money'
import { checkTerms, type DayCount, type Terms } from './terms.ts'

/** One row of a plan. `days` are calendar days of the period; `balance` is what is left after it. */
export type Installment = {
  seq: number
  dueOn: Day
  days: number
  principal: Money
  interest: Money
  fee: Money
  payment: Money
  balance: Money
}

/** A plan: its rows and what they add up to. */
export type Plan = {
  installments: Installment[]
  totals: { principal: Money; interest: Money; fee: Money; payment: Money }
}

/** A period's rate as a fraction of whole numbers, so that interest is one multiplication and one rounding. */
type PeriodRate = { numerator: bigint; denominator: bigint }

/**
 * The plan of a loan, computed once and stored. Interest of a period = balance × period rate, rounded to the fen as the
 * terms say; the level installment is solved over the real period rates A = P·Π(1+rₖ)/F; the last row takes the tail.
 * Source: domain.md §4. @throws Refusal product.* when the terms are not possible.
 */
export function planFor(terms: Terms): Plan {
  checkTerms(terms)
  const days = dueDays(terms)
  const rates = periodRates(terms, days)
  const level = terms.method === 'equal-installment' ? levelPayment(terms, rates) : zero
  const share =
    terms.method === 'equal-principal' ? mulDiv(terms.principal, 1n, BigInt(terms.periods), terms.rounding) : zero
  const fee = sum((terms.fees ?? []).filter(one => one.when === 'each').map(one => one.amount))
  const installments: Installment[] = []
  let balance = terms.principal
  let from = terms.disbursedOn
  for (let index = 0; index < terms.periods; index += 1) {
    const rate = rates[index]!
    const interest = mulDiv(balance, rate.numerator, rate.denominator, terms.rounding)
    const last = index === terms.periods - 1
    const wanted = terms.method === 'equal-installment' ? ((level - interest) as Money) : share
    // A level payment below the interest repays nothing; it never adds to the balance.
    const principal = last ? balance : min(wanted < 0n ? zero : wanted, balance)
    balance = (balance - principal) as Money
    const dueOn = days[index]!
    installments.push({
      seq: index + 1,
      dueOn,
      days: daysBetween(from, dueOn),
      principal,
      interest,
      fee,
      payment: (principal + interest + fee) as Money,
      balance,
    })
    from = dueOn
  }
  return { installments, totals: totalsOf(installments) }
}

/** What the rows of a plan add up to. */
export function totalsOf(installments: readonly Installment[]): Plan['totals'] {
  return {
    principal: sum(installments.map(row => row.principal)),
    interest: sum(installments.map(row => row.interest)),
    fee: sum(installments.map(row => row.fee)),
    payment: sum(installments.map(row => row.payment)),
  }
}

/** Due days: monthly on the anchor's day of month; a missing day becomes the month end, then the anchor returns. */
export function dueDays(terms: Pick<Terms, 'disbursedOn' | 'firstDueOn' | 'periods'>): Day[] {
  const first = terms.firstDueOn ?? addMonths(terms.disbursedOn, 1)
  const anchor = parts(terms.firstDueOn ?? terms.disbursedOn).date
  return Array.from({ length: terms.periods }, (_, index) => addMonths(first, index, anchor))
}

function periodRates(terms: Terms, days: readonly Day[]): PeriodRate[] {
  const rate = new Decimal(terms.annualRate)
  const scale = 10n ** BigInt(Math.max(0, rate.decimalPlaces()))
  const annual = BigInt(rate.times(scale.toString()).toFixed(0))
  return days.map((dueOn, index) => {
    const from = index === 0 ? terms.disbursedOn : days[index - 1]!
    const [count, year] = fraction(terms.dayCount, from, dueOn)
    return { numerator: annual * count, denominator: scale * year }
  })
}

/** Part of a year as [numerator, denominator]. 30/360 is the bond basis: day 31 counts as 30. */
export function fraction(dayCount: DayCount, from: Day, to: Day): [bigint, bigint] {
  switch (dayCount) {
    case 'period':
      return [1n, 12n]
    case 'actual/360':
      return [BigInt(daysBetween(from, to)), 360n]
    case 'actual/365':
      return [BigInt(daysBetween(from, to)), 365n]
    case '30/360': {
      const a = parts(from)
      const b = parts(to)
      const firstDate = Math.min(a.date, 30)
      const lastDate = b.date === 31 && firstDate === 30 ? 30 : b.date
      return [BigInt((b.year - a.year) * 360 + (b.month - a.month) * 30 + lastDate - firstDate), 360n]
    }
  }
}

/** The level payment over the real period rates: A = P·Π(1+rₖ)/F with F ← 1 + F·(1+rₖ) for k = 2…n from F = 1. */
function levelPayment(terms: Terms, rates: readonly PeriodRate[]): Money {
  let growth = new Decimal(1)
  let factor = new Decimal(0)
  for (const rate of rates) {
    const step = new Decimal(rate.numerator.toString()).div(rate.denominator.toString()).plus(1)
    growth = growth.times(step)
    factor = factor.times(step).plus(1)
  }
  return fromDecimal(new Decimal(terms.principal.toString()).times(growth).div(factor), terms.rounding)
}
