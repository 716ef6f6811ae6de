import type { Instant } from '#lib/day'
import { toId } from '#lib/id'
import { stateAt } from './certificate.ts'
import type { CertificateRow } from './store/certificate.ts'

/** A certificate as the contract shows it. */
export function certificateView(
  row: CertificateRow,
  person: { name: string; groupName: string | null },
  names: ReadonlyMap<bigint, string>,
  now: Instant,
) {
  const { code, name, nameEn, number, basis, evidence, issuedAt, validUntil, endsAt, revokedReason } = row
  return {
    id: toId('certificate', row.key),
    code,
    name,
    nameEn,
    number,
    personId: toId('person', row.personKey),
    personName: person.name,
    groupName: person.groupName,
    basis,
    evidence,
    state: stateAt(row, now),
    issuedAt,
    validUntil,
    endsAt,
    issuedByName: row.issuedBy === null ? null : (names.get(row.issuedBy) ?? null),
    revokedReason,
  }
}
