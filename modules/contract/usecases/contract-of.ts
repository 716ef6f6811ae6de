import type { Sql } from '#platform/database'
import type { floating } from '#product'
import type { ContractSummary } from '../contract.ts'
import type { Figures } from '../shapes.ts'
import { liveContract } from '../store/contract.ts'

/** The contract of an application that is not void; null when there is none. */
export async function contractOf(sql: Sql, applicationKey: bigint): Promise<ContractSummary | null> {
  const row = await liveContract(sql, applicationKey)
  if (!row) return null
  const { key, number, state, sha256, producedAt, acceptedAt, annualRate } = row
  const { penaltyRate, graceDays, allocationOrder, settlementFee } = row.figures
  const floating = floatingOf(row.figures)
  const terms = { annualRate, penaltyRate, graceDays, allocationOrder, settlementFee, floating }
  return { key, number, state, sha256, producedAt, acceptedAt, terms }
}

/** The floating rate without the value it began with; contracts made before rates could float have none. */
function floatingOf({ floating }: Partial<Figures>): floating.FloatingTerms | null {
  if (!floating) return null
  const { base, margin, reset, floor, cap } = floating
  return { base, margin, reset, floor, cap }
}
