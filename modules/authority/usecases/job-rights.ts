import { Refusal, refuseUnless } from '#lib/refusal'
import { businessDay } from '#platform/business-day'
import type { Rights } from '#platform/context'
import type { Sql } from '#platform/database'
import { covers, everywhere } from '../scope.ts'
import { reachWhere } from '../store/predicate.ts'
import { bookFor } from './book.ts'
import { systemRights } from './rights-of.ts'

/**
 * What a background job may do: it works as the service posts whose rules name it, with their permissions, on every record. What
 * they do not grant is refused where it is asked, lists too: a job must not take an empty list for an answer.
 * @throws Refusal authority.job_not_granted
 */
export async function jobRights(sql: Sql, job: string): Promise<Rights> {
  const { jobs } = await bookFor(sql, await businessDay(sql))
  const posts = jobs.filter(rule => rule.jobs.some(name => covers(name, job)))
  refuseUnless(posts.length > 0, 'authority.job_not_granted', { job })
  const ruleIds = posts.map(rule => rule.id)
  const holds = (permission: string) => posts.some(rule => rule.permissions.some(one => covers(one, permission)))
  const check = (permission: string) => {
    if (!holds(permission))
      throw new Refusal('authority.job_permission', { job, permission: `permission.${permission}` })
  }
  return {
    ...systemRights,
    verdict: permission =>
      holds(permission)
        ? { allow: true, reason: 'authority.permitted', ruleIds, missing: [] }
        : { allow: false, reason: 'authority.job_permission', ruleIds, missing: [permission] },
    check,
    where(permission, columns) {
      check(permission)
      return reachWhere(everywhere, columns)
    },
  }
}
