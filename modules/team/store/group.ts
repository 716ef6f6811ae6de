import type { Day, Instant } from '#lib/day'
import type { Context } from '#platform/context'
import { oneOrNone, prepared, rows, type Sql, sql } from '#platform/database'
import type { GroupNode, GroupPeriod } from '../group.ts'
import type { GroupFunction } from '../post.ts'

/** Groups of an installation that says no day for them have been there since. */
const always = '2000-01-01' as Day

/** A group as it stands on a day. */
export type GroupRow = {
  key: bigint
  name: string
  function: GroupFunction
  parentKey: bigint | null
  branchKey: bigint
  branchName: string
  leaderKey: bigint | null
  leaderName: string | null
  fromDay: Day
  toDay: Day | null
  people: number
  version: number
}

/** Every group of a day as the tree rules need it. */
export async function groupNodes(database: Sql, on: Day): Promise<GroupNode[]> {
  return rows(
    prepared(
      sql<GroupNode>`SELECT group_id AS key, parent_id AS "parentKey", branch_id AS "branchKey" FROM team.group_period
        WHERE from_day <= ${on}::date AND (to_day IS NULL OR ${on}::date < to_day) ORDER BY group_id`,
    ),
    database,
  )
}

/** Groups of a day with their head counts. */
export async function listGroups(database: Sql, on: Day): Promise<GroupRow[]> {
  return rows(
    sql<GroupRow>`SELECT g.id AS key, s.name, g.function, s.parent_id AS "parentKey", g.branch_id AS "branchKey", b.name AS "branchName", g.version,
               s.leader_id AS "leaderKey", l.name AS "leaderName",
               (SELECT min(from_day) FROM team.group_period WHERE group_id = g.id) AS "fromDay",
               (SELECT nullif(max(coalesce(to_day, 'infinity')), 'infinity') FROM team.group_period WHERE group_id = g.id) AS "toDay",
               (SELECT count(*)::int FROM team.assignment a WHERE a.group_id = g.id AND a.from_day <= ${on}::date AND (a.to_day IS NULL OR ${on}::date < a.to_day)) AS people
          FROM team.team_group g JOIN team.branch b ON b.id = g.branch_id
          JOIN team.group_period s ON s.group_id = g.id AND s.from_day <= ${on}::date AND (s.to_day IS NULL OR ${on}::date < s.to_day)
          LEFT JOIN team.person l ON l.id = s.leader_id ORDER BY b.name, g.id`,
    database,
  )
}

/** A group's own row, locked; null when there is none. */
export function groupForUpdate(
  database: Sql,
  key: bigint,
): Promise<{ branchKey: bigint; function: GroupFunction; version: number } | null> {
  return oneOrNone(
    sql<{ branchKey: bigint; function: GroupFunction; version: number }>`
      SELECT branch_id AS "branchKey", function, version FROM team.team_group WHERE id = ${key} FOR UPDATE`,
    database,
  )
}

/** Makes whoever changes the tree of groups wait for whoever does it now: two moves, each allowed alone, could close a circle. */
export async function lockTree(database: Sql): Promise<void> {
  await sql`SELECT pg_advisory_xact_lock(hashtext('team.tree'))`.execute(database)
}

/** Every period of every group, or of one. */
export function groupPeriods(database: Sql, key: bigint | null = null): Promise<GroupPeriod[]> {
  return rows(
    sql<GroupPeriod>`SELECT group_id AS key, branch_id AS "branchKey", name, parent_id AS "parentKey", leader_id AS "leaderKey", from_day AS "fromDay", to_day AS "toDay"
      FROM team.group_period WHERE ${key}::bigint IS NULL OR group_id = ${key} ORDER BY group_id, from_day`,
    database,
  )
}

/** Writes a group's periods from a day on in place of those that stood there; what lay before stays. False when a name is taken. */
export async function saveGroupPeriods(
  database: Sql,
  key: bigint,
  fromDay: Day,
  periods: readonly GroupPeriod[],
): Promise<boolean> {
  await sql`DELETE FROM team.group_period WHERE group_id = ${key} AND from_day >= ${fromDay}::date`.execute(database)
  await sql`UPDATE team.group_period SET to_day = ${fromDay} WHERE group_id = ${key} AND (to_day IS NULL OR to_day > ${fromDay}::date)`.execute(
    database,
  )
  const later = periods.filter(period => period.fromDay >= fromDay)
  for (const period of later) if (!(await insertPeriod(database, period))) return false
  await sql`UPDATE team.team_group SET version = version + 1 WHERE id = ${key}`.execute(database)
  return true
}

/** Adds a period; false when the branch has another group of that name on one of its days. */
async function insertPeriod(database: Sql, period: GroupPeriod): Promise<boolean> {
  const result =
    await sql`INSERT INTO team.group_period (group_id, branch_id, name, parent_id, leader_id, from_day, to_day)
    VALUES (${period.key}, ${period.branchKey}, ${period.name}, ${period.parentKey}, ${period.leaderKey}, ${period.fromDay}, ${period.toDay})
    ON CONFLICT ON CONSTRAINT group_period_name_once DO NOTHING`.execute(database)
  return result.numAffectedRows === 1n
}

/** Writes down who changed a group, from which day and why. */
export async function insertGroupChange(
  ctx: Context,
  change: { groupKey: bigint; fromDay: Day; change: Record<string, string | null>; reason: string },
): Promise<void> {
  await sql`INSERT INTO team.group_change (group_id, from_day, change, reason, changed_by, changed_by_name, changed_at)
    VALUES (${change.groupKey}, ${change.fromDay}, ${JSON.stringify(change.change)}::jsonb, ${change.reason}, ${ctx.actor.key}, ${ctx.actor.name}, ${ctx.now})`.execute(
    ctx.sql,
  )
}

/** Who changed a group, newest first. */
export function groupChanges(database: Sql, key: bigint) {
  return rows(
    sql<{ fromDay: Day; change: Record<string, string | null>; reason: string; byName: string; at: Instant }>`
      SELECT from_day AS "fromDay", change, reason, changed_by_name AS "byName", changed_at AS at FROM team.group_change
       WHERE group_id = ${key} ORDER BY id DESC`,
    database,
  )
}

/** How many people are in a group on a day or will be after it. */
export async function peopleFrom(database: Sql, key: bigint, on: Day): Promise<number> {
  const row = await oneOrNone<{ people: number }>(
    sql`SELECT count(DISTINCT person_id)::int AS people FROM team.assignment WHERE group_id = ${key} AND (to_day IS NULL OR to_day > ${on}::date)`,
    database,
  )
  return row!.people
}

/** Every branch. */
export async function listBranches(database: Sql) {
  return rows<{ key: bigint; name: string; city: string }>(
    sql`SELECT id AS key, name, city FROM team.branch ORDER BY id`,
    database,
  )
}

/** The city a branch works in; null when there is no such branch. */
export async function cityOfBranch(database: Sql, key: bigint): Promise<string | null> {
  return (await listBranches(database)).find(branch => branch.key === key)?.city ?? null
}

/** Adds a branch, or finds the one with this code. */
export async function ensureBranch(
  database: Sql,
  branch: { code: string; name: string; city: string },
): Promise<bigint> {
  await sql`INSERT INTO team.branch (code, name, city) VALUES (${branch.code}, ${branch.name}, ${branch.city}) ON CONFLICT (code) DO NOTHING`.execute(
    database,
  )
  const row = await oneOrNone<{ id: bigint }>(sql`SELECT id FROM team.branch WHERE code = ${branch.code}`, database)
  return row!.id
}

/** Adds a group that exists from a day on; null when the branch has one of that name then. */
export async function insertGroup(
  database: Sql,
  group: {
    branchKey: bigint
    parentKey: bigint | null
    name: string
    function: GroupFunction
    leaderKey?: bigint | null
    fromDay?: Day
  },
): Promise<bigint | null> {
  const fromDay = group.fromDay ?? always
  const row = await oneOrNone<{ id: bigint }>(
    sql`WITH fresh AS (INSERT INTO team.team_group (branch_id, function)
          SELECT ${group.branchKey}::bigint, ${group.function} WHERE NOT EXISTS (SELECT FROM team.group_period
            WHERE branch_id = ${group.branchKey} AND name = ${group.name} AND (to_day IS NULL OR to_day > ${fromDay}::date)) RETURNING id)
        INSERT INTO team.group_period (group_id, branch_id, name, parent_id, leader_id, from_day)
        SELECT id, ${group.branchKey}, ${group.name}, ${group.parentKey}::bigint, ${group.leaderKey ?? null}::bigint, ${fromDay}::date FROM fresh
        ON CONFLICT ON CONSTRAINT group_period_name_once DO NOTHING RETURNING group_id AS id`,
    database,
  )
  return row?.id ?? null
}

/** Every group of a day with its branch's name, for boards. */
export async function boardGroups(database: Sql, on: Day) {
  return rows<GroupNode & { name: string; branchName: string }>(
    sql`SELECT s.group_id AS key, s.parent_id AS "parentKey", s.branch_id AS "branchKey", s.name, b.name AS "branchName" FROM team.group_period s JOIN team.branch b ON b.id = s.branch_id
      WHERE s.from_day <= ${on}::date AND (s.to_day IS NULL OR ${on}::date < s.to_day) ORDER BY s.branch_id, s.group_id`,
    database,
  )
}

/** The groups a person leads on a day or will after it. */
export function groupsLedBy(database: Sql, personKey: bigint, from: Day) {
  return rows(
    sql<{ key: bigint; name: string }>`SELECT DISTINCT ON (group_id) group_id AS key, name FROM team.group_period
      WHERE leader_id = ${personKey} AND (to_day IS NULL OR to_day > ${from}::date) ORDER BY group_id, from_day`,
    database,
  )
}
