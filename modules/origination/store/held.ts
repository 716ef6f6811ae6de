import type { Context } from '#platform/context'
import { rows, type Sql, sql } from '#platform/database'
import { type Reassigned, visibleIn, workIn } from '#platform/reassign'
import type { HeldWork } from '#team'

const leads = {
  table: 'origination.lead',
  key: 'id',
  spreadBy: 'id',
  named: true,
  name: sql<string>`t.display_name`,
  which: sql<boolean>`t.state NOT IN ('converted', 'lost')`,
}
// Who brought in what has been decided or paid out is a fact, and stays.
const applications = {
  table: 'origination.application',
  key: 'id',
  spreadBy: 'customer_id',
  named: true,
  name: sql<string>`t.number`,
  which: sql<boolean>`t.state NOT IN ('disbursed', 'rejected', 'cancelled', 'expired')`,
}

/** The cases a person holds in the review queue, whether the hold has run out or not. */
async function claimed(database: Sql, personKey: bigint) {
  const first = await rows(
    sql<{
      key: bigint
      name: string
    }>`SELECT id AS key, number AS name FROM origination.application WHERE claimed_by = ${personKey} ORDER BY id`,
    database,
  )
  return { count: first.length, first: first.slice(0, 20) }
}

/** Gives held cases back to the queue, where whoever may decide them finds them. */
function release(ctx: Context, personKey: bigint): Promise<Reassigned[]> {
  return rows(
    sql<Reassigned>`UPDATE origination.application SET claimed_by = NULL, claimed_by_name = NULL, claimed_group_id = NULL, claimed_until = NULL
      WHERE claimed_by = ${personKey} RETURNING id AS key, NULL::bigint AS "toKey"`,
    ctx.sql,
  )
}

/** The leads and applications a person works on, and the cases held in the queue. */
export const held: HeldWork[] = [
  {
    kind: 'origination.lead',
    page: '/origination/leads/',
    prefix: 'lead',
    ...workIn(leads),
  },
  {
    kind: 'origination.application',
    page: '/origination/applications/',
    prefix: 'application',
    ...workIn(applications),
  },
  {
    kind: 'origination.claimed-case',
    page: '/origination/applications/',
    prefix: 'application',
    ends: true,
    heldBy: claimed,
    handOver: (ctx, fromKey) => release(ctx, fromKey),
    holderOf: async (database, key) =>
      (
        await rows(
          sql<{ by: bigint | null }>`SELECT claimed_by AS by FROM origination.application WHERE id = ${key}`,
          database,
        )
      )[0]?.by ?? null,
  },
]

/** How many leads and applications rights make visible: what a change of post is measured by. */
export const visible = [
  { kind: 'origination.lead', ...visibleIn('origination.lead', 'origination.lead.read') },
  { kind: 'origination.application', ...visibleIn('origination.application', 'origination.application.read') },
]
