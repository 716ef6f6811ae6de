import { toId } from '#lib/id'
import { Refusal } from '#lib/refusal'
import type { Context } from '#platform/context'
import { onTrial } from '#platform/held'
import { personById } from '#team'
import { quarterOf } from '../access-review.ts'
import * as store from '../store/review.ts'
import { bookFor } from './book.ts'
import { everyone } from './everyone.ts'
import { callDays, openReview } from './open-review.ts'
import { holdersOf } from './review-notices.ts'
import { proposeRevocation } from './sign-review-lines.ts'

export { type ReviewNews, reviewNotices } from './review-notices.ts'

/**
 * What a new business day does to access reviews: opens the quarter's on the day of its setting, reminds reviewers, asks their
 * managers to step in, and ends what is past its due day. Done twice, or for several days at once, it comes to the same.
 */
export async function stepReviews(ctx: Context): Promise<void> {
  const { settings } = await bookFor(ctx.sql, ctx.today)
  const { code, dayNumber } = quarterOf(ctx.today)
  const from = settings['access-review.day']
  const due = from > 0 && dayNumber >= from && (await store.campaignOf(ctx.sql, code)) === null
  if (due && (await everyone(ctx.sql, { on: ctx.today, at: ctx.now })).length > 0)
    await openReview(ctx, { dueOn: null })
  for (const campaign of await store.runningCampaigns(ctx.sql)) {
    const { remindOn, escalateOn } = await callDays(ctx, campaign)
    if (ctx.today > campaign.dueOn) await settle(ctx, campaign)
    else {
      if (ctx.today >= remindOn) await remind(ctx, campaign)
      if (ctx.today >= escalateOn) await escalate(ctx, campaign)
    }
  }
}

async function remind(ctx: Context, campaign: store.CampaignRow): Promise<void> {
  for (const { reviewerKey, name } of await store.notCalled(ctx.sql, campaign.key, 'remind')) {
    const call = { campaignKey: campaign.key, reviewerKey, kind: 'remind' as const }
    await store.insertCall(ctx, { ...call, toKey: reviewerKey, toName: name })
    await ctx.emit('authority.review-called', {
      campaignId: toId('campaign', campaign.key),
      ...told(call, reviewerKey),
    })
  }
}

/** The reviewer's manager may sign from now on as well; without one, whoever opens campaigns. */
async function escalate(ctx: Context, campaign: store.CampaignRow): Promise<void> {
  const desk = await holdersOf(ctx, 'authority.review.open')
  for (const { reviewerKey } of await store.notCalled(ctx.sql, campaign.key, 'escalate')) {
    const reviewer = await personById(ctx.sql, toId('person', reviewerKey), ctx.today)
    const other = desk.find(one => one.key !== reviewerKey)
    const to = reviewer?.reportsToKey
      ? { key: reviewer.reportsToKey, name: reviewer.reportsToName ?? '' }
      : (other ?? null)
    if (!to) continue
    const call = { campaignKey: campaign.key, reviewerKey, kind: 'escalate' as const }
    await store.insertCall(ctx, { ...call, toKey: to.key, toName: to.name })
    await ctx.emit('authority.review-called', { campaignId: toId('campaign', campaign.key), ...told(call, to.key) })
  }
}

const told = (call: { reviewerKey: bigint; kind: string }, toKey: bigint) => ({
  kind: call.kind,
  reviewerId: toId('person', call.reviewerKey),
  toId: toId('person', toKey),
})

/** Ends a campaign: what nobody signed is shown to the auditor or, where the setting said so, proposed for revocation. */
async function settle(ctx: Context, campaign: store.CampaignRow): Promise<void> {
  const left = await store.unanswered(ctx.sql, campaign.key)
  const reason = `access-review ${campaign.quarter}`
  let revoking = 0
  if (campaign.revokes)
    for (const line of left) {
      const proposed = await tried(ctx, line, reason)
      if (!proposed) continue
      const versionKey = await proposeRevocation(ctx, line, reason)
      await store.insertAnswers(ctx, [{ lineKey: line.key, keeps: false, versionKey }], reason)
      revoking += 1
    }
  await store.insertSettlement(ctx, { campaignKey: campaign.key, unsigned: left.length - revoking, revoking })
  const id = toId('campaign', campaign.key)
  ctx.about(id)
  ctx.note({ unsigned: left.length - revoking, revoking })
  await ctx.emit('authority.review-settled', { campaignId: id })
}

/** Whether a revocation can be proposed: what the rules refuse, such as taking the last administrator, stays unsigned. */
async function tried(ctx: Context, line: store.LineRow, reason: string): Promise<boolean> {
  try {
    await onTrial(ctx, trial => proposeRevocation(trial, line, reason))
    return true
  } catch (error) {
    if (error instanceof Refusal) return false
    throw error
  }
}
