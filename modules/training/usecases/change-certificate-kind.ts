import { must } from '#lib/assert'
import { refuseUnless } from '#lib/refusal'
import type { Context } from '#platform/context'
import type { Input, Output } from '#platform/operation'
import type { api } from '../api.ts'
import { kindByCode, updateKind } from '../store/certificate.ts'

/**
 * Changes validity, grace and refresher window of certificates given from now on; those given before keep their ends.
 * @throws Refusal training.certificate_not_found, training.stale
 */
export async function changeCertificateKind(
  ctx: Context,
  input: Input<typeof api.changeCertificateKind>,
): Promise<Output<typeof api.changeCertificateKind>> {
  refuseUnless(await kindByCode(ctx.sql, input.code), 'training.certificate_not_found')
  refuseUnless(await updateKind(ctx.sql, input), 'training.stale')
  ctx.note({ code: input.code, validityMonths: input.validityMonths, graceDays: input.graceDays })
  return must(await kindByCode(ctx.sql, input.code), 'the kind is there')
}
