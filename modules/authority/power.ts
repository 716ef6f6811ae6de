import { type Conflict, withheld } from './duty.ts'
import { type Holder, type Lapsed, type Lent, lentRights, ownRights, rolesOf } from './holding.ts'
import type { FieldStep } from './mask.ts'
import type { Approver, Hand } from './matrix.ts'
import type { RuleBook } from './rule-book.ts'
import { covers, type Reach, type Right, reachOf, standingReach } from './scope.ts'

/** Everything that decides what one person may do at one moment. */
export type Power = {
  book: RuleBook
  holder: Holder
  rights: readonly Right[]
  /** Rights that stand aside until a certificate is live. */
  lapsed: readonly Lapsed[]
  /** Pairs of duties of which the second side is kept from this person. */
  withheld: readonly Conflict[]
  approver: Approver
}

/** What another has lent, with the giver as of the same moment. */
export type Loan = { lent: Lent; giver: Holder }

/** Puts together what a person may do from the rules, the own place, what others have lent and what was taken in an emergency. */
export function powerFrom(book: RuleBook, holder: Holder, loans: readonly Loan[], extra: readonly Right[] = []): Power {
  const own = ownRights(book, holder)
  const lent = loans.flatMap(loan => lentRights(loan.lent, ownRights(book, loan.giver).rights))
  const rights = [...own.rights, ...lent, ...extra]
  const hands: Hand[] = [
    { personKey: holder.personKey, roles: rolesOf(book, holder.personKey, holder.post), cap: null, ruleIds: [] },
    ...loans
      .filter(loan => loan.lent.permissions.includes('approval'))
      .map(({ lent: { key, cap }, giver }) => ({
        personKey: giver.personKey,
        roles: rolesOf(book, giver.personKey, giver.post),
        cap,
        ruleIds: [`delegation:${key}`],
      })),
  ]
  return {
    book,
    holder,
    rights,
    lapsed: own.lapsed,
    withheld: withheld(rights, book.duties),
    approver: { personKey: holder.personKey, onLeave: holder.onLeave, hands, certificates: holder.certificates },
  }
}

/** The answer for one permission without regard to a record. */
export type Permit = { reach: Reach | null; reason: string; ruleIds: string[]; missing: string[] }

/** Whether a power includes a permission and how far; of pairs kept apart and of certificates that are not live it is a no. */
export function permit(power: Power, permission: string, rights: readonly Right[] = power.rights): Permit {
  const no = (reason: string, ruleIds: string[], missing: string[]) => ({ reach: null, reason, ruleIds, missing })
  const reach = reachOf(rights, permission)
  if (!reach) {
    const lapsed = power.lapsed.find(one => covers(one.permission, permission))
    if (lapsed) return no('authority.certificate_needed', [lapsed.rule], [`certificate:${lapsed.certificate}`])
    return no('authority.not_permitted', [], [permission])
  }
  const apart = power.withheld.find(conflict => covers(conflict.second, permission))
  if (apart) return no('authority.duty_conflict', [apart.rule], ['another_person'])
  for (const rule of power.book.certificates) {
    if (rule.target !== 'permission' || !covers(rule.of, permission)) continue
    if (power.holder.certificates.some(one => one.code === rule.certificate)) continue
    return no('authority.certificate_needed', [rule.id], [`certificate:${rule.certificate}`])
  }
  return { reach, reason: 'authority.permitted', ruleIds: reach.ruleIds, missing: [] }
}

/**
 * The rules about one field as they bear on a person, the weightiest first. A rule for a post or for anybody reaches records near the
 * person's own place; one for holders of a permission reaches what the permission does. Emergency access opens no field.
 */
export function fieldSteps(power: Power, field: string): FieldStep[] {
  const ordinary = power.rights.filter(right => right.via !== 'glass')
  return (power.book.masks.get(field) ?? []).flatMap(rule => {
    if (rule.posts.length > 0 && !(power.holder.post !== null && rule.posts.includes(power.holder.post))) return []
    const reach =
      rule.permission === null
        ? standingReach(power.holder.standing, rule.scope)
        : permit(power, rule.permission, ordinary).reach
    if (reach === null) return []
    return [{ reach, show: rule.show, rule: rule.id }]
  })
}
