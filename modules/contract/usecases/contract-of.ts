import type { Sql } from '#platform/database'
import type { ContractSummary } from '../contract.ts'
import { liveContract } from '../store/contract.ts'

/** The contract of an application that is not void; null when there is none. */
export async function contractOf(sql: Sql, applicationKey: bigint): Promise<ContractSummary | null> {
  const row = await liveContract(sql, applicationKey)
  if (!row) return null
  const { key, number, state, sha256, producedAt, acceptedAt, annualRate } = row
  const { penaltyRate, graceDays, allocationOrder, settlementFee } = row.figures
  const terms = { annualRate, penaltyRate, graceDays, allocationOrder, settlementFee }
  return { key, number, state, sha256, producedAt, acceptedAt, terms }
}
