import { must } from '#lib/assert'
import type { Context } from '#platform/context'
import type { Output } from '#platform/operation'
import type { api } from '../api.ts'
import * as store from '../store/mail.ts'
import { myMail } from './my-mail.ts'

/** Forgets the actor's address: nothing is sent any more. */
export async function removeMail(ctx: Context): Promise<Output<typeof api.removeMail>> {
  await store.removeMail(ctx.sql, must(ctx.actor.key, 'who asks is a person'))
  return myMail(ctx)
}
