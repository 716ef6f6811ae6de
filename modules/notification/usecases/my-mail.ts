import { must } from '#lib/assert'
import type { Context } from '#platform/context'
import type { Output } from '#platform/operation'
import type { api } from '../api.ts'
import * as store from '../store/mail.ts'
import { mailRoom } from './mail-room.ts'

/** Where the reader gets mail. */
export async function myMail(ctx: Context): Promise<Output<typeof api.myMail>> {
  const own = await store.mailOf(ctx.sql, must(ctx.actor.key, 'who asks is a person'))
  return { on: mailRoom() !== null, address: own?.addressMasked ?? null, confirmedAt: own?.confirmedAt ?? null }
}
