import type { Id } from '#lib/id'
import type { files } from '#origination'

type FileRecord = NonNullable<Awaited<ReturnType<typeof files.fileRecord>>>

/** What is known of the file behind a loan: who judged what in which words, how the committee voted, what quality control found. */
export type FileEvidence = Pick<FileRecord, 'steps' | 'votes' | 'checks'> & {
  /** `decisionId`: the decision of the rules with the facts, score and versions of its moment, which never changes. */
  application: { id: Id<'application'>; number: string; decisionId: Id<'decision'> | null } | null
}

/** The pack of a case: the loan as it stood when it was opened and the file behind it. Facts, no verdict. */
export type Evidence = FileEvidence & {
  loan: { id: string; number: string; principal: string; outstanding: string; disbursedOn: string; overdueDays: number }
  /** Of a case that somebody opened: what for, in their words. */
  facts?: string
  openedBy?: string
}

/** Everyone who had a hand in the file: who judged it, voted on it, or checked whom. They do not judge again. */
export function handsIn({ steps, votes }: Pick<FileEvidence, 'steps' | 'votes'>): Id<'person'>[] {
  return [...new Set([...steps, ...votes].flatMap(({ personId }) => (personId === null ? [] : [personId])))]
}
