/** How a sitting of the committee stands or ended. `vetoed`: carried by the votes, turned to a no by the chair. */
export const sittingStates = ['open', 'approved', 'rejected', 'vetoed', 'adjourned'] as const
export type SittingState = (typeof sittingStates)[number]

/** Votes stay with those who gave them until the sitting is closed, so that nobody votes after another. */
export function votesShown(state: SittingState): boolean {
  return state !== 'open'
}
