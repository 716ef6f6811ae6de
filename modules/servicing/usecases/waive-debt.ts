import { formatYuan, type Money, sum, zero } from '#lib/money'
import { refuseUnless } from '#lib/refusal'
import type { Context } from '#platform/context'
import type { Input, Output } from '#platform/operation'
import type { actionApi } from '../action-api.ts'
import { dueOn } from '../book.ts'
import { isOpen } from '../loan.ts'
import { noParts, type Parts, sumParts, totalOf } from '../share.ts'
import { waivable } from '../waiver.ts'
import { recordAction } from './record-action.ts'
import { withinLimit } from './relief-limits.ts'

/**
 * Waives parts of what is due on a day, within the limit of the actor's post. Emits `servicing.debt-waived`.
 * @throws Refusal servicing.waiver_exceeds when more than is owed is waived, or nothing; servicing.over_limit, and as `recordAction`
 */
export async function waiveDebt(
  ctx: Context,
  input: Input<typeof actionApi.waiveDebt>,
): Promise<Output<typeof actionApi.waiveDebt>> {
  const on = input.valueDate ?? ctx.today
  const parts: Parts = { ...noParts() }
  for (const part of waivable) parts[part] = input[part] ?? zero
  const amount = totalOf(parts)
  const { id, after, relived } = await recordAction(ctx, {
    loanId: input.id,
    permission: 'servicing.waiver.record',
    valueDate: input.valueDate,
    async decide({ book }) {
      refuseUnless(isOpen(book.state), 'servicing.loan_settled', { state: `servicing.loan.${book.state}` })
      await withinLimit(ctx, 'waiver', amount)
      return { kind: 'waiver', parts }
    },
    check({ book }, { effect }) {
      const waived = totalOf(sumParts(effect.shares))
      const due = dueOn(book, on)
      refuseUnless(amount > 0n && waived === amount, 'servicing.waiver_exceeds', {
        amount: formatYuan(amount),
        due: formatYuan(sum(waivable.map(part => due[part]))),
      })
    },
    told: { note: input.reason },
    event: 'debt-waived',
    facts: { amount: formatYuan(amount) },
  })
  return {
    id,
    parts: sumParts(relived.effect.shares),
    amount,
    due: isOpen(after.state) ? totalOf(dueOn(after, ctx.today)) : (0n as Money),
    state: after.state,
  }
}
