import type { Day, Instant } from '#lib/day'
import type { Sql } from '#platform/database'
import { bookOn, type RuleBook, type RuleVersion } from '../rule-book.ts'
import { approvedVersions, ruleStamp } from '../store/rule.ts'

/**
 * The rules are few and read at every call, so they are kept; every reader asks first whether the kept set is still the one in
 * force. Its stamp is drawn anew, in the same transaction, with every decision about a rule and never comes back, so a kept set is
 * exact or not used. Some sets are kept beside each other for houses that share a process.
 */
const most = 6
const kept = new Map<string, { versions: RuleVersion[]; books: Map<Day, RuleBook> }>()

async function keptRules(sql: Sql): Promise<{ versions: RuleVersion[]; books: Map<Day, RuleBook> }> {
  const stamp = await ruleStamp(sql)
  const before = kept.get(stamp)
  if (before) return before
  const read = await approvedVersions(sql)
  const made = { versions: read.versions, books: new Map<Day, RuleBook>() }
  kept.set(read.stamp, made)
  for (const old of kept.keys()) if (kept.size > most) kept.delete(old)
  return made
}

/** The rules in force on a day: as approved by now, or as they were known to hold at an instant of the past. */
export async function bookFor(sql: Sql, on: Day, at: Instant | null = null): Promise<RuleBook> {
  const { versions, books } = await keptRules(sql)
  if (at !== null) return bookOn(versions, on, at)
  const before = books.get(on)
  if (before) return before
  const book = bookOn(versions, on)
  if (books.size > 40) books.clear()
  books.set(on, book)
  return book
}

/** Every approved version, for questions about change. */
export async function approvedRules(sql: Sql): Promise<readonly RuleVersion[]> {
  return (await keptRules(sql)).versions
}
