import { createHash, randomBytes } from 'node:crypto'
import { addMs, type Instant } from '#lib/day'
import { type Id, toId, toKey } from '#lib/id'
import { Refusal, refuseUnless } from '#lib/refusal'
import { businessDay } from '#platform/business-day'
import type { Context } from '#platform/context'
import type { Sql } from '#platform/database'
import type { Input, Output } from '#platform/operation'
import { personById } from '#team'
import { keyMark } from '../access.ts'
import type { api } from '../api.ts'
import * as store from '../store/access.ts'
import { bookFor } from './book.ts'

const hashOf = (secret: string) => createHash('sha256').update(secret).digest()

/** Whose live key a request carries as its bearer token; null when it carries none of ours. */
export async function keyBearer(
  sql: Sql,
  headers: Headers,
  now: Instant,
): Promise<{ userId: string; keyId: Id<'key'> } | null> {
  const secret = /^Bearer (\S+)$/.exec(headers.get('authorization') ?? '')?.[1]
  if (!secret?.startsWith(keyMark)) return null
  const key = await store.liveKey(sql, hashOf(secret), now)
  if (!key) return null
  const owner = await personById(sql, toId('person', key.personKey), await businessDay(sql))
  return owner && { userId: owner.userId, keyId: toId('key', key.key) }
}

/** One's own keys, or everybody's for who may see all. */
export async function listKeys(ctx: Context): Promise<Output<typeof api.listKeys>> {
  return (await store.listKeys(ctx)).map(row => ({
    id: toId('key', row.key),
    personName: row.personName,
    kind: row.kind,
    label: row.label,
    beginning: row.beginning,
    permissions: row.permissions,
    createdAt: row.createdAt,
    expiresAt: row.expiresAt,
    state: row.endedAt !== null ? 'revoked' : row.expiresAt <= ctx.now ? 'expired' : 'live',
    endReason: row.endReason,
    mine: row.personKey === ctx.actor.key,
  }))
}

/**
 * Makes a key; its secret is answered once and only its hash kept. A key makes no keys.
 * @throws Refusal authority.key_days, key_beyond, key_by_key
 */
export async function addKey(ctx: Context, input: Input<typeof api.addKey>): Promise<Output<typeof api.addKey>> {
  refuseUnless(!ctx.actor.through, 'authority.key_by_key')
  const most = (await bookFor(ctx.sql, ctx.today)).settings['key.days']
  refuseUnless(input.days <= most, 'authority.key_days', { most }, 'days')
  const beyond = input.permissions.find(permission => !ctx.rights.verdict(permission).allow)
  if (beyond) throw new Refusal('authority.key_beyond', { permission: `permission.${beyond}` }, 'permissions')
  const secret = ctx.dryRun ? '' : keyMark + randomBytes(32).toString('base64url')
  const key = await store.insertKey(ctx, {
    kind: input.kind,
    label: input.label,
    beginning: secret.slice(0, keyMark.length + 4),
    hash: hashOf(secret),
    permissions: [...new Set(input.permissions)].sort(),
    expiresAt: addMs(ctx.now, input.days * 86_400_000),
  })
  const id = toId('key', key)
  ctx.about(id)
  ctx.note({ permissions: input.permissions, days: input.days })
  return { id, secret }
}

/** Revokes a key: one's own, or anybody's for who may do so everywhere. @throws Refusal authority.key_not_found */
export async function revokeKey(
  ctx: Context,
  input: Input<typeof api.revokeKey>,
): Promise<Output<typeof api.revokeKey>> {
  const row = await store.keyById(ctx.sql, toKey(input.id))
  refuseUnless(row, 'authority.key_not_found')
  ctx.rights.check('authority.key.write', { ownerId: row.personKey, groupId: null, branchId: null })
  await store.endKey(ctx, row.key, input.reason)
  ctx.about(input.id)
  return { id: input.id }
}
