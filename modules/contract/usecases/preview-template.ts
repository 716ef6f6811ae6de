import { toKey } from '#lib/id'
import { refuseUnless } from '#lib/refusal'
import type { Context } from '#platform/context'
import type { Input, Output } from '#platform/operation'
import type { api } from '../api.ts'
import { contractDocument } from '../contract-document.ts'
import { sampleContent } from '../sample-content.ts'
import { templateByKey } from '../store/template.ts'
import { onPaper } from './chinese-words.ts'
import { renderPdf } from './render-pdf.ts'

/** A template printed with sample figures and nobody's name. @throws Refusal contract.template_not_found */
export async function previewTemplate(
  ctx: Context,
  { id }: Input<typeof api.previewTemplate>,
): Promise<Output<typeof api.previewTemplate>> {
  const row = await templateByKey(ctx.sql, toKey(id))
  refuseUnless(row, 'contract.template_not_found')
  const printed = await renderPdf(
    contractDocument(row.body, sampleContent(row.body.lender, ctx.today, onPaper)),
    ctx.now,
  )
  return new File([new Uint8Array(printed.content)], `template-${row.number}.pdf`, { type: 'application/pdf' })
}
