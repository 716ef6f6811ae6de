import { toId, toKey } from '#lib/id'
import { refuseUnless } from '#lib/refusal'
import { say } from '#lib/words'
import type { Context } from '#platform/context'
import type { Input, Output } from '#platform/operation'
import { quarterOf } from '../access-review.ts'
import type { api } from '../api.ts'
import * as store from '../store/review.ts'
import { words } from '../words.ts'

const nothing = { lines: 0, answered: 0, kept: 0, revoking: 0, revoked: 0, flagged: 0, mine: 0 }
const everywhere = { ownerId: null, groupId: null, branchId: null }
const readsAll = (ctx: Context) => ctx.rights.verdict('authority.review.read', everywhere).allow

/** What the program did has no person's name. */
const byItself = (ctx: Context) => say(words['authority.by-itself'], ctx.language)

function campaignView(ctx: Context, row: store.CampaignRow, counts: store.Counts & { mine: number }) {
  const { lines, answered, kept, revoking, revoked, flagged, mine } = counts
  const done = lines > 0 && answered === lines && revoking === 0
  return {
    id: toId('campaign', row.key),
    quarter: row.quarter,
    openedOn: row.openedOn,
    dueOn: row.dueOn,
    openedByName: row.openedBy === null ? byItself(ctx) : row.openedByName,
    revokes: row.revokes,
    settledAt: row.settledAt,
    state: row.settledAt !== null ? ('settled' as const) : done ? ('complete' as const) : ('running' as const),
    whole: readsAll(ctx),
    ...{ lines, answered, kept, revoking, revoked, flagged, mine },
  }
}

/** Campaigns of which the reader may see something. */
export async function listReviews(ctx: Context): Promise<Output<typeof api.listReviews>> {
  const counts = new Map((await store.countsFor(ctx)).map(({ campaignKey, ...rest }) => [campaignKey, rest]))
  const campaigns = await store.listCampaigns(ctx.sql)
  const quarter = quarterOf(ctx.today).code
  return {
    campaigns: campaigns
      .filter(row => counts.has(row.key) || readsAll(ctx))
      .map(row => campaignView(ctx, row, counts.get(row.key) ?? nothing)),
    quarter,
    mayOpen: ctx.rights.verdict('authority.review.open').allow && !campaigns.some(one => one.quarter === quarter),
  }
}

/** One campaign with how far each reviewer has come, within what the reader may see. @throws Refusal authority.review_not_found */
export async function getReview(
  ctx: Context,
  { id }: Input<typeof api.getReview>,
): Promise<Output<typeof api.getReview>> {
  const { row, counts } = await campaignFor(ctx, toKey(id))
  const reviewers = await store.countsByReviewer(ctx, row.key)
  return {
    ...campaignView(ctx, row, counts),
    reviewers: reviewers.map(({ personKey, ...rest }) => ({
      ...rest,
      personId: personKey === null ? null : toId('person', personKey),
    })),
  }
}

/** The lines of a campaign within what the reader may see. @throws Refusal authority.review_not_found */
export async function listReviewLines(
  ctx: Context,
  input: Input<typeof api.listReviewLines>,
): Promise<Output<typeof api.listReviewLines>> {
  const { row } = await campaignFor(ctx, toKey(input.id))
  const page = await store.listLines(ctx, row.key, input)
  const decides = ctx.rights.verdict('authority.rule.approve').allow
  return {
    rows: page.rows.map(line => lineView(ctx, row, line, decides)),
    next: page.next,
    total: page.total,
  }
}

/** What is the reader's to sign, whatever else they may see. @throws Refusal authority.review_not_found */
export async function listMyReviewLines(
  ctx: Context,
  { id }: Input<typeof api.listMyReviewLines>,
): Promise<Output<typeof api.listMyReviewLines>> {
  const { row } = await campaignFor(ctx, toKey(id))
  return (await store.linesToSign(ctx, row.key)).map(line => lineView(ctx, row, line, false))
}

async function campaignFor(ctx: Context, key: bigint) {
  const row = await store.campaignByKey(ctx.sql, key)
  const counts = (await store.countsFor(ctx)).find(one => one.campaignKey === key)
  refuseUnless(row && (counts || readsAll(ctx)), 'authority.review_not_found')
  return { row, counts: counts ?? nothing }
}

/** Whether somebody may sign a line: its reviewer or whom it was escalated to, never for themselves. */
export function maySign(ctx: Context, line: store.LineRow): boolean {
  const { key } = ctx.actor
  return key !== null && key !== line.personKey && (key === line.reviewerKey || key === line.escalatedToKey)
}

function lineView(ctx: Context, campaign: store.CampaignRow, line: store.LineRow, decides: boolean) {
  const { sources, permissions, conflicts, certificates, traced } = line.snapshot
  const word = (key: string) => {
    const known = (words as Readonly<Record<string, readonly [string, string]>>)[key]
    return known ? say(known, ctx.language) : key
  }
  const list = (parts: readonly string[]) => parts.join(ctx.language === 'zh' ? '、' : ', ')
  return {
    id: toId('reviewline', line.key),
    personId: toId('person', line.personKey),
    personName: line.personName,
    post: line.post,
    branchName: line.branchName,
    kind: line.kind,
    code: line.code,
    title: ctx.language === 'zh' ? line.titleZh : line.titleEn,
    flags: line.flags,
    lastUsedAt: line.lastUsedAt,
    traced,
    sources,
    permissions,
    conflicts,
    certificates,
    reviewerName: line.reviewerName,
    escalatedToName: line.escalatedToName,
    state: line.state,
    reason: line.reason,
    answeredByName: line.answeredAt !== null && line.answeredBy === null ? byItself(ctx) : line.answeredByName,
    answeredAt: line.answeredAt,
    decidedByName: line.decidedByName,
    decidedAt: line.decidedAt,
    decisionReason: line.decisionReason,
    maySign: campaign.settledAt === null && ['open', 'kept', 'retained'].includes(line.state) && maySign(ctx, line),
    mayDecide:
      decides && line.state === 'revoking' && line.answeredBy !== ctx.actor.key && line.personKey !== ctx.actor.key,
    said: {
      state: word(`authority.review.state.${line.state}`),
      kind: word(`authority.review.kind.${line.kind}`),
      flags: list(line.flags.map(flag => word(`authority.review.flag.${flag}`))),
      sources: list(sources.map(({ rule, maker, checker }) => `${rule} (${maker}${checker ? ` / ${checker}` : ''})`)),
      conflicts: list(conflicts.map(one => one.rule)),
      certificates: list(
        certificates.map(one => `${one.certificate}${one.live ? '' : ` (${word('authority.review.not-live')})`}`),
      ),
      lastUsed: line.lastUsedAt ?? word(traced ? 'authority.review.never-used' : 'authority.review.untraced'),
    },
  }
}
