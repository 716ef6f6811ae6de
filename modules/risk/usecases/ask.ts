import type { Day } from '#lib/day'
import { toKey } from '#lib/id'
import { refuseUnless } from '#lib/refusal'
import { dealerGroups } from '#party'
import type { Context } from '#platform/context'
import type { Input } from '#platform/operation'
import { parameterOn } from '#reference'
import { pictures } from '#servicing'
import { reachOf } from '#team'
import type { api } from '../api.ts'
import { daysOf } from '../bad.ts'

type Asked = Omit<Input<typeof api.aging>, 'day'> & { day?: Day | undefined }

/** What every picture is asked with: the day, the bounds in force on it, and which loans the reader may see of which slice. */
export type Question = {
  evening: Day
  /** The last month whose end is not after the day. */
  lastMonth: number
  bounds: ReturnType<typeof pictures.bucketBounds>
  about: pictures.Question
}

/** Reads the common part of a question. @throws Refusal risk.day when the day has not come */
export async function ask(ctx: Context, input: Asked): Promise<Question> {
  const evening = input.day ?? ctx.today
  refuseUnless(evening <= ctx.today, 'risk.day', { day: ctx.today }, 'day')
  const { branchId, groupId, ownerId, dealerId, dealerGroup, productId, channel, brand, model, condition, region } =
    input
  return {
    evening,
    lastMonth: pictures.lastMonthClosed(evening, ctx.today),
    bounds: pictures.bucketBounds(await parameterOn(ctx.sql, 'bucket.bounds', evening)),
    about: {
      permission: 'risk.portfolio.read',
      dealerGroups: await dealerGroups(ctx.sql),
      slice: {
        branchKey: branchId && toKey(branchId),
        groupKey: groupId && toKey(groupId),
        ownerKey: ownerId && toKey(ownerId),
        dealerKey: dealerId && toKey(dealerId),
        dealerGroup,
        productKey: productId && toKey(productId),
        channel,
        brand,
        model,
        condition,
        region,
      },
    },
  }
}

/** What every answer begins with: when it was read, for which day and whom, and which days past due the bucket names mean. */
export async function headOf(ctx: Context, { evening, bounds, about }: Question) {
  return {
    asOf: ctx.now,
    day: evening,
    buckets: bounds.map(({ name }) => ({ name, ...daysOf(bounds, name) })),
    scope: await reachOf(ctx, about.permission),
  }
}
