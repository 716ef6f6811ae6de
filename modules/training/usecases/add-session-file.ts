import { toId, toKey } from '#lib/id'
import { refuseUnless } from '#lib/refusal'
import type { Context } from '#platform/context'
import type { Input, Output } from '#platform/operation'
import type { api } from '../api.ts'
import { insertSessionFile, sessionSeen } from '../store/session.ts'
import { keepFile } from './keep-file.ts'
import { checkLeads } from './session-rights.ts'

/** Adds material to a session. @throws Refusal training.session_not_found, training.session_lead, training.file_type, training.file_size */
export async function addSessionFile(
  ctx: Context,
  input: Input<typeof api.addSessionFile>,
): Promise<Output<typeof api.addSessionFile>> {
  const session = await sessionSeen(ctx.sql, toKey(input.id), ctx.actor.key)
  refuseUnless(session, 'training.session_not_found')
  checkLeads(ctx, session)
  const { sha256, mediaType, size } = await keepFile(ctx, input.content)
  const key = await insertSessionFile(ctx.sql, {
    sessionKey: session.key,
    sha256,
    fileName: input.name,
    mediaType,
    size,
    by: ctx.actor.key,
    at: ctx.now,
  })
  ctx.about(input.id)
  return { id: toId('sessionfile', key) }
}
