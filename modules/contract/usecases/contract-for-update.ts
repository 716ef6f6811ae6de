import { type Id, toKey } from '#lib/id'
import { Refusal, refuseUnless } from '#lib/refusal'
import { nextState } from '#lib/state'
import type { Context } from '#platform/context'
import { contractStates } from '../contract.ts'
import { type ContractRow, contractByKey } from '../store/contract.ts'

/** A contract in the actor's scope. @throws Refusal contract.contract_not_found, authority.out_of_scope */
export async function contractFor(
  ctx: Context,
  id: Id<'contract'>,
  permission: string,
  lock = false,
): Promise<ContractRow> {
  const row = await contractByKey(ctx.sql, toKey(id), lock)
  refuseUnless(row, 'contract.contract_not_found')
  ctx.rights.check(permission, row)
  return row
}

/** Whether the contract's state allows the action. @throws Refusal contract.contract_state */
export function checkState(row: ContractRow, action: 'accept' | 'void'): void {
  if (nextState(contractStates, row.state, action) === null)
    throw new Refusal('contract.contract_state', { state: `contract.contract.${row.state}` })
}
