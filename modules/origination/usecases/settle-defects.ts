import { must } from '#lib/assert'
import { addDays, dayAt, instantAt } from '#lib/day'
import { toId } from '#lib/id'
import { Refusal } from '#lib/refusal'
import { notify } from '#notification'
import type { Context } from '#platform/context'
import { parameterOn } from '#reference'
import { assignCourse } from '#training'
import { type CheckState, confirmed, stateOf } from '../quality.ts'
import { type CheckRow, checkByKey, defectCodes, defectsOf, insertReplies, setCheckState } from '../store/quality.ts'
import { defectsSince, insertLesson } from '../store/quality-lesson.ts'

/** After something was said to defects: how the check now stands, and the lessons it brings. */
export async function settleDefects(ctx: Context, check: CheckRow): Promise<CheckState> {
  const defects = await defectsOf(ctx.sql, check.key)
  const state = stateOf(defects)
  await setCheckState(ctx.sql, check.key, state)
  for (const code of new Set(defects.filter(confirmed).map(defect => defect.code))) await teach(ctx, check, code)
  return state
}

/** Silence past the days of reply stands as accepted, and says that it was silence. */
export async function lapse(ctx: Context, checkKey: bigint): Promise<void> {
  const check = must(await checkByKey(ctx.sql, checkKey, true), 'the check is there')
  if (check.state !== 'found') return
  const silent = (await defectsOf(ctx.sql, check.key)).filter(defect => defect.answer === null)
  await insertReplies(
    ctx,
    silent.map(defect => ({ key: defect.key, answer: 'lapsed' as const, reason: '' })),
  )
  await settleDefects(ctx, check)
}

/**
 * Gives the lesson of a code once it was found so often within the days of the parameter in files decided since the last lesson
 * on it, and puts the person's next files under re-check. Where the course cannot be given, the re-checks come all the same.
 */
async function teach(ctx: Context, check: CheckRow, code: string): Promise<void> {
  const rule = await parameterOn(ctx.sql, 'quality.lesson', ctx.today)
  const since = instantAt(addDays(dayAt(ctx.now), 1 - rule.windowDays), '00:00')
  const defects = await defectsSince(ctx.sql, check.ownerId, code, since)
  if (defects.length < rule.defects) return
  const known = must(
    (await defectCodes(ctx.sql)).find(one => one.code === code),
    'a defect has its code',
  )
  const courseGiven =
    known.courseCode !== null && (await give(ctx, check, known.courseCode, known.name, rule.lessonDays))
  const lesson = await insertLesson(ctx, {
    person: { key: check.ownerId, name: check.ownerName, groupKey: check.groupId, branchKey: check.branchId },
    code,
    courseCode: known.courseCode,
    courseGiven,
    defects,
    recheckFiles: rule.recheckFiles,
  })
  await ctx.emit('origination.lesson-given', {
    lessonId: toId('lesson', lesson),
    personId: toId('person', check.ownerId),
    code,
    courseGiven,
  })
  await notify(ctx, {
    to: [check.ownerId],
    template: 'origination.notice.lesson',
    facts: { code: known.name, count: String(defects.length), files: String(rule.recheckFiles) },
    about: toId('check', check.key),
  })
}

async function give(ctx: Context, check: CheckRow, courseCode: string, name: string, lessonDays: number) {
  try {
    await assignCourse(ctx, {
      personKeys: [check.ownerId],
      courseCode,
      dueOn: addDays(ctx.today, lessonDays),
      reason: name,
      source: 'defect',
      about: toId('check', check.key),
    })
    return true
  } catch (error) {
    // A course withdrawn since the code named it must not keep a defect from being recorded.
    if (error instanceof Refusal && error.code === 'training.course_not_found') return false
    throw error
  }
}
