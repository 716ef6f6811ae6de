import type { Context } from '#platform/context'
import { runSystem, type Spine } from '#platform/write-path'
import { overdueAttempts } from '../store/attempt.ts'
import { closeExam } from './close-attempt.ts'

/** Closes the exams whose time is over and that nobody handed in, by what was saved in time. Leaves an audit line when there were any. */
export async function closeOverdueExams(spine: Spine): Promise<void> {
  const waiting = async (ctx: Context) => (await overdueAttempts(ctx.sql, ctx.now)).length
  if ((await runSystem(spine, 'training.exams-due', waiting, { audit: false })) === 0) return
  await runSystem(spine, 'training.exams-due', async ctx => {
    for (const attempt of await overdueAttempts(ctx.sql, ctx.now)) await closeExam(ctx, attempt, 'time')
  })
}
