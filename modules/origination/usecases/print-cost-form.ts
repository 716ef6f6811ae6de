import { printCostForm as print } from '#contract'
import { must } from '#lib/assert'
import { toId } from '#lib/id'
import { refuseUnless } from '#lib/refusal'
import type { Context } from '#platform/context'
import type { Input, Output } from '#platform/operation'
import type { api } from '../api.ts'
import { applicationFor } from './application-for-update.ts'
import { loadCase } from './load-case.ts'

/**
 * The all-in cost form of an application as PDF, with the borrower's name, for signing before the contract.
 * @throws Refusal origination.application_not_found, origination.nothing_to_disclose
 */
export async function printCostForm(
  ctx: Context,
  { id }: Input<typeof api.printCostForm>,
): Promise<Output<typeof api.printCostForm>> {
  const row = await applicationFor(ctx, id, 'origination.application.submit')
  const { offer } = await loadCase(ctx, row)
  refuseUnless(offer && row.customerKey !== null, 'origination.nothing_to_disclose')
  const content = await print(ctx, {
    number: row.number,
    customerId: toId('customer', must(row.customerKey, 'it has a customer')),
    productName: offer.product.name,
    costForm: offer.cost,
  })
  ctx.about(id)
  ctx.note({ printed: offer.cost.fingerprint })
  return new File([new Uint8Array(content)], `${row.number}-cost.pdf`, { type: 'application/pdf' })
}
