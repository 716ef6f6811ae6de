import { addDays, type Day, daysBetween, earliest, latest, parts } from '#lib/day'
import { Decimal } from '#lib/decimal'
import { type Money, mulDiv, zero } from '#lib/money'
import type { Rate } from '#lib/rate'
import type { Definition } from './definition.ts'
import { calendarOf } from './due-day.ts'
import { fractionOf } from './fraction.ts'
import { periodRates } from './period-rate.ts'
import { type Plan, planFor, totalsOf } from './plan.ts'
import type { Subsidy, subsidyTimes, Terms } from './terms.ts'

/** One who pays a part of what the lender's full rate comes to. */
export type SubsidyShare = {
  payer: Subsidy['payer']
  /** The yearly rate before this subsidy and behind it. */
  fullRate: Rate
  rate: Rate
  when: (typeof subsidyTimes)[number]
  /** What the customer pays less by it over the whole term. */
  saved: Money
  /** What is paid in all, up to the cap, and what the lender bears because of the cap. */
  amount: Money
  shortfall: Money
  payments: { on: Day; amount: Money }[]
  /** What each installment is less by it, in the plan's order. */
  rows: Money[]
  /** What of it is interest earned with each installment; in all, what is paid. */
  earned: Money[]
}

/** When a subsidy is lost, as the parameter of a day has it and the contract states it. */
export type SubsidyLoss = {
  /** The treasury pays nothing of what falls due once the borrower is more than so many days overdue. */
  overdueDays: number
  /** Whether brand and dealer get back what is not yet earned when the borrower settles early. */
  clawBack: boolean
}

/** The treasury's interest subsidy for consumer loans as the parameter of a day has it. Source: domain.md §3.6. */
export type FiscalRule = {
  /** First and last day whose interest is subsidised. */
  from: Day
  until: Day
  /** Percentage points a year, as a share: 0.01. */
  points: Rate
  /** At most this share of the contract's rate. */
  shareOfRate: Rate
  /** What one borrower gets of one lender, and whether a year or in all. */
  cap: Money
  capPer: 'year' | 'program'
}

/** What of the cap is used up already by the borrower's other loans: by year, or under `program`. */
export type FiscalUsed = Readonly<Record<string, Money>>

/** The subsidies of a loan, and the plan of what the customer pays beside them. */
export type Subsidised = { shares: SubsidyShare[]; customer: Plan }

/**
 * Who pays what and when. The order: from the lender's rate the product's subsidies, one after the other, bring the rate down
 * to the agreed one; on the agreed rate the treasury pays its part of each installment's interest, which the customer pays
 * less. In every row the lender's payment = the customer's + each share's, to the fen, and none is negative; what is paid at
 * once is worth its row's parts at the lender's rate. Source: domain.md §3.6, §4.
 */
export function subsidised(
  definition: Pick<Definition, 'subsidies' | 'fiscalSubsidy'>,
  terms: Terms,
  agreed: Plan,
  fiscal: { rule: FiscalRule; used: FiscalUsed } | null,
): Subsidised {
  const layers = definition.subsidies
  const shares: SubsidyShare[] = []
  const lender = { ...terms, annualRate: layers[0]?.fullRate ?? terms.annualRate }
  let before = layers.length > 0 ? planFor(lender) : agreed
  layers.forEach((layer, index) => {
    const rate = layers[index + 1]?.fullRate ?? terms.annualRate
    const after = layers[index + 1] ? planFor({ ...terms, annualRate: rate }) : agreed
    const rows = evened(before.installments.map((row, at) => row.payment - after.installments[at]!.payment))
    const worth = layer.when === 'disbursement' ? presentValue(lender, rows) : null
    const wanted = worth === null ? dueWith(after, rows) : [{ on: terms.disbursedOn, amount: worth }]
    const payments = capped(wanted, layer.cap)
    const amount = total(payments.map(one => one.amount))
    shares.push({
      payer: layer.payer,
      fullRate: layer.fullRate,
      rate,
      when: layer.when,
      saved: total(rows),
      amount,
      shortfall: (total(wanted.map(one => one.amount)) - amount) as Money,
      payments,
      rows,
      earned: worth === null ? cappedRows(rows, layer.cap) : earnings(lender, before, after, rows, worth, amount),
    })
    before = after
  })
  const treasury = definition.fiscalSubsidy && fiscal ? fiscalShare(terms, agreed, fiscal.rule, fiscal.used) : null
  return treasury
    ? { shares: [...shares, treasury], customer: lessInterest(agreed, treasury.rows) }
    : { shares, customer: agreed }
}

/** The treasury's part of each installment's interest; null where it comes to nothing. */
function fiscalShare(terms: Terms, agreed: Plan, rule: FiscalRule, used: FiscalUsed): SubsidyShare | null {
  const rate = new Decimal(terms.annualRate)
  if (rate.lte(0)) return null
  const relief = Decimal.min(rule.points, rate.times(rule.shareOfRate))
  const [part, whole] = [fractionOf(relief.toFixed() as Rate), fractionOf(terms.annualRate)]
  const left = new Map<string, bigint>()
  let from = terms.disbursedOn
  const rows = agreed.installments.map(row => {
    // Interest is borne from the first day up to, and without, the due day.
    const days = daysBetween(latest(from, rule.from), earliest(row.dueOn, addDays(rule.until, 1)))
    from = row.dueOn
    if (days <= 0 || row.interest <= 0n) return zero
    const account = rule.capPer === 'year' ? String(parts(row.dueOn).year) : 'program'
    const open = left.get(account) ?? (rule.cap > (used[account] ?? 0n) ? rule.cap - (used[account] ?? 0n) : 0n)
    const wanted = mulDiv(
      row.interest,
      part.numerator * whole.denominator * BigInt(days),
      part.denominator * whole.numerator * BigInt(row.days),
      'down',
    )
    const due = wanted < open ? wanted : open
    left.set(account, open - due)
    return due as Money
  })
  const amount = total(rows)
  if (amount === 0n) return null
  return {
    payer: 'fiscal',
    fullRate: terms.annualRate,
    rate: rate.minus(relief).toFixed() as Rate,
    when: 'each',
    saved: amount,
    amount,
    shortfall: zero,
    payments: dueWith(agreed, rows),
    rows,
    earned: rows,
  }
}

/** A plan whose interest somebody pays a part of; principal and balances stay. */
function lessInterest(plan: Plan, rows: readonly Money[]): Plan {
  const installments = plan.installments.map((row, index) => ({
    ...row,
    interest: (row.interest - rows[index]!) as Money,
    payment: (row.payment - rows[index]!) as Money,
  }))
  return { installments, totals: totalsOf(installments) }
}

/** Differences none of which is negative: rounding that would make one so moves into its neighbour, and the sum stays. */
function evened(rows: readonly bigint[]): Money[] {
  const even = [...rows]
  for (let index = 0; index < even.length - 1; index += 1)
    if (even[index]! < 0n) {
      even[index + 1]! += even[index]!
      even[index] = 0n
    }
  for (let index = even.length - 1; index > 0; index -= 1)
    if (even[index]! < 0n) {
      even[index - 1]! += even[index]!
      even[index] = 0n
    }
  return even as Money[]
}

/**
 * What of a subsidy paid at once is earned with each installment, by the effective interest method: at any time what is not yet
 * earned is what the parts to come are worth at the lender's rate, less by how much the balance at the subsidised rate stands
 * below the one before. A cap lowers all alike. Sources: domain.md §4; CAS 22.
 */
function earnings(
  lender: Terms,
  before: Plan,
  after: Plan,
  rows: readonly Money[],
  worth: Money,
  amount: Money,
): Money[] {
  if (worth === 0n) return rows.map(() => zero)
  // Finer than a fen, so that rounding each step is not seen.
  const unit = 10n ** 12n
  const rates = periodRates(lender, calendarOf(lender)).real
  const open: bigint[] = []
  let toCome = 0n
  for (let index = rows.length - 1; index >= 0; index -= 1) {
    const ahead = before.installments[index]!.balance - after.installments[index]!.balance
    open[index] = mulDiv(toCome - ahead * unit, amount, worth * unit, 'half-up')
    const rate = rates[index]!
    toCome = mulDiv(toCome + rows[index]! * unit, rate.denominator, rate.denominator + rate.numerator, 'half-even')
  }
  return evened(open.map((left, index) => (index === 0 ? amount : open[index - 1]!) - left))
}

/** What rows are worth at disbursement at the lender's rate, rounded once. */
function presentValue(terms: Terms, rows: readonly Money[]): Money {
  let worth = 0n
  let growth = 1n
  let scale = 1n
  periodRates(terms, calendarOf(terms)).real.forEach((rate, index) => {
    const step = rate.denominator + rate.numerator
    scale *= rate.denominator
    growth *= step
    worth = worth * step + rows[index]! * scale
  })
  return mulDiv(worth, 1n, growth, terms.rounding)
}

const dueWith = (plan: Plan, rows: readonly Money[]) =>
  plan.installments.map((row, index) => ({ on: row.dueOn, amount: rows[index]! })).filter(one => one.amount > 0n)

function cappedRows(rows: readonly Money[], cap: Money | null): Money[] {
  let left: bigint | null = cap
  return rows.map(row => {
    const due = left !== null && left < row ? left : row
    if (left !== null) left -= due
    return due as Money
  })
}

function capped(wanted: readonly { on: Day; amount: Money }[], cap: Money | null): { on: Day; amount: Money }[] {
  let left: bigint | null = cap
  return wanted
    .map(({ on, amount }) => {
      const due = left !== null && left < amount ? left : amount
      if (left !== null) left -= due
      return { on, amount: due as Money }
    })
    .filter(one => one.amount > 0n)
}

const total = (amounts: readonly bigint[]) => amounts.reduce<bigint>((sum, amount) => sum + amount, 0n) as Money
