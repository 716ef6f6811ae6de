import { type Instant, msBetween } from '#lib/day'
import type { Sql } from '#platform/database'
import { listKinds } from '../store/certificate.ts'

/** Names are read at most so often; whoever renames a certificate sees the new name soon enough. */
const freshFor = 60_000

let known: ReadonlyMap<string, { zh: string; en: string }> = new Map()
let readAt: Instant | null = null

/** Reads the names of certificates, unless those asked for are known and fresh: refusals say them without another look. */
export async function learn(sql: Sql, codes: readonly string[], now: Instant): Promise<void> {
  const fresh = readAt !== null && Math.abs(msBetween(readAt, now)) < freshFor
  if (fresh && codes.every(code => known.has(code))) return
  known = new Map((await listKinds(sql)).map(kind => [kind.code, { zh: kind.name, en: kind.nameEn }]))
  readAt = now
}

/** What a certificate is called in both languages; its code where it has no name yet. */
export const nameOf = (code: string): { zh: string; en: string } => known.get(code) ?? { zh: code, en: code }
