import type { RawBuilder } from 'kysely'
import type { Day, Instant } from '#lib/day'
import type { Id } from '#lib/id'
import type { Showing, Verdict } from '#lib/verdict'
import type { Language } from '#lib/words'
import type { Vault } from './crypto.ts'
import type { Sql } from './database.ts'

/** Who acts: a person of the team, or the program itself (day close, events, imports). */
export type Actor = {
  kind: 'person' | 'system'
  /** `person_…`, or the system job's name. The audit line's actor. */
  id: Id<'person'> | `system:${string}`
  /** The person's database key; null for the system. */
  key: bigint | null
  name: string
  groupKey: bigint | null
  branchKey: bigint | null
  /** The API key the call came by; the audit line names it. */
  through?: Id<'key'> | undefined
}

/** Where a record belongs: what data scopes look at. */
export type Placed = { ownerId: bigint | null; groupId: bigint | null; branchId: bigint | null }

/** The column references of a query that hold a record's place, such as `a.owner_id`. */
export type PlacedColumns = { owner: string; group: string; branch: string }

/** What of one table a reader may see: all of it, or the records of these owners, groups and branches, and those these people look after. */
export type Sight =
  | true
  | {
      owners: readonly bigint[]
      groups: readonly bigint[]
      branches: readonly bigint[]
      managers?: readonly bigint[]
    }

/** What one actor may do now: the same rule answers for one record and for a list. Built by the authority module. */
export type Rights = {
  permissions: readonly string[]
  /** May the actor use the permission at all (no row), or on this record? */
  verdict(permission: string, row?: Placed): Verdict
  /** @throws Refusal `authority.*` when the verdict is no. */
  check(permission: string, row?: Placed): void
  /** The SQL predicate of the same rule, for lists, counts and sums. */
  where(permission: string, columns: PlacedColumns): RawBuilder<boolean>
  /** How a personal field of a record is answered, by the dated rules about fields; what is shown leaves an audit line (`ctx.show`). */
  shows(field: string, row: Placed): Showing
  /** The SQL predicate of the same rules: records whose field is not withheld, for searching by it. */
  findable(field: string, columns: PlacedColumns): RawBuilder<boolean>
  /** How far any of these permissions reaches, together: what the wall behind the kernel lets through. */
  sees(permissions: readonly string[]): Sight
  /** What of the answers given so far rests on emergency access only; the audit line says so. */
  used(): readonly string[]
}

/** Opens and closes people's sign-ins. A sign-in without an active person behind it admits to nothing. */
export type SignIns = {
  /** Opens a sign-in with a fresh first password, or renews the one of this username that belongs to no person yet. */
  open(username: string, name: string, password?: string): Promise<{ userId: string; password: string }>
  /** Closes a sign-in and ends its sessions. */
  close(userId: string): Promise<void>
}

/** What a use case works with: one transaction, one actor, one moment. */
export type Context = {
  sql: Sql
  actor: Actor
  rights: Rights
  /** The open business day; never the machine's date. */
  today: Day
  now: Instant
  language: Language
  dryRun: boolean
  vault: Vault
  signIns: SignIns
  /** Tells later modules a fact (past tense), delivered after the commit, at least once. Payload: JSON, ids only. */
  emit(event: string, payload: object): Promise<void>
  /** Names the records the command touched; they stand in the audit line and on each record's timeline. */
  about(...ids: string[]): void
  /** Says that personal fields of a record are answered in clear because a rule shows them; reads leave an audit line of it too. */
  show(id: string, fields: readonly string[]): void
  /** Adds facts to the audit line: codes, amounts, states. Never personal data. */
  note(detail: Record<string, unknown>): void
}
