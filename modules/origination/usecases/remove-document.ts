import { toId, toKey } from '#lib/id'
import { refuseUnless } from '#lib/refusal'
import type { Context } from '#platform/context'
import type { Input, Output } from '#platform/operation'
import type { api } from '../api.ts'
import * as store from '../store/document.ts'
import { papersOpen } from './add-document.ts'
import { applicationForUpdate } from './application-for-update.ts'

/** Takes a paper out while papers may still change. @throws Refusal origination.document_not_found, origination.state */
export async function removeDocument(
  ctx: Context,
  { id }: Input<typeof api.removeDocument>,
): Promise<Output<typeof api.removeDocument>> {
  const paper = await store.documentByKey(ctx.sql, toKey(id))
  refuseUnless(paper, 'origination.document_not_found')
  const applicationId = toId('application', paper.applicationKey)
  await applicationForUpdate(ctx, applicationId, 'origination.application.write', { states: papersOpen })
  await store.removeDocument(ctx.sql, paper.key, ctx.now)
  ctx.about(applicationId, id)
  ctx.note({ removed: paper.kind })
  return { id }
}
