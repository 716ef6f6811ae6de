import type { Day } from '#lib/day'
import { Refusal, refuseUnless } from '#lib/refusal'
import { conflictsOf } from './duty.ts'
import { type Holder, rolesOf } from './holding.ts'
import { canShow, fieldAnswer, fieldNames, unruled } from './mask.ts'
import { fieldSteps, type Loan, type Power, permit, powerFrom } from './power.ts'
import { type RuleContent, type RuleKind, ruleSchemas, type SettingCode, settingBounds, settings } from './rule.ts'
import { bookOn, type RuleBook, type RuleVersion } from './rule-book.ts'
import { covers, scopeLevels } from './scope.ts'

/** A version that somebody wants. `content` null ends the rule. */
export type WantedRule = {
  kind: RuleKind
  code: string
  content: unknown
  fromDay: Day
  toDay: Day | null
}

/** One person with everything the rules act on, as of a day. */
export type Standee = { key: bigint; name: string; holder: Holder; loans: readonly Loan[] }

/** Reads the content of a kind. @throws Refusal authority.rule_content at the field that is wrong */
export function readContent<Kind extends RuleKind>(kind: Kind, content: unknown): RuleContent[Kind] {
  const read = ruleSchemas[kind].safeParse(content)
  if (read.success) return read.data as RuleContent[Kind]
  const issue = read.error.issues[0]
  throw new Refusal(
    'authority.rule_content',
    { where: issue?.path.join('.') ?? '' },
    ['content', ...(issue?.path ?? [])].join('.'),
  )
}

/**
 * Checks the days of a version against the others of the same rule: not in the past, an end after its beginning, no two in force at
 * once. A later version may follow one without an end; a planned or dated one it would run into is refused.
 * @throws Refusal authority.rule_from_day, rule_days, rule_overlap
 */
export function checkDays(wanted: WantedRule, others: readonly RuleVersion[], today: Day): void {
  refuseUnless(wanted.fromDay >= today, 'authority.rule_from_day', { today }, 'fromDay')
  refuseUnless(wanted.toDay === null || wanted.toDay > wanted.fromDay, 'authority.rule_days', {}, 'toDay')
  for (const other of others) {
    if (other.approved !== true || other.content === null) continue
    const beginsLater = other.fromDay > wanted.fromDay
    const runsInto = beginsLater && (wanted.toDay === null || wanted.toDay > other.fromDay)
    const sameDay = other.fromDay === wanted.fromDay && other.fromDay > today
    const dated = !beginsLater && other.toDay !== null && other.toDay > wanted.fromDay && wanted.content !== null
    const again =
      wanted.kind === 'grant' && !beginsLater && other.toDay === null && sameEffect(other.content, wanted.content)
    refuseUnless(
      !runsInto && !sameDay && !dated && !(again && stillLast(other, others)),
      'authority.rule_overlap',
      {
        from: other.fromDay,
        to: other.toDay ?? '—',
      },
      'fromDay',
    )
  }
}

function sameEffect(one: unknown, other: unknown): boolean {
  return (one as { effect?: string } | null)?.effect === (other as { effect?: string } | null)?.effect && other !== null
}

/** Whether nothing approved has followed a version yet. */
function stillLast(version: RuleVersion, others: readonly RuleVersion[]): boolean {
  return !others.some(other => other.approved === true && other.number > version.number)
}

/** The rules as they would be on the version's first day. */
export function bookWith(versions: readonly RuleVersion[], wanted: WantedRule): RuleBook {
  const number =
    1 +
    Math.max(0, ...versions.filter(one => one.kind === wanted.kind && one.code === wanted.code).map(one => one.number))
  const next = { ...wanted, key: 0n, number, approved: true, decidedBy: null } as unknown as RuleVersion
  return bookOn([...versions, next], wanted.fromDay)
}

/**
 * Checks what a version says against the other rules: roles, lines and committees it names exist, its permissions are asked for by
 * some operation, and no role brings together what duties keep apart, be it by the role's change or the duty's.
 * @throws Refusal authority.rule_unknown, rule_permission, role_conflict
 */
export function checkContent(wanted: WantedRule, book: RuleBook, catalogue: readonly string[]): void {
  if (wanted.content === null) return
  const known = (roles: readonly string[]) => {
    const missing = roles.find(role => !book.roles.has(role))
    refuseUnless(missing === undefined, 'authority.rule_unknown', { code: missing ?? '' }, 'content')
  }
  const asked = (permission: string) =>
    refuseUnless(
      catalogue.length === 0 || catalogue.some(one => covers(permission, one)),
      'authority.rule_permission',
      { permission },
      'content',
    )
  switch (wanted.kind) {
    case 'role':
      for (const { permission } of (wanted.content as RuleContent['role']).permissions) asked(permission)
      break
    case 'post':
      known((wanted.content as RuleContent['post']).roles)
      break
    case 'grant':
      known([(wanted.content as RuleContent['grant']).role])
      break
    case 'matrix': {
      const line = wanted.content as RuleContent['matrix']
      known([...line.roles, ...line.joint])
      refuseUnless((line.mode === 'joint') === line.joint.length > 0, 'authority.rule_way', {}, 'content.joint')
      refuseUnless(
        (line.mode === 'committee') === (line.committee !== null),
        'authority.rule_way',
        {},
        'content.committee',
      )
      refuseUnless(line.committee === null || book.committees.has(line.committee), 'authority.rule_unknown', {
        code: line.committee ?? '',
      })
      break
    }
    case 'duty': {
      const duty = wanted.content as RuleContent['duty']
      if (duty.kind === 'static') {
        asked(duty.first)
        asked(duty.second)
      }
      break
    }
    case 'certificate': {
      const { target, of } = wanted.content as RuleContent['certificate']
      if (target === 'permission') asked(of)
      if (target === 'role') known([of])
      refuseUnless(target !== 'matrix' || book.matrix.some(line => line.code === of), 'authority.rule_unknown', {
        code: of,
      })
      break
    }
    case 'committee': {
      const { memberRole, chairRole } = wanted.content as RuleContent['committee']
      known([memberRole, chairRole])
      break
    }
    case 'mask': {
      const { fields, permission, posts, scope, show } = wanted.content as RuleContent['mask']
      if (permission !== null) asked(permission)
      refuseUnless(
        permission === null || (posts.length === 0 && scope === 'all'),
        'authority.mask_reach',
        {},
        'content.scope',
      )
      const not = fields.find(field => !canShow(field, show))
      refuseUnless(not === undefined, 'authority.mask_field', { field: `authority.field.${not}` }, 'content.show')
      break
    }
    case 'job':
      for (const permission of (wanted.content as RuleContent['job']).permissions) asked(permission)
      break
    case 'setting': {
      refuseUnless(wanted.code in settings, 'authority.rule_unknown', { code: wanted.code }, 'code')
      const { value } = wanted.content as RuleContent['setting']
      const [least, most] = settingBounds[wanted.code as SettingCode] ?? [1, 100_000]
      refuseUnless(value >= least && value <= most, 'authority.rule_content', { where: 'value' }, 'content.value')
    }
  }
  for (const role of book.roles.values()) {
    const [conflict] = conflictsOf(
      role.permissions.map(one => one.permission),
      book.duties,
    )
    if (conflict)
      throw new Refusal(
        'authority.role_conflict',
        { role: role.zh, first: `permission.${conflict.first}`, second: `permission.${conflict.second}` },
        'content.permissions',
      )
  }
}

/** The permissions somebody must hold so that rules can be changed at all: one proposes, another approves. */
const toRule = ['authority.rule.write', 'authority.rule.approve'] as const

/**
 * Checks that after the change there is still somebody who can propose a change of rules and somebody else who can approve it, if
 * there is today. @throws Refusal authority.last_administrator
 */
export function checkAdministrators(before: RuleBook, after: RuleBook, people: readonly Standee[]): void {
  const governed = (book: RuleBook) => {
    const may = (permission: string) =>
      people.filter(one => permit(powerFrom(book, one.holder, []), permission).reach !== null).map(one => one.key)
    const makers = may(toRule[0])
    const checkers = may(toRule[1])
    return makers.some(maker => checkers.some(checker => checker !== maker))
  }
  refuseUnless(!governed(before) || governed(after), 'authority.last_administrator')
}

/** What a change of rules would do to one person. */
export type Effect = {
  key: bigint
  name: string
  gained: string[]
  lost: string[]
  /** Pairs of duties the person would newly hold both sides of; the second would be withheld. */
  conflicts: { rule: string; first: string; second: string }[]
  roles: string[]
}

/** What each person would gain and lose, permission by permission, and the duties that would newly meet in them. Who is untouched is left out. */
export function effectsOf(
  before: RuleBook,
  after: RuleBook,
  people: readonly Standee[],
  catalogue: readonly string[],
): Effect[] {
  return people.flatMap(({ key, name, holder, loans }) => {
    const now = powerFrom(before, holder, loans)
    const then = powerFrom(after, holder, loans)
    const allowed = (power: Power) =>
      new Set([
        ...catalogue.filter(one => permit(power, one).reach !== null).map(one => scoped(power, one)),
        ...fieldsSeen(power),
      ])
    const had = allowed(now)
    const has = allowed(then)
    const gained = [...has].filter(one => !had.has(one))
    const lost = [...had].filter(one => !has.has(one))
    const known = new Set(now.withheld.map(conflict => conflict.rule))
    const conflicts = then.withheld.filter(conflict => !known.has(conflict.rule))
    if (gained.length + lost.length + conflicts.length === 0) return []
    const roles = rolesOf(after, holder.personKey, holder.post).map(held => held.role)
    return [{ key, name, gained, lost, conflicts, roles }]
  })
}

/** How each field is answered to a person on own records, the group's, the branch's and all others: `field:party.customer.phone:shown@own`. */
function fieldsSeen(power: Power): string[] {
  const { personKey, standing } = power.holder
  const rows = {
    own: { ownerId: personKey, groupId: null, branchId: null },
    group: { ownerId: null, groupId: standing.groupKeys[0] ?? null, branchId: null },
    branch: { ownerId: null, groupId: null, branchId: standing.branchKeys[0] ?? null },
    all: { ownerId: null, groupId: null, branchId: null },
  } as const
  return fieldNames.flatMap(field => {
    const steps = fieldSteps(power, field)
    return scopeLevels.map(level => `field:${field}:${fieldAnswer(steps, rows[level], unruled(field)).show}@${level}`)
  })
}

/** A permission with its widest reach, `party.customer.read@branch`. */
function scoped(power: ReturnType<typeof powerFrom>, permission: string): string {
  const levels = power.rights.filter(right => covers(right.permission, permission)).map(right => right.scope)
  const widest = (['all', 'branch', 'group', 'own'] as const).find(level => levels.includes(level)) ?? 'own'
  return `${permission}@${widest}`
}
