import { Decimal } from '#lib/decimal'
import { inputsOf, readFormula } from './formula.ts'
import { type Component, loanInputs, type PlanBody } from './incentive-plan.ts'
import { poolWeights } from './score-pay.ts'

/** What a plan should not do to people and borrowers; an `error` cannot be approved, a `warning` needs a reason. */
export type Finding = {
  code: FindingCode
  level: 'error' | 'warning'
  place: string
  facts: Record<string, string | number>
}

export const findingCodes = [
  'rate-tied',
  'volume-outweighs',
  'cliff',
  'maker-paid-by-checker',
  'no-quality',
  'no-cap',
  'gate-cliff',
  'score-floor',
  'pool-pays-deciders',
  'pool-beyond',
] as const
export type FindingCode = (typeof findingCodes)[number]

/**
 * Reads a plan as a supervisor would.
 * - `rate-tied`: pay grows with what the borrower pays (CFPB Bulletin 2016-03 on steering; the same in PIPL art. 24's spirit).
 * - `volume-outweighs`: volume weighs more than risk and compliance together (银行业金融机构绩效考评监管指引 art. 5).
 * - `cliff`: a step makes everything before it worth more at once, which bunches loans at the end of a month.
 * - `maker-paid-by-checker`: who decides on files is paid by how many or how large files are approved.
 * - `score-floor`: a score just below the floor loses more than half of the performance part at once.
 * - `pool-pays-deciders`: whoever decides on files shares in a pool made of what files bring. `pool-beyond`: more than half of the
 *   commission again, so that the team is paid for volume twice.
 * - `no-quality`: commission on volume that never asks how the loans fare. `no-cap`: pay without a bound.
 */
export function lintPlan(plan: PlanBody): Finding[] {
  const found: Finding[] = []
  const weights = plan.performance?.weights ?? []
  const weigh = (...families: string[]) =>
    weights.filter(line => families.includes(line.family)).reduce((total, line) => total + line.weight, 0)
  if (weights.length > 0 && weigh('volume') > weigh('risk', 'compliance')) {
    found.push({
      code: 'volume-outweighs',
      level: 'warning',
      place: 'performance.weights',
      facts: { volume: weigh('volume'), risk: weigh('risk', 'compliance') },
    })
  }
  plan.components.forEach((component, at) => {
    const place = `components.${at}`
    const say = (code: FindingCode, level: Finding['level'], facts: Finding['facts'] = {}) =>
      found.push({ code, level, place, facts: { component: component.code, ...facts } })
    const read = readBy(component)
    if (read.has('annual_rate')) say('rate-tied', 'error')
    const byVolume = component.kind === 'commission' && (read.has('principal') || read.has('price'))
    if (component.role === 'reviewed' && (byVolume || component.tierBy !== null)) say('maker-paid-by-checker', 'error')
    if (byVolume && !component.quality) say('no-quality', 'warning')
    if (byVolume && component.monthlyCap === null && component.tiers.length > 1) say('no-cap', 'warning')
    if (component.tierMode === 'whole') {
      component.tiers.forEach((step, n) => {
        const before = n === 0 ? null : component.tiers[n - 1]!
        if (!before || new Decimal(step.factor).eq(before.factor)) return
        // At the step everything up to it is revalued: the last yuan before it earns this share of the whole at once.
        const jump = new Decimal(step.factor).minus(before.factor).div(Decimal.max(before.factor, '0.01'))
        say('cliff', 'warning', { from: step.from, jump: jump.times(100).toFixed(0) })
      })
    }
    component.quality?.steps.forEach((step, n) => {
      const before = n === 0 ? null : component.quality!.steps[n - 1]!
      if (before && new Decimal(before.factor).minus(step.factor).gt('0.5'))
        say('cliff', 'warning', {
          from: step.from,
          jump: new Decimal(step.factor).minus(before.factor).times(100).toFixed(0),
        })
    })
  })
  if (plan.performance && plan.performance.floor > 50)
    found.push({
      code: 'score-floor',
      level: 'warning',
      place: 'performance.floor',
      facts: { floor: plan.performance.floor },
    })
  if (plan.teamPool) {
    const members = [...poolWeights(plan.teamPool, plan.posts).keys()]
    const decide = members.filter(post => deciders.includes(post))
    if (decide.length > 0)
      found.push({ code: 'pool-pays-deciders', level: 'error', place: 'teamPool.weights', facts: { post: decide[0]! } })
    if (new Decimal(plan.teamPool.share).gt('0.5'))
      found.push({
        code: 'pool-beyond',
        level: 'warning',
        place: 'teamPool.share',
        facts: { share: new Decimal(plan.teamPool.share).times(100).toFixed(0) },
      })
  }
  plan.gates.forEach((gate, at) => {
    if (gate.code === 'company-risk' && new Decimal(gate.factor).isZero())
      found.push({ code: 'gate-cliff', level: 'warning', place: `gates.${at}`, facts: { bound: gate.bound } })
  })
  return found
}

/** Posts that decide on files. */
const deciders = ['credit_reviewer', 'senior_reviewer', 'risk_officer', 'risk_director']

function readBy(component: Component): Set<string> {
  const texts = [component.base, component.when].filter(text => text !== null)
  return new Set(texts.flatMap(text => [...inputsOf(readFormula(text, loanInputs))]))
}
