import { type Money, max } from '#lib/money'
import { say, type Word } from '#lib/words'
import type { Context } from '#platform/context'
import type { Input, Output } from '#platform/operation'
import type { api } from '../api.ts'
import { changesBetween } from '../change.ts'
import type { ProductVersion } from '../offer.ts'
import { quoteOf } from '../quote.ts'
import { words } from '../words.ts'
import { dealRulesOn } from './deal-on.ts'
import { versionOf } from './version-for-update.ts'

/** An ordinary loan to show a change on: 100,000 yuan, or the nearest amount both versions lend. */
const ordinary = 10_000_000n as Money

/**
 * What differs between two versions: the fields, and what the same loan pays under each.
 * @throws Refusal product.product_not_found, product.version_not_found
 */
export async function compareVersions(
  ctx: Context,
  input: Input<typeof api.compareVersions>,
): Promise<Output<typeof api.compareVersions>> {
  const from = await versionOf(ctx, input.id, input.from)
  const to = await versionOf(ctx, input.id, input.to)
  const rules = await dealRulesOn(ctx.sql, ctx.today)
  const least = max(from.definition.minAmount, to.definition.minAmount)
  const most = from.definition.maxAmount < to.definition.maxAmount ? from.definition.maxAmount : to.definition.maxAmount
  const principal = ordinary < least ? least : ordinary > most ? most : ordinary
  const shown = (version: ProductVersion, periods: number) => {
    const quote = quoteOf(version, { principal, price: principal, periods, disbursedOn: ctx.today }, rules)
    return { payment: quote.firstPayment, cost: quote.totalCost, simple: quote.simple }
  }
  return {
    changes: changesBetween(from.definition, to.definition, ctx.language).map(change => ({
      ...change,
      label: say((words as Readonly<Record<string, Word>>)[`product.field.${change.field}`]!, ctx.language),
    })),
    examples:
      least > most
        ? []
        : from.definition.periods
            .filter(periods => to.definition.periods.includes(periods))
            .map(periods => ({ principal, periods, from: shown(from, periods), to: shown(to, periods) })),
  }
}
