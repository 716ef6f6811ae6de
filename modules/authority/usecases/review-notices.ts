import { type Id, toId, toKey } from '#lib/id'
import type { Context } from '#platform/context'
import { personById } from '#team'
import { permit } from '../power.ts'
import * as store from '../store/review.ts'
import { everyone } from './everyone.ts'

/** Everybody who holds a permission everywhere today. */
export async function holdersOf(ctx: Context, permission: string): Promise<{ key: bigint; name: string }[]> {
  return (await everyone(ctx.sql, { on: ctx.today, at: ctx.now }))
    .filter(({ power }) => permit(power, permission).reach?.all)
    .map(({ person }) => ({ key: person.key, name: person.name }))
}

/** What an event of a campaign carries. */
export type ReviewNews = {
  campaignId: Id<'campaign'>
  kind?: 'remind' | 'escalate'
  reviewerId?: Id<'person'>
  toId?: Id<'person'>
  count?: number
}
export type ReviewNotice = { to: bigint[]; template: string; facts: Record<string, string | number>; once: string }

/** Whom to tell of a campaign and what, for each thing that happens to one. Empty when it is gone. */
export async function reviewNotices(ctx: Context, event: string, news: ReviewNews): Promise<ReviewNotice[]> {
  const campaign = await store.campaignByKey(ctx.sql, toKey(news.campaignId))
  if (!campaign) return []
  const { quarter, dueOn: due } = campaign
  const about = (template: string, to: bigint[], facts: Record<string, string | number>, once: string) => ({
    to,
    template: `authority.notice.review-${template}`,
    facts: { quarter, due, ...facts },
    once: `${news.campaignId}.${once}`,
  })
  const open = await store.openByReviewer(ctx.sql, campaign.key)
  switch (event) {
    case 'authority.review-opened':
      return open.map(one => about('opened', [one.reviewerKey], { count: one.open }, 'opened'))
    case 'authority.review-called': {
      const reviewer = await personById(ctx.sql, news.reviewerId!, ctx.today)
      const count = open.find(one => toId('person', one.reviewerKey) === news.reviewerId)?.open ?? 0
      const facts = { count, name: reviewer?.name ?? '' }
      return [about(news.kind!, [toKey(news.toId!)], facts, `${news.kind}.${news.reviewerId}`)]
    }
    case 'authority.review-revoking': {
      const to = await holdersOf(ctx, 'authority.rule.approve')
      const when = ctx.now.slice(0, 16)
      return [
        about(
          'revoking',
          to.map(one => one.key),
          { count: news.count ?? 0 },
          `revoking.${when}`,
        ),
      ]
    }
    default: {
      const end = await store.settlementOf(ctx.sql, campaign.key)
      const to = await holdersOf(ctx, 'authority.review.read')
      return [
        about(
          'settled',
          to.map(one => one.key),
          { unsigned: end?.unsigned ?? 0, revoking: end?.revoking ?? 0 },
          'settled',
        ),
      ]
    }
  }
}
