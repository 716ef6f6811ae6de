import { createHash } from 'node:crypto'

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

/** Shares are counted in ten-billionths, the places a parameter has, so that nothing is lost to rounding. */
const unit = 10n ** 10n

/** A share in decimal text as whole ten-billionths. */
function unitsOf(share: string): bigint {
  const [whole = '0', fraction = ''] = share.split('.')
  return BigInt(whole + fraction.padEnd(10, '0'))
}

/** Where a file stands in a draw: nobody can foresee it without the seed, anybody can work it out with it. */
export function lot(seed: string, key: bigint): string {
  return createHash('sha256').update(`${seed}:${key}`).digest('hex')
}

/**
 * Draws a share of the files of a day by the lots of a seed. What the share leaves over of a file is carried into the next draw,
 * so that over any number of draws at one share the number taken differs from the share of all by less than one file.
 * @returns the files taken, and the carry for the next draw in ten-billionths of a file, 0 up to 1 file
 */
export function draw(
  seed: string,
  keys: readonly bigint[],
  share: string,
  carry: bigint,
): { taken: bigint[]; carry: bigint } {
  const due = carry + unitsOf(share) * BigInt(keys.length)
  const wanted = due / unit
  const count = wanted < BigInt(keys.length) ? Number(wanted) : keys.length
  const lots = keys.map(key => ({ key, lot: lot(seed, key) }))
  lots.sort((a, b) => (a.lot < b.lot ? -1 : 1))
  // A change of the share downwards can leave more carried than there are files: never more than one file stays over.
  const left = due - BigInt(count) * unit
  return { taken: lots.slice(0, count).map(one => one.key), carry: left < unit ? left : unit - 1n }
}
