import { must } from '#lib/assert'
import { answered } from '#party'
import type { Context } from '#platform/context'
import { readFile } from '#platform/files'
import type { Input, Output } from '#platform/operation'
import type { api } from '../api.ts'
import { contractFor } from './contract-for-update.ts'

/** The file of a contract, byte for byte as it was produced. @throws Refusal contract.contract_not_found, authority.field_withheld */
export async function downloadContract(
  ctx: Context,
  { id }: Input<typeof api.downloadContract>,
): Promise<Output<typeof api.downloadContract>> {
  const row = await contractFor(ctx, id, 'contract.contract.read')
  await answered.openPaperOf(ctx, row.customerKey, ['name', 'idNumber', 'phone', 'address'])
  const file = must(await readFile(ctx.sql, ctx.vault, row.sha256), 'a contract has its file')
  ctx.about(id)
  ctx.note({ opened: row.number })
  return new File([new Uint8Array(file.content)], `${row.number}.pdf`, { type: file.mediaType })
}
