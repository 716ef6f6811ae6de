import { latest } from '#lib/day'
import { toId, toKey } from '#lib/id'
import { Refusal, refuseUnless } from '#lib/refusal'
import { say } from '#lib/words'
import type { Context } from '#platform/context'
import type { Input, Output } from '#platform/operation'
import { personNames } from '#team'
import type { api } from '../api.ts'
import type { RuleContent, RuleKind } from '../rule.ts'
import { bookOn, personKeyOf, type RuleVersion, ruleState, versionsOn } from '../rule-book.ts'
import {
  bookWith,
  checkAdministrators,
  checkContent,
  checkDays,
  effectsOf,
  readContent,
  type Standee,
  type WantedRule,
} from '../rule-change.ts'
import * as store from '../store/rule.ts'
import { words } from '../words.ts'
import { approvedRules } from './book.ts'
import { everybody } from './everyone.ts'
import { houseFacts } from './house-operations.ts'

/** Every version of the rules asked for, with its state on the day. */
export async function listRules(
  ctx: Context,
  input: Input<typeof api.listRules>,
): Promise<Output<typeof api.listRules>> {
  const on = input.on ?? ctx.today
  const found = await store.listVersions(ctx.sql, { kind: input.kind, code: input.code, waiting: input.waiting })
  const inForce = new Set(versionsOn(await approvedRules(ctx.sql), on).map(version => version.key))
  const grants = found.flatMap(version => (version.kind === 'grant' && version.content ? [version.content] : []))
  const names = await personNames(
    ctx.sql,
    grants.map(content => personKeyOf(content as RuleContent['grant'])),
  )
  return found.map(version => ({
    id: toId('rule', version.key),
    kind: version.kind,
    code: version.code,
    title: titleOf(version, found, names, ctx.language === 'zh'),
    number: version.number,
    content: version.content,
    fromDay: version.fromDay,
    toDay: version.toDay,
    state: ruleState(version, inForce, on),
    reason: version.reason,
    source: version.source,
    proposedByName: version.proposedByName,
    proposedAt: version.proposedAt,
    decidedByName: version.decidedByName,
    decidedAt: version.decidedAt,
    decisionReason: version.decisionReason,
    mine: isOwn(ctx, version),
  }))
}

function titleOf(
  version: RuleVersion,
  all: readonly RuleVersion[],
  names: ReadonlyMap<bigint, string>,
  chinese: boolean,
): string {
  const content = (version.content ??
    all.find(one => one.kind === version.kind && one.code === version.code && one.content)?.content ??
    {}) as Record<string, string>
  if (version.kind === 'grant' && content.person)
    return `${names.get(personKeyOf({ person: content.person })) ?? '—'} · ${content.role}`
  return (chinese ? content.zh : content.en) ?? version.code
}

/** Whether the actor made a version, or it gives them something or takes it from them. */
function isOwn(ctx: Context, version: Pick<RuleVersion, 'kind' | 'code' | 'content' | 'proposedBy'>): boolean {
  if (ctx.actor.key === null) return false
  const concerns =
    version.kind === 'grant' &&
    (version.content === null
      ? version.code.startsWith(`${ctx.actor.id}.`)
      : personKeyOf(version.content as RuleContent['grant']) === ctx.actor.key)
  return version.proposedBy === ctx.actor.key || concerns
}

/** What a change would do to everybody, before it is saved; what would refuse it is said, not thrown. */
export async function tryRule(ctx: Context, input: Input<typeof api.tryRule>): Promise<Output<typeof api.tryRule>> {
  const wanted = wantedOf(input)
  const people = await standees(ctx)
  const versions = await approvedRules(ctx.sql)
  const refusal = await faultOf(ctx, wanted, people)
  const before = bookOn(versions, wanted.fromDay)
  const effects = effectsOf(before, bookWith(versions, wanted), people, houseFacts().permissions)
  const said = refusal && (words as Record<string, readonly [string, string]>)[`refusal.${refusal.code}`]
  return {
    people: effects.map(({ key, name, gained, lost, conflicts }) => ({
      personId: toId('person', key),
      name,
      gained,
      lost,
      conflicts,
    })),
    conflicts: effects.reduce((sum, effect) => sum + effect.conflicts.length, 0),
    refusal: refusal?.code ?? null,
    sentence: said ? say(said, ctx.language, refusal.facts) : null,
  }
}

async function faultOf(ctx: Context, wanted: WantedRule, people: readonly Standee[]): Promise<Refusal | null> {
  try {
    await check(ctx, wanted, people)
    return null
  } catch (error) {
    if (error instanceof Refusal) return error
    throw error
  }
}

/**
 * Proposes a version; it counts once another person has approved it.
 * @throws Refusal authority.rule_* , role_conflict, last_administrator, rule_waiting_conflict
 */
export async function proposeRule(
  ctx: Context,
  input: Input<typeof api.proposeRule>,
): Promise<Output<typeof api.proposeRule>> {
  const wanted = wantedOf(input)
  await store.lockRules(ctx.sql)
  await check(ctx, wanted, await standees(ctx))
  const waiting = await store.listVersions(ctx.sql, { kind: wanted.kind, code: wanted.code, waiting: true })
  refuseUnless(waiting.length === 0, 'authority.rule_waiting_conflict', { by: waiting[0]?.proposedByName ?? '' })
  const key = await store.insertVersion(ctx, { ...wanted, reason: input.reason, source: input.source })
  const id = toId('rule', key)
  ctx.about(id)
  ctx.note({ kind: wanted.kind, code: wanted.code, fromDay: wanted.fromDay })
  await ctx.emit('authority.rule-proposed', { ruleId: id, kind: wanted.kind })
  return { id }
}

/**
 * Decides on a proposal: another person than its maker and than whom it gives something; what has changed since is checked again.
 * @throws Refusal authority.rule_not_found, rule_decided_conflict, own_rule, and as a proposal
 */
export async function decideRule(
  ctx: Context,
  input: Input<typeof api.decideRule>,
): Promise<Output<typeof api.decideRule>> {
  const version = await store.versionForUpdate(ctx.sql, toKey(input.id))
  refuseUnless(version, 'authority.rule_not_found')
  refuseUnless(version.approved === null, 'authority.rule_decided_conflict', { by: version.decidedByName ?? '' })
  refuseUnless(!isOwn(ctx, version), 'authority.own_rule')
  // What the program proposed waits for as long as it takes, and counts from its approval.
  const fromDay = version.proposedBy === null ? latest(version.fromDay, ctx.today) : version.fromDay
  if (input.approved) await check(ctx, { ...version, fromDay }, await standees(ctx))
  await store.insertRuleDecision(ctx, { key: version.key, approved: input.approved, reason: input.reason })
  ctx.about(input.id)
  ctx.note({ kind: version.kind, code: version.code, approved: input.approved })
  await ctx.emit('authority.rule-decided', { ruleId: input.id, kind: version.kind, approved: input.approved })
  return { id: input.id }
}

/** The version wanted, read by its kind; a grant is named by its person and role. @throws Refusal authority.rule_content, rule_code */
function wantedOf(input: {
  kind: RuleKind
  code: string | null
  content: unknown
  fromDay: WantedRule['fromDay']
  toDay: WantedRule['toDay']
}): WantedRule {
  const content = input.content === null || input.content === undefined ? null : readContent(input.kind, input.content)
  const named = input.kind === 'grant' && content ? grantCode(content as RuleContent['grant']) : input.code
  refuseUnless(named, 'authority.rule_code', {}, 'code')
  return { kind: input.kind, code: named, content, fromDay: input.fromDay, toDay: input.toDay }
}

/** What a grant is filed under. */
export function grantCode({ person, role }: Pick<RuleContent['grant'], 'person' | 'role'>): string {
  return `${person}.${role}`
}

async function check(ctx: Context, wanted: WantedRule, people: readonly Standee[]): Promise<void> {
  const versions = await approvedRules(ctx.sql)
  const others = versions.filter(one => one.kind === wanted.kind && one.code === wanted.code)
  refuseUnless(wanted.content !== null || others.length > 0, 'authority.rule_unknown', { code: wanted.code }, 'code')
  checkDays(wanted, others, ctx.today)
  const after = bookWith(versions, wanted)
  checkContent(wanted, after, houseFacts().permissions)
  checkAdministrators(bookOn(versions, wanted.fromDay), after, people)
}

async function standees(ctx: Context): Promise<Standee[]> {
  const found = await everybody(ctx.sql, { on: ctx.today, at: ctx.now })
  return found.map(({ person, holder, loans }) => ({ key: person.key, name: person.name, holder, loans }))
}
