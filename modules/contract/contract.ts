import type { Instant } from '#lib/day'
import type { Rate } from '#lib/rate'
import { refuseUnless } from '#lib/refusal'
import type { StateTable } from '#lib/state'
import type { floating } from '#product'

export type ContractState = 'produced' | 'accepted' | 'void'
/** A contract's life; what is void stays void, and the application gets another contract. */
export const contractStates: StateTable<ContractState, 'accept' | 'void'> = {
  produced: { accept: 'accepted', void: 'void' },
  accepted: { void: 'void' },
  void: {},
}

/** How a borrower accepts: before a member of staff, or by a signature whose evidence speaks for itself. */
export const acceptanceMethods = ['in-person', 'e-signature'] as const

/** What is stated when a contract is accepted. */
export type Acceptance = {
  method: (typeof acceptanceMethods)[number]
  /** The file the borrower had before them. */
  sha256: string
  /** How long the cost form was open before them. */
  readSeconds: number
  identityChecked: boolean
  note: string
  /** What a signature leaves behind; empty for an acceptance in person. */
  evidence: Record<string, unknown>
}

/**
 * Whether an acceptance holds: of exactly this file, the cost form read long enough, the borrower's identity checked.
 * Source: 金规〔2026〕2号, domain.md §3.2.
 * @throws Refusal contract.file_stale, contract.read_longer, contract.identity_not_checked
 */
export function checkAcceptance(acceptance: Acceptance, fileSha256: string, leastSeconds: number): void {
  refuseUnless(acceptance.sha256 === fileSha256, 'contract.file_stale', {}, 'sha256')
  refuseUnless(
    acceptance.readSeconds >= leastSeconds,
    'contract.read_longer',
    { seconds: leastSeconds, read: acceptance.readSeconds },
    'readSeconds',
  )
  refuseUnless(acceptance.identityChecked, 'contract.identity_not_checked', {}, 'identityChecked')
}

/** `A-20260302-0001` → `C-20260302-0001`, and `-2` behind it for the second contract of the same application. */
export function contractNumber(applicationNumber: string, before: number): string {
  const number = applicationNumber.replace(/^A-/, 'C-')
  return before === 0 ? number : `${number}-${before + 1}`
}

/** What a contract says the loan costs beside its plan: a loan on it is opened on these and on nothing newer. */
export type ContractTerms = {
  annualRate: Rate
  penaltyRate: Rate
  graceDays: number
  allocationOrder: readonly string[]
  settlementFee: { rate: string; freeAfterPeriods: number }
  /** How the rate floats; null where it is fixed. */
  floating: floating.FloatingTerms | null
}

/** The contract as other modules know it. */
export type ContractSummary = {
  terms: ContractTerms
  key: bigint
  number: string
  state: ContractState
  sha256: string
  producedAt: Instant
  acceptedAt: Instant | null
}
