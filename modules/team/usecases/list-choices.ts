import { type Id, toKey } from '#lib/id'
import type { Context } from '#platform/context'
import type { Output } from '#platform/operation'
import type { api } from '../api.ts'
import { choicesOf } from '../store/list-choice.ts'

/** How the reader likes each list: the views kept by name, the columns and their order. */
export async function listChoices(ctx: Context): Promise<Output<typeof api.listChoices>> {
  return choicesOf(ctx.sql, toKey(ctx.actor.id as Id<'person'>))
}
