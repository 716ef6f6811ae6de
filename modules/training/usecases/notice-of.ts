import { addMs, dayAt, type Instant } from '#lib/day'
import { type Id, toId, toKey } from '#lib/id'
import type { Context } from '#platform/context'
import { personNames, roster } from '#team'
import { proposalByKey } from '../store/career.ts'
import { kindByCode } from '../store/certificate.ts'
import { courseByCode } from '../store/course.ts'
import { ladderByKey } from '../store/ladder.ts'
import { proofByKey } from '../store/proof.ts'
import { sessionSeen } from '../store/session.ts'
import { contestNews } from './contest-news.ts'

/** What a person of the team is to be told of an event of training. */
export type TrainingNotice = {
  to: bigint[]
  template: string
  facts: Record<string, string>
  about: Id<string>
  once: string
}

/** A course was given: by when. Null when it has been retired since. */
export async function courseNotice(
  ctx: Context,
  { personId, courseCode, dueOn }: { personId: Id<'person'>; courseCode: string; dueOn: string },
): Promise<TrainingNotice | null> {
  const course = await courseByCode(ctx.sql, courseCode, null)
  if (!course) return null
  const about = toId('course', course.key)
  const facts = { course: course.title, day: dueOn }
  return { to: [toKey(personId)], template: 'training.notice.course', facts, about, once: `${about}.${dueOn}` }
}

/** A certificate runs out soon, or has ended: the last day it counts. */
export async function certificateNotice(
  ctx: Context,
  what: 'expiring' | 'expired',
  told: { certificateId: Id<'certificate'>; personId: Id<'person'>; code: string; endsAt: Instant },
): Promise<TrainingNotice | null> {
  const kind = await kindByCode(ctx.sql, told.code)
  if (!kind) return null
  return {
    to: [toKey(told.personId)],
    template: `training.notice.${what}`,
    facts: { certificate: kind.name, day: dayAt(addMs(told.endsAt, -1)) },
    about: told.certificateId,
    once: `${told.certificateId}.${what}`,
  }
}

/** A seat was given to who waited, or a session was cancelled. */
export async function sessionNotice(
  ctx: Context,
  what: 'seat' | 'cancelled',
  told: { sessionId: Id<'session'>; personIds: readonly Id<'person'>[] },
): Promise<TrainingNotice | null> {
  const session = await sessionSeen(ctx.sql, toKey(told.sessionId), null)
  if (!session) return null
  return {
    to: told.personIds.map(toKey),
    template: `training.notice.${what}`,
    facts: { title: session.title, day: dayAt(session.startsAt) },
    about: told.sessionId,
    once: `${told.sessionId}.${what}`,
  }
}

/** A proposal waits for HR, or was decided: then who it is about and who made it are told. */
export async function proposalNotice(
  ctx: Context,
  { proposalId }: { proposalId: Id<'proposal'> },
): Promise<TrainingNotice | null> {
  const row = await proposalByKey(ctx.sql, toKey(proposalId))
  if (!row) return null
  const ladder = await ladderByKey(ctx.sql, row.ladderKey)
  const step = ladder?.steps.find(one => one.code === row.step)?.name ?? row.step
  const about = { about: proposalId, once: `${proposalId}.${row.state}` }
  if (row.state === 'approved')
    return {
      to: [row.ownerId, row.madeBy],
      template: 'training.notice.promoted',
      facts: { step, day: row.fromDay },
      ...about,
    }
  if (row.state === 'refused')
    return {
      to: [row.madeBy],
      template: 'training.notice.proposal-refused',
      facts: { step, reason: row.decisionReason },
      ...about,
    }
  const name = (await personNames(ctx.sql, [row.ownerId])).get(row.ownerId) ?? ''
  const hr = (await roster.peopleOn(ctx.sql, ctx.today)).filter(person => person.post === 'hr_officer')
  const to = hr.map(person => person.key).filter(key => key !== row.madeBy && key !== row.ownerId)
  return { to, template: 'training.notice.proposal', facts: { name, step }, ...about }
}

/** A version of a ladder waits for a second person: HR and the risk director are told; or was decided: who made it is told. */
export async function ladderNotice(
  ctx: Context,
  { ladderId }: { ladderId: Id<'ladder'> },
): Promise<TrainingNotice | null> {
  const row = await ladderByKey(ctx.sql, toKey(ladderId))
  if (!row) return null
  const facts = { ladder: row.name, number: String(row.number), day: row.fromDay, reason: row.decisionReason ?? '' }
  const about = { about: ladderId, once: `${ladderId}.${row.approved}` }
  if (row.approved === null) {
    const asked = (await roster.peopleOn(ctx.sql, ctx.today)).filter(
      person => person.post !== null && ['hr_officer', 'risk_director'].includes(person.post),
    )
    const to = asked.map(person => person.key).filter(key => key !== row.madeBy)
    return { to, template: 'training.notice.ladder', facts, ...about }
  }
  if (row.madeBy === null || row.decidedBy === row.madeBy) return null
  const template = row.approved ? 'training.notice.ladder-approved' : 'training.notice.ladder-refused'
  return { to: [row.madeBy], template, facts, ...about }
}

/**
 * A contest waits: HR is told, but not who made it; or was ruled on: who made it is told how, and who passed by it that they did.
 */
export async function contestNotices(
  ctx: Context,
  { contestId }: { contestId: Id<'contest'> },
): Promise<TrainingNotice[]> {
  const news = await contestNews(ctx, contestId)
  if (!news) return []
  const { row, passed } = news
  const facts = { stem: row.stem.slice(0, 40), reason: row.ruling ?? '' }
  const about = contestId
  if (row.state === 'open') {
    const name = (await personNames(ctx.sql, [row.personKey])).get(row.personKey) ?? ''
    const hr = (await roster.peopleOn(ctx.sql, ctx.today)).filter(person => person.post === 'hr_officer')
    const to = hr.map(person => person.key).filter(key => key !== row.personKey)
    return [{ to, template: 'training.notice.contest', facts: { ...facts, name }, about, once: `${contestId}.open` }]
  }
  const template = `training.notice.contest-${row.state}`
  return [
    { to: [row.personKey], template, facts, about, once: `${contestId}.${row.state}` },
    { to: passed, template: 'training.notice.contest-passed', facts, about, once: `${contestId}.passed` },
  ]
}

/** What became of a certificate shown from outside. */
export async function proofNotice(ctx: Context, { proofId }: { proofId: Id<'proof'> }): Promise<TrainingNotice | null> {
  const row = await proofByKey(ctx.sql, toKey(proofId))
  if (!row || row.state === 'waiting') return null
  return {
    to: [row.ownerId],
    template: `training.notice.proof-${row.state}`,
    facts: { certificate: row.name, ...(row.state === 'refused' ? { reason: row.reason } : {}) },
    about: proofId,
    once: proofId,
  }
}
