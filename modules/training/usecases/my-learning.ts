import { dayAt } from '#lib/day'
import { toId } from '#lib/id'
import type { Context } from '#platform/context'
import type { Output } from '#platform/operation'
import type { api } from '../api.ts'
import { openAttemptOf } from '../store/attempt.ts'
import { listBulletins } from '../store/report.ts'
import { comingSessions } from '../store/session.ts'
import { dutiesOf } from './duties-of.ts'
import { dutyLines } from './duty-lines.ts'
import { actingPerson } from './people-within.ts'
import { planView } from './plan-view.ts'
import { skillsOf } from './skills-of.ts'

/** What the reader has to learn, holds and may come to. */
export async function myLearning(ctx: Context): Promise<Output<typeof api.myLearning>> {
  const person = await actingPerson(ctx)
  const year = Number(dayAt(ctx.now).slice(0, 4))
  const learner = person.post && person.fromDay ? { key: person.key, post: person.post, fromDay: person.fromDay } : null
  const learning = learner ? (await dutiesOf(ctx, [learner])).get(person.key) : undefined
  const skills = learner ? ((await skillsOf(ctx, [learner])).get(person.key) ?? []) : []
  const sessions = learner ? await comingSessions(ctx.sql, learner, ctx.now) : []
  const news = await listBulletins(
    ctx.sql,
    { key: person.key, post: person.post },
    { unread: true, direction: 'desc', limit: 5 },
  )
  const open = await openAttemptOf(ctx.sql, person.key)
  const plan = await planView(ctx, { key: person.key, name: person.name }, year)
  return {
    level: learning?.level ?? 'regular',
    openAttempt: open ? toId('attempt', open.key) : null,
    duties: await dutyLines(ctx, person.key, learning?.open ?? []),
    skills,
    sessions: sessions.map(({ key, kind, title, place, startsAt, endsAt, mine, waitingPlace }) => ({
      id: toId('session', key),
      kind,
      title,
      place,
      startsAt,
      endsAt,
      mine,
      waitingPlace,
    })),
    bulletins: news.rows.map(row => ({ id: toId('bulletin', row.key), title: row.title, mustReadBy: row.mustReadBy })),
    minutes: plan.minutes,
    planProgress: plan.progress,
  }
}
