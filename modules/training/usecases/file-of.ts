import type { Vault } from '#platform/crypto'
import type { Sql } from '#platform/database'
import { readFile } from '#platform/files'
import { storedFile } from '../store/session.ts'

/** The bytes a lesson or a session shows; null when there is no such file. */
export async function fileOf(database: Sql, vault: Vault, of: 'lesson' | 'session', key: bigint) {
  const kept = await storedFile(database, of, key)
  const file = kept && (await readFile(database, vault, kept.sha256))
  return kept && file ? { ...file, fileName: kept.fileName } : null
}
