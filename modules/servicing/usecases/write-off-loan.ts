import { formatYuan } from '#lib/money'
import { refuseUnless } from '#lib/refusal'
import type { Context } from '#platform/context'
import type { Input, Output } from '#platform/operation'
import type { actionApi } from '../action-api.ts'
import { isOpen } from '../loan.ts'
import { sumParts, totalOf } from '../share.ts'
import { recordAction } from './record-action.ts'
import { withinLimit } from './relief-limits.ts'

/**
 * Writes an overdue loan off against its loss allowance. Emits `servicing.loan-written-off`.
 * @throws Refusal servicing.loan_settled, servicing.not_overdue, servicing.over_limit, and as `recordAction`
 */
export async function writeOffLoan(
  ctx: Context,
  input: Input<typeof actionApi.writeOffLoan>,
): Promise<Output<typeof actionApi.writeOffLoan>> {
  const { id, relived, after } = await recordAction(ctx, {
    loanId: input.id,
    permission: 'servicing.write-off.record',
    async decide({ book, loan }) {
      refuseUnless(isOpen(book.state), 'servicing.loan_settled', { state: `servicing.loan.${book.state}` })
      refuseUnless(book.state === 'overdue', 'servicing.not_overdue')
      await withinLimit(ctx, 'writeOff', loan.outstanding)
      return { kind: 'write-off' }
    },
    told: { note: input.reason },
    event: 'loan-written-off',
  })
  const parts = sumParts(relived.effect.shares)
  ctx.note({ amount: formatYuan(totalOf(parts)) })
  return { id, amount: totalOf(parts), parts, state: after.state }
}
