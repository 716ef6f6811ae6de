import { toId } from '#lib/id'
import { refuseUnless } from '#lib/refusal'
import type { Context } from '#platform/context'
import { storeFile } from '#platform/files'
import type { Input, Output } from '#platform/operation'
import type { api } from '../api.ts'
import { maxDocumentBytes, mediaTypeOf } from '../document.ts'
import * as store from '../store/document.ts'
import { applicationForUpdate } from './application-for-update.ts'

/** States in which papers may still come in. */
export const papersOpen = ['draft', 'supplement', 'approved', 'signing']

/**
 * Adds a paper: its bytes sealed and stored by content, its type read from the bytes and not from its name.
 * @throws Refusal origination.application_not_found, state, document_type, document_size
 */
export async function addDocument(
  ctx: Context,
  input: Input<typeof api.addDocument>,
): Promise<Output<typeof api.addDocument>> {
  const row = await applicationForUpdate(ctx, input.id, 'origination.application.write', { states: papersOpen })
  const content = Buffer.from(input.content, 'base64')
  refuseUnless(
    content.length > 0 && content.length <= maxDocumentBytes,
    'origination.document_size',
    { most: `${maxDocumentBytes / 1024 / 1024} MB` },
    'content',
  )
  const mediaType = mediaTypeOf(content)
  refuseUnless(mediaType, 'origination.document_type', {}, 'content')
  const sha256 = await storeFile(ctx.sql, ctx.vault, ctx.now, { mediaType, content })
  const key = await store.insertDocument(ctx, {
    applicationKey: row.key,
    kind: input.kind,
    nameSealed: ctx.vault.seal(input.name, 'origination.document.name'),
    sha256,
    mediaType,
    size: content.length,
  })
  const id = toId('document', key)
  const stored = await store.documentByKey(ctx.sql, key)
  ctx.about(input.id, id)
  ctx.note({ kind: input.kind })
  return { id, elsewhere: stored?.elsewhere ?? 0 }
}
