import { createHash } from 'node:crypto'
import { sql as kysely } from 'kysely'
import type { Instant } from '#lib/day'
import type { Vault } from './crypto.ts'
import { oneOrNone, type Sql } from './database.ts'

/** A file's bytes and type. */
export type StoredFile = { mediaType: string; content: Buffer }

/** Stores bytes under their SHA-256 and returns it. Papers with personal data are sealed. Storing twice stores once. */
export async function storeFile(sql: Sql, vault: Vault, now: Instant, file: StoredFile): Promise<string> {
  const sha256 = createHash('sha256').update(file.content).digest('hex')
  const sealed = vault.seal(file.content.toString('base64'), 'platform.file')
  await kysely`INSERT INTO platform.file (sha256, media_type, size, sealed, content, created_at)
    VALUES (${sha256}, ${file.mediaType}, ${file.content.length}, true, ${sealed}, ${now}) ON CONFLICT DO NOTHING`.execute(
    sql,
  )
  return sha256
}

/** Reads a stored file and proves that it is still what was stored; null when there is none. @throws Error when altered. */
export async function readFile(sql: Sql, vault: Vault, sha256: string): Promise<StoredFile | null> {
  const row = await oneOrNone(
    kysely<{
      media_type: string
      content: Buffer
    }>`SELECT media_type, content FROM platform.file WHERE sha256 = ${sha256}`,
    sql,
  )
  if (!row) return null
  const content = Buffer.from(vault.open(row.content, 'platform.file'), 'base64')
  if (createHash('sha256').update(content).digest('hex') !== sha256) throw new Error('stored file was altered')
  return { mediaType: row.media_type, content }
}
