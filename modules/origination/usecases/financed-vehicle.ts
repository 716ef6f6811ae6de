import type { Context } from '#platform/context'
import { loanByKey } from '#servicing'
import type { ApplicationRow } from '../store/application.ts'
import { loansOnVehicle } from '../store/listing.ts'

/** How many loans still stand on an application's vehicle, and how many of them were made to another identity. */
export async function financedVehicle(
  ctx: Context,
  row: Pick<ApplicationRow, 'key' | 'vin'>,
  identity: string | null,
): Promise<{ all: number; others: number }> {
  const found = { all: 0, others: 0 }
  if (row.vin === null) return found
  for (const made of await loansOnVehicle(ctx.sql, { vin: row.vin, exceptKey: row.key })) {
    const loan = await loanByKey(ctx.sql, made.loanKey)
    if (!loan || loan.closedOn !== null) continue
    found.all += 1
    if (made.identity !== identity) found.others += 1
  }
  return found
}
