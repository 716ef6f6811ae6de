import { must } from '#lib/assert'
import { type Id, toId, toKey } from '#lib/id'
import { refuseUnless } from '#lib/refusal'
import type { Context } from '#platform/context'
import type { Input, Output } from '#platform/operation'
import { parameterOn } from '#reference'
import type { api } from '../api.ts'
import { type Acceptance, checkAcceptance } from '../contract.ts'
import { type ContractRow, contractByKey, saveAcceptance } from '../store/contract.ts'
import { checkState, contractFor } from './contract-for-update.ts'
import { contractView } from './get-contract.ts'

/**
 * Accepts a contract, by whichever method the borrower's will shows itself: the seam for signatures. Emits
 * `contract.contract-accepted`.
 * @throws Refusal contract.contract_not_found, contract_state, file_stale, read_longer, identity_not_checked
 */
export async function acceptContract(ctx: Context, id: Id<'contract'>, acceptance: Acceptance): Promise<void> {
  const row = await contractByKey(ctx.sql, toKey(id), true)
  refuseUnless(row, 'contract.contract_not_found')
  await acceptRow(ctx, row, acceptance)
}

/** The operation: a member of staff records that the borrower signed before them. @throws Refusal contract.stale besides */
export async function accept(
  ctx: Context,
  input: Input<typeof api.acceptContract>,
): Promise<Output<typeof api.acceptContract>> {
  const row = await contractFor(ctx, input.id, 'contract.contract.write', true)
  refuseUnless(row.version === input.version, 'contract.stale')
  const { sha256, readSeconds, identityChecked, note } = input
  await acceptRow(ctx, row, { method: 'in-person', sha256, readSeconds, identityChecked, note, evidence: {} })
  return contractView(ctx, must(await contractByKey(ctx.sql, row.key), 'the contract is there'))
}

async function acceptRow(ctx: Context, row: ContractRow, acceptance: Acceptance): Promise<void> {
  checkState(row, 'accept')
  checkAcceptance(acceptance, row.sha256, await parameterOn(ctx.sql, 'cost-disclosure.read-seconds', ctx.today))
  await saveAcceptance(ctx, row.key, acceptance)
  const contractId = toId('contract', row.key)
  const applicationId = toId('application', row.applicationKey)
  ctx.about(contractId, applicationId)
  ctx.note({ method: acceptance.method, sha256: row.sha256, readSeconds: acceptance.readSeconds })
  await ctx.emit('contract.contract-accepted', { contractId, applicationId })
}
