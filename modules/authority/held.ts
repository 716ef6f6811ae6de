import { addMs, type Instant } from '#lib/day'
import { parseYuan } from '#lib/money'
import { refuseUnless } from '#lib/refusal'
import type { StateTable } from '#lib/state'

export type HeldState = 'waiting' | 'done' | 'refused' | 'withdrawn' | 'expired'
/** A held change waits until one of four things ends it. */
export const heldStates: StateTable<HeldState, 'approve' | 'refuse' | 'withdraw' | 'expire'> = {
  waiting: { approve: 'done', refuse: 'refused', withdraw: 'withdrawn', expire: 'expired' },
  done: {},
  refused: {},
  withdrawn: {},
  expired: {},
}

export const conditionKinds = ['above', 'given', 'equals'] as const

/**
 * One condition of a rule. `field` is a dotted path into `input` (what was asked), `answer` (what the command would answer) or
 * `maker` (`maker.branch`, `maker.group`). `above` compares yuan, `given` asks that the field is filled in, `equals` compares text.
 */
export type HeldCondition = { field: string; is: (typeof conditionKinds)[number]; value: string | null }

/** Who may check: holders of the permission whose scope reaches the record and, when a role is named, who hold the role too. */
export type HeldCheckers = { permission: string; role: string | null }

/** What a rule says of its operation. */
export type HeldRuleBody = {
  /** All must hold; none: every call of the operation waits. */
  conditions: HeldCondition[]
  check: HeldCheckers
  /** Who may check as well once the deadline has passed. */
  backup: HeldCheckers | null
  /** Only people of the maker's branch check. */
  sameBranch: boolean
  /** Hours until the backup may check, and until the change expires; the clock's hours, not working hours. */
  deadlineHours: number
  expireHours: number
  reasonRequired: boolean
}

/** What conditions look at. */
export type HeldFacts = { input: unknown; answer: unknown; maker: { branch: string | null; group: string | null } }

/** The value at a dotted path; undefined where there is none. */
export function valueAt(facts: unknown, path: string): unknown {
  let at = facts
  for (const part of path.split('.')) {
    if (at === null || typeof at !== 'object' || !Object.hasOwn(at, part)) return undefined
    at = (at as Record<string, unknown>)[part]
  }
  return at
}

/** Fen, whether the value is money inside or yuan text; null when it is neither. */
const fenOf = (value: unknown): bigint | null =>
  typeof value === 'bigint' ? value : typeof value === 'string' ? parseYuan(value) : null

/** Whether a condition holds. What cannot be compared does not hold. */
export function conditionHolds(condition: HeldCondition, facts: HeldFacts): boolean {
  const value = valueAt(facts, condition.field)
  switch (condition.is) {
    case 'given':
      return value !== undefined && value !== null && value !== ''
    case 'equals':
      return value !== undefined && String(value) === condition.value
    case 'above': {
      const fen = fenOf(value)
      const bound = parseYuan(condition.value ?? '')
      return fen !== null && bound !== null && fen > bound
    }
  }
}

/** Whether a rule holds a command: all its conditions, which may be none. */
export const ruleHolds = (body: HeldRuleBody, facts: HeldFacts): boolean =>
  body.conditions.every(condition => conditionHolds(condition, facts))

/** Of several rules that hold, the one that asks most of its case comes first; then by code, so that the answer never varies. */
export const byDemand = (a: { code: string; body: HeldRuleBody }, b: { code: string; body: HeldRuleBody }): number =>
  b.body.conditions.length - a.body.conditions.length || (a.code < b.code ? -1 : 1)

const hourMs = 3_600_000
/** The longest a change may wait: a quarter. */
export const mostHours = 24 * 92

/** By when it should be checked, and when it expires. */
export function heldTimes(body: HeldRuleBody, now: Instant): { deadlineAt: Instant; expiresAt: Instant } {
  return { deadlineAt: addMs(now, body.deadlineHours * hourMs), expiresAt: addMs(now, body.expireHours * hourMs) }
}

/** @throws Refusal authority.held_rule_hours, authority.held_rule_condition */
export function checkRuleBody(body: HeldRuleBody): void {
  refuseUnless(
    body.deadlineHours >= 1 && body.expireHours >= body.deadlineHours && body.expireHours <= mostHours,
    'authority.held_rule_hours',
    { most: mostHours },
    'body.expireHours',
  )
  for (const [index, { field, is, value }] of body.conditions.entries()) {
    const readable = is === 'above' ? parseYuan(value ?? '') !== null : is === 'given' || (value ?? '') !== ''
    refuseUnless(
      readable && /^(input|answer|maker)(\.[\w-]+)+$/.test(field),
      'authority.held_rule_condition',
      { field },
      `body.conditions.${index}.value`,
    )
  }
}

/** A person as the check of a check needs them. */
export type CheckerFacts = {
  personKey: bigint
  onLeave: boolean
  branchKey: bigint | null
  roles: readonly string[]
  /** The kernel's reason when the permission or its scope says no; null when it says yes. */
  kernelSays: string | null
  /** An account that counts as the maker's own. */
  sameAsMaker: boolean
  /** The maker lent this person the permission. */
  lentByMaker: boolean
}

/** What a waiting change says of who may check it now. */
export type CheckAsked = {
  makerKey: bigint
  makerBranchKey: bigint | null
  sameBranch: boolean
  check: HeldCheckers
}

/**
 * Why a person may not check; null when they may. The maker never checks: not as administrator, not under another account, not
 * through a right they lent.
 */
export function checkerFault(asked: CheckAsked, person: CheckerFacts): string | null {
  if (person.personKey === asked.makerKey) return 'authority.held_own'
  if (person.sameAsMaker) return 'authority.held_same_person'
  if (person.lentByMaker) return 'authority.held_lent'
  if (asked.check.role !== null && !person.roles.includes(asked.check.role)) return 'authority.held_role'
  if (asked.sameBranch && person.branchKey !== asked.makerBranchKey) return 'authority.held_branch'
  if (person.kernelSays !== null) return person.kernelSays
  if (person.onLeave) return 'authority.on_leave'
  return null
}
