import type { Day } from '#lib/day'
import { Decimal } from '#lib/decimal'
import { fen, fromDecimal, type Money, sum } from '#lib/money'
import { Refusal, refuseUnless } from '#lib/refusal'
import { checkDeferral, type DeferralLaw, type DeferralRule } from './deferral.ts'
import { evaluate, inputsOf, readFormula } from './formula.ts'

/** Whose work a component pays: who brought the customer, or who approved the file. */
export const planRoles = ['brought', 'reviewed'] as const
export type PlanRole = (typeof planRoles)[number]

/** What a loan paid out says to a formula. `principal` and `price` in yuan, `annual_rate` as 0.048, the others as they are named; yes is 1. */
export const loanInputs = [
  'principal',
  'price',
  'term_months',
  'annual_rate',
  'new_customer',
  'within_time',
  'decision_minutes',
] as const

/** A step of a table: from this much on, this factor. */
export type Step = { from: string; factor: string }

/**
 * One component of a plan: base × rate × tier × quality for each loan where `when` holds. Tiers look at what the same person
 * has brought (in yuan) or handled (in files) in the month: `slice` pays each slice by its own factor, so that there is no
 * cliff; `whole` pays everything by the factor reached, and makes up for the earlier loans when the month is frozen.
 */
export type Component = {
  code: string
  kind: 'commission' | 'spot'
  role: PlanRole
  when: string | null
  base: string
  rate: string
  tierBy: 'amount' | 'count' | null
  tierMode: 'slice' | 'whole'
  tiers: readonly Step[]
  /** The quality coefficient by a share such as 30+ days late of one's own loans: from this share on, this factor. */
  quality: { metric: string; leastLoans: number; steps: readonly Step[] } | null
  /** The most this component pays a person in a month; null: no bound. */
  monthlyCap: string | null
  /** Whether the plan's deferral splits it; spot rewards are usually paid at once. */
  deferred: boolean
}

export const gateCodes = ['red-line', 'certificate', 'company-risk'] as const
export type GateCode = (typeof gateCodes)[number]

/**
 * What closes the whole variable pay of a month or cuts it to `factor`, once at least `bound` is reached at the month's end: findings
 * of conduct or falsified facts that became final in the month, certificates of the post that do not count, or the company's bad
 * loans as a share of what is outstanding.
 */
export type Gate = { code: GateCode; bound: string; factor: string }

/** A share of the group's commission put into a pool and shared out by weight of the post, days and score; no weights: the plan's posts alike. */
export type TeamPool = { share: string; weights?: readonly { post: string; weight: number }[] }

/** The performance part: so much a month at a score of 100; the weights say what the score is made of. */
export type PerformancePart = {
  monthly: string
  weights: readonly { code: string; family: Family; weight: number }[]
  floor: number
  most: number
}

export const families = ['volume', 'risk', 'compliance', 'service', 'process', 'people'] as const
export type Family = (typeof families)[number]

/** The whole of a plan version: data a person can read, and nothing else decides what is paid. */
export type PlanBody = {
  posts: readonly string[]
  riskRelevant: boolean
  performance: PerformancePart | null
  components: readonly Component[]
  teamPool: TeamPool | null
  gates: readonly Gate[]
  deferral: DeferralRule
}

/**
 * Checks that a plan can be computed and is lawful.
 * @throws Refusal performance.plan_weights, plan_steps, plan_code, plan_rate, plan_empty, plan_gate, plan_pool and those of formulas and deferral
 */
export function checkPlan(plan: PlanBody, law: DeferralLaw): void {
  refuseUnless(plan.posts.length > 0, 'performance.plan_empty', {}, 'posts')
  if (plan.performance) {
    const total = plan.performance.weights.reduce((all, line) => all + line.weight, 0)
    refuseUnless(total === 100, 'performance.plan_weights', { total }, 'performance.weights')
  }
  plan.gates.forEach((gate, at) => {
    const cuts = new Decimal(gate.factor).lt(1) && new Decimal(gate.bound).gt(0)
    const again = plan.gates.findIndex(other => other.code === gate.code) !== at
    refuseUnless(cuts && !again, 'performance.plan_gate', {}, `gates.${at}`)
  })
  refuseUnless(
    plan.teamPool === null || (new Decimal(plan.teamPool.share).gt(0) && new Decimal(plan.teamPool.share).lte(1)),
    'performance.plan_pool',
    {},
    'teamPool.share',
  )
  const seen = new Set<string>()
  plan.components.forEach((component, at) => {
    const place = `components.${at}`
    refuseUnless(!seen.has(component.code), 'performance.plan_code', { code: component.code }, `${place}.code`)
    seen.add(component.code)
    checkFormula(component.base, `${place}.base`)
    if (component.when) checkFormula(component.when, `${place}.when`)
    refuseUnless(new Decimal(component.rate).gte(0), 'performance.plan_rate', {}, `${place}.rate`)
    for (const steps of [component.tiers, component.quality?.steps ?? []]) {
      const rises = steps.every((step, n) => n === 0 || new Decimal(step.from).gt(steps[n - 1]!.from))
      const fromZero = steps.length === 0 || new Decimal(steps[0]!.from).isZero()
      const whole = steps === component.tiers && component.tierMode === 'whole'
      const counted = steps.every((step, n) => new Decimal(step.factor).gte(whole && n > 0 ? steps[n - 1]!.factor : 0))
      refuseUnless(rises && fromZero && counted, 'performance.plan_steps', {}, `${place}.tiers`)
    }
    refuseUnless(
      (component.tierBy === null) === (component.tiers.length === 0),
      'performance.plan_steps',
      {},
      `${place}.tierBy`,
    )
  })
  checkDeferral(plan.deferral, plan.riskRelevant, law)
}

/** Reads a formula; what is wrong with it is said at its field. */
function checkFormula(text: string, field: string): void {
  try {
    readFormula(text, loanInputs)
  } catch (error) {
    throw error instanceof Refusal ? new Refusal(error.code, error.facts, field) : error
  }
}

/** What a loan and its circumstances give a component to work with. Amounts in fen. */
export type Earning = {
  inputs: Readonly<Record<(typeof loanInputs)[number], Decimal>>
  principal: Money
  /** What the person has done in the month before this loan. */
  before: { amount: Money; count: number }
  /** What the component has paid the person in the month so far. */
  paidSoFar: Money
  /** The share the quality coefficient goes by, over how many loans; null when there is nothing to measure. */
  quality: { share: string; loans: number } | null
}

/** What a formula is told of a deal: amounts in fen, `minutes` null and `withinTime` null where nobody decided it. */
export type DealInputs = {
  principal: Money
  price: Money | null
  termMonths: number
  annualRate: string
  newCustomer: boolean
  minutes: number | null
  withinTime: boolean | null
}

/** The inputs of the formulas, amounts in yuan: the same for what is paid, estimated and tried on last year. */
export function inputsOfDeal(deal: DealInputs): Earning['inputs'] {
  const yuan = (amount: bigint) => new Decimal(amount.toString()).div(100)
  return {
    principal: yuan(deal.principal),
    price: yuan(deal.price ?? 0n),
    term_months: new Decimal(deal.termMonths),
    annual_rate: new Decimal(deal.annualRate),
    new_customer: new Decimal(deal.newCustomer ? 1 : 0),
    within_time: new Decimal(deal.withinTime === false ? 0 : 1),
    decision_minutes: new Decimal(deal.minutes ?? 0),
  }
}

/** What one component pays for one loan, and every number that led to it. */
export type Earned = {
  amount: Money
  base: Decimal
  rate: Decimal
  tier: Decimal
  quality: Decimal
  /** Why it is less than base × rate × tier × quality, or nothing. */
  note: 'not-met' | 'division-by-zero' | 'capped' | 'too-few-loans' | null
  inputs: readonly string[]
}

/** Base × rate × tier × quality for one loan, half-up to the fen once, at the end. */
export function earn(component: Component, earning: Earning): Earned {
  const nothing = { amount: fen(0), base: zero, rate: zero, tier: zero, quality: zero, inputs: [] }
  const when = component.when === null ? null : readFormula(component.when, loanInputs)
  if (when) {
    const holds = evaluate(when, earning.inputs)
    if (!holds || holds.isZero()) return { ...nothing, note: holds ? 'not-met' : 'division-by-zero' }
  }
  const formula = readFormula(component.base, loanInputs)
  const base = evaluate(formula, earning.inputs)
  if (!base) return { ...nothing, note: 'division-by-zero' }
  const rate = new Decimal(component.rate)
  const tier = tierOf(component, earning)
  const quality = qualityOf(component, earning.quality)
  const exact = fromDecimal(base.times(rate).times(tier).times(quality.factor).times(100), 'half-up')
  const room = component.monthlyCap === null ? null : fromDecimal(new Decimal(component.monthlyCap).times(100), 'down')
  const left = room === null ? null : fen(room > earning.paidSoFar ? room - earning.paidSoFar : 0n)
  const capped = left !== null && exact > left
  return {
    amount: exact < 0n ? fen(0) : capped ? left : exact,
    base,
    rate,
    tier,
    quality: quality.factor,
    note: capped ? 'capped' : quality.tooFew ? 'too-few-loans' : null,
    inputs: [...new Set([...inputsOf(formula), ...(when ? inputsOf(when) : [])])],
  }
}

const zero = new Decimal(0)
const one = new Decimal(1)

/** The factor of the highest step reached. */
export function stepAt(steps: readonly Step[], value: Decimal): Decimal {
  const reached = steps.filter(step => value.gte(step.from))
  return reached.length === 0 ? one : new Decimal(reached.at(-1)!.factor)
}

/**
 * The tier factor of one loan. By slices it is the mean of the factors of the slices the loan fills, weighed by how much of
 * it lies in each; the mean is kept exact to twelve digits so that the line shows what was multiplied.
 */
function tierOf(component: Component, { before, principal }: Earning): Decimal {
  if (component.tierBy === null) return one
  const from =
    component.tierBy === 'amount' ? new Decimal(before.amount.toString()).div(100) : new Decimal(before.count)
  const size = component.tierBy === 'amount' ? new Decimal(principal.toString()).div(100) : one
  const to = from.plus(size)
  if (component.tierMode === 'whole') return stepAt(component.tiers, to)
  if (size.isZero()) return stepAt(component.tiers, from)
  let weighed = zero
  component.tiers.forEach((step, at) => {
    const low = Decimal.max(from, step.from)
    const high = at + 1 < component.tiers.length ? Decimal.min(to, component.tiers[at + 1]!.from) : to
    if (high.gt(low)) weighed = weighed.plus(high.minus(low).times(step.factor))
  })
  return weighed.div(size).toDecimalPlaces(12)
}

/** The quality coefficient; with fewer loans than `leastLoans` nobody is judged by chance, and it is one. */
function qualityOf(component: Component, measured: Earning['quality']): { factor: Decimal; tooFew: boolean } {
  if (!component.quality) return { factor: one, tooFew: false }
  if (!measured || measured.loans < component.quality.leastLoans) return { factor: one, tooFew: true }
  return { factor: stepAt(component.quality.steps, new Decimal(measured.share)), tooFew: false }
}

/** One loan's pay by a `whole` component, as it was paid when the loan was. */
export type PaidBefore = { key: bigint; amount: Money; tier: string; paid: Money }

/**
 * What each earlier loan of the month lacks when everything counts at the tier reached at its end, half-up to the fen for each
 * loan, oldest first as far as the monthly cap leaves room. Whole tiers never fall (`checkPlan`), so nothing is ever too much.
 */
export function makeUp(component: Component, lines: readonly PaidBefore[]): { key: bigint; difference: Money }[] {
  if (component.tierMode !== 'whole' || component.tierBy === null) return []
  const reached =
    component.tierBy === 'amount'
      ? new Decimal(sum(lines.map(line => line.amount)).toString()).div(100)
      : new Decimal(lines.length)
  const factor = stepAt(component.tiers, reached)
  const cap = component.monthlyCap === null ? null : fromDecimal(new Decimal(component.monthlyCap).times(100), 'down')
  let room = cap === null ? null : cap - sum(lines.map(line => line.paid))
  return lines
    .filter(line => !new Decimal(line.tier).isZero())
    .map(line => {
      const due = fromDecimal(new Decimal(line.paid.toString()).times(factor).div(line.tier), 'half-up')
      const lacks = due - line.paid
      const difference = room === null || lacks < room ? lacks : room
      if (room !== null) room -= difference
      return { key: line.key, difference: fen(difference) }
    })
    .filter(line => line.difference > 0n)
}

/** Plan versions of one plan hold one after the other. @throws Refusal performance.plan_overlap */
export function checkPeriods(versions: readonly { from: Day; to: Day | null }[], next: { from: Day; to: Day | null }) {
  const hit = versions.find(
    other => (next.to === null || other.from < next.to) && (other.to === null || next.from < other.to),
  )
  if (hit) throw new Refusal('performance.plan_overlap', { from: hit.from, to: hit.to }, 'fromDay')
}
