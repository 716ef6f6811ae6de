import type { Id } from '#lib/id'
import type { Context } from '#platform/context'
import type { Input, Output } from '#platform/operation'
import type { api } from '../api.ts'
import * as store from '../store.ts'
import { latestOn, versionSummary } from '../view.ts'
import { faultSentence, faultsOf } from './check-definition.ts'
import { versionOf } from './version-for-update.ts'

/** One version of a product. @throws Refusal product.product_not_found, product.version_not_found */
export async function getVersion(
  ctx: Context,
  input: Input<typeof api.getVersion>,
): Promise<Output<typeof api.getVersion>> {
  return versionView(ctx, input.id, input.number)
}

/** A version as the contract shows it, with what the reader may do: nobody publishes what they wrote in. */
export async function versionView(
  ctx: Context,
  id: Id<'product'>,
  number: number,
): Promise<Output<typeof api.getVersion>> {
  const row = await versionOf(ctx, id, number)
  const latest = latestOn(await store.versionsOf(ctx.sql, row.key), ctx.today)
  const may = (permission: string) => ctx.rights.verdict(permission).allow
  const draft = row.state === 'draft'
  const wrote = ctx.actor.key !== null && row.editors.includes(ctx.actor.key)
  const faults = draft ? await faultsOf(ctx, row.definition) : []
  return {
    ...versionSummary(row, latest?.version ?? null, ctx.today),
    productId: row.id,
    code: row.code,
    definition: row.definition,
    faults: faults.map(fault => ({
      code: fault.code,
      field: fault.field,
      severity: fault.severity,
      message: faultSentence(fault, ctx.language),
    })),
    actions: [
      ...(draft && may('product.product.write') ? (['save', 'discard'] as const) : []),
      ...(draft && !wrote && may('product.product.publish') ? (['publish'] as const) : []),
    ],
  }
}
