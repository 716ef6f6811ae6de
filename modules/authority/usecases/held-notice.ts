import { type Id, toKey } from '#lib/id'
import type { Context } from '#platform/context'
import type { HeldState } from '../held.ts'
import * as store from '../store/held.ts'
import { candidatesOf } from './checkers.ts'
import { waysOf } from './held-change.ts'

/** Whom to tell of a held change and what: its checkers while it waits, its maker once it is settled. Null when it is gone. */
export async function heldNotice(
  ctx: Context,
  id: Id<'held'>,
): Promise<{ to: bigint[]; operation: string; maker: string; state: HeldState; by: string; late: boolean } | null> {
  const held = await store.heldByKey(ctx.sql, toKey(id))
  if (!held) return null
  const places = await store.placesOf(ctx.sql, held.key)
  const maker = { key: held.makerKey, name: held.makerName }
  const people = new Set<bigint>()
  if (held.state === 'waiting')
    for (const check of waysOf(held, ctx.now))
      for (const one of await candidatesOf(ctx, { ...held, check }, maker, places))
        if (one.fault === null) people.add(one.key)
  return {
    to: held.state === 'waiting' ? [...people] : [held.makerKey],
    operation: `operation.${held.operation}`,
    maker: held.makerName,
    state: held.state,
    by: held.decidedByName ?? '',
    late: held.state === 'waiting' && held.escalatedAt !== null,
  }
}
