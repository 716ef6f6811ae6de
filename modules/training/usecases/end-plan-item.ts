import { toId, toKey } from '#lib/id'
import { refuseUnless } from '#lib/refusal'
import type { Context } from '#platform/context'
import type { Input, Output } from '#platform/operation'
import type { api } from '../api.ts'
import * as store from '../store/learning.ts'
import { planItemByKey } from '../store/learning.ts'
import { personWithin } from './people-within.ts'

/** Marks a line of a plan as done, or drops it. @throws Refusal training.plan_item_not_found, authority.out_of_scope */
export async function endPlanItem(
  ctx: Context,
  input: Input<typeof api.endPlanItem>,
): Promise<Output<typeof api.endPlanItem>> {
  const item = await planItemByKey(ctx.sql, toKey(input.id))
  refuseUnless(item, 'training.plan_item_not_found')
  await personWithin(ctx, 'training.plan.write', toId('person', item.personKey))
  refuseUnless(input.how === 'dropped' || item.kind === 'other', 'training.plan_item_not_found')
  await store.endPlanItem(ctx.sql, item.key, input.how, ctx.now)
  ctx.about(toId('person', item.personKey))
  return { id: input.id }
}
