import { accessReviews } from '#authority'
import type { Context } from '#platform/context'
import { notify } from './notify.ts'

/** An access review was opened, reminds or escalates, asks for a second person, or has ended: each is told to whom it concerns. */
export const tellOfReview = (event: string) => async (ctx: Context, news: accessReviews.ReviewNews) => {
  for (const notice of await accessReviews.reviewNotices(ctx, event, news))
    await notify(ctx, { ...notice, about: news.campaignId })
}
