import { refuseUnless } from '#lib/refusal'
import type { Context } from '#platform/context'
import type { Input, Output } from '#platform/operation'
import type { api } from '../api.ts'
import { kindByCode } from '../store/certificate.ts'
import { giveCertificate } from './give-certificate.ts'
import { personWithin } from './people-within.ts'

/**
 * Records a certificate proved from outside; never one's own.
 * @throws Refusal training.person_not_found, training.certificate_not_found, training.own_certificate, authority.out_of_scope
 */
export async function issueCertificate(
  ctx: Context,
  input: Input<typeof api.issueCertificate>,
): Promise<Output<typeof api.issueCertificate>> {
  const person = await personWithin(ctx, 'training.certificate.write', input.personId)
  refuseUnless(person.key !== ctx.actor.key, 'training.own_certificate', {}, 'personId')
  const kind = await kindByCode(ctx.sql, input.code)
  refuseUnless(kind, 'training.certificate_not_found', {}, 'code')
  const { id } = await giveCertificate(ctx, kind, {
    personKey: person.key,
    basis: 'external',
    evidence: input.evidence,
    courseVersion: null,
    attemptKey: null,
    issuedBy: ctx.actor.key,
  })
  return { id }
}
