import type { Context } from '#platform/context'
import type { Input, Output } from '#platform/operation'
import { quoteOffer } from '#product'
import { parameterOn } from '#reference'
import type { api } from '../api.ts'
import { type QuoteSheet, quoteSheet } from '../quote-sheet.ts'
import { templateOn } from '../store/template.ts'
import { onPaper } from './chinese-words.ts'
import { renderPdf } from './render-pdf.ts'

/**
 * Prints offers for the customer: figures, cost form and plan of each. Nothing is kept.
 * @throws Refusal product.* as a quote does, and what the product says no to
 */
export async function printQuote(
  ctx: Context,
  { offers }: Input<typeof api.printQuote>,
): Promise<Output<typeof api.printQuote>> {
  const template = await templateOn(ctx.sql, ctx.today)
  const sheets: QuoteSheet[] = []
  for (const offer of offers) sheets.push(sheetOf(await quoteOffer(ctx, offer)))
  const document = quoteSheet(template?.body.lender.name ?? '', sheets, {
    readSeconds: await parameterOn(ctx.sql, 'cost-disclosure.read-seconds', ctx.today),
    printedOn: ctx.today,
    say: onPaper,
  })
  const printed = await renderPdf(document, ctx.now)
  return new File([new Uint8Array(printed.content)], `quote-${ctx.today}.pdf`, { type: 'application/pdf' })
}

function sheetOf({ version, quoted, shown, problem }: Awaited<ReturnType<typeof quoteOffer>>): QuoteSheet {
  // What the product does not sell is shown to a seller, and given to nobody on paper.
  if (problem) throw problem
  const { terms, plan, costForm, upFrontFees, balloon, subsidy } = quoted
  return {
    productName: version.name,
    method: onPaper(`method.${terms.method}`),
    price: shown.price,
    downPayment: shown.downPayment,
    annualRate: terms.annualRate,
    disbursedOn: terms.disbursedOn,
    plan,
    costForm,
    upFrontFees,
    balloon: balloon && { amount: balloon.amount, atEnd: balloon.atEnd.map(end => onPaper(`balloon-end.${end}`)) },
    subsidy: subsidy && { ...subsidy, payer: onPaper(`subsidy-payer.${subsidy.payer}`) },
  }
}
