import { refuseUnless } from '#lib/refusal'
import type { Context } from '#platform/context'
import type { Input, Output } from '#platform/operation'
import { personNames } from '#team'
import type { api } from '../api.ts'
import { refuseFault } from '../customer.ts'
import { residentIdFault, tidy, usccFault } from '../identifiers.ts'
import { maskIdNumber } from '../masking.ts'
import { isDemo } from '../store/customer.ts'
import { fingerprintOf } from '../store/sealing.ts'
import * as store from '../store/standing.ts'

/** The newest lines of the blacklist. */
export async function listBlacklist(ctx: Context): Promise<Output<typeof api.listBlacklist>> {
  const found = await store.listBlacklist(ctx.sql)
  const names = await personNames(
    ctx.sql,
    found.flatMap(row => (row.recordedBy === null ? [] : [row.recordedBy])),
  )
  return found.map(({ recordedBy, ...row }) => ({
    ...row,
    by: recordedBy === null ? null : (names.get(recordedBy) ?? null),
  }))
}

/**
 * Lists an id number or a credit code, or releases it: who listed it does not release it.
 * @throws Refusal party.id_number, party.blacklist_not_found, party.blacklist_own
 */
export async function recordBlacklist(
  ctx: Context,
  input: Input<typeof api.recordBlacklist>,
): Promise<Output<typeof api.recordBlacklist>> {
  const idNumber = tidy(input.idNumber)
  const demo = await isDemo(ctx.sql)
  if (usccFault(idNumber, demo) !== null) refuseFault('party.id_number', residentIdFault(idNumber, demo), 'idNumber')
  const fingerprint = fingerprintOf(ctx.vault, 'idNumber', idNumber)
  const before = await store.blacklistOf(ctx.sql, fingerprint)
  if (!input.listed) {
    refuseUnless(before?.listed, 'party.blacklist_not_found', {}, 'idNumber')
    refuseUnless(before.recordedBy !== ctx.actor.key, 'party.blacklist_own')
  }
  const masked = maskIdNumber(idNumber)
  await store.insertBlacklist(ctx, {
    fingerprint,
    masked,
    listed: input.listed,
    reason: input.reason,
    source: input.source,
  })
  ctx.note({ listed: input.listed, reason: input.reason })
  await ctx.emit('party.blacklist-changed', { masked, listed: input.listed })
  return { masked }
}
