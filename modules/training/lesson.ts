/** What a lesson is made of. */
export const lessonKinds = ['text', 'slides', 'video', 'case'] as const
export type LessonKind = (typeof lessonKinds)[number]

/** The largest file of a lesson or a session: what the door lets through in one request, less its wrapping. */
export const maxFileBytes = 16 * 1024 * 1024

const startsWith = (bytes: Uint8Array, text: string, at = 0) =>
  [...text].every((letter, index) => bytes[at + index] === letter.charCodeAt(0))

/** What a file really is, read from its bytes and not from its name; null when it is nothing a lesson shows. */
export function mediaTypeOf(bytes: Uint8Array): string | null {
  if (startsWith(bytes, '%PDF-')) return 'application/pdf'
  if (startsWith(bytes, 'ftyp', 4)) return 'video/mp4'
  if (bytes[0] === 0x1a && bytes[1] === 0x45 && bytes[2] === 0xdf && bytes[3] === 0xa3) return 'video/webm'
  if (startsWith(bytes, '\x89PNG')) return 'image/png'
  if (bytes[0] === 0xff && bytes[1] === 0xd8) return 'image/jpeg'
  return null
}

/** Whether a file of this type can be a lesson of this kind. */
export function fileFits(kind: LessonKind, mediaType: string): boolean {
  return kind === 'video' ? mediaType.startsWith('video/') : kind === 'slides' && !mediaType.startsWith('video/')
}
