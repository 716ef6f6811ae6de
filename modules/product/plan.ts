import { must } from '#lib/assert'
import type { Day } from '#lib/day'
import { type Money, mulDiv } from '#lib/money'
import { Refusal, refuseUnless } from '#lib/refusal'
import { calendarOf } from './due-day.ts'
import { type Duty, dutiesOf, paysInterest } from './duty.ts'
import { feePerPeriod } from './fee.ts'
import { type Fraction, powerOfTen } from './fraction.ts'
import { solveLevel } from './level.ts'
import { type PeriodRates, periodRates } from './period-rate.ts'
import { checkTerms, type Subsidy, type Terms } from './terms.ts'

/** One row of a plan. `days` are calendar days of the period; `balance` is what is left after it. */
export type Installment<Amount extends bigint = Money> = {
  seq: number
  dueOn: Day
  days: number
  principal: Amount
  interest: Amount
  fee: Amount
  payment: Amount
  balance: Amount
}

/** What rows add up to. */
export type Totals<Amount extends bigint = Money> = {
  principal: Amount
  interest: Amount
  fee: Amount
  payment: Amount
}

/** A plan: its rows and what they add up to. */
export type Plan<Amount extends bigint = Money> = {
  installments: Installment<Amount>[]
  totals: Totals<Amount>
}

/**
 * The plan of a loan, computed once and stored: what the customer pays (at the customer's rate where somebody subsidises).
 * The installment and each interest amount are rounded as the terms say, the last row's principal is the balance. Where
 * interest joins the balance, in grace or because a payment is less than the interest, the row's principal is negative;
 * so in every row payment = principal + interest + fee. Source: domain.md §4.
 * @throws Refusal product.* when the terms are not possible
 */
export function planFor(terms: Terms): Plan {
  const coarse = powerOfTen(2 - (terms.scale ?? 2))
  if (coarse === 1n) return planIn(terms)
  const plan = planIn(inUnits(terms, coarse))
  const fen = (amount: bigint) => (amount * coarse) as Money
  return {
    installments: plan.installments.map(row => ({
      ...row,
      principal: fen(row.principal),
      interest: fen(row.interest),
      fee: fen(row.fee),
      payment: fen(row.payment),
      balance: fen(row.balance),
    })),
    totals: {
      principal: fen(plan.totals.principal),
      interest: fen(plan.totals.interest),
      fee: fen(plan.totals.fee),
      payment: fen(plan.totals.payment),
    },
  }
}

/** Terms with amounts in a coarser unit. @throws Refusal product.principal_decimals when an amount is finer than the unit */
function inUnits(terms: Terms, coarse: bigint): Terms<bigint> {
  const convert = (amount: bigint | undefined, field: string) => {
    if (amount === undefined) return undefined
    refuseUnless(amount % coarse === 0n, 'product.principal_decimals', { field }, field)
    return amount / coarse
  }
  return {
    ...terms,
    // From here on the unit is the smallest there is.
    scale: undefined,
    principal: must(convert(terms.principal, 'principal'), 'a principal'),
    balloon: convert(terms.balloon, 'balloon'),
    paymentMultiple: convert(terms.paymentMultiple, 'paymentMultiple'),
    payments: terms.payments?.map(payment => must(convert(payment, 'payments'), 'a payment')),
    steps: terms.steps?.map(step => ({ ...step, payment: convert(step.payment, 'steps') })),
    fees: terms.fees?.map(fee => ({ ...fee, amount: convert(fee.amount, 'fees') })),
    subsidy: terms.subsidy && { ...terms.subsidy, cap: convert(terms.subsidy.cap, 'subsidy') },
  }
}

/**
 * The engine: a plan with amounts in the smallest unit of the terms. `cent` is the smallest amount anyone pays, in that
 * unit; it is more than 1 only where nothing is rounded.
 */
export function planIn<Amount extends bigint>(terms: Terms<Amount>, cent = 1n): Plan<Amount> {
  checkTerms(terms)
  const fill = scheduleOf(terms.subsidy ? customerTerms(terms, terms.subsidy) : terms, cent)
  let rows = fill(null)
  if (terms.tail === 'level' && rows.level) {
    const { installment, rows: count, tail } = rows.level
    if (magnitude(tail) > BigInt(Math.floor(count / 2)) * cent) {
      const moved = installment + mulDiv(tail, 1n, BigInt(count) * cent, terms.rounding) * cent
      const shifted = fill(inMultiples(moved, terms))
      if (shifted.level && magnitude(shifted.level.tail) < magnitude(tail)) rows = shifted
    }
  }
  return {
    installments: rows.installments as Installment<Amount>[],
    totals: totalsOf(rows.installments) as Totals<Amount>,
  }
}

/** What the customer's own plan follows from where somebody subsidises the rate. */
function customerTerms<Amount extends bigint>(terms: Terms<Amount>, subsidy: Subsidy<Amount>): Terms<Amount> {
  return { ...terms, annualRate: subsidy.customerRate, rateChanges: undefined }
}

/** An installment in whole multiples, where the terms ask for that: what would be paid, in the smallest unit, is rounded again. */
const inMultiples = (payment: bigint, { paymentMultiple, rounding }: Terms<bigint>) =>
  paymentMultiple === undefined ? payment : mulDiv(payment, 1n, paymentMultiple, rounding) * paymentMultiple

const magnitude = (amount: bigint) => (amount < 0n ? -amount : amount)

/** Filled rows; `level` tells of the last solved installment, how many rows it has, and by how much the last one differs. */
type Filled = {
  installments: Installment<bigint>[]
  level: { installment: bigint; rows: number; tail: bigint } | null
}

/** Terms made ready for the loop, which may run twice: once, and again with the installment corrected. */
function scheduleOf(terms: Terms<bigint>, cent: bigint) {
  const { rounding, periods } = terms
  const calendar = calendarOf(terms)
  const rates = periodRates(terms.method === 'flat-fee' ? withoutInterest(terms) : terms, calendar)
  const { duties, weightUnit, rest } = dutiesOf(terms)
  const fee = feePerPeriod(terms)
  const lastChange = rates.changes[periods - 1]!
  const anyPaysInterest = duties.some(paysInterest)
  const paid = ({ numerator, denominator }: Fraction, weight: bigint) =>
    inMultiples(mulDiv(numerator, weight, denominator, rounding), terms)

  /** The exact payment of one unit of weight from a row on, by who knows the rates of that row. */
  function solve(balance: bigint, from: number, corrected: bigint | null): Fraction {
    const known = rates.changes[from]!
    if (corrected !== null && known === lastChange) return { numerator: corrected, denominator: weightUnit }
    const level = solveLevel(balance, rest, growthFrom(from), from === 0 ? duties : duties.slice(from))
    refuseUnless(level.numerator >= 0n || terms.method !== 'stepped', 'product.steps', { periods }, 'steps')
    return level
  }

  /** What the balance is expected to grow by from a row on: nothing where a period pays its interest besides. */
  function growthFrom(from: number): readonly Fraction[] {
    const expected = expectedRates(rates, from)
    return anyPaysInterest
      ? expected.map((rate, offset) => (paysInterest(duties[from + offset]!) ? noGrowth : rate))
      : expected
  }

  function fill(corrected: bigint | null): Filled {
    const installments: Installment<bigint>[] = []
    let balance: bigint = terms.principal
    let from = calendar.disbursed.number
    let level: Fraction | null = null
    let levelSince = 0
    let known = -1
    let shared: Duty | null = null
    let share = 0n
    let part: bigint | null = null
    for (let index = 0; index < periods; index += 1) {
      const duty = duties[index]!
      const rate = rates.real[index]!
      const interest = mulDiv(balance, rate.numerator, rate.denominator, rounding)
      if (duty.kind === 'share') {
        if (rates.changes[index] !== known) {
          known = rates.changes[index]!
          level = solve(balance, index, corrected)
          levelSince = index
          shared = null
        }
        if (duty !== shared) share = paid(level!, duty.weight)
        shared = duty
      } else if (duty.kind === 'part') part ??= mulDiv(balance, 1n, BigInt(periods - index), rounding)
      const last = index === periods - 1
      const wanted = wantedPrincipal(duty, interest, share, part ?? 0n)
      // Where a share was solved the plan repays by it, and the last payment takes what rounding and later rates left.
      if (last && isFixed(duty) && !level) refuseShortfall(balance - wanted, BigInt(periods) * cent)
      const principal = last || wanted > balance ? balance : wanted
      balance -= principal
      const { on: dueOn, number } = calendar.due[index]!
      const charged = duty.kind === 'nothing' ? 0n : fee
      const payment = principal + interest + charged
      installments.push({
        seq: index + 1,
        dueOn,
        days: number - from,
        principal,
        interest,
        fee: charged,
        payment,
        balance,
      })
      from = number
    }
    if (!level || duties[periods - 1]!.kind !== 'share') return { installments, level: null }
    const final = installments[periods - 1]!
    return {
      installments,
      level: {
        installment: paid(level, weightUnit),
        rows: periods - levelSince,
        tail: final.principal + final.interest - rest - share,
      },
    }
  }
  return fill
}

const isFixed = ({ kind }: Duty) => kind === 'payment' || kind === 'principal'
const noGrowth: Fraction = { numerator: 0n, denominator: 1n }

const withoutInterest = (terms: Terms<bigint>): Terms<bigint> => ({
  ...terms,
  annualRate: '0' as Terms['annualRate'],
  rateChanges: undefined,
})

function expectedRates(rates: PeriodRates, from: number): readonly Fraction[] {
  const known = rates.changes[from]!
  const periods = rates.real.length
  if (known === rates.changes[periods - 1]) return from === 0 ? rates.real : rates.real.slice(from)
  return Array.from({ length: periods - from }, (_, offset) => rates.expected(known, from + offset))
}

/** The principal a period repays while the balance lasts; negative where the payment is less than the interest. */
function wantedPrincipal(duty: Duty, interest: bigint, share: bigint, part: bigint): bigint {
  switch (duty.kind) {
    case 'interest':
      return 0n
    case 'nothing':
      return -interest
    case 'part':
      return part
    case 'principal':
      return duty.fixed
    case 'payment':
      return duty.fixed - interest
    case 'share':
      return share - interest
  }
}

/** Payments fixed beforehand must repay; a rounding cent a period may be missing and goes into the last payment. */
function refuseShortfall(missing: bigint, tolerance: bigint): void {
  if (missing > tolerance) throw new Refusal('product.does_not_repay', {}, 'payments')
}

/** The first row that asks anything: behind grace, if there is any. */
export function firstPaying<Row extends { payment: bigint }>({ installments }: { installments: readonly Row[] }): Row {
  return must(installments.find(row => row.payment > 0n) ?? installments[0], 'a plan has rows')
}

/** How far grace lets the principal grow, and until when; null where there is none or it bears nothing. */
export function graceOf(plan: Plan): { periods: number; until: Day; balance: Money } | null {
  const last = plan.installments.findLast(row => row.principal < 0n)
  return last ? { periods: last.seq, until: last.dueOn, balance: last.balance } : null
}

/** What the rows of a plan add up to. */
export function totalsOf<Amount extends bigint>(installments: readonly Installment<Amount>[]): Totals<Amount> {
  let principal = 0n
  let interest = 0n
  let fee = 0n
  let payment = 0n
  for (const row of installments) {
    principal += row.principal
    interest += row.interest
    fee += row.fee
    payment += row.payment
  }
  return { principal, interest, fee, payment } as Totals<Amount>
}
