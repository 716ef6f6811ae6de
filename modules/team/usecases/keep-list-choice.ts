import { type Id, toKey } from '#lib/id'
import type { Context } from '#platform/context'
import type { Input, Output } from '#platform/operation'
import type { api } from '../api.ts'
import { keepChoice } from '../store/list-choice.ts'

/** Keeps how the reader likes a list, on whatever device it is opened next. */
export async function keepListChoice(
  ctx: Context,
  input: Input<typeof api.keepListChoice>,
): Promise<Output<typeof api.keepListChoice>> {
  await keepChoice(ctx.sql, toKey(ctx.actor.id as Id<'person'>), input)
  return { list: input.list }
}
