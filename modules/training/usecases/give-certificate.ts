import { type Day, instantAt } from '#lib/day'
import { toId } from '#lib/id'
import type { Context } from '#platform/context'
import { type Basis, certificateNumber, endsOf } from '../certificate.ts'
import { insertCertificate, type KindRow, newKey } from '../store/certificate.ts'

/** Writes a certificate in the caller's transaction: whoever asks in the next moment sees it. */
export async function giveCertificate(
  ctx: Context,
  kind: KindRow,
  given: {
    personKey: bigint
    basis: Basis
    evidence: string
    courseVersion: number | null
    attemptKey: bigint | null
    issuedBy: bigint | null
    /** The day a proof from outside ends on, which this certificate does not outlast. */
    notAfter?: Day | null
  },
) {
  const key = await newKey(ctx.sql)
  const number = certificateNumber(kind.code, ctx.now, key)
  const { notAfter = null, ...certificate } = given
  const own = endsOf(ctx.now, kind.validityMonths, kind.graceDays)
  const last = notAfter === null ? null : instantAt(notAfter, '00:00')
  const ends = last !== null && last < own.validUntil ? { validUntil: last, graceUntil: last } : own
  await insertCertificate(ctx.sql, { ...certificate, key, kindKey: kind.key, number, issuedAt: ctx.now, ...ends })
  const id = toId('certificate', key)
  ctx.about(id, toId('person', given.personKey))
  await ctx.emit('training.certificate-issued', {
    certificateId: id,
    personId: toId('person', given.personKey),
    code: kind.code,
  })
  return { id, key, number, ...ends }
}
