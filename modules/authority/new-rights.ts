import type { FirstRule } from './first-rules.ts'
import type { RuleContent } from './rule.ts'
import type { RuleVersion } from './rule-book.ts'
import { covers } from './scope.ts'

/** What a newer program would add to a rule that this installation made its own. */
export type Addition = { kind: 'role' | 'post'; code: string; content: object; added: string[] }

type Entry = { permission: string; scope: string }
const permissionsOf = (content: unknown) => ((content ?? {}) as { permissions?: Entry[] }).permissions ?? []
const rolesOf = (content: unknown) => ((content ?? {}) as { roles?: string[] }).roles ?? []

/**
 * What the first rules of this program give that no version of the same rule here has ever named: permissions of operations and roles
 * that came with a newer program. What people have taken away, refused or still look at is named by one of the versions and does not
 * come again; a rule that has ended, or over which somebody's proposal waits, is left alone. `inForce` are the versions of the day.
 */
export function additions(
  first: readonly FirstRule[],
  versions: readonly RuleVersion[],
  inForce: readonly RuleVersion[],
): Addition[] {
  return first.flatMap(({ kind, code, content }): Addition[] => {
    const known = versions.filter(one => one.kind === kind && one.code === code)
    const present = inForce.find(one => one.kind === kind && one.code === code)
    if (!present || known.some(one => one.approved === null)) return []
    if (kind === 'role') {
      const named = known.flatMap(one => permissionsOf(one.content).map(entry => entry.permission))
      const fresh = permissionsOf(content).filter(entry => !named.some(one => covers(one, entry.permission)))
      if (fresh.length === 0) return []
      const role = present.content as RuleContent['role']
      const changed = { ...role, permissions: [...role.permissions, ...fresh] }
      return [{ kind, code, content: changed, added: fresh.map(entry => entry.permission) }]
    }
    if (kind === 'post') {
      const named = known.flatMap(one => rolesOf(one.content))
      const fresh = rolesOf(content).filter(role => !named.includes(role))
      if (fresh.length === 0) return []
      return [{ kind, code, content: { roles: [...rolesOf(present.content), ...fresh] }, added: fresh }]
    }
    return []
  })
}
