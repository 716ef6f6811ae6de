import { must } from '#lib/assert'
import { formatYuan } from '#lib/money'
import { Refusal } from '#lib/refusal'
import type { Context } from '#platform/context'
import { type NewRepayment, type RecordedRepayment, recordRepayments } from './record-repayments.ts'

/**
 * Records one repayment: oldest installment first, within it in the contract's order, penalty counted to the value day.
 * It is posted in the open day, whatever its value day. Emits `servicing.repayment-recorded`, and `servicing.loan-settled`
 * when it was the last.
 * @throws Refusal servicing.loan_not_found, servicing.loan_settled, servicing.loan_set_aside, servicing.value_date,
 *   servicing.repayment_exceeds, servicing.reference_taken, servicing.settlement_stands, servicing.day_stale
 */
export async function recordRepayment(ctx: Context, input: NewRepayment): Promise<RecordedRepayment> {
  const recorded = must((await recordRepayments(ctx, [input]))[0], 'every repayment is answered')
  if (recorded instanceof Refusal) throw recorded
  ctx.note({ amount: formatYuan(input.amount), valueDate: input.valueDate ?? ctx.today })
  return recorded
}
