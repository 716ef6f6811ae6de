import { refuseUnless } from '#lib/refusal'
import type { Context } from '#platform/context'
import { readFile, storeFile } from '#platform/files'
import { maxFileBytes, mediaTypeOf } from '../lesson.ts'

/**
 * Stores a file a lesson or a session shows, its type read from the bytes.
 * @throws Refusal training.file_size, training.file_type
 */
export async function keepFile(ctx: Context, base64: string) {
  const content = Buffer.from(base64, 'base64')
  const fits = content.length > 0 && content.length <= maxFileBytes
  refuseUnless(fits, 'training.file_size', { most: `${maxFileBytes / 1024 / 1024} MB` }, 'content')
  const mediaType = mediaTypeOf(content)
  refuseUnless(mediaType, 'training.file_type', {}, 'content')
  return {
    sha256: await storeFile(ctx.sql, ctx.vault, ctx.now, { mediaType, content }),
    mediaType,
    size: content.length,
  }
}

/** The type of a stored file, or null when there is none under this hash. */
export async function fileType(ctx: Context, sha256: string): Promise<string | null> {
  return (await readFile(ctx.sql, ctx.vault, sha256))?.mediaType ?? null
}
