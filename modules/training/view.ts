import type { Instant } from '#lib/day'
import { toId } from '#lib/id'
import type { Money } from '#lib/money'
import { stateAt } from './certificate.ts'
import { remarksOn } from './question.ts'
import type { CertificateRow } from './store/certificate.ts'
import type { CourseRow, LessonRow } from './store/course.ts'
import type { CaseRow, QuestionFigures, QuestionRow } from './store/question.ts'
import type { SessionSeen } from './store/session.ts'

/** A certificate as the contract shows it. */
export function certificateView(
  row: CertificateRow,
  person: { name: string; groupName: string | null },
  names: ReadonlyMap<bigint, string>,
  now: Instant,
) {
  const { code, name, nameEn, number, basis, evidence, issuedAt, validUntil, endsAt, revokedReason } = row
  return {
    id: toId('certificate', row.key),
    code,
    name,
    nameEn,
    number,
    personId: toId('person', row.personKey),
    personName: person.name,
    groupName: person.groupName,
    basis,
    evidence,
    state: stateAt(row, now),
    issuedAt,
    validUntil,
    endsAt,
    issuedByName: row.issuedBy === null ? null : (names.get(row.issuedBy) ?? null),
    revokedReason,
  }
}

/** A question with its figures, to the hundredth. */
export function questionView(row: QuestionRow & QuestionFigures) {
  const { topic, kind, difficulty, stem, options, answer, explanation, source, asked, share, discrimination } = row
  const two = (value: number | null) => (value === null ? null : Math.round(value * 100) / 100)
  return {
    id: toId('question', row.key),
    topic,
    kind,
    difficulty,
    stem,
    options,
    answer,
    explanation,
    source,
    retired: row.retiredAt !== null,
    asked,
    share: two(share),
    discrimination: two(discrimination),
    remarks: remarksOn({ asked, share, discrimination }),
  }
}

/** A course as the catalogue shows it. */
export function courseView(row: CourseRow) {
  const { code, kind, topic, title, titleEn, summary, versionNumber, draft, lessons, minutes, read, completedAt } = row
  const { certificateCode, certificateName, certificateNameEn } = row
  return {
    code,
    kind,
    topic,
    title,
    titleEn,
    summary,
    versionNumber,
    draft,
    lessons,
    minutes,
    read,
    completedAt,
    exam: row.plan !== null,
    certificateCode,
    certificateName,
    certificateNameEn,
  }
}

/** A lesson's line in its course. */
export function lessonHead(row: LessonRow, read: ReadonlySet<bigint>) {
  const { position, kind, title, minutes } = row
  return { id: toId('lesson', row.key), position, kind, title, minutes, read: read.has(row.key) }
}

/** A case without what policy says about it. */
export function caseView(row: CaseRow) {
  const { title, topic, story, facts } = row
  return { id: toId('study', row.key), title, topic, story, facts }
}

/** A session as the calendar shows it. */
export function sessionView(row: SessionSeen, names: ReadonlyMap<bigint, string>) {
  const { key, hostKey, groupKey, plannedCost, actualCost, addedBy: _, ...rest } = row
  return {
    ...rest,
    id: toId('session', key),
    hostId: hostKey === null ? null : toId('person', hostKey),
    hostName: hostKey === null ? null : (names.get(hostKey) ?? null),
    groupId: groupKey === null ? null : toId('group', groupKey),
    plannedCost: plannedCost as Money,
    actualCost: actualCost as Money | null,
    posts: row.posts as never[],
  }
}
