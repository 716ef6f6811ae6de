import { say } from '#lib/words'
import type { Context } from '#platform/context'
import type { Output } from '#platform/operation'
import type { api } from '../api.ts'
import { factNames, factWord, kindOf } from '../fact.ts'

/** Every fact and parameter a rule may name. */
export async function listFacts(ctx: Context): Promise<Output<typeof api.listFacts>> {
  return factNames.map(name => ({ name, label: say(factWord(name), ctx.language), kind: kindOf(name)! }))
}
