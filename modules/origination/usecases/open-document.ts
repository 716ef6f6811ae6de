import { must } from '#lib/assert'
import { toId, toKey } from '#lib/id'
import { refuseUnless } from '#lib/refusal'
import { answered } from '#party'
import type { Context } from '#platform/context'
import { readFile } from '#platform/files'
import type { Input, Output } from '#platform/operation'
import type { api } from '../api.ts'
import { type DocumentKind, paperFields } from '../document.ts'
import { documentByKey } from '../store/document.ts'
import { Unkept } from '../unkept.ts'
import { applicationFor } from './application-for-update.ts'

/** Opens a paper; who looked at it stays in the audit line. @throws Refusal origination.document_not_found, reveal_preview, authority.field_withheld */
export async function openDocument(
  ctx: Context,
  { id }: Input<typeof api.openDocument>,
): Promise<Output<typeof api.openDocument>> {
  refuseUnless(!ctx.dryRun, 'origination.reveal_preview')
  const paper = await documentByKey(ctx.sql, toKey(id))
  refuseUnless(paper, 'origination.document_not_found')
  const applicationId = toId('application', paper.applicationKey)
  const { customerKey } = await applicationFor(ctx, applicationId, 'origination.application.read')
  if (customerKey !== null) await answered.openPaperOf(ctx, customerKey, paperFields[paper.kind as DocumentKind] ?? [])
  const file = must(await readFile(ctx.sql, ctx.vault, paper.sha256), 'a paper has its file')
  ctx.about(applicationId, id)
  ctx.note({ opened: paper.kind })
  return new Unkept({
    name: ctx.vault.open(paper.nameSealed, 'origination.document.name'),
    mediaType: paper.mediaType,
    content: file.content.toString('base64'),
  })
}
