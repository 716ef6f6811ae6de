import { addDays, addMonths, dayAt, type Instant, instantAt } from '#lib/day'

/** How a certificate was earned: the course's exam, the refresher's, or a proof from outside that somebody checked. */
export const bases = ['exam', 'refresher', 'external'] as const
export type Basis = (typeof bases)[number]

/** Where a certificate stands at an instant. */
export const certificateStates = ['valid', 'grace', 'expired', 'revoked'] as const
export type CertificateState = (typeof certificateStates)[number]

/** What decides whether a certificate is live: its printed end, the end of grace, a forced renewal, a revocation. */
export type Span = {
  issuedAt: Instant
  validUntil: Instant
  graceUntil: Instant
  /** A new course version must have been renewed on by then; null when none concerns this certificate. */
  renewBy: Instant | null
  revokedAt: Instant | null
}

/**
 * When a certificate issued now ends: 00:00 in business time of the day that many months later, and the end of its grace.
 * The end itself is outside: at 00:00:00.000 it no longer counts.
 */
export function endsOf(issuedAt: Instant, validityMonths: number, graceDays: number) {
  const last = addMonths(dayAt(issuedAt), validityMonths)
  return { validUntil: instantAt(last, '00:00'), graceUntil: instantAt(addDays(last, graceDays), '00:00') }
}

/** The first instant at which the certificate no longer counts. */
export function endOf(span: Span): Instant {
  return [span.graceUntil, span.renewBy, span.revokedAt].reduce<Instant>(
    (soonest, at) => (at !== null && at < soonest ? at : soonest),
    span.graceUntil,
  )
}

/** Where the certificate stands at an instant. A forced renewal that has passed ends it like its own end does. */
export function stateAt(span: Span, at: Instant): CertificateState {
  if (span.revokedAt !== null && span.revokedAt <= at) return 'revoked'
  if (at >= endOf(span)) return 'expired'
  return at >= span.validUntil ? 'grace' : 'valid'
}

/** Whether it counts at an instant. */
export function isLive(span: Span, at: Instant): boolean {
  return span.issuedAt <= at && at < endOf(span)
}

/** Whether the shorter refresher is open to a holder: so many days before the end and as many after it. */
export function refresherOpen(span: Span, refresherDays: number, at: Instant): boolean {
  if (span.revokedAt !== null && span.revokedAt <= at) return false
  const end = dayAt(endOf(span))
  const today = dayAt(at)
  return today >= addDays(end, -refresherDays) && today <= addDays(end, refresherDays)
}

/** The number printed on a certificate: kind, day and the last digits of a running key. */
export function certificateNumber(code: string, at: Instant, running: bigint): string {
  return `${code.toUpperCase()}-${dayAt(at).replaceAll('-', '')}-${running.toString(36).toUpperCase().padStart(6, '0').slice(-6)}`
}

/** The page where a person sees how to get or renew a certificate: what a refusal that misses it links to. */
export function certificatePath(code: string): string {
  return `/training/certificates/${code}`
}
