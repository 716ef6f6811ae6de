import { refuseUnless } from '#lib/refusal'
import type { Context } from '#platform/context'
import type { Input, Output } from '#platform/operation'
import type { api } from '../api.ts'
import { insertKind } from '../store/certificate.ts'

/** Adds a kind of certificate. @throws Refusal training.code_taken */
export async function addCertificateKind(
  ctx: Context,
  input: Input<typeof api.addCertificateKind>,
): Promise<Output<typeof api.addCertificateKind>> {
  refuseUnless((await insertKind(ctx.sql, input)) !== null, 'training.code_taken', { code: input.code }, 'code')
  ctx.note({ code: input.code, validityMonths: input.validityMonths, graceDays: input.graceDays })
  return { code: input.code }
}
