import type { Instant } from '#lib/day'
import type { Context } from '#platform/context'
import { refresherOpen } from '../certificate.ts'
import { type SkillState, skillState } from '../learning.ts'
import { type CertificateRow, certificateHistory, listKinds, liveCertificates } from '../store/certificate.ts'
import { type CourseRow, certificateCourses } from '../store/course.ts'
import { requirements } from '../store/learning.ts'

/** Who is asked about: the key, the post and since when it is held. */
type Somebody = { key: bigint; post: string }

/** A certificate as one person's skill: whether the post requires it, whether it is held, and what leads to it. */
export type Skill = {
  code: string
  name: string
  nameEn: string
  required: boolean
  state: SkillState
  number: string | null
  validUntil: Instant | null
  endsAt: Instant | null
  /** When the certificate that is held was given; for duties, which holding it satisfies. */
  issuedAt: Instant | null
  courseCode: string | null
}

/** What each person has to hold and holds, by person key: only kinds that are required or held, required ones first. */
export async function skillsOf(ctx: Context, people: readonly Somebody[]): Promise<Map<bigint, Skill[]>> {
  const keys = people.map(person => person.key)
  const live = await liveCertificates(ctx.sql, keys, ctx.now)
  const past = await certificateHistory(ctx.sql, keys)
  const kinds = await listKinds(ctx.sql)
  const required = await requirements(ctx.sql)
  const courses = await certificateCourses(ctx.sql)
  const held = new Map<string, CertificateRow>()
  // Of several the longest-lasting comes first, and first stays.
  for (const row of live) if (!held.has(`${row.personKey}:${row.code}`)) held.set(`${row.personKey}:${row.code}`, row)
  const last = new Map<string, CertificateRow>()
  for (const row of past) {
    const known = last.get(`${row.personKey}:${row.code}`)
    if (!known || row.endsAt > known.endsAt) last.set(`${row.personKey}:${row.code}`, row)
  }
  const wanted = new Set(required.map(line => `${line.post}:${line.code}`))
  return new Map(
    people.map(person => [
      person.key,
      kinds
        .map(kind => {
          const row = held.get(`${person.key}:${kind.code}`) ?? null
          const before = last.get(`${person.key}:${kind.code}`)
          const mustHold = wanted.has(`${person.post}:${kind.code}`)
          return {
            code: kind.code,
            name: kind.name,
            nameEn: kind.nameEn,
            required: mustHold,
            state: skillState(mustHold, row, ctx.now),
            number: row?.number ?? null,
            validUntil: row?.validUntil ?? null,
            endsAt: row?.endsAt ?? null,
            issuedAt: row?.issuedAt ?? null,
            courseCode: courseFor(
              courses,
              kind.key,
              before !== undefined && refresherOpen(before, kind.refresherDays, ctx.now),
            ),
          }
        })
        .filter(skill => skill.state !== 'none')
        .sort((a, b) => Number(b.required) - Number(a.required)),
    ]),
  )
}

/** The code of the course that leads to a certificate now: the refresher where there is one and it is open, else the full course. */
function courseFor(courses: readonly CourseRow[], kindKey: bigint, refresher: boolean): string | null {
  const fitting = courses.filter(course => course.certificateKey === kindKey)
  const found =
    (refresher && fitting.find(course => course.kind === 'refresher')) ||
    fitting.find(course => course.kind === 'course')
  return found ? found.code : null
}
