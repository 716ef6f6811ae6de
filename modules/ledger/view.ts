import { toId } from '#lib/id'
import type { JournalRow } from './store.ts'

/** A journal as the contract shows it. */
export function journalView(row: JournalRow) {
  return {
    id: toId('journal', row.key),
    day: row.day,
    branchId: toId('branch', row.branchKey),
    source: row.source,
    description: row.description,
    note: row.note,
    about: row.about,
    parentId: row.parentKey === null ? null : toId('journal', row.parentKey),
    reversedById: row.reversedByKey === null ? null : toId('journal', row.reversedByKey),
    amount: row.amount,
    postedBy: row.postedBy,
    postedAt: row.postedAt,
  }
}
