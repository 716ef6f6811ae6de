/** What somebody may say of a file in shadow. */
export const shadowVerdicts = ['approve', 'reject', 'return', 'escalate'] as const
export type ShadowVerdict = (typeof shadowVerdicts)[number]

/** How a shadow decision came out beside the real one; `waiting` while there is none. */
export const shadowOutcomes = ['waiting', 'same', 'stricter', 'laxer', 'other-way'] as const
export type ShadowOutcome = (typeof shadowOutcomes)[number]

/** The step of a file that is a decision of somebody, as what was decided; null for any other step. */
export function verdictOf(action: string): ShadowVerdict | null {
  if (action === 'sign') return 'approve'
  if (action === 'escalate-to-risk') return 'escalate'
  return (shadowVerdicts as readonly string[]).includes(action) ? (action as ShadowVerdict) : null
}

/** Rejecting what was approved is stricter, approving what was rejected is laxer; any other difference took another way. */
export function outcomeOf(mine: ShadowVerdict, real: ShadowVerdict | null): ShadowOutcome {
  if (real === null) return 'waiting'
  if (mine === real) return 'same'
  if (mine === 'reject' && real === 'approve') return 'stricter'
  return mine === 'approve' && real === 'reject' ? 'laxer' : 'other-way'
}
