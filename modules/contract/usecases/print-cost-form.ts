import type { Id } from '#lib/id'
import { refuseUnless } from '#lib/refusal'
import { customerForContract } from '#party'
import type { Context } from '#platform/context'
import type { Deal } from '#product'
import { parameterOn } from '#reference'
import { costFormSheet } from '../quote-sheet.ts'
import { templateOn } from '../store/template.ts'
import { onPaper } from './chinese-words.ts'
import { renderPdf } from './render-pdf.ts'

/** The cost form of an application on paper, for its borrower to sign. @throws Refusal contract.customer_not_found */
export async function printCostForm(
  ctx: Context,
  form: { number: string; customerId: Id<'customer'>; productName: string; costForm: Deal['costForm'] },
): Promise<Buffer> {
  const template = await templateOn(ctx.sql, ctx.today)
  const borrower = await customerForContract(ctx, form.customerId)
  refuseUnless(borrower, 'contract.customer_not_found')
  const document = costFormSheet(
    template?.body.lender.name ?? '',
    { ...form, borrower: borrower.name, enterprise: borrower.kind === 'enterprise' },
    {
      readSeconds: await parameterOn(ctx.sql, 'cost-disclosure.read-seconds', ctx.today),
      printedOn: ctx.today,
      say: onPaper,
    },
  )
  return (await renderPdf(document, ctx.now)).content
}
