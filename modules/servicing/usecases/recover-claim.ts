import { toKey } from '#lib/id'
import { formatYuan } from '#lib/money'
import { refuseUnless } from '#lib/refusal'
import type { Context } from '#platform/context'
import type { Input, Output } from '#platform/operation'
import type { actionApi } from '../action-api.ts'
import { claimableOn, grownBy } from '../claim.ts'
import { recordAction } from './record-action.ts'
import { freeReference } from './record-repayments.ts'

/**
 * Money that comes in on a loan that was written off: it goes back to the loss allowance; what is more than the claim meets
 * the claim's growth, which is income then. Emits `servicing.claim-recovered`.
 * @throws Refusal servicing.not_written_off, servicing.recovery_exceeds, servicing.reference_taken, and as `recordAction`
 */
export async function recoverClaim(
  ctx: Context,
  input: Input<typeof actionApi.recoverClaim>,
): Promise<Output<typeof actionApi.recoverClaim>> {
  const { amount } = input
  const { id, after } = await recordAction(ctx, {
    loanId: input.id,
    permission: 'servicing.recovery.record',
    valueDate: input.valueDate,
    decide({ book, loan }) {
      refuseUnless(book.state === 'written-off', 'servicing.not_written_off')
      const claimable = claimableOn(book, input.valueDate ?? ctx.today)
      const from = loan.closedOn ?? ctx.today
      refuseUnless((input.valueDate ?? ctx.today) >= from, 'servicing.value_date', { from, to: ctx.today }, 'valueDate')
      refuseUnless(
        amount <= claimable,
        'servicing.recovery_exceeds',
        { amount: formatYuan(amount), claim: formatYuan(claimable) },
        'amount',
      )
      return { kind: 'recovery', amount }
    },
    told: {
      channel: input.channel,
      reference: await freeReference(ctx, toKey(input.id), input.reference),
      note: input.note ?? null,
    },
    event: 'claim-recovered',
    facts: { amount: formatYuan(amount) },
  })
  return { id, claim: after.claim, claimGrown: grownBy(after, ctx.today) }
}
