import type { Day } from '#lib/day'
import type { Id } from '#lib/id'
import { refuseUnless } from '#lib/refusal'
import type { Context } from '#platform/context'
import type { Input, Output } from '#platform/operation'
import type { api } from '../api.ts'
import * as store from '../store.ts'
import { faultSentence, faultsOf } from './check-definition.ts'
import { versionView } from './get-version.ts'
import { draftForUpdate } from './version-for-update.ts'

/** Which draft is published, and for which days. `version` is the draft's change count that the publisher saw. */
export type Publication = {
  id: Id<'product'>
  number: number
  version: number
  effectiveFrom: Day
  lastDay: Day | null
}

/**
 * Publishes a draft from a day on. Nobody publishes what they wrote in; the installation itself may set up its first products.
 * @throws Refusal product.*_not_found, version_state, stale, own_draft, effective_day, last_day, faulty
 */
export async function publishProduct(ctx: Context, input: Publication): Promise<void> {
  const draft = await draftForUpdate(ctx, input, 'publish')
  refuseUnless(ctx.actor.key === null || !draft.editors.includes(ctx.actor.key), 'product.own_draft')
  const { effectiveFrom, lastDay } = input
  refuseUnless(effectiveFrom >= ctx.today, 'product.effective_day', { today: ctx.today }, 'effectiveFrom')
  refuseUnless(lastDay === null || lastDay >= effectiveFrom, 'product.last_day', { effectiveFrom }, 'lastDay')
  const faults = (await faultsOf(ctx, draft.definition)).filter(fault => fault.severity === 'fault')
  refuseUnless(faults.length === 0, 'product.faulty', {
    faults: faults.map(fault => faultSentence(fault, ctx.language)),
  })
  await store.publishDraft(ctx, draft.versionKey, { effectiveFrom, lastDay })
  ctx.about(input.id)
  ctx.note({ number: input.number, effectiveFrom, lastDay })
  await ctx.emit('product.version-published', { productId: input.id, number: input.number })
}

/** The operation: publishes and shows what became of it. */
export async function publishVersion(
  ctx: Context,
  input: Input<typeof api.publishVersion>,
): Promise<Output<typeof api.publishVersion>> {
  await publishProduct(ctx, input)
  return versionView(ctx, input.id, input.number)
}
