import { addDays, type Day, dayOf, daysBetween, type Instant, msBetween, parts } from '#lib/day'
import { conflictsOf } from './duty.ts'
import { certificatesFor, type Held, rolesOf } from './holding.ts'
import type { Power } from './power.ts'
import type { RuleBook } from './rule-book.ts'
import { covers, meet, type ScopeLevel } from './scope.ts'

export const lineKinds = ['post', 'grant', 'delegation', 'key'] as const
export type LineKind = (typeof lineKinds)[number]

/** Why a line deserves a second look, gravest first. */
export const flags = ['conflict', 'certificate', 'unused', 'beyond-post', 'lent'] as const
export type Flag = (typeof flags)[number]

/** Where a line stands: unanswered while the campaign runs and after it, kept, to be revoked, revoked, or kept by the second person. */
export const lineStates = ['open', 'unsigned', 'kept', 'revoking', 'revoked', 'retained'] as const
export type LineState = (typeof lineStates)[number]

/** `complete`: every line is answered, and answers may still be changed until the due day. */
export const campaignStates = ['running', 'complete', 'settled'] as const

/** By what a right was given, and by whom. */
export type Source = {
  rule: string
  fromDay: Day | null
  toDay: Day | null
  reason: string
  maker: string
  checker: string | null
}

/** One permission of a line; `traced` says whether its use would have left a trail: reads are written down by the day. */
export type Used = { permission: string; scope: ScopeLevel | null; traced: boolean; lastUsedAt: Instant | null }

/** What is kept of a right as it stood when the campaign was opened. */
export type Snapshot = {
  sources: Source[]
  permissions: Used[]
  conflicts: { rule: string; first: string; second: string }[]
  certificates: { certificate: string; live: boolean; validUntil: Instant | null }[]
  /** What use of the right itself leaves a trail; without it nothing can be said of its use. */
  traced: boolean
}

export type Drawn = {
  kind: LineKind
  code: string
  zh: string
  en: string
  snapshot: Snapshot
  flags: Flag[]
  lastUsedAt: Instant | null
}

/** What somebody used and when last, by permission, and which permissions leave a trail. */
export type Usage = { lastOf: (permission: string) => Instant | null; traced: (permission: string) => boolean }

/** What one person holds beside the roles. */
export type Beside = {
  kind: 'delegation' | 'key'
  code: string
  title: string
  permissions: readonly string[]
  source: Source
}

export type Frame = { book: RuleBook; today: Day; now: Instant; unusedDays: number }

/** The quarter of a day: its name, its first day, and the how-manieth of it the day is. */
export function quarterOf(on: Day): { code: string; firstDay: Day; dayNumber: number } {
  const { year, month } = parts(on)
  const number = Math.ceil(month / 3)
  const firstDay = dayOf(year, number * 3 - 2, 1)
  return { code: `${year}-Q${number}`, firstDay, dayNumber: daysBetween(firstDay, on) + 1 }
}

/** What a campaign does on a day: opened on it, due `days` later, with the days of reminder and escalation before that. */
export function campaignDays(
  openedOn: Day,
  set: { days: number; remind: number; escalate: number },
): { dueOn: Day; remindOn: Day; escalateOn: Day } {
  const dueOn = addDays(openedOn, set.days)
  return { dueOn, remindOn: addDays(dueOn, -set.remind), escalateOn: addDays(dueOn, -set.escalate) }
}

/** The permissions that more than half of all roles bring: their use says nothing of any one role. */
export function commonPermissions(book: RuleBook): ReadonlySet<string> {
  const counted = new Map<string, number>()
  for (const role of book.roles.values())
    for (const permission of new Set(role.permissions.map(one => one.permission)))
      counted.set(permission, (counted.get(permission) ?? 0) + 1)
  return new Set([...counted].filter(([, count]) => count * 2 > book.roles.size).map(([permission]) => permission))
}

/** A line for each role somebody holds: how it came, what it permits and when that was used, what conflicts, which certificate it asks for. */
export function roleLines(power: Power, usage: Usage, sourceOf: (rule: string) => Source, frame: Frame): Drawn[] {
  const { book } = frame
  const { holder } = power
  const common = commonPermissions(book)
  const roles = rolesOf(book, holder.personKey, holder.post)
  // Also what a lapsed certificate holds back for the moment: the right comes back with it.
  const all = roles.flatMap(held => book.roles.get(held.role)!.permissions.map(one => one.permission))
  const apart = conflictsOf(all, book.duties)
  return roles.map(held => {
    const role = book.roles.get(held.role)!
    const permissions = role.permissions.map(({ permission, scope }) => used(permission, scope, usage))
    const own = permissions.filter(one => !common.has(one.permission))
    const names = role.permissions.map(one => one.permission)
    const snapshot: Snapshot = {
      sources: held.ruleIds.map(sourceOf),
      permissions,
      conflicts: apart.filter(pair => names.some(one => meet(one, pair.first) || meet(one, pair.second))),
      certificates: certificatesOfRole(book, held, names).map(certificate => {
        const live = holder.certificates.find(one => one.code === certificate)
        return { certificate, live: live !== undefined, validUntil: live?.validUntil ?? null }
      }),
      traced: own.some(one => one.traced),
    }
    const ofPost = held.ruleIds.some(rule => rule.startsWith('post:'))
    return finish(ofPost ? 'post' : 'grant', held.role, role.zh, role.en, snapshot, own, frame)
  })
}

/** A line for what somebody lent, and for an API key. */
export function besideLine(beside: Beside, usage: Usage, frame: Frame): Drawn {
  const permissions = beside.permissions.map(one => used(one, null, usage))
  const snapshot: Snapshot = {
    sources: [beside.source],
    permissions,
    conflicts: [],
    certificates: [],
    // What a delegation or a key was used for is not told apart from the person's own acts.
    traced: false,
  }
  return finish(beside.kind, beside.code, beside.title, beside.title, snapshot, permissions, frame)
}

function used(permission: string, scope: ScopeLevel | null, usage: Usage): Used {
  return { permission, scope, traced: usage.traced(permission), lastUsedAt: usage.lastOf(permission) }
}

function finish(
  kind: LineKind,
  code: string,
  zh: string,
  en: string,
  snapshot: Snapshot,
  own: readonly Used[],
  frame: Frame,
): Drawn {
  const lastUsedAt = own.reduce<Instant | null>(
    (last, one) => (one.lastUsedAt !== null && (last === null || one.lastUsedAt > last) ? one.lastUsedAt : last),
    null,
  )
  const line = { kind, code, zh, en, snapshot, lastUsedAt }
  return { ...line, flags: flagsOf(line, frame) }
}

/** What is to be pointed out about a line. Unused is only what was held all the time and whose use would have left a trail. */
export function flagsOf(line: Omit<Drawn, 'flags'>, frame: Pick<Frame, 'today' | 'now' | 'unusedDays'>): Flag[] {
  const { sources, conflicts, certificates, traced } = line.snapshot
  const longHeld = sources.some(
    one => one.fromDay !== null && daysBetween(one.fromDay, frame.today) >= frame.unusedDays,
  )
  const idle = line.lastUsedAt === null || msBetween(line.lastUsedAt, frame.now) >= frame.unusedDays * 86_400_000
  const raised: Record<Flag, boolean> = {
    conflict: conflicts.length > 0,
    certificate: certificates.some(one => !one.live),
    unused: traced && longHeld && idle,
    'beyond-post': line.kind === 'grant',
    lent: line.kind === 'delegation' || line.kind === 'key',
  }
  return flags.filter(flag => raised[flag])
}

function certificatesOfRole(book: RuleBook, held: Held, names: readonly string[]): string[] {
  const rules = [
    ...certificatesFor(book, 'role', of => of === held.role),
    ...certificatesFor(book, 'permission', of => names.some(name => covers(name, of) || covers(of, name))),
  ]
  return [...new Set(rules.map(rule => rule.certificate))].sort()
}

/** Somebody as far as it matters for who reviews whom. */
export type Colleague = { key: bigint; name: string; managerKey: bigint | null }

/**
 * Who signs for a person: the manager, else the first of the others in the order given (those who may open a campaign, then those
 * who approve rules). Never the person. Null when there is nobody: such lines stay open and are shown to the auditor.
 */
export function reviewerFor(
  person: Colleague,
  people: ReadonlyMap<bigint, Colleague>,
  others: readonly bigint[],
): Colleague | null {
  const key = [person.managerKey, ...others].find(one => one !== null && one !== person.key && people.has(one))
  return key ? (people.get(key) ?? null) : null
}
