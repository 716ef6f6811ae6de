import { must } from '#lib/assert'
import type { Day, Instant } from '#lib/day'
import { parseId } from '#lib/id'
import { type Money, parseYuan } from '#lib/money'
import { showings } from './mask.ts'
import type { RuleContent, RuleKind, SettingCode } from './rule.ts'
import { settings } from './rule.ts'
import { scopeLevels } from './scope.ts'

/** One version of a rule and what became of it. */
export type RuleVersion = {
  key: bigint
  kind: RuleKind
  code: string
  number: number
  content: unknown
  fromDay: Day
  /** The first day it holds no more. */
  toDay: Day | null
  reason: string
  source: string
  proposedBy: bigint | null
  proposedByName: string
  proposedAt: Instant
  approved: boolean | null
  decidedBy: bigint | null
  decidedByName: string | null
  decidedAt: Instant | null
  decisionReason: string | null
}

/** A rule in force, with the name it goes by in verdicts: `matrix:second_1#2`. */
export type Rule<Kind extends RuleKind> = { code: string; id: string } & RuleContent[Kind]

/** No amount a lender lends reaches it: the limit of a line without one. */
export const withoutLimit = (10n ** 15n) as Money

/** A line of the matrix with its limit read once. */
export type MatrixLine = Rule<'matrix'> & { limit: Money }

/** Every rule in force on one day. */
export type RuleBook = {
  roles: ReadonlyMap<string, Rule<'role'>>
  posts: ReadonlyMap<string, Rule<'post'>>
  /** By the person's key. */
  grants: ReadonlyMap<bigint, readonly (Rule<'grant'> & { toDay: Day | null })[]>
  matrix: readonly MatrixLine[]
  duties: readonly Rule<'duty'>[]
  certificates: readonly Rule<'certificate'>[]
  committees: ReadonlyMap<string, Rule<'committee'>>
  /** By field, the rule that weighs most first. */
  masks: ReadonlyMap<string, readonly Rule<'mask'>[]>
  jobs: readonly Rule<'job'>[]
  settings: Record<SettingCode, number>
}

/** Which version of each rule holds on a day: of those approved by then and begun, the one that began last. */
export function versionsOn(versions: readonly RuleVersion[], on: Day, at: Instant | null = null): RuleVersion[] {
  const last = new Map<string, RuleVersion>()
  for (const version of versions) {
    if (version.approved !== true || version.fromDay > on) continue
    if (at !== null && version.decidedAt !== null && version.decidedBy !== null && version.decidedAt > at) continue
    const name = `${version.kind}:${version.code}`
    const before = last.get(name)
    const later =
      !before ||
      version.fromDay > before.fromDay ||
      (version.fromDay === before.fromDay && version.number > before.number)
    if (later) last.set(name, version)
  }
  return [...last.values()].filter(
    version => version.content !== null && (version.toDay === null || on < version.toDay),
  )
}

/**
 * The rules of a day; with an instant, as they were known to hold then: an approval given later that day does not count yet.
 * What the installation itself decided counts from its first day, whenever the program was installed.
 */
export function bookOn(versions: readonly RuleVersion[], on: Day, at: Instant | null = null): RuleBook {
  const found = versionsOn(versions, on, at)
  const of = <Kind extends RuleKind>(kind: Kind) =>
    found
      .filter(version => version.kind === kind)
      .sort((a, b) => (a.code < b.code ? -1 : 1))
      .map(version => ({
        version,
        rule: {
          ...(version.content as RuleContent[Kind]),
          code: version.code,
          id: `${kind}:${version.code}#${version.number}`,
        } as Rule<Kind>,
      }))
  const byCode = <Kind extends RuleKind>(kind: Kind) => new Map(of(kind).map(({ rule }) => [rule.code, rule]))
  const grants = new Map<bigint, (Rule<'grant'> & { toDay: Day | null })[]>()
  for (const { rule, version } of of('grant')) {
    const person = personKeyOf(rule)
    grants.set(person, [...(grants.get(person) ?? []), { ...rule, toDay: version.toDay }])
  }
  return {
    roles: byCode('role'),
    posts: byCode('post'),
    grants,
    matrix: of('matrix').map(({ rule }) => ({
      ...rule,
      limit: rule.maxExposure === null ? withoutLimit : must(parseYuan(rule.maxExposure), 'a limit is an amount'),
    })),
    duties: of('duty').map(({ rule }) => rule),
    certificates: of('certificate').map(({ rule }) => rule),
    committees: byCode('committee'),
    masks: masksByField(of('mask').map(({ rule }) => rule)),
    jobs: of('job').map(({ rule }) => rule),
    settings: {
      ...settings,
      ...Object.fromEntries(of('setting').map(({ rule }) => [rule.code, rule.value])),
    },
  }
}

/**
 * Rules about fields in the order in which they weigh: who names a post before who names a permission before who names nobody, then
 * the nearer records, then the stricter answer.
 */
function masksByField(rules: readonly Rule<'mask'>[]): Map<string, Rule<'mask'>[]> {
  const weight = (rule: Rule<'mask'>) =>
    (rule.posts.length > 0 ? 0 : rule.permission !== null ? 100 : 200) +
    10 * scopeLevels.indexOf(rule.scope) -
    showings.indexOf(rule.show)
  const found = new Map<string, Rule<'mask'>[]>()
  for (const rule of [...rules].sort((one, other) => weight(one) - weight(other)))
    for (const field of rule.fields) found.set(field, [...(found.get(field) ?? []), rule])
  return found
}

/** The state of a version among the others, on a day. */
export type RuleState = 'proposed' | 'rejected' | 'planned' | 'in-force' | 'past'
export function ruleState(version: RuleVersion, inForce: ReadonlySet<bigint>, on: Day): RuleState {
  if (version.approved === null) return 'proposed'
  if (!version.approved) return 'rejected'
  if (inForce.has(version.key)) return 'in-force'
  return version.fromDay > on ? 'planned' : 'past'
}

/** The key of the person a grant names, whether as identifier or as the key that older installations kept. */
export function personKeyOf({ person }: { person: string }): bigint {
  return parseId('person', person) ?? BigInt(person)
}
