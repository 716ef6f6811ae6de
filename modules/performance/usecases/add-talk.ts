import { must } from '#lib/assert'
import { toId, toKey } from '#lib/id'
import { refuseUnless } from '#lib/refusal'
import { notify, tasks } from '#notification'
import type { Context } from '#platform/context'
import type { Input, Output } from '#platform/operation'
import { personById } from '#team'
import type { api } from '../api.ts'
import * as store from '../store/talk.ts'
import { about, me, seal } from './talk-view.ts'

/**
 * Keeps a one-to-one with one's manager or somebody who reports to one; what was agreed becomes tasks of the two.
 * @throws Refusal performance.talk_partner, talk_day, talk_owner, notification.task_owner, notification.task_day
 */
export async function addTalk(ctx: Context, input: Input<typeof api.addTalk>): Promise<Output<typeof api.addTalk>> {
  const own = must(await personById(ctx.sql, toId('person', me(ctx)), ctx.today), 'who talks is a person')
  const other = await personById(ctx.sql, input.with, ctx.today)
  const manages = other?.reportsToKey === own.key
  refuseUnless(other && (manages || own.reportsToKey === other.key), 'performance.talk_partner', {}, 'with')
  refuseUnless(input.heldOn <= ctx.today, 'performance.talk_day', { today: ctx.today }, 'heldOn')
  refuseUnless(
    input.nextOn === null || input.nextOn > input.heldOn,
    'performance.talk_day',
    { today: ctx.today },
    'nextOn',
  )
  for (const [at, action] of input.actions.entries())
    refuseUnless(
      [own.key, other.key].includes(toKey(action.ownerId)),
      'performance.talk_owner',
      {},
      `actions.${at}.ownerId`,
    )
  const row = {
    managerKey: manages ? own.key : other.key,
    personKey: manages ? other.key : own.key,
    heldOn: input.heldOn,
    nextOn: input.nextOn,
  }
  const key = await store.insertTalk(ctx, row)
  await store.insertNote(ctx, { ...row, key }, ctx.vault.seal(input.text, seal))
  if (input.actions.length > 0)
    await tasks.giveTasks(ctx, input.actions, { about: about(key), minutesKey: null, isPrivate: true })
  await notify(ctx, {
    to: [other.key],
    template: 'performance.notice.talk',
    facts: { name: own.name, day: input.heldOn },
    about: about(key),
  })
  ctx.about(about(key))
  return { id: about(key) }
}
