import { must } from '#lib/assert'
import { toId } from '#lib/id'
import { actionsFrom } from '#lib/state'
import { answered } from '#party'
import type { Context } from '#platform/context'
import type { Input, Output } from '#platform/operation'
import { parameterOn } from '#reference'
import type { api } from '../api.ts'
import { contractStates } from '../contract.ts'
import { acceptanceOf, type ContractRow } from '../store/contract.ts'
import { templateByKey } from '../store/template.ts'
import { contractFor } from './contract-for-update.ts'

/** One contract. @throws Refusal contract.contract_not_found, authority.out_of_scope */
export async function getContract(
  ctx: Context,
  { id }: Input<typeof api.getContract>,
): Promise<Output<typeof api.getContract>> {
  return contractView(ctx, await contractFor(ctx, id, 'contract.contract.read'))
}

/** A contract as lists show it. */
export function contractLine(row: ContractRow) {
  return {
    id: toId('contract', row.key),
    number: row.number,
    state: row.state,
    customerName: row.customerName,
    productName: row.productName,
    principal: row.principal,
    periods: row.periods,
    annualRate: row.annualRate,
    simple: row.simple,
    producedAt: row.producedAt,
    producedByName: row.producedByName,
    acceptedAt: row.acceptedAt,
  }
}

/** A contract as the contract shows it, with what the reader may do: an accepted one is not voided by hand. */
export async function contractView(ctx: Context, row: ContractRow): Promise<Output<typeof api.getContract>> {
  const template = must(await templateByKey(ctx.sql, row.templateKey), 'a contract has its template')
  const [named] = await answered.withNames(ctx, [row])
  const allowed = ctx.rights.verdict('contract.contract.write', row).allow && row.state === 'produced'
  return {
    ...contractLine(named!),
    applicationId: toId('application', row.applicationKey),
    customerId: toId('customer', row.customerKey),
    productId: toId('product', row.productKey),
    productVersion: row.productVersion,
    templateNumber: template.number,
    effective: row.effective,
    figures: row.figures,
    file: { sha256: row.sha256, size: row.size, pages: row.pages },
    readSeconds: await parameterOn(ctx.sql, 'cost-disclosure.read-seconds', ctx.today),
    acceptance: await acceptanceOf(ctx.sql, row.key),
    voided:
      row.voidedAt === null ? null : { byName: row.voidedByName ?? '', at: row.voidedAt, reason: row.voidReason ?? '' },
    version: row.version,
    actions: allowed ? actionsFrom(contractStates, row.state) : [],
  }
}
