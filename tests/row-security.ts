import type pg from 'pg'
import { contract } from '#app/contract'
import { type House, permissionCatalogue } from '#app/house'
import { modules } from '#app/modules'
import { operationsOf } from '#app/operations'
import { wallOf, walls } from '#app/walls'
import { actorOf } from '#authority'
import type { Placed } from '#platform/context'
import { type Sql, sql } from '#platform/database'
import { raiseWall } from '#platform/wall'
import { type Draws, fillOrganisation, type RandomOrganisation } from './random-organisation.ts'

/** What comparing kernel and row-level security found. */
export type Agreement = { triples: number; allowed: number; faults: string[] }

type Thing = { table: string; key: bigint; place: Placed }

/**
 * Random triples (person, operation, record) in a random organisation: the kernel's verdict on the record beside whether row-level
 * security shows it to that person in that operation. Records of every walled table, with places that may be unknown.
 */
export async function compareTriples(house: House, draws: Draws, triples: number): Promise<Agreement> {
  const organisation = await fillOrganisation(house.pool, draws, { people: 42, groups: 12, branches: 4 })
  const things = await fillRecords(house.pool, draws, organisation, 40)
  const operations = operationsOf(contract).filter(one => !['self', 'public'].includes(one.meta.permission))
  const catalogue = permissionCatalogue()
  const found: Agreement = { triples: 0, allowed: 0, faults: [] }
  const asked = new Map<string, { person: RandomOrganisation['people'][number]; permission: string; asked: Thing[] }>()
  // Ten records for each person and operation drawn: a transaction costs more than a row.
  for (let n = 0; n < triples; n += 10) {
    const person = draws.one(organisation.people)
    const { permission } = draws.one(operations).meta
    const name = `${person.key}:${permission}`
    const before = asked.get(name) ?? { person, permission, asked: [] }
    for (let record = 0; record < 10; record += 1) before.asked.push(draws.one(things))
    asked.set(name, before)
  }
  const { database, clock } = house.spine
  const actors = new Map(
    await Promise.all(
      organisation.people.map(
        async ({ key, userId }) => [key, (await actorOf(database, userId, clock.now(), catalogue))!.rights] as const,
      ),
    ),
  )
  for (const { person, permission, asked: records } of asked.values()) {
    const rights = actors.get(person.key)!
    const exact = Object.fromEntries(Object.keys(walls).map(table => [table, rights.sees([permission])]))
    const shown = await shownBehind(database, exact, records)
    const stood = await shownBehind(database, wallOf(rights, permission), records)
    for (const { table, key, place } of records) {
      const { allow } = rights.verdict(permission, place)
      const name = `${table}:${key}`
      found.triples += 1
      if (allow) found.allowed += 1
      if (allow !== shown.has(name))
        found.faults.push(`${person.username} ${permission} ${name}: the kernel says ${allow}, the wall ${!allow}`)
      // While an operation runs the wall may stand wider than its permission, never before what the kernel allows it on tables of its own floor or below.
      const own = floors.indexOf(permission.split('.')[0]!) >= floors.indexOf(table.split('.')[0]!)
      if (own && allow && !stood.has(name))
        found.faults.push(`${person.username} ${permission} ${name}: allowed, and hidden while the operation runs`)
    }
  }
  return found
}

/** Which of some records show in a transaction behind a wall. */
async function shownBehind(database: Sql, wall: Parameters<typeof raiseWall>[1], things: readonly Thing[]) {
  return database.transaction().execute(async transaction => {
    await raiseWall(transaction, wall)
    const parts = [...Map.groupBy(things, thing => thing.table)].map(
      ([table, some]) =>
        sql`SELECT ${table}::text AS name, ${sql.ref(keyOf(table))} AS key FROM ${sql.table(table)}
             WHERE ${sql.ref(keyOf(table))} = ANY(${some.map(one => one.key)}::bigint[])`,
    )
    const { rows } = await sql<{ name: string; key: bigint }>`${sql.join(parts, sql` UNION ALL `)}`.execute(transaction)
    return new Set(rows.map(row => `${row.name}:${row.key}`))
  })
}

const floors = modules.map(module => module.name)
const keyOf = (table: string) => (table === 'servicing.loan' ? 'loan_id' : 'id')

/** Records of every walled table that know nothing but their place; the database is a throw-away one. */
async function fillRecords(
  pool: pg.Pool,
  { below, one }: Draws,
  { people, places }: RandomOrganisation,
  each: number,
): Promise<Thing[]> {
  const things: Thing[] = []
  for (const table of Object.keys(walls)) {
    await loosen(pool, table)
    const [owner] = (
      await pool.query<{ name: string }>(
        `SELECT attname AS name FROM pg_attribute WHERE attrelid = $1::regclass AND attname IN ('owner_id', 'person_id')`,
        [table],
      )
    ).rows
    const made: Thing[] = []
    for (let n = 0; n < each; n += 1) {
      const there = one(places)
      const place: Placed = {
        ownerId: below(8) ? one(people).key : null,
        groupId: below(8) ? there.group : null,
        branchId: below(8) ? one([there, one(places)]).branch : null,
      }
      made.push({ table, key: BigInt(1000 + n), place })
    }
    await pool.query(
      `INSERT INTO ${table} (${keyOf(table)}, ${owner!.name}, group_id, branch_id) SELECT * FROM unnest($1::bigint[], $2::bigint[], $3::bigint[], $4::bigint[])`,
      [
        made.map(one => one.key),
        made.map(({ place }) => place.ownerId),
        made.map(({ place }) => place.groupId),
        made.map(({ place }) => place.branchId),
      ],
    )
    things.push(...made)
  }
  return things
}

/** Takes off what a table asks of its rows besides the key. */
async function loosen(pool: pg.Pool, table: string): Promise<void> {
  await pool.query(
    `DO $$ DECLARE x record; BEGIN
       FOR x IN SELECT attname AS name FROM pg_attribute WHERE attrelid = '${table}'::regclass AND attnum > 0 AND attnotnull AND NOT EXISTS (SELECT FROM pg_constraint k WHERE k.conrelid = attrelid AND k.contype = 'p' AND attnum = ANY (k.conkey))
         LOOP EXECUTE format('ALTER TABLE ${table} ALTER COLUMN %I DROP NOT NULL', x.name); END LOOP;
       FOR x IN SELECT conname AS name FROM pg_constraint WHERE conrelid = '${table}'::regclass AND contype IN ('c', 'f')
         LOOP EXECUTE format('ALTER TABLE ${table} DROP CONSTRAINT %I', x.name); END LOOP;
       FOR x IN SELECT tgname AS name FROM pg_trigger WHERE tgrelid = '${table}'::regclass AND NOT tgisinternal
         LOOP EXECUTE format('DROP TRIGGER %I ON ${table}', x.name); END LOOP;
     END $$`,
  )
}
