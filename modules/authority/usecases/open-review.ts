import { addDays, daysBetween, type Instant, instantAt } from '#lib/day'
import { toId } from '#lib/id'
import { refuseUnless } from '#lib/refusal'
import type { Context } from '#platform/context'
import type { Input, Output } from '#platform/operation'
import { roster } from '#team'
import {
  besideLine,
  type Colleague,
  campaignDays,
  quarterOf,
  reviewerFor,
  roleLines,
  type Source,
  type Usage,
} from '../access-review.ts'
import type { api } from '../api.ts'
import { permit, powerFrom } from '../power.ts'
import { covers } from '../scope.ts'
import * as store from '../store/review.ts'
import { approvedRules, bookFor } from './book.ts'
import { everybody } from './everyone.ts'
import { houseFacts } from './house-operations.ts'

/** How far back the audit trail is asked when something was last used: longer than any sensible "unused". */
const traceDays = 730

/**
 * Opens this quarter's review: every right of everybody at work is written down as it stands, with who is to sign it.
 * @throws Refusal authority.review_taken, authority.review_due
 */
export async function openReview(
  ctx: Context,
  input: Input<typeof api.openReview>,
): Promise<Output<typeof api.openReview>> {
  const quarter = quarterOf(ctx.today).code
  refuseUnless((await store.campaignOf(ctx.sql, quarter)) === null, 'authority.review_taken', { quarter })
  const { settings } = await bookFor(ctx.sql, ctx.today)
  const dueOn = input.dueOn ?? addDays(ctx.today, settings['access-review.days'])
  refuseUnless(
    dueOn >= ctx.today && dueOn <= addDays(ctx.today, 92),
    'authority.review_due',
    { today: ctx.today },
    'dueOn',
  )
  const lines = await drawLines(ctx)
  const key = await store.insertCampaign(ctx, { quarter, dueOn, revokes: settings['access-review.revoke'] === 1 })
  await store.insertLines(ctx.sql, key, lines)
  const id = toId('campaign', key)
  ctx.about(id)
  ctx.note({ quarter, dueOn, lines: lines.length })
  await ctx.emit('authority.review-opened', { campaignId: id })
  return {
    id,
    quarter,
    dueOn,
    lines: lines.length,
    people: new Set(lines.map(line => line.person.key)).size,
    reviewers: new Set(lines.flatMap(line => line.reviewer?.key ?? [])).size,
    flagged: lines.filter(line => line.flags.length > 0).length,
  }
}

/** The days on which a running campaign reminds and escalates, by the settings of today. */
export async function callDays(ctx: Context, campaign: store.CampaignRow) {
  const { settings } = await bookFor(ctx.sql, ctx.today)
  return campaignDays(campaign.dueOn, {
    days: 0,
    remind: settings['access-review.remind'],
    escalate: settings['access-review.escalate'],
  })
}

async function drawLines(ctx: Context): Promise<store.NewLine[]> {
  const book = await bookFor(ctx.sql, ctx.today)
  const all = await everybody(ctx.sql, { on: ctx.today, at: ctx.now })
  const powers = all.map(({ person, holder, loans }) => ({ person, power: powerFrom(book, holder, loans) }))
  const usageOf = await usages(ctx, book.settings['access-review.unused'])
  const sourceOf = await sources(ctx)
  const lent = await roster.delegationsOn(ctx.sql, ctx.today)
  const keys = Map.groupBy(await store.liveKeys(ctx.sql, ctx.now), row => row.personKey)
  const people = new Map<bigint, Colleague>(
    powers.map(({ person }) => [person.key, { key: person.key, name: person.name, managerKey: person.reportsToKey }]),
  )
  const who = (permission: string) =>
    powers.filter(({ power }) => permit(power, permission).reach !== null).map(({ person }) => person.key)
  const others = [...who('authority.review.open'), ...who('authority.rule.approve')]
  const frame = { book, today: ctx.today, now: ctx.now, unusedDays: book.settings['access-review.unused'] }
  return powers.flatMap(({ person, power }) => {
    const usage = usageOf(person.key)
    const drawn = [
      ...roleLines(power, usage, rule => sourceOf(rule, person.fromDay), frame),
      ...(lent.get(person.key) ?? []).map(line =>
        besideLine(
          {
            kind: 'delegation',
            code: String(line.key),
            title: line.fromName,
            permissions: line.permissions,
            source: {
              rule: toId('delegation', line.key),
              fromDay: line.fromDay,
              toDay: line.toDay,
              reason: line.reason,
              maker: line.fromName,
              checker: null,
            },
          },
          usage,
          frame,
        ),
      ),
      ...(keys.get(person.key) ?? []).map(row =>
        besideLine(
          {
            kind: 'key',
            code: String(row.key),
            title: row.label,
            permissions: row.permissions,
            source: {
              rule: toId('key', row.key),
              fromDay: row.createdAt.slice(0, 10) as typeof ctx.today,
              toDay: row.expiresAt.slice(0, 10) as typeof ctx.today,
              reason: row.label,
              maker: person.name,
              checker: null,
            },
          },
          usage,
          frame,
        ),
      ),
    ]
    const reviewer = reviewerFor(people.get(person.key)!, people, others)
    return drawn.map(line => ({ ...line, person, reviewer }))
  })
}

/** What the audit trail knows of each person's commands, by the permission each asks for, and what is written down of reads. */
async function usages(ctx: Context, unusedDays: number): Promise<(personKey: bigint) => Usage> {
  const permissionOf = new Map([...houseFacts().operations.values()].map(one => [one.name, one.permission]))
  const traceable = [...new Set(permissionOf.values())]
  const since = instantAt(addDays(ctx.today, -traceDays), '00:00')
  const last = new Map<bigint, Map<string, Instant>>()
  for (const { personKey, operation, at } of await store.lastUses(ctx.sql, since)) {
    const permission = permissionOf.get(operation)
    if (!permission) continue
    const own = last.get(personKey) ?? new Map<string, Instant>()
    const before = own.get(permission)
    if (!before || at > before) own.set(permission, at)
    last.set(personKey, own)
  }
  const reads = await store.lastReads(ctx.sql)
  for (const { personKey, permission, day } of reads) {
    const own = last.get(personKey) ?? new Map<string, Instant>()
    const at = instantAt(day, '12:00')
    const before = own.get(permission)
    if (!before || at > before) own.set(permission, at)
    last.set(personKey, own)
  }
  // That a right to read was never used can be said once reads have been written down for as long.
  const longRead = reads[0] !== undefined && daysBetween(reads[0].since, ctx.today) >= unusedDays
  const traceableRead = longRead ? houseFacts().permissions : []
  return personKey => ({
    traced: permission => [...traceable, ...traceableRead].some(one => covers(permission, one)),
    lastOf: permission => {
      const found = [...(last.get(personKey) ?? [])].filter(([one]) => covers(permission, one)).map(([, at]) => at)
      return found.reduce<Instant | null>((latest, at) => (latest === null || at > latest ? at : latest), null)
    },
  })
}

/** Who made and checked the version of a rule that a role comes by; a post's role is held since the assignment began. */
async function sources(ctx: Context): Promise<(rule: string, assignedFrom: Source['fromDay']) => Source> {
  const versions = new Map(
    (await approvedRules(ctx.sql)).map(one => [`${one.kind}:${one.code}#${one.number}` as string, one]),
  )
  return (rule, assignedFrom) => {
    const version = versions.get(rule)
    const byPost = rule.startsWith('post:')
    return {
      rule,
      fromDay: byPost ? assignedFrom : (version?.fromDay ?? null),
      toDay: version?.toDay ?? null,
      reason: version?.reason ?? '',
      maker: version?.proposedByName ?? '',
      checker: version?.decidedByName ?? null,
    }
  }
}
