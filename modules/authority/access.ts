/** How every key begins, so that one left somewhere can be recognised. */
export const keyMark = 'chedai_'

/** Permissions that no emergency gives: rights over rights, and what two persons or a limit stand guard over. */
const reserved = [
  'authority.',
  'team.',
  'origination.application.review',
  'origination.application.approve',
  'origination.application.submit',
  'origination.funding.disburse',
  'origination.sitting.',
  'reference.parameter.',
  'servicing.write-off.',
]

/** Whether a permission may be taken in an emergency. */
export function takeable(permission: string): boolean {
  return !reserved.some(one => permission.startsWith(one))
}

/** Where an emergency access stands at an instant. */
export function glassState(
  glass: { untilAt: string; endedAt: string | null; proper: boolean | null },
  now: string,
): 'open' | 'ended' | 'proper' | 'improper' {
  if (glass.proper !== null) return glass.proper ? 'proper' : 'improper'
  return glass.endedAt === null && now < glass.untilAt ? 'open' : 'ended'
}
