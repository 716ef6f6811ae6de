import type { StateTable } from '#lib/state'

export type ApplicationState =
  | 'draft'
  | 'submitted'
  | 'supplement'
  | 'first-review'
  | 'final-review'
  | 'second-review'
  | 'approved'
  | 'signing'
  | 'funding-requested'
  | 'disbursed'
  | 'rejected'
  | 'cancelled'
  | 'expired'

export type ApplicationAction =
  | 'submit'
  | 'approve-automatically'
  | 'decline-automatically'
  | 'refer'
  | 'refer-to-final'
  | 'refer-to-risk'
  | 'approve'
  | 'sign'
  | 'reject'
  | 'return'
  | 'escalate'
  | 'escalate-to-risk'
  | 'request-review'
  | 'produce-contract'
  | 'request-funding'
  | 'return-funding'
  | 'disburse'
  | 'cancel'
  | 'expire'

/**
 * An application's way from draft to disbursement, domain.md §5.1: the one table that the rules, the CHECK constraint, the
 * buttons and the README follow. `submitted` lasts only as long as the automatic decision.
 */
export const applicationStates: StateTable<ApplicationState, ApplicationAction> = {
  draft: { submit: 'submitted', cancel: 'cancelled' },
  submitted: {
    'approve-automatically': 'approved',
    'decline-automatically': 'rejected',
    refer: 'first-review',
    'refer-to-final': 'final-review',
    'refer-to-risk': 'second-review',
  },
  supplement: { submit: 'submitted', cancel: 'cancelled' },
  'first-review': {
    approve: 'approved',
    sign: 'first-review',
    reject: 'rejected',
    return: 'supplement',
    escalate: 'final-review',
    'escalate-to-risk': 'second-review',
    cancel: 'cancelled',
  },
  'final-review': {
    approve: 'approved',
    sign: 'final-review',
    reject: 'rejected',
    return: 'supplement',
    'escalate-to-risk': 'second-review',
    cancel: 'cancelled',
  },
  'second-review': {
    approve: 'approved',
    sign: 'second-review',
    reject: 'rejected',
    return: 'supplement',
    cancel: 'cancelled',
  },
  approved: { 'produce-contract': 'signing', cancel: 'cancelled', expire: 'expired' },
  signing: {
    'produce-contract': 'signing',
    'request-funding': 'funding-requested',
    cancel: 'cancelled',
    expire: 'expired',
  },
  'funding-requested': { disburse: 'disbursed', 'return-funding': 'signing' },
  disbursed: {},
  rejected: { 'request-review': 'first-review' },
  cancelled: {},
  expired: {},
}

/** States in which a person reviews. */
export const reviewStates = ['first-review', 'final-review', 'second-review'] as const
export type ReviewState = (typeof reviewStates)[number]

export function isReview(state: ApplicationState): state is ReviewState {
  return (reviewStates as readonly string[]).includes(state)
}

/** An application still on its way: it counts towards exposure and duplicates. Drafts do not, they promise nothing. */
export const openStates = [
  'submitted',
  'supplement',
  'first-review',
  'final-review',
  'second-review',
  'approved',
  'signing',
  'funding-requested',
] as const satisfies readonly ApplicationState[]

/** Approved and not yet paid out: money the lender has promised. */
export const promisedStates = [
  'approved',
  'signing',
  'funding-requested',
] as const satisfies readonly ApplicationState[]

/** Which limit and permission a review state asks for: the team's own review, or the second pair of eyes in risk control. */
export function stageOf(state: ReviewState): 'review' | 'second' {
  return state === 'second-review' ? 'second' : 'review'
}

export function permissionOf(state: ReviewState): string {
  return state === 'second-review' ? 'origination.application.approve' : 'origination.application.review'
}

/** Which clock of `sla.minutes` runs in a state; null where nobody is being waited for. */
export function clockOf(state: ApplicationState): 'review' | 'second' | 'funding' | null {
  if (state === 'first-review' || state === 'final-review') return 'review'
  if (state === 'second-review') return 'second'
  return state === 'funding-requested' ? 'funding' : null
}

/** Where a resubmitted application goes on: back to the desk that returned it. */
export function referAction(returnedFrom: ReviewState | null): ApplicationAction {
  if (returnedFrom === 'final-review') return 'refer-to-final'
  return returnedFrom === 'second-review' ? 'refer-to-risk' : 'refer'
}

/** `A-20261123-0147`: the day and the number of the application within it. */
export function applicationNumber(day: string, sequence: number): string {
  return `A-${day.replaceAll('-', '')}-${String(sequence).padStart(4, '0')}`
}

export const returnReasons = ['documents', 'information', 'credit', 'investigation', 'risk', 'other'] as const
export const rejectReasons = [
  'income',
  'debt',
  'credit-record',
  'false-information',
  'vehicle',
  'dealer',
  'policy',
  'other',
] as const
export const cancelReasons = ['customer-withdrew', 'other-lender', 'vehicle-changed', 'duplicate', 'other'] as const
export type ReviewVerdict = 'approve' | 'reject' | 'return' | 'escalate' | 'escalate-to-risk'

/**
 * Whoever decided in the present round: the same person does not decide twice. A round begins with a draft's submission or a
 * customer's request for a person; what was returned and comes back is still the same round.
 */
export function decidedBy(
  events: readonly { action: string; fromState: string | null; actorKey: bigint | null }[],
  decisive: readonly string[] = ['approve', 'reject', 'escalate', 'escalate-to-risk'],
): bigint[] {
  const last = events.findLastIndex(
    event => (event.action === 'submit' && event.fromState === 'draft') || event.action === 'request-review',
  )
  return events
    .slice(last + 1)
    .flatMap(event => (decisive.includes(event.action) && event.actorKey !== null ? [event.actorKey] : []))
}
