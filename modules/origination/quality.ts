export const severities = ['minor', 'major', 'critical'] as const
export type Severity = (typeof severities)[number]

/** Why a decided file is checked. `re-check`: the person had n defects of one code and is under full re-check. */
export const checkReasons = ['random', 'exception', 'newcomer', 're-check', 'first-payment-default'] as const
export type CheckReason = (typeof checkReasons)[number]

/**
 * How a check stands. `open`: to be checked; `clean`: nothing found; `found`: defects wait for the reply; `contested`: a defect
 * waits for a third person; `closed`: every defect is accepted, lapsed or ruled on.
 */
export const checkStates = ['open', 'clean', 'found', 'contested', 'closed'] as const
export type CheckState = (typeof checkStates)[number]

export type Answer = 'accept' | 'contest' | 'lapsed'
/** A defect with what was said to it. */
export type DefectStanding = { answer: Answer | null; upheld: boolean | null }

/** How a recorded check stands by its defects. */
export function stateOf(defects: readonly DefectStanding[]): Exclude<CheckState, 'open'> {
  if (defects.length === 0) return 'clean'
  if (defects.some(defect => defect.answer === null)) return 'found'
  return defects.some(defect => defect.answer === 'contest' && defect.upheld === null) ? 'contested' : 'closed'
}

/** Whether a defect counts against the person: accepted, left unanswered, or upheld by a third person. */
export function confirmed({ answer, upheld }: DefectStanding): boolean {
  return answer === 'accept' || answer === 'lapsed' || upheld === true
}

/**
 * What a re-check says of an approval: it has no effect while the check is open, nor while a critical defect stands that no
 * third person has lifted.
 */
export function recheckBars(
  state: CheckState,
  defects: readonly (DefectStanding & { severity: Severity })[],
): 'open' | 'failed' | null {
  if (state === 'open') return 'open'
  return defects.some(defect => defect.severity === 'critical' && defect.upheld !== false) ? 'failed' : null
}
