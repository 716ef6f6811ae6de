import { addMs } from '#lib/day'
import { toId } from '#lib/id'
import type { Context } from '#platform/context'
import { runSystem, type Spine } from '#platform/write-path'
import { markTold, untold } from '../store/renewal.ts'

/** Days ahead at which holders are told that a certificate runs out. */
const aheadDays = 30

/**
 * Tells later modules once of certificates that run out soon and of those that have ended. It only tells: whether a certificate
 * counts is worked out when asked, never here.
 */
export async function tellCertificateEnds(spine: Spine): Promise<void> {
  await runSystem(spine, 'training.certificates-due', tellEnds, { audit: false })
}

async function tellEnds(ctx: Context): Promise<void> {
  for (const what of ['expired', 'expiring'] as const) {
    const until = what === 'expired' ? ctx.now : addMs(ctx.now, aheadDays * 86_400_000)
    const found = await untold(ctx.sql, what, ctx.now, until)
    if (found.length === 0) continue
    const keys = found.map(row => row.key)
    await markTold(ctx.sql, keys, what, ctx.now)
    for (const row of found)
      await ctx.emit(`training.certificate-${what}`, {
        certificateId: toId('certificate', row.key),
        personId: toId('person', row.personKey),
        code: row.code,
        endsAt: row.endsAt,
      })
  }
}
