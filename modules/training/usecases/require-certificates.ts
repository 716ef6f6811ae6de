import { refuseUnless } from '#lib/refusal'
import type { Context } from '#platform/context'
import type { Input, Output } from '#platform/operation'
import type { api } from '../api.ts'
import { listKinds } from '../store/certificate.ts'
import { replaceRequirements } from '../store/learning.ts'

/** Says which certificates a post has to hold. @throws Refusal training.certificate_not_found */
export async function requireCertificates(
  ctx: Context,
  input: Input<typeof api.requireCertificates>,
): Promise<Output<typeof api.requireCertificates>> {
  const codes = [...new Set(input.codes)]
  const kinds = (await listKinds(ctx.sql)).filter(kind => codes.includes(kind.code))
  refuseUnless(kinds.length === codes.length, 'training.certificate_not_found', {}, 'codes')
  await replaceRequirements(
    ctx.sql,
    input.post,
    kinds.map(kind => kind.key),
  )
  ctx.note({ post: input.post, codes })
  return { post: input.post, codes }
}
