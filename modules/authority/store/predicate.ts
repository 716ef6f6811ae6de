import type { RawBuilder } from 'kysely'
import type { PlacedColumns } from '#platform/context'
import { sql } from '#platform/database'
import type { FieldStep } from '../mask.ts'
import type { Reach } from '../scope.ts'

/**
 * The reach as a predicate: the same sets that `within` looks at, and the only place where a scope becomes SQL. Sets that are
 * empty are left out, so that the planner sees only what can match.
 */
export function reachWhere(reach: Reach | null, columns: PlacedColumns): RawBuilder<boolean> {
  if (!reach) return sql<boolean>`false`
  if (reach.all) return sql<boolean>`true`
  const parts = [
    isIn(columns.owner, reach.ownerKeys),
    isIn(columns.group, reach.groupKeys),
    isIn(columns.branch, reach.branchKeys),
  ].filter(part => part !== null)
  return parts.length === 0 ? sql<boolean>`false` : sql<boolean>`(${sql.join(parts, sql` OR `)})`
}

/** Records whose field the steps do not withhold: the same order in which one record is asked about. */
export function notWithheld(steps: readonly FieldStep[], columns: PlacedColumns): RawBuilder<boolean> {
  if (!steps.some(step => step.show === 'withheld')) return sql<boolean>`true`
  const cases = steps.map(
    ({ reach, show }) => sql`WHEN coalesce(${reachWhere(reach, columns)}, false) THEN ${show !== 'withheld'}`,
  )
  return sql<boolean>`(CASE ${sql.join(cases, sql` `)} ELSE true END)`
}

function isIn(column: string, keys: readonly bigint[]): RawBuilder<boolean> | null {
  if (keys.length === 0) return null
  const name = sql.ref(column)
  return keys.length === 1 ? sql<boolean>`${name} = ${keys[0]}::bigint` : sql<boolean>`${name} = ANY(${keys}::bigint[])`
}
