import { must } from '#lib/assert'
import { toKey } from '#lib/id'
import { refuseUnless } from '#lib/refusal'
import type { Context } from '#platform/context'
import type { Input, Output } from '#platform/operation'
import type { api } from '../api.ts'
import * as store from '../store/report.ts'
import { bulletinByKey } from '../store/report.ts'

/** Confirms that the reader has read it; the first time counts. @throws Refusal training.bulletin_not_found */
export async function confirmBulletin(
  ctx: Context,
  input: Input<typeof api.confirmBulletin>,
): Promise<Output<typeof api.confirmBulletin>> {
  const personKey = must(ctx.actor.key, 'people read')
  const key = toKey(input.id)
  refuseUnless(await bulletinByKey(ctx.sql, key, personKey), 'training.bulletin_not_found')
  ctx.about(input.id)
  return { readAt: await store.confirmBulletin(ctx.sql, key, personKey, ctx.now) }
}
