import { refuseUnless } from '#lib/refusal'

export const messageKinds = ['message', 'handover'] as const
export type MessageKind = (typeof messageKinds)[number]

/** The longest line of a thread, in characters, and the most files and mentions it carries. */
export const mostText = 4000
export const mostFiles = 5
export const mostMentions = 20
/** The largest file of a thread. */
export const mostFileBytes = 8 * 2 ** 20

/** A file as a line brings it. */
export type SentFile = { name: string; mediaType: string; bytes: number }

/** What may be attached: pictures, papers, sheets; nothing a browser would run. */
const allowed =
  /^(image\/(png|jpeg|webp|gif)|application\/(pdf|zip|msword|vnd\.(ms-|openxmlformats)[\w.-]+)|text\/(plain|csv))$/

/** @throws Refusal notification.thread_file naming the file */
export function checkFiles(files: readonly SentFile[]): void {
  for (const [index, file] of files.entries())
    refuseUnless(
      file.bytes > 0 && file.bytes <= mostFileBytes && allowed.test(file.mediaType),
      'notification.thread_file',
      { name: file.name, most: mostFileBytes / 2 ** 20 },
      `files.${index}`,
    )
}

/** Only its author changes or removes a line, while it stands. @throws Refusal notification.thread_not_own, notification.thread_removed */
export function checkOwnLine(line: { authorKey: bigint; removed: boolean }, actor: bigint | null): void {
  refuseUnless(line.authorKey === actor, 'notification.thread_not_own')
  refuseUnless(!line.removed, 'notification.thread_removed')
}
