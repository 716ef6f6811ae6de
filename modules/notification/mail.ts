import { addMs, type Day, type Instant } from '#lib/day'
import { refuseUnless } from '#lib/refusal'

/** Where somebody gets mail, and how far it is confirmed. */
export type Mail = {
  personKey: bigint
  addressMasked: string
  code: Buffer | null
  codeUntil: Instant | null
  tries: number
  askedOn: Day
  asked: number
  confirmedAt: Instant | null
}

/** A code counts so long, so often it may be tried, and so many are sent in a day. */
const codeMinutes = 30
const mostTries = 5
export const mostAsked = 5

/** Until when a code sent now counts. */
export const codeUntil = (now: Instant): Instant => addMs(now, codeMinutes * 60_000)

/** How many codes were asked for today, this one with them. @throws Refusal notification.mail_often */
export function askedToday(before: Pick<Mail, 'askedOn' | 'asked'> | null, today: Day): number {
  const asked = before && before.askedOn === today ? before.asked + 1 : 1
  refuseUnless(asked <= mostAsked, 'notification.mail_often', { most: mostAsked })
  return asked
}

/** Whether a code may be tried at all: there is one, it still counts, and it was not tried too often. */
export const mayTry = (mail: Mail | null, now: Instant): mail is Mail & { code: Buffer } =>
  mail !== null && mail.code !== null && mail.codeUntil !== null && now < mail.codeUntil && mail.tries < mostTries
