import type { Instant } from '#lib/day'
import type { Sql } from '#platform/database'
import { type CertificateState, stateAt } from '../certificate.ts'
import { liveCertificates } from '../store/certificate.ts'

/** A certificate that counts at the asked instant. */
export type LiveCertificate = {
  code: string
  number: string
  issuedAt: Instant
  /** The end printed on it. */
  validUntil: Instant
  /** The first instant at which it no longer counts: end of grace, or a renewal forced by a new course version. */
  endsAt: Instant
  state: CertificateState
}

/** The certificates of one person that count at an instant, the longest-lasting of a code first. Nothing is kept between calls. */
export async function certificatesOf(sql: Sql, personKey: bigint, at: Instant): Promise<LiveCertificate[]> {
  return (await certificatesOfPeople(sql, [personKey], at)).get(personKey) ?? []
}

/** The same for many people in one statement, by person key. Who holds none has no entry. */
export async function certificatesOfPeople(
  sql: Sql,
  personKeys: readonly bigint[],
  at: Instant,
): Promise<Map<bigint, LiveCertificate[]>> {
  const found = new Map<bigint, LiveCertificate[]>()
  for (const row of await liveCertificates(sql, personKeys, at)) {
    const { personKey, code, number, issuedAt, validUntil, endsAt } = row
    const line = { code, number, issuedAt, validUntil, endsAt, state: stateAt(row, at) }
    found.set(personKey, [...(found.get(personKey) ?? []), line])
  }
  return found
}
