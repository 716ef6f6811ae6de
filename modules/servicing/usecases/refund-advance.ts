import { toKey } from '#lib/id'
import { formatYuan } from '#lib/money'
import type { Context } from '#platform/context'
import type { Input, Output } from '#platform/operation'
import type { actionApi } from '../action-api.ts'
import { recordAction } from './record-action.ts'
import { freeReference } from './record-repayments.ts'

/**
 * Gives back what was paid in advance, through the bank. Emits `servicing.advance-refunded`.
 * @throws Refusal servicing.refund_exceeds, servicing.reference_taken, and as `recordAction`
 */
export async function refundAdvance(
  ctx: Context,
  input: Input<typeof actionApi.refundAdvance>,
): Promise<Output<typeof actionApi.refundAdvance>> {
  const { amount } = input
  const { id, after } = await recordAction(ctx, {
    loanId: input.id,
    permission: 'servicing.refund.record',
    decide: () => ({ kind: 'refund', amount }),
    told: { note: input.reason, reference: await freeReference(ctx, toKey(input.id), input.reference) },
    event: 'advance-refunded',
    facts: { amount: formatYuan(amount) },
  })
  return { id, advance: after.advance }
}
