import type { Context } from '#platform/context'
import type { Output } from '#platform/operation'
import type { api } from '../api.ts'
import { listKinds } from '../store/certificate.ts'

/** Every kind of certificate. */
export async function listCertificateKinds(ctx: Context): Promise<Output<typeof api.listCertificateKinds>> {
  return listKinds(ctx.sql)
}
