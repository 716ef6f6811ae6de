import type { Context } from '#platform/context'
import type { Input, Output } from '#platform/operation'
import type { api } from '../api.ts'
import { advance } from './advance.ts'
import { applicationForUpdate, moved } from './application-for-update.ts'
import { tell } from './tell.ts'
import { voidContractOf } from './void-contract.ts'

/** Cancels an application that has not been paid out. @throws Refusal origination.application_not_found, state, stale */
export async function cancelApplication(
  ctx: Context,
  input: Input<typeof api.cancelApplication>,
): Promise<Output<typeof api.cancelApplication>> {
  const row = await applicationForUpdate(ctx, input.id, 'origination.application.write', {
    version: input.version,
    action: 'cancel',
  })
  const cancelled = await advance(ctx, row, 'cancel', { reason: input.reason, note: input.note })
  await voidContractOf(ctx, row, '进件已撤销')
  await tell(ctx, cancelled, [row.ownerId, row.claimedBy], 'origination.notice.cancelled')
  return moved(cancelled)
}
