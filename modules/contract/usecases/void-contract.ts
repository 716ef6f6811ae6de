import { must } from '#lib/assert'
import { type Id, toId, toKey } from '#lib/id'
import { refuseUnless } from '#lib/refusal'
import type { Context } from '#platform/context'
import type { Input, Output } from '#platform/operation'
import type { api } from '../api.ts'
import { type ContractRow, contractByKey, saveVoid } from '../store/contract.ts'
import { checkState, contractFor } from './contract-for-update.ts'
import { contractView } from './get-contract.ts'

/**
 * Voids a contract, accepted or not, for who knows that no loan stands on it (a cancelled application). Emits
 * `contract.contract-voided`. @throws Refusal contract.contract_not_found, contract.contract_state
 */
export async function voidContract(ctx: Context, id: Id<'contract'>, reason: string): Promise<void> {
  const row = await contractByKey(ctx.sql, toKey(id), true)
  refuseUnless(row, 'contract.contract_not_found')
  await voidRow(ctx, row, reason)
}

/** The operation: an accepted contract is not voided by hand. @throws Refusal contract.stale, contract.accepted_conflict besides */
export async function voidProduced(
  ctx: Context,
  input: Input<typeof api.voidContract>,
): Promise<Output<typeof api.voidContract>> {
  const row = await contractFor(ctx, input.id, 'contract.contract.write', true)
  refuseUnless(row.version === input.version, 'contract.stale')
  refuseUnless(row.state !== 'accepted', 'contract.accepted_conflict')
  await voidRow(ctx, row, input.reason)
  return contractView(ctx, must(await contractByKey(ctx.sql, row.key), 'the contract is there'))
}

async function voidRow(ctx: Context, row: ContractRow, reason: string): Promise<void> {
  checkState(row, 'void')
  await saveVoid(ctx, row.key, reason)
  const contractId = toId('contract', row.key)
  const applicationId = toId('application', row.applicationKey)
  ctx.about(contractId, applicationId)
  ctx.note({ voided: row.number })
  await ctx.emit('contract.contract-voided', { contractId, applicationId })
}
