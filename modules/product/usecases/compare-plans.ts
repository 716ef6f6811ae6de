import { Refusal } from '#lib/refusal'
import type { Context } from '#platform/context'
import type { Input, Output } from '#platform/operation'
import type { api } from '../api.ts'
import { differencesOf } from '../comparison.ts'
import { quote } from './quote.ts'
import { refusalSentence } from './refusal-sentence.ts'

/** Several offers side by side. One that cannot be computed says why in its place and spoils none of the others. */
export async function comparePlans(
  ctx: Context,
  input: Input<typeof api.comparePlans>,
): Promise<Output<typeof api.comparePlans>> {
  const rows: Output<typeof api.comparePlans>['rows'] = []
  for (const offer of input.offers) {
    try {
      rows.push({ quote: await quote(ctx, offer), problem: null })
    } catch (error) {
      if (!(error instanceof Refusal)) throw error
      const { code, field } = error
      rows.push({ quote: null, problem: { code, field: field ?? null, message: refusalSentence(error, ctx.language) } })
    }
  }
  return { businessDay: ctx.today, rows, differences: differencesOf(rows.map(row => row.quote)) }
}
