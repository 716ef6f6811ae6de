import { assert } from '#lib/assert'
import { toId } from '#lib/id'
import type { Context } from '#platform/context'
import { insertMessage } from '../store/thread.ts'
import { type NoticeFacts, sentenceOf } from '../template.ts'
import { houseWords } from './house-words.ts'

/**
 * A line in a group's feed in the actor's name and language, for what another module lets happen; that the actor may say it there is the
 * caller's to know. @throws Bug when the template is in no module's words
 */
export async function tellGroup(ctx: Context, groupKey: bigint, template: string, facts: NoticeFacts): Promise<void> {
  assert(houseWords()[template], `no words for the line ${template}`)
  const text = sentenceOf(houseWords(), template, facts, ctx.language)
  await insertMessage(ctx, {
    record: toId('group', groupKey),
    kind: 'message',
    bodySealed: ctx.vault.seal(text, 'notification.thread'),
    mentions: [],
  })
}
