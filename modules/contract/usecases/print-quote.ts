import type { Context } from '#platform/context'
import type { Input, Output } from '#platform/operation'
import { exactPercent, quoteOffer } from '#product'
import { parameterOn } from '#reference'
import type { api } from '../api.ts'
import { type QuoteSheet, quoteSheet } from '../quote-sheet.ts'
import { pointsText } from '../rule-text.ts'
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
  const { definition } = version
  const flat = quoted.terms.monthlyFeeRate
  const { floating } = quoted
  const yearly = exactPercent(quoted.terms.annualRate).replace(' ', '')
  return {
    productName: version.name,
    method: onPaper(`method.${definition.method}`),
    frequency: onPaper(`frequency.${definition.frequency}`),
    price: shown.price,
    downPayment: shown.downPayment,
    rate: flat
      ? `手续费每月为本金的 ${exactPercent(flat).replace(' ', '')}`
      : floating
        ? `${yearly}（浮动，${onPaper(`base.${floating.base}`)}${pointsText(floating.margin)}）`
        : `${yearly}（固定）`,
    deal: quoted,
  }
}
