import type { Day } from '#lib/day'
import { formatYuan, type Money } from '#lib/money'
import { rateValue } from '#lib/rate'
import type { Facts } from '#lib/refusal'
import type { Verdict } from '#lib/verdict'
import { barredBy, type Touch } from './duty.ts'
import { certificatesFor, type Held, type LiveCertificate } from './holding.ts'
import { type ExceptionKind, type Link, plainLinks, type Stage, strictestGrade } from './rule.ts'
import type { MatrixLine, RuleBook } from './rule-book.ts'

/** What the kernel must know to say whether somebody may decide this case. The caller hands the facts over. */
export type ApprovalCase = {
  stage: Stage
  /** Total exposure of the customer if this case is approved. */
  exposure: Money
  /** What each related party owes or was promised, once each, with every way in which they are bound to the customer. */
  linked?: readonly { links: readonly Link[]; exposure: Money }[]
  /** Loan to value as a share; null when not known. */
  ltv?: string | null
  /** Score band; null when not scored: it counts as the strictest. */
  grade?: string | null
  /** The product's code. */
  product?: string | null
  exceptions?: readonly ExceptionKind[]
  /** Who brought the customer in, submitted or already decided on this case. */
  broughtBy: bigint | null
  submittedBy: bigint | null
  decidedBy: readonly bigint[]
  /** What people did to this customer before, this case apart. */
  touches?: readonly Touch[]
  /** Who has signed first on a line that asks for two. */
  signatures?: readonly Signature[]
}

/** A first signature under a line of the matrix that asks for two persons. */
export type Signature = { personKey: bigint; line: string; sides: readonly Side[] }
export type Side = 'first' | 'second'

/** A place somebody may decide from: the own roles, or another's on loan up to a cap. */
export type Hand = { personKey: bigint; roles: readonly Held[]; cap: Money | null; ruleIds: readonly string[] }

/** Who would decide. */
export type Approver = {
  personKey: bigint
  onLeave: boolean
  hands: readonly Hand[]
  certificates: readonly LiveCertificate[]
}

/** The answer for a case: whether, by which line and way, and what is missing. `limit` is the most the person may approve alone or with another. */
export type ApprovalVerdict = Verdict & {
  limit: Money
  way: 'single' | 'joint' | 'committee' | null
  line: string | null
  sides: readonly Side[]
  committee: string | null
  facts: Facts
}

type Failing = { rank: number; reason: string; missing: string; facts: Facts }

/**
 * May this person decide this case? Segregation of duties first (nobody decides what they brought in, submitted or decided,
 * nor on whom they sold to or paid within the months of the rule), then leave, then the lines of the matrix for the roles held:
 * exposure up to and including the limit, loan to value, score band, product, exceptions, a live certificate, and whether one
 * person is enough. An unknown loan to value or product that a line asks for is a no;
 * who has no score is judged as the strictest band. Several lines: the first that says yes alone wins, else the
 * one that comes nearest tells what is missing.
 */
export function approvalVerdict(approver: Approver, book: RuleBook, facts: ApprovalCase, today: Day): ApprovalVerdict {
  const limit = limitOf(approver, book, facts.stage)
  const said = { limit, way: null, line: null, sides: [], committee: null }
  const no = (reason: string, ruleIds: readonly string[], missing: string[], about: Facts = {}): ApprovalVerdict => ({
    ...said,
    allow: false,
    reason,
    ruleIds: [...ruleIds],
    missing,
    facts: { exposure: formatYuan(facts.exposure), limit: formatYuan(limit), ...about },
  })
  const me = approver.personKey
  if (facts.broughtBy === me || facts.submittedBy === me) return no('authority.own_case', [], ['another_person'])
  if (facts.decidedBy.includes(me)) return no('authority.decided_before', [], ['another_person'])
  const barred = barredBy(book.duties, me, 'review', facts.touches ?? [], today)
  if (barred)
    return no('authority.duty_time', [barred.rule], ['another_person'], {
      did: `authority.act.${barred.did}`,
      day: barred.day,
      until: barred.until,
    })
  if (approver.onLeave) return no('authority.on_leave', [], ['back_from_leave'])
  const lines = approver.hands.flatMap(hand =>
    // Who lent the authority must not have had a hand in the case either.
    conflicted(hand, facts, book, today) && hand.personKey !== me ? [] : linesOf(hand, book, facts.stage),
  )
  if (lines.length === 0) return no('authority.no_limit', [], ['role'])
  const live = new Set(approver.certificates.map(held => held.code))
  const judged = lines.map(one => ({ ...one, failing: failingOf(one, live, book, facts) }))
  const ready = judged.filter(one => one.failing === null)
  const alone = ready.find(one => one.line.mode === 'single')
  const yes = (one: (typeof judged)[number], reason: string): ApprovalVerdict => ({
    ...said,
    allow: true,
    reason,
    ruleIds: chainOf(one),
    missing: [],
    way: one.line.mode,
    line: one.line.code,
    sides: one.sides,
    facts: {},
  })
  if (alone) return yes(alone, 'authority.within_limit')
  for (const one of ready) {
    if (one.line.mode !== 'joint') continue
    const signed = (facts.signatures ?? []).filter(signature => signature.line === one.line.code)
    if (signed.some(signature => signature.personKey === me))
      return no(
        'authority.second_person',
        chainOf(one),
        [`person:${one.line.joint.join('|')}`],
        rolesFact(one.line.joint),
      )
    if (signed.some(signature => completes(signature.sides, one.sides))) return yes(one, 'authority.jointly')
  }
  const joint = ready.find(one => one.line.mode === 'joint')
  if (joint) {
    const others = joint.sides.includes('first') ? joint.line.joint : joint.line.roles
    const answer = no('authority.second_person', chainOf(joint), [`person:${others.join('|')}`], rolesFact(others))
    return { ...answer, way: 'joint', line: joint.line.code, sides: joint.sides }
  }
  const sitting = ready.find(one => one.line.mode === 'committee')
  if (sitting) {
    const committee = sitting.line.committee ?? ''
    const answer = no('authority.committee_needed', chainOf(sitting), [`committee:${committee}`], { committee })
    return { ...answer, way: 'committee', line: sitting.line.code, committee }
  }
  const nearest = judged.reduce((best, one) => ((one.failing?.rank ?? 0) < (best.failing?.rank ?? 0) ? one : best))
  const failing = nearest.failing!
  return no(failing.reason, chainOf(nearest), [failing.missing], failing.facts)
}

const rolesFact = (roles: readonly string[]): Facts => ({ roles: roles.map(role => `authority.role.${role}`) })

/** Whether the giver of a hand is themself kept from the case. */
function conflicted(hand: Hand, facts: ApprovalCase, book: RuleBook, today: Day): boolean {
  const key = hand.personKey
  return (
    facts.broughtBy === key ||
    facts.submittedBy === key ||
    facts.decidedBy.includes(key) ||
    barredBy(book.duties, key, 'review', facts.touches ?? [], today) !== null
  )
}

type HeldLine = { line: MatrixLine; sides: readonly Side[]; hand: Hand }

const sidesOf: readonly (readonly Side[])[] = [[], ['first'], ['second'], ['first', 'second']]

/** The lines of a stage a hand holds a role of: the first side, or where two persons decide also the second. */
function linesOf(hand: Hand, book: RuleBook, stage: Stage): HeldLine[] {
  const held = new Set(hand.roles.map(one => one.role))
  const found: HeldLine[] = []
  for (const line of book.matrix) {
    if (line.stage !== stage) continue
    const first = line.roles.some(role => held.has(role))
    const second = line.mode === 'joint' && line.joint.some(role => held.has(role))
    if (first || second) found.push({ line, hand, sides: sidesOf[Number(first) + 2 * Number(second)]! })
  }
  return found
}

/** The chain of rules that leads to a line: whose hand, by which post or grant its role, and the line. */
function chainOf({ line, hand }: HeldLine): string[] {
  const roles = hand.roles.filter(
    one => line.roles.includes(one.role) || (line.mode === 'joint' && line.joint.includes(one.role)),
  )
  return [...new Set([...hand.ruleIds, ...roles.flatMap(one => one.ruleIds), line.id])]
}

/** Whether two signatures of different persons make the pair a line asks for. */
function completes(one: readonly Side[], other: readonly Side[]): boolean {
  return (one.includes('first') && other.includes('second')) || (one.includes('second') && other.includes('first'))
}

function ceiling(line: MatrixLine, cap: Money | null): Money {
  return cap !== null && cap < line.limit ? cap : line.limit
}

/** The highest exposure of the stage's lines that persons decide on, not committees. */
function limitOf(approver: Approver, book: RuleBook, stage: Stage): Money {
  let most = 0n as Money
  for (const { roles, cap } of approver.hands) {
    const held = new Set(roles.map(one => one.role))
    for (const line of book.matrix) {
      if (line.stage !== stage || line.mode === 'committee') continue
      if (!line.roles.some(role => held.has(role)) && !line.joint.some(role => held.has(role))) continue
      const up = ceiling(line, cap)
      if (up > most) most = up
    }
  }
  return most
}

/** The exposure a line looks at: the customer's, or with every related party that one of the line's links binds, each once. */
function countedExposure(line: MatrixLine, facts: ApprovalCase): Money {
  if (line.base === 'customer') return facts.exposure
  const counts = line.links ?? plainLinks
  return (facts.linked ?? [])
    .filter(one => one.links.some(link => counts.includes(link)))
    .reduce((sum, one) => (sum + one.exposure) as Money, facts.exposure)
}

/** The first thing the case fails of a line, in the order in which it weighs; null when it meets all. */
function failingOf(one: HeldLine, live: ReadonlySet<string>, book: RuleBook, facts: ApprovalCase): Failing | null {
  const { line } = one
  const extra = (facts.exceptions ?? []).find(kind => !line.exceptions.includes(kind))
  if (extra)
    return {
      rank: 5,
      reason: 'authority.exception_outside',
      missing: `exception:${extra}`,
      facts: { exception: `authority.exception.${extra}` },
    }
  if (line.products !== null && (!facts.product || !line.products.includes(facts.product)))
    return { rank: 4, reason: 'authority.product_outside', missing: 'product', facts: {} }
  const exposure = countedExposure(line, facts)
  const limit = ceiling(line, one.hand.cap)
  if (exposure > limit)
    return {
      rank: 3,
      reason: 'authority.over_limit',
      missing: 'higher_limit',
      facts: { exposure: formatYuan(exposure), limit: formatYuan(limit) },
    }
  const grade = facts.grade ?? strictestGrade
  if (line.grades !== null && !(line.grades as readonly string[]).includes(grade))
    return {
      rank: 2,
      reason: 'authority.grade_outside',
      missing: 'grade',
      facts: { grade: facts.grade ?? 'authority.grade.none' },
    }
  if (line.maxLtv !== null && (!facts.ltv || rateValue(facts.ltv).gt(line.maxLtv)))
    return {
      rank: 2,
      reason: 'authority.ltv_outside',
      missing: 'ltv',
      facts: { ltv: facts.ltv ?? '—', most: line.maxLtv },
    }
  const lacking = certificatesFor(book, 'matrix', of => of === line.code).find(rule => !live.has(rule.certificate))
  if (lacking)
    return {
      rank: 1,
      reason: 'authority.certificate_needed',
      missing: `certificate:${lacking.certificate}`,
      facts: { certificate: lacking.certificate },
    }
  return null
}
