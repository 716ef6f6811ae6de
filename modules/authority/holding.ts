import type { Day, Instant } from '#lib/day'
import type { Money } from '#lib/money'
import type { Rule, RuleBook } from './rule-book.ts'
import { covers, type Right, type Standing } from './scope.ts'

/** A role a person holds on a day, and the rules that bring it. */
export type Held = { role: string; ruleIds: string[]; toDay: Day | null }

/** A certificate somebody holds at this instant. */
export type LiveCertificate = { code: string; validUntil: Instant | null }

/** What another has lent: permissions by name, or `approval` with a cap. */
export type Lent = {
  key: bigint
  fromKey: bigint
  fromName: string
  permissions: readonly string[]
  cap: Money | null
}

/** One person as the kernel sees them at one moment. */
export type Holder = {
  personKey: bigint
  post: string | null
  standing: Standing
  onLeave: boolean
  certificates: readonly LiveCertificate[]
}

/** The roles a person holds: those of the post and those granted, without those withheld. */
export function rolesOf(book: RuleBook, personKey: bigint, post: string | null): Held[] {
  const grants = book.grants.get(personKey) ?? []
  const out = new Set(grants.filter(grant => grant.effect === 'withhold').map(grant => grant.role))
  const ofPost = post === null ? undefined : book.posts.get(post)
  const found = new Map<string, Held>()
  const add = (role: string, ruleId: string, toDay: Day | null) => {
    const known = book.roles.get(role)
    if (!known || out.has(role)) return
    const before = found.get(role)
    if (before) before.ruleIds.push(ruleId)
    else found.set(role, { role, ruleIds: [ruleId], toDay })
  }
  for (const role of ofPost?.roles ?? []) add(role, ofPost!.id, null)
  for (const grant of grants) if (grant.effect === 'give') add(grant.role, grant.id, grant.toDay)
  return [...found.values()]
}

/** The certificate rules about one role, permission or line of the matrix. */
export function certificatesFor(
  book: RuleBook,
  target: Rule<'certificate'>['target'],
  matches: (of: string) => boolean,
): Rule<'certificate'>[] {
  return book.certificates.filter(rule => rule.target === target && matches(rule.of))
}

/** A right that a certificate would open. */
export type Lapsed = { permission: string; certificate: string; rule: string }

/** The rights a person's own roles give; those of a role whose certificate is not live stand aside with its name. */
export function ownRights(book: RuleBook, holder: Holder): { rights: Right[]; lapsed: Lapsed[] } {
  const live = new Set(holder.certificates.map(one => one.code))
  const rights: Right[] = []
  const lapsed: Lapsed[] = []
  for (const held of rolesOf(book, holder.personKey, holder.post)) {
    const role = book.roles.get(held.role)!
    const lacking = certificatesFor(book, 'role', of => of === held.role).find(rule => !live.has(rule.certificate))
    for (const { permission, scope } of role.permissions) {
      if (lacking) lapsed.push({ permission, certificate: lacking.certificate, rule: lacking.id })
      else
        rights.push({
          permission,
          scope,
          standing: holder.standing,
          ruleIds: [...held.ruleIds, role.id, `${held.role}:${permission}@${scope}`],
          via: 'own',
        })
    }
  }
  return { rights, lapsed }
}

/** The permissions that `approval` among what is lent stands for. */
export const approvalPermissions = ['origination.application.review', 'origination.application.approve'] as const

/** What is lent by one person: only what is the giver's own, measured from the giver's place. */
export function lentRights(lent: Lent, giver: readonly Right[]): Right[] {
  const wanted = lent.permissions.flatMap(one => (one === 'approval' ? [...approvalPermissions] : [one]))
  return wanted.flatMap(permission =>
    giver
      .filter(right => covers(right.permission, permission))
      .map(right => ({
        permission,
        scope: right.scope,
        standing: right.standing,
        ruleIds: right.ruleIds.map(rule => `delegation:${lent.key}:${rule}`),
        via: 'delegation' as const,
      })),
  )
}
