import { toId } from '#lib/id'
import type { HeldWork } from '#team'
import { giveTasksOver, openTasksOf } from '../store/board.ts'
import { notify } from './notify.ts'

/**
 * The open tasks of a person, those of meetings among them: they go with the person, and to others when the person leaves. What two
 * agreed alone is neither shown to whoever hands work over nor given to anybody.
 */
export const held: HeldWork[] = [
  {
    kind: 'notification.task',
    page: null,
    prefix: 'task',
    personal: true,
    heldBy: openTasksOf,
    async handOver(ctx, fromKey, to) {
      const given = await giveTasksOver(
        ctx.sql,
        fromKey,
        to.map(one => one.key),
      )
      for (const { key, toKey, title, dueOn } of given)
        if (toKey !== fromKey)
          await notify(ctx, {
            to: [toKey],
            template: 'notification.notice.task',
            facts: { author: ctx.actor.name, title, day: dueOn },
            about: toId('task', key),
          })
      return given
    },
  },
]
