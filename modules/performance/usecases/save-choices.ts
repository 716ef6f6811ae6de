import type { Context } from '#platform/context'
import type { Input, Output } from '#platform/operation'
import type { api } from '../api.ts'
import * as store from '../store/together.ts'

/** Changes what the actor has chosen; from now on, for every board and the next digest. */
export async function saveChoices(
  ctx: Context,
  input: Input<typeof api.saveChoices>,
): Promise<Output<typeof api.saveChoices>> {
  await store.saveChoices(ctx, input)
  return input
}
