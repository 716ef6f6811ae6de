import { type Instant, msBetween } from '#lib/day'

/** A lecture by somebody from outside, sharing by a colleague, a class. */
export const sessionKinds = ['lecture', 'sharing', 'class'] as const
export type SessionKind = (typeof sessionKinds)[number]
export const sessionStates = ['planned', 'held', 'cancelled'] as const
export type SessionState = (typeof sessionStates)[number]
export const registrationStates = ['seated', 'waiting', 'withdrawn'] as const
export type RegistrationState = (typeof registrationStates)[number]

/** Who stands in a session's list, in the order of asking. */
export type InLine = { personKey: bigint; state: RegistrationState }

/** Who moves up from the waiting list now: the first in line for every free seat. */
export function movingUp(capacity: number, line: readonly InLine[]): bigint[] {
  const seated = line.filter(one => one.state === 'seated').length
  const free = Math.max(0, capacity - seated)
  return line
    .filter(one => one.state === 'waiting')
    .slice(0, free)
    .map(one => one.personKey)
}

/** Half a minute: how long one sign-in code is shown before the next. */
export const codeSeconds = 30

/** The number of the half minute an instant lies in: what a sign-in code is made of. */
export function codeWindow(at: Instant): number {
  return Math.floor(Date.parse(at) / (codeSeconds * 1000))
}

/** When one may sign in: from half an hour before the start to half an hour after the end. */
export function signInOpen(startsAt: Instant, endsAt: Instant, now: Instant): boolean {
  const slack = 30 * 60_000
  return msBetween(startsAt, now) >= -slack && msBetween(endsAt, now) <= slack
}

/** Whole minutes a session takes. */
export function minutesOf(startsAt: Instant, endsAt: Instant): number {
  return Math.round(msBetween(startsAt, endsAt) / 60_000)
}
