import { Refusal } from '#lib/refusal'
import type { Verdict } from '#lib/verdict'
import type { Rights } from '#platform/context'
import { type Grant, reachOf, type Standing, within } from '../scope.ts'
import { reachWhere } from '../store.ts'

/** The kernel for one actor: every answer, for one record or for a list, is read off the same reach. */
export function rightsOf(grants: readonly Grant[], standing: Standing, catalogue: readonly string[]): Rights {
  const reach = (permission: string) => reachOf(grants, standing, permission)
  const verdict: Rights['verdict'] = (permission, row): Verdict => {
    const found = reach(permission)
    if (!found) return { allow: false, reason: 'authority.not_permitted', ruleIds: [], missing: [permission] }
    if (row && !within(found, row))
      return { allow: false, reason: 'authority.out_of_scope', ruleIds: found.ruleIds, missing: ['scope'] }
    return { allow: true, reason: 'authority.permitted', ruleIds: found.ruleIds, missing: [] }
  }
  return {
    permissions: catalogue.filter(permission => reach(permission) !== null),
    verdict,
    check(permission, row) {
      const { allow, reason } = verdict(permission, row)
      if (!allow) throw new Refusal(reason, { permission: `permission.${permission}` })
    },
    where: (permission, columns) => reachWhere(reach(permission), columns),
  }
}

/** The program itself: may do everything, everywhere; what it does is in the audit line under the job's name. */
export const systemRights: Rights = {
  permissions: [],
  verdict: () => ({ allow: true, reason: 'authority.system', ruleIds: ['system'], missing: [] }),
  check() {},
  where: (_, columns) => reachWhere({ all: true, ownerKey: null, groupKeys: [], branchKeys: [], ruleIds: [] }, columns),
}
