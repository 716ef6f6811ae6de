import { Refusal } from '#lib/refusal'
import type { Verdict } from '#lib/verdict'
import type { Rights, Sight } from '#platform/context'
import { certificateNames, certificatePath } from '#training'
import { type FieldStep, fieldAnswer, type MaskedField, maskedFields, unruled } from '../mask.ts'
import { fieldSteps, type Permit, type Power, permit } from '../power.ts'
import { covers, everywhere, type Reach, within } from '../scope.ts'
import { notWithheld, reachWhere } from '../store/predicate.ts'

/** The limits of a key: it may do no more than what it names, whatever its owner may. */
export type KeyLimit = { id: string; permissions: readonly string[] }

/** The kernel for one actor: every answer, for one record or for a list, is read off the same reach. */
export function rightsOf(power: Power, catalogue: readonly string[], key: KeyLimit | null = null): Rights {
  const known = new Map<string, Permit>()
  const used = new Set<string>()
  const ordinary = power.rights.filter(right => right.via !== 'glass')
  const emergency = ordinary.length < power.rights.length
  const found = (permission: string): Permit => {
    const before = known.get(permission)
    if (before) return before
    const beyond = key !== null && !key.permissions.some(one => covers(one, permission))
    const answer: Permit = beyond
      ? { reach: null, reason: 'authority.key_limit', ruleIds: [`key:${key.id}`], missing: [permission] }
      : permit(power, permission)
    known.set(permission, answer)
    return answer
  }
  /** Whether what is allowed is allowed only because of emergency access; then every act says so in the audit trail. */
  const markIfEmergency = (permission: string, enough: (reach: Permit['reach']) => boolean) => {
    if (!emergency || enough(permit(power, permission, ordinary).reach)) return
    for (const rule of found(permission).ruleIds) if (rule.startsWith('glass:')) used.add(rule)
  }
  const verdict: Rights['verdict'] = (permission, row): Verdict => {
    const { reach, reason, ruleIds, missing } = found(permission)
    if (!reach) return { allow: false, reason, ruleIds, missing }
    if (row && !within(reach, row))
      return { allow: false, reason: 'authority.out_of_scope', ruleIds, missing: ['scope'] }
    return { allow: true, reason, ruleIds, missing }
  }
  const steps = new Map<string, FieldStep[]>()
  const stepsOf = (field: string): FieldStep[] => {
    const before = steps.get(field)
    if (before) return before
    // Nothing is shown by a key that does not name what opens the field.
    const opens = maskedFields[field as MaskedField] as string | undefined
    const closed = key !== null && !key.permissions.some(one => opens !== undefined && covers(one, opens))
    const all = fieldSteps(power, field)
    const made = closed ? all.map(step => (step.show === 'shown' ? { ...step, show: 'masked' as const } : step)) : all
    steps.set(field, made)
    return made
  }
  return {
    get permissions() {
      return catalogue.filter(permission => found(permission).reach !== null)
    },
    verdict,
    check(permission, row) {
      const { allow, reason, missing } = verdict(permission, row)
      if (!allow) throw new Refusal(reason, { permission: `permission.${permission}`, ...certificateFacts(missing) })
      markIfEmergency(permission, reach => reach !== null && (!row || within(reach, row)))
    },
    where(permission, columns) {
      const { reach } = found(permission)
      if (reach) markIfEmergency(permission, plain => plain !== null && (plain.all || !reach.all))
      return reachWhere(reach, columns)
    },
    shows: (field, row) => fieldAnswer(stepsOf(field), row, unruled(field)).show,
    findable: (field, columns) => notWithheld(stepsOf(field), columns),
    sees: permissions => sightOf(permissions.map(permission => found(permission).reach)),
    used: () => [...used],
  }
}

/** What several reaches let see together; of none, nothing. */
function sightOf(reaches: readonly (Reach | null)[]): Sight {
  const held = reaches.filter(reach => reach !== null)
  if (held.some(reach => reach.all)) return true
  return {
    owners: [...new Set(held.flatMap(reach => reach.ownerKeys))],
    groups: [...new Set(held.flatMap(reach => reach.groupKeys))],
    branches: [...new Set(held.flatMap(reach => reach.branchKeys))],
  }
}

/** What a refusal says about a missing certificate: which, what it is called, and where the exam is. */
export function certificateFacts(missing: readonly string[]): Record<string, string> {
  const wanted = missing.find(one => one.startsWith('certificate:'))
  if (!wanted) return {}
  const certificate = wanted.slice('certificate:'.length)
  const { zh, en } = certificateNames.nameOf(certificate)
  return { certificate, certificateName: zh, certificateNameEn: en, exam: certificatePath(certificate) }
}

/** The program itself: may do everything, everywhere; what it does is in the audit line under the job's name. */
export const systemRights: Rights = {
  permissions: [],
  verdict: () => ({ allow: true, reason: 'authority.system', ruleIds: ['system'], missing: [] }),
  check() {},
  where: (_, columns) => reachWhere(everywhere, columns),
  shows: () => 'masked',
  findable: (_, columns) => reachWhere(everywhere, columns),
  sees: () => true,
  used: () => [],
}
