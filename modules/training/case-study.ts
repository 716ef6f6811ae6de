import { refuseUnless } from '#lib/refusal'

/** What may be decided on a case. */
export const caseVerdicts = ['approve', 'reject', 'return', 'escalate'] as const
export type CaseVerdict = (typeof caseVerdicts)[number]

/** Why: the heads under which policy decides. */
export const caseReasons = [
  'income',
  'debt',
  'credit-record',
  'identity',
  'documents',
  'down-payment',
  'vehicle-price',
  'purpose',
  'dealer',
  'fraud',
  'authority',
] as const
export type CaseReason = (typeof caseReasons)[number]

/** How the loan went on, as far as it is known. */
export const caseOutcomes = ['performed', 'late', 'defaulted', 'fraud', 'unknown'] as const
export type CaseOutcome = (typeof caseOutcomes)[number]

/** What a person decided. */
export type CaseDecision = { verdict: CaseVerdict; reasons: CaseReason[]; note: string }

/** What a case is measured by. */
export type CaseKey = { policyVerdict: CaseVerdict; policyReasons: readonly CaseReason[]; outcome: CaseOutcome }

/** How a decision on a case was scored: each part of 100, null where it does not apply, and the whole. */
export type CaseScore = { policy: number; reasons: number | null; outcome: number | null; points: number }

/** The weights of the parts: the verdict policy asks for, the reasons, and how the loan went on. A house rule, not a fact. */
export const caseWeights = { policy: 60, reasons: 25, outcome: 15 } as const

/**
 * Scores a decision. Verdict: 100 when it is policy's, 50 when it was handed up instead of refused or accepted, or papers were
 * asked for before a refusal; else 0. Reasons: the harmonic mean of how many of policy's were named and how many named are
 * policy's. Outcome: approving what went well or holding back what went badly is 100, the contrary 0, anything else 50. Parts
 * that do not apply (no reasons to find, outcome unknown) give their weight to the others.
 */
export function scoreCase(key: CaseKey, decision: CaseDecision | null): CaseScore {
  if (!decision) return { policy: 0, reasons: null, outcome: null, points: 0 }
  const policy = policyPart(key.policyVerdict, decision.verdict)
  const reasons = key.policyReasons.length === 0 ? null : overlap(key.policyReasons, decision.reasons)
  const outcome = key.outcome === 'unknown' ? null : outcomePart(key.outcome, decision.verdict)
  const parts: [part: number | null, weight: number][] = [
    [policy, caseWeights.policy],
    [reasons, caseWeights.reasons],
    [outcome, caseWeights.outcome],
  ]
  let sum = 0
  let weights = 0
  for (const [part, weight] of parts) {
    if (part === null) continue
    sum += part * weight
    weights += weight
  }
  const points = Math.floor(sum / weights)
  return { policy, reasons, outcome, points }
}

function policyPart(wanted: CaseVerdict, given: CaseVerdict): number {
  if (wanted === given) return 100
  if (given === 'escalate') return 50
  return wanted === 'reject' && given === 'return' ? 50 : 0
}

function overlap(wanted: readonly CaseReason[], given: readonly CaseReason[]): number {
  const right = given.filter(reason => wanted.includes(reason)).length
  return right === 0 ? 0 : Math.floor((200 * right) / (wanted.length + given.length))
}

function outcomePart(outcome: CaseOutcome, given: CaseVerdict): number {
  const well = outcome === 'performed'
  if (outcome === 'late') return given === 'approve' || given === 'escalate' ? 100 : 50
  if (given === 'approve') return well ? 100 : 0
  if (given === 'reject') return well ? 0 : 100
  return 50
}

/** Marks of a person or a vehicle that no case may carry: identity and telephone numbers, cards, VINs, plates, e-mail. */
const marks = [
  /\d{17}[\dXx]/,
  /(?<!\d)1[3-9]\d{9}(?!\d)/,
  /(?<!\d)\d{15,19}(?!\d)/,
  /(?<![A-Za-z0-9])(?=[A-HJ-NPR-Z0-9]*\d)(?=[A-HJ-NPR-Z0-9]*[A-Z])[A-HJ-NPR-Z0-9]{17}(?![A-Za-z0-9])/i,
  /[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼][A-Z][A-Z0-9]{5,6}/,
  /[^\s@]+@[^\s@]+\.[a-z]{2,}/i,
]

/** Facts of a case are figures and classes; these names never are. */
const namedFacts =
  /name|phone|mobile|address|idnumber|id_number|card|plate|vin|employer|姓名|电话|手机|地址|证件|身份证|车牌|车架/i

/**
 * Makes sure that a case names nobody.
 * @throws Refusal training.case_not_anonymous with the name of the fact or field that looks personal
 */
export function checkAnonymous(texts: Readonly<Record<string, string>>, facts: Readonly<Record<string, string>>): void {
  for (const name of Object.keys(facts))
    refuseUnless(!namedFacts.test(name), 'training.case_not_anonymous', { field: name }, 'facts')
  for (const [name, text] of [...Object.entries(texts), ...Object.entries(facts)])
    refuseUnless(!marks.some(mark => mark.test(text)), 'training.case_not_anonymous', { field: name }, name)
}
