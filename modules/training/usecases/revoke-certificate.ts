import { must } from '#lib/assert'
import { toId, toKey } from '#lib/id'
import { refuseUnless } from '#lib/refusal'
import type { Context } from '#platform/context'
import type { Input, Output } from '#platform/operation'
import { personNames } from '#team'
import type { api } from '../api.ts'
import { isLive } from '../certificate.ts'
import { certificateByKey, insertRevocation } from '../store/certificate.ts'
import { certificateView } from '../view.ts'
import { personWithin } from './people-within.ts'

/**
 * Revokes a certificate from this moment on. The fact that it was held stays.
 * @throws Refusal training.certificate_not_found, training.own_certificate, training.certificate_ended, authority.out_of_scope
 */
export async function revokeCertificate(
  ctx: Context,
  input: Input<typeof api.revokeCertificate>,
): Promise<Output<typeof api.revokeCertificate>> {
  const found = await certificateByKey(ctx.sql, toKey(input.id))
  refuseUnless(found, 'training.certificate_not_found')
  const person = await personWithin(ctx, 'training.certificate.write', toId('person', found.personKey))
  refuseUnless(person.key !== ctx.actor.key, 'training.own_certificate')
  refuseUnless(isLive(found, ctx.now), 'training.certificate_ended')
  const written = await insertRevocation(ctx.sql, {
    certificateKey: found.key,
    at: ctx.now,
    by: ctx.actor.key,
    reason: input.reason,
  })
  refuseUnless(written, 'training.certificate_ended')
  ctx.about(input.id, person.id)
  await ctx.emit('training.certificate-revoked', { certificateId: input.id, personId: person.id, code: found.code })
  const row = must(await certificateByKey(ctx.sql, found.key), 'the certificate is there')
  return certificateView(row, person, await personNames(ctx.sql, row.issuedBy ? [row.issuedBy] : []), ctx.now)
}
