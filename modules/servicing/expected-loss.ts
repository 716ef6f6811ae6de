import { Decimal } from '#lib/decimal'
import { type Money, min } from '#lib/money'
import { rateValue } from '#lib/rate'
import type { Bounds } from './loan.ts'
import type { LoanClass } from './standing.ts'

/** The dated parameters of the expected loss; shares are decimal text. */
export type LossRules = {
  /** Yearly probability of default from so many days past due; ascending from 0. */
  pd: readonly { fromDays: number; annual: string }[]
  lgd: readonly { class: LoanClass; lgd: string }[]
  scenarios: readonly { weight: string; pdMultiple: string; lgdMultiple: string }[]
  /** Months from default until what can be recovered has come in. */
  recoveryMonths: number
  buckets: Bounds
}

/** What the loss share of a loan depends on. Loans that agree in all of it share one factor. */
export type Grade = {
  stage: 1 | 2 | 3
  bucket: string
  class: LoanClass
  /** Months until the last installment, at least 1. */
  months: number
  /** Of them how many pass before the first installment that anybody pays falls due: the grace left. */
  grace: number
  /** Yearly contract rate for discounting, as a whole percent. */
  percent: number
}

/** A factor counts in hundred-millionths. */
export const factorUnit = 100_000_000n

/** Shares of what is owed that are expected to be lost: on what is repaid evenly until the end, and on what falls due at the end. */
export type Factor = { even: bigint; final: bigint }

/**
 * Expected loss per yuan, probability-weighted over the scenarios: Σ over the months of marginal PD × LGD × EAD × discount
 * (CAS 22 / IFRS 9). Stage 1 looks twelve months ahead, stage 2 to the end of the loan; in stage 3 default has happened and
 * what is recovered comes later: 1 − (1 − LGD) × discount^months. The monthly hazard is 1 − (1 − annual)^(1/12). What is
 * owed at the start of month t of n is 1 − (t − 1) ÷ n of the part repaid evenly, and all of the final payment. Within g months of
 * grace nothing is repaid and interest joins what is owed: both parts grow by the contract rate for min(t − 1, g) months, and
 * the even one is repaid over the n − g behind them. Each factor
 * is rounded half-up to a hundred-millionth. Answers are kept: a whole book has a few hundred grades.
 */
export function lossFactors(rules: LossRules): (grade: Grade) => Factor {
  const hazards = new Map<string, Decimal>()
  const hazardOf = (annual: Decimal): Decimal => {
    const key = annual.toString()
    const known = hazards.get(key) ?? Decimal(1).minus(Decimal(1).minus(annual).pow(Decimal(1).div(12)))
    hazards.set(key, known)
    return known
  }
  const factors = new Map<string, Factor>()
  return grade => {
    const key = `${grade.stage}/${grade.bucket}/${grade.class}/${grade.months}/${grade.grace}/${grade.percent}`
    const known = factors.get(key) ?? factorOf(grade, rules, hazardOf)
    factors.set(key, known)
    return known
  }
}

function factorOf(grade: Grade, rules: LossRules, hazardOf: (annual: Decimal) => Decimal): Factor {
  const given = rateValue(rules.lgd.find(row => row.class === grade.class)!.lgd)
  const from = rules.buckets.find(bound => bound.name === grade.bucket)?.from ?? 0
  const annual = rateValue(rules.pd.findLast(row => row.fromDays <= from)!.annual)
  const discount = Decimal(1).div(Decimal(1).plus(Decimal(grade.percent).div(1200)))
  let even = Decimal(0)
  let final = Decimal(0)
  for (const scenario of rules.scenarios) {
    const lgd = Decimal.min(1, given.times(scenario.lgdMultiple))
    const shares =
      grade.stage === 3
        ? inDefault(lgd, discount.pow(rules.recoveryMonths))
        : performing(grade, hazardOf(Decimal.min(1, annual.times(scenario.pdMultiple))), lgd, discount)
    even = even.plus(shares.even.times(scenario.weight))
    final = final.plus(shares.final.times(scenario.weight))
  }
  return { even: units(even), final: units(final) }
}

function inDefault(lgd: Decimal, discount: Decimal) {
  const share = Decimal(1).minus(Decimal(1).minus(lgd).times(discount))
  return { even: share, final: share }
}

function performing(grade: Grade, hazard: Decimal, lgd: Decimal, discount: Decimal) {
  const horizon = grade.stage === 1 ? Math.min(12, grade.months) : grade.months
  let even = Decimal(0)
  let final = Decimal(0)
  let weight = hazard.times(lgd)
  const repaying = grade.months - grade.grace
  let grown = Decimal(1)
  for (let month = 1; month <= horizon; month += 1) {
    weight = weight.times(discount)
    if (month > 1 && month - 1 <= grade.grace) grown = grown.div(discount)
    const owed = weight.times(grown)
    even = even.plus(owed.times(Math.min(repaying, grade.months - month + 1)).div(repaying))
    final = final.plus(owed)
    weight = weight.times(Decimal(1).minus(hazard))
  }
  return { even, final }
}

const units = (share: Decimal) =>
  BigInt(Decimal.min(1, share).times(factorUnit.toString()).toDecimalPlaces(0, Decimal.ROUND_HALF_UP).toFixed(0))

/**
 * The expected loss of a loan: its exposure — principal, and overdue interest and fee — split into what the last
 * installment repays (within grace at most what is owed by now) and the rest, each by its factor, rounded half-up to the fen.
 */
export function expectedLoss(
  loan: { outstanding: Money; finalPrincipal: Money; overdueInterest: Money; overdueFee: Money },
  factor: Factor,
): Money {
  const final = min(loan.finalPrincipal, loan.outstanding)
  const even = loan.outstanding - final + loan.overdueInterest + loan.overdueFee
  const twice = 2n * (even * factor.even + final * factor.final)
  return ((twice + factorUnit) / (2n * factorUnit)) as Money
}
