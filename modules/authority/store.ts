import type { Day, Instant } from '#lib/day'
import type { Money } from '#lib/money'
import type { Context, PlacedColumns } from '#platform/context'
import { rows, type Sql, sql } from '#platform/database'
import { cutPage, type PageRequest, pageClauses } from '#platform/page'
import type { ApprovalLimit } from './approval.ts'
import type { RoleDefinition } from './default-roles.ts'
import type { Grant, Reach } from './scope.ts'

/** The reach as a predicate: the same sets that `within` looks at. */
export function reachWhere(reach: Reach | null, columns: PlacedColumns) {
  if (!reach) return sql<boolean>`false`
  if (reach.all) return sql<boolean>`true`
  const owner = sql.ref(columns.owner)
  const group = sql.ref(columns.group)
  const branch = sql.ref(columns.branch)
  return sql<boolean>`(${owner} = ${reach.ownerKey}::bigint OR ${group} = ANY(${reach.groupKeys}::bigint[]) OR ${branch} = ANY(${reach.branchKeys}::bigint[]))`
}

/** Every grant that holds on a day for a person who holds this post: the post's roles and the person's own. */
export async function grantsOf(database: Sql, personKey: bigint, post: string | null, on: Day): Promise<Grant[]> {
  return rows<Grant>(
    sql`SELECT p.role, p.permission, p.scope FROM authority.role_permission p
         WHERE p.role IN (SELECT role FROM authority.post_role WHERE post = ${post}
                    UNION SELECT role FROM authority.grant_line WHERE person_id = ${personKey} AND from_day <= ${on}::date AND (to_day IS NULL OR ${on}::date < to_day))`,
    database,
  )
}

/** The approval limits that hold on a day. */
export async function limitsOn(database: Sql, on: Day): Promise<ApprovalLimit[]> {
  const found = await rows<{ role: string; stage: 'review' | 'second'; max_exposure: bigint }>(
    sql`SELECT role, stage, max_exposure FROM authority.approval_limit WHERE from_day <= ${on}::date AND (to_day IS NULL OR ${on}::date < to_day)`,
    database,
  )
  return found.map(row => ({ role: row.role, stage: row.stage, maxExposure: row.max_exposure as Money }))
}

/** Writes the roles and limits a new installation begins with; leaves an installation that has roles alone. */
export async function insertDefaults(
  database: Sql,
  roles: readonly RoleDefinition[],
  limits: readonly { role: string; stage: string; maxExposure: Money }[],
  from: Day,
): Promise<void> {
  const [present] = await rows<{ count: number }>(sql`SELECT count(*)::int AS count FROM authority.role`, database)
  if (present!.count > 0) return
  for (const role of roles) {
    await sql`INSERT INTO authority.role (code, name_zh, name_en) VALUES (${role.code}, ${role.zh}, ${role.en})`.execute(
      database,
    )
    for (const grant of role.grants) {
      await sql`INSERT INTO authority.role_permission (role, permission, scope) VALUES (${role.code}, ${grant.permission}, ${grant.scope})
                ON CONFLICT (role, permission) DO UPDATE SET scope = excluded.scope`.execute(database)
    }
    for (const post of role.posts)
      await sql`INSERT INTO authority.post_role (post, role) VALUES (${post}, ${role.code})`.execute(database)
  }
  for (const limit of limits) {
    await sql`INSERT INTO authority.approval_limit (role, stage, max_exposure, from_day, source)
              VALUES (${limit.role}, ${limit.stage}, ${limit.maxExposure}, ${from}, 'installation default')`.execute(
      database,
    )
  }
}

/** Every role with its permissions and the posts that bring it. */
export async function listRoles(database: Sql) {
  return rows<{
    code: string
    zh: string
    en: string
    posts: string[]
    permissions: { permission: string; scope: 'own' | 'group' | 'branch' | 'all' }[]
  }>(
    sql`SELECT r.code, r.name_zh AS zh, r.name_en AS en,
               coalesce((SELECT jsonb_agg(post ORDER BY post) FROM authority.post_role WHERE role = r.code), '[]') AS posts,
               coalesce((SELECT jsonb_agg(jsonb_build_object('permission', permission, 'scope', scope) ORDER BY permission) FROM authority.role_permission WHERE role = r.code), '[]') AS permissions
          FROM authority.role r ORDER BY r.code`,
    database,
  )
}

/** An audit line as it was written. */
export type AuditRow = {
  key: bigint
  at: Instant
  businessDay: Day
  actor: string
  actorName: string
  operation: string
  outcome: 'done' | 'refused' | 'previewed' | 'held'
  refusal: string | null
  about: string[]
  detail: Record<string, unknown>
}

/** A page of audit lines of who acted within the reader's scope, newest first; about one record, by one actor, of one outcome. */
export async function listAudit(
  ctx: Context,
  query: PageRequest & { about?: string; actor?: string; outcome?: string; search?: string },
): Promise<{ rows: AuditRow[]; total: number; next: string | null }> {
  const place = { owner: 'actor_key', group: 'actor_group_id', branch: 'actor_branch_id' }
  const where = sql`WHERE ${ctx.rights.where('authority.audit.read', place)}
    AND (${query.about ?? null}::text IS NULL OR about @> ARRAY[${query.about ?? null}::text])
    AND (${query.actor ?? null}::text IS NULL OR actor = ${query.actor ?? null})
    AND (${query.outcome ?? null}::text IS NULL OR outcome = ${query.outcome ?? null})
    AND (${query.search ?? null}::text IS NULL OR operation ILIKE '%' || ${query.search ?? null} || '%' OR actor_name = ${query.search ?? null})`
  const { beyond, order } = pageClauses(query, sql`id`, sql`id`, 'bigint')
  const found = await rows<AuditRow>(
    sql`SELECT id AS key, at, business_day AS "businessDay", actor, actor_name AS "actorName", operation, outcome, refusal, about, detail
          FROM platform.audit ${where} AND ${beyond} ${order}`,
    ctx.sql,
  )
  const [count] = await rows<{ total: number }>(
    sql`SELECT count(*)::int AS total FROM platform.audit ${where}`,
    ctx.sql,
  )
  const page = cutPage(found, query.limit, row => [row.key, row.key])
  return { ...page, total: count!.total }
}
