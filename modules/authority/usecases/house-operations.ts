import { Bug } from '#lib/assert'
import type { Word } from '#lib/words'
import type { Context } from '#platform/context'

/** An input field as rules name it. */
export type OperationField = { path: string; label: Word; kind: 'money' | 'text' | 'other' }

/** A command of the house as holding it needs it. */
export type HouseOperation = {
  /** `POST /servicing/loans/{id}/write-off`. */
  name: string
  summary: Word
  permission: string
  fields: readonly OperationField[]
  /** The name people know an input field by. */
  label(path: string): Word | null
  /** The record it is about, where the input names it by a code and not by an identifier. */
  recordOf(input: unknown): string | null
  /** Runs it inside an open transaction. */
  run(ctx: Context, input: unknown): Promise<unknown>
}

/** What the house tells this module of everything above it. */
export type HouseFacts = {
  operations: ReadonlyMap<string, HouseOperation>
  /** Every permission any operation asks for. */
  permissions: readonly string[]
  /**
   * Reads a record by its identifier through the operation that shows it, as the reader of `ctx`, in the shape the API answers;
   * null when no operation shows such a record. @throws Refusal when the reader may not see it or it is not there
   */
  readRecord(ctx: Context, id: string): Promise<unknown>
  /** What kind of record an identifier names, as a word key. */
  nounOf(id: string): string
  /** Whether records of this kind can be read at all; those known by a code are named `course:credit-policy`. */
  readable(id: string): boolean
}

let known: HouseFacts | null = null

/** Tells this module every command of the house: they belong to modules above it. */
export function learnHouse(facts: HouseFacts): void {
  known = facts
}

/** @throws Bug when nobody has told */
export function houseFacts(): HouseFacts {
  if (!known) throw new Bug('the house has not been told its operations')
  return known
}
