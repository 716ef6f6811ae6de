import { must } from '#lib/assert'
import type { Context } from '#platform/context'

/** The key of the person whose inbox it is. @throws Bug for the program itself, which has none */
export function readerKey(ctx: Context): bigint {
  return must(ctx.actor.key, 'the program itself has no inbox')
}
