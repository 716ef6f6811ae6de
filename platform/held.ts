import { randomUUID } from 'node:crypto'
import { sql as kysely } from 'kysely'
import type { Context } from './context.ts'

/** What a caller is told of a command that waits for a second person. */
export type HeldAnswer = { id: string; deadlineAt: string; checkers: string[] }

/** A command as it came in, for whoever decides whether it must wait. */
export type Order = {
  /** `POST /servicing/loans/{id}/write-off`. */
  operation: string
  permission: string
  input: unknown
  /** Why the maker asks for it, where a rule wants to know. */
  reason: string | null
  idempotencyKey: string | null
}

/** A command that must wait: `keep` puts it aside in the caller's transaction instead of executing it. */
export type Hold = { keep(): Promise<HeldAnswer> }

/**
 * Says whether a command must wait for a second person; null: it is executed. Handed in by `app`.
 * @throws Refusal what the command itself would refuse, and when nobody could check it
 */
export type Holding = (ctx: Context, order: Order) => Promise<Hold | null>

/** Carries "it waits" out of the write path to the door, which answers 202. The wait itself has been committed. */
export class Held extends Error {
  override name = 'Held'
  readonly answer: HeldAnswer

  constructor(answer: HeldAnswer) {
    super('the command waits for a second person')
    this.answer = answer
  }
}

/** Does work inside the caller's transaction and takes every trace of it back, whatever came of it. */
export async function onTrial<Out>(ctx: Context, work: (ctx: Context) => Promise<Out>): Promise<Out> {
  const name = kysely.raw(`"trial_${randomUUID()}"`)
  await kysely`SAVEPOINT ${name}`.execute(ctx.sql)
  try {
    return await work({ ...ctx, dryRun: true })
  } finally {
    await kysely`ROLLBACK TO SAVEPOINT ${name}`.execute(ctx.sql)
    await kysely`RELEASE SAVEPOINT ${name}`.execute(ctx.sql)
  }
}
