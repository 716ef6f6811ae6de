import type pg from 'pg'
import { contract } from '#app/contract'
import { type House, permissionCatalogue } from '#app/house'
import { modules } from '#app/modules'
import { operationsOf } from '#app/operations'
import { wallOf, walls, wallsBelow } from '#app/walls'
import { actorOf } from '#authority'
import type { Placed } from '#platform/context'
import { type Sql, sql } from '#platform/database'
import { raiseWall, type Wall } from '#platform/wall'
import { type Draws, fillOrganisation, type RandomOrganisation } from './random-organisation.ts'

/** What comparing kernel and row-level security found. */
export type Agreement = { triples: number; allowed: number; faults: string[] }

/** A record: where it stands, or where what it belongs to stands (`of`: that table), and who looks after it. */
type Thing = { table: string; key: bigint; place: Placed; managerKey: bigint | null; of: string }

/**
 * Random triples (person, operation, record) in a random organisation: the kernel's verdict on the record beside whether row-level
 * security shows it to that person in that operation. Records of every walled table and of those below them, with places that may be unknown.
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
    const able = rights.verdict(permission).allow
    const sight = rights.sees([permission])
    const after = sight === true || !able ? sight : { ...sight, managers: [person.key] }
    const exact = Object.fromEntries(
      Object.entries(walls).map(([table, { managers }]) => [table, managers ? after : sight]),
    )
    const shown = await shownBehind(database, exact, records)
    const stood = await shownBehind(database, wallOf(rights, permission, person.key), records)
    for (const { table, key, place, managerKey, of } of records) {
      const wall = walls[of]!
      const allow = rights.verdict(permission, place).allow || (able && managerKey === person.key)
      const name = `${table}:${key}`
      found.triples += 1
      if (allow) found.allowed += 1
      if (allow !== shown.has(name))
        found.faults.push(`${person.username} ${permission} ${name}: the kernel says ${allow}, the wall ${!allow}`)
      // While an operation runs the wall may stand wider than its permission, never before what the kernel allows it on tables of its
      // own floor or below; of a table that stands alone, what the permissions of that table allow.
      const own = wall.alone
        ? wall.permissions.some(group => group.includes(permission))
        : floors.indexOf(permission.split('.')[0]!) >= floors.indexOf(of.split('.')[0]!)
      if (own && allow && !stood.has(name))
        found.faults.push(`${person.username} ${permission} ${name}: allowed, and hidden while the operation runs`)
    }
  }
  return found
}

/** Which of some records show in a transaction behind a wall. */
async function shownBehind(database: Sql, wall: Wall, things: readonly Thing[]) {
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

/** Records of every walled table, and one below each where a table hangs on it, that know nothing but their place; the database is a throw-away one. */
async function fillRecords(
  pool: pg.Pool,
  { below, one }: Draws,
  { people, places }: RandomOrganisation,
  each: number,
): Promise<Thing[]> {
  const things: Thing[] = []
  for (const table of Object.keys(walls)) {
    await loosen(pool, table)
    const columns = (
      await pool.query<{ name: string }>(
        `SELECT attname AS name FROM pg_attribute WHERE attrelid = $1::regclass AND attnum > 0 AND NOT attisdropped`,
        [table],
      )
    ).rows.map(row => row.name)
    const owner = columns.find(name => name === 'owner_id' || name === 'person_id')
    const has = (name: string) => columns.includes(name)
    const made: Thing[] = []
    for (let n = 0; n < each; n += 1) {
      const there = one(places)
      const place: Placed = {
        ownerId: owner && below(8) ? one(people).key : null,
        groupId: has('group_id') && below(8) ? there.group : null,
        branchId: has('branch_id') && below(8) ? one([there, one(places)]).branch : null,
      }
      const levels = [null, 'person', 'group', 'branch'] as const
      const level = has('subject_id') ? one(levels) : undefined
      if (level !== undefined) {
        place.ownerId = level === 'person' ? one(people).key : null
        place.groupId = level === 'group' ? there.group : null
        place.branchId = level === 'branch' ? there.branch : null
      }
      const managerKey = walls[table]!.managers && below(2) ? one(people).key : null
      made.push({ table, key: BigInt(1000 + n), place, managerKey, of: table })
    }
    if (has('subject_id')) {
      const level = ({ place }: Thing) =>
        place.ownerId ? 'person' : place.groupId ? 'group' : place.branchId ? 'branch' : 'company'
      await pool.query(
        `INSERT INTO ${table} (id, level, subject_id) SELECT * FROM unnest($1::bigint[], $2::text[], $3::bigint[])`,
        [
          made.map(one => one.key),
          made.map(level),
          made.map(({ place }) => place.ownerId ?? place.groupId ?? place.branchId ?? 0n),
        ],
      )
      things.push(...made)
      continue
    }
    await insert(pool, table, {
      [keyOf(table)]: made.map(one => one.key),
      ...(owner && { [owner]: made.map(({ place }) => place.ownerId) }),
      ...(has('group_id') && { group_id: made.map(({ place }) => place.groupId) }),
      ...(has('branch_id') && { branch_id: made.map(({ place }) => place.branchId) }),
      ...(walls[table]!.managers && { manager_id: made.map(one => one.managerKey) }),
    })
    things.push(...made)
  }
  for (const [table, { column, parent }] of Object.entries(wallsBelow)) {
    await loosen(pool, table)
    const made = things.filter(thing => thing.table === parent).map(thing => ({ ...thing, table }))
    const keys = made.map(thing => thing.key)
    await insert(pool, table, { [column]: keys, [keyOf(table)]: keys })
    things.push(...made)
  }
  return things
}

async function insert(pool: pg.Pool, table: string, columns: Record<string, (bigint | null)[]>): Promise<void> {
  const names = Object.keys(columns)
  await pool.query(
    `INSERT INTO ${table} (${names.join()}) SELECT * FROM unnest(${names.map((_, at) => `$${at + 1}::bigint[]`).join()})`,
    Object.values(columns),
  )
}

/** Takes off what a table asks of its rows besides the key, and gives it a key where it has none of its own. */
async function loosen(pool: pg.Pool, table: string): Promise<void> {
  await pool.query(
    `DO $$ DECLARE x record; BEGIN
       IF NOT EXISTS (SELECT FROM pg_attribute WHERE attrelid = '${table}'::regclass AND attname = '${keyOf(table)}') THEN
         FOR x IN SELECT conname AS name FROM pg_constraint WHERE conrelid = '${table}'::regclass AND contype = 'p'
           LOOP EXECUTE format('ALTER TABLE ${table} DROP CONSTRAINT %I', x.name); END LOOP;
         ALTER TABLE ${table} ADD COLUMN id bigint;
       END IF;
       FOR x IN SELECT attname AS name FROM pg_attribute WHERE attrelid = '${table}'::regclass AND attnum > 0 AND attnotnull AND NOT EXISTS (SELECT FROM pg_constraint k WHERE k.conrelid = attrelid AND k.contype = 'p' AND attnum = ANY (k.conkey))
         LOOP EXECUTE format('ALTER TABLE ${table} ALTER COLUMN %I DROP NOT NULL', x.name); END LOOP;
       FOR x IN SELECT conname AS name FROM pg_constraint WHERE conrelid = '${table}'::regclass AND contype IN ('c', 'f')
         LOOP EXECUTE format('ALTER TABLE ${table} DROP CONSTRAINT %I', x.name); END LOOP;
       FOR x IN SELECT indexrelid::regclass AS name FROM pg_index WHERE indrelid = '${table}'::regclass AND indisunique AND NOT EXISTS (SELECT FROM pg_constraint WHERE conindid = indexrelid)
         LOOP EXECUTE format('DROP INDEX %s', x.name); END LOOP;
       FOR x IN SELECT tgname AS name FROM pg_trigger WHERE tgrelid = '${table}'::regclass AND NOT tgisinternal
         LOOP EXECUTE format('DROP TRIGGER %I ON ${table}', x.name); END LOOP;
     END $$`,
  )
}
