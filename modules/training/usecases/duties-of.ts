import { must } from '#lib/assert'
import { addDays, addMs, type Day, dayAt, type Instant } from '#lib/day'
import type { Context } from '#platform/context'
import { type Duty, type Level, levels, oneEach, pathDue, satisfied } from '../learning.ts'
import { listKinds } from '../store/certificate.ts'
import { certificateCourses } from '../store/course.ts'
import { completionsOf, dutiesGiven, paths } from '../store/learning.ts'
import { levelsOf } from './levels-of.ts'
import { skillsOf } from './skills-of.ts'

/** A person as duties need them: the post, the group's words, and since when it is held. */
export type Learner = { key: bigint; post: string; fromDay: Day }

/** What one person has to learn: what is open, and what has been done with the moment it was. */
export type Learning = { open: Duty[]; done: (Duty & { at: Instant })[]; level: Level }

/**
 * What people have to learn, worked out from paths, courses given and certificates that run out: nothing of it is stored by a
 * job, so that a new path or a new course shows at once.
 */
export async function dutiesOf(ctx: Context, people: readonly Learner[]): Promise<Map<bigint, Learning>> {
  const keys = people.map(person => person.key)
  const [ways, given, completions, posts, skills, kinds] = [
    await paths(ctx.sql),
    await dutiesGiven(ctx.sql, keys),
    await completionsOf(ctx.sql, keys),
    await levelsOf(ctx, people),
    await skillsOf(ctx, people),
    await listKinds(ctx.sql),
  ]
  const leadingCourses = await certificateCourses(ctx.sql)
  const leading = new Map(leadingCourses.map(course => [course.code, course]))
  const certificateCourse = new Map(
    leadingCourses.flatMap(course => (course.kind === 'course' ? [[course.certificateCode, course] as const] : [])),
  )
  const windows = new Map(kinds.map(kind => [kind.code, kind.refresherDays]))
  const completed = new Map<string, Instant[]>()
  for (const one of completions) {
    const name = `${one.personKey}:${one.courseKey}`
    completed.set(name, [...(completed.get(name) ?? []), one.at])
  }
  const today = dayAt(ctx.now)
  return new Map(
    people.map(person => {
      const { level, since } = must(posts.get(person.key), 'everybody asked about has a level')
      const fromPaths = ways
        .filter(way => way.post === person.post && levels.indexOf(way.level) <= levels.indexOf(level))
        .flatMap(way =>
          way.courses.map(
            (one): Duty => ({
              courseKey: BigInt(one.courseKey),
              source: 'path',
              reason: way.name,
              dueOn: pathDue(since, way.since, one.withinDays),
              since: null,
            }),
          ),
        )
      const fromOthers = given
        .filter(one => one.personKey === person.key)
        .map(one => ({
          courseKey: one.courseKey,
          source: one.source,
          reason: one.reason,
          dueOn: one.dueOn,
          since: one.givenAt,
        }))
      const heldSince = new Map(
        (skills.get(person.key) ?? []).flatMap((skill): [bigint, Instant][] => {
          const course = certificateCourse.get(skill.code)
          return course && skill.issuedAt ? [[course.key, skill.issuedAt]] : []
        }),
      )
      const done: (Duty & { at: Instant })[] = []
      const open: Duty[] = []
      for (const duty of [...fromPaths, ...fromOthers]) {
        const moments = completed.get(`${person.key}:${duty.courseKey}`) ?? []
        // Who holds the certificate a path's course leads to need not sit in it again.
        const held = duty.source === 'path' ? (heldSince.get(duty.courseKey) ?? null) : null
        const at = moments.find(moment => duty.since === null || moment > duty.since) ?? held
        if (at && (held || satisfied(duty, moments))) done.push({ ...duty, at })
        else open.push(duty)
      }
      for (const skill of skills.get(person.key) ?? []) {
        const course = skill.courseCode === null ? undefined : leading.get(skill.courseCode)
        if (!course || !skill.required) continue
        const lastDay = skill.endsAt && dayAt(addMs(skill.endsAt, -1))
        const soon = lastDay !== null && lastDay <= addDays(today, windows.get(skill.code) ?? 0)
        const missing = skill.state === 'missing' && !open.some(duty => duty.courseKey === course.key)
        if (soon || missing)
          open.push({
            courseKey: course.key,
            source: 'renewal',
            reason: skill.name,
            dueOn: lastDay ?? today,
            since: ctx.now,
          })
      }
      return [person.key, { open: oneEach(open), done, level }]
    }),
  )
}
