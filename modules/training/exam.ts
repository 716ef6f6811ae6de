import { addMs, type Instant } from '#lib/day'
import { Refusal } from '#lib/refusal'
import { shuffled } from './question.ts'

/** One line of how an exam is drawn: so many questions of a topic, within a span of difficulty. */
export type DrawLine = { topic: string; count: number; easiest: number; hardest: number }

/** How a course version's exam goes. Shares and marks are whole percent. */
export type ExamPlan = {
  draw: DrawLine[]
  /** How many cases are decided, of which topic (null: any), and what share of the score they make. */
  cases: number
  caseTopic: string | null
  caseShare: number
  passMark: number
  minutes: number
  /** So many failures, then somebody must give the course again. */
  attempts: number
  /** Hours between a failure and the next attempt. */
  waitHours: number
}

/** A question as the draw sees it; `seen` counts how often this person was asked it before. */
export type Candidate = { key: bigint; topic: string; difficulty: number; seen: number }

/**
 * Draws the questions of an attempt: what the person has been asked least often comes first, so that a second attempt has other
 * questions as long as the bank has them; among equals chance decides. Narrow lines draw before wide ones, and a wide one leaves
 * them what only they can use. `below(n)` draws 0 … n − 1.
 * @throws Refusal training.bank_too_small when a line asks for more than the bank has
 */
export function drawQuestions(plan: ExamPlan, bank: readonly Candidate[], below: (n: number) => number): Candidate[] {
  const fits = (line: DrawLine, one: Candidate) =>
    one.topic === line.topic && one.difficulty >= line.easiest && one.difficulty <= line.hardest
  const width = (line: DrawLine) => bank.filter(one => fits(line, one)).length
  const drawn = new Map<bigint, Candidate>()
  for (const line of [...plan.draw].sort((a, b) => width(a) - width(b))) {
    const fitting = bank.filter(one => fits(line, one) && !drawn.has(one.key))
    if (fitting.length < line.count)
      throw new Refusal('training.bank_too_small', { topic: line.topic, wanted: line.count, there: fitting.length })
    const sought = (one: Candidate) => plan.draw.filter(other => fits(other, one)).length
    for (const one of leastSeen(fitting, line.count, below, sought)) drawn.set(one.key, one)
  }
  return shuffled([...drawn.values()], below)
}

/** So many of the least seen, of these the least sought by others, chance among equals. */
export function leastSeen<T extends { seen: number }>(
  items: readonly T[],
  count: number,
  below: (n: number) => number,
  sought: (item: T) => number = () => 0,
): T[] {
  return shuffled(items, below)
    .sort((a, b) => a.seen - b.seen || sought(a) - sought(b))
    .slice(0, count)
}

/**
 * The score of an attempt in whole percent, cut and not rounded, so that a score at the pass mark really reached it. Questions
 * and cases each make their share; where there are none of a sort the other makes all of it.
 */
export function examScore(questions: readonly number[], cases: readonly number[], caseShare: number): number {
  const total = (points: readonly number[]) => points.reduce((all, one) => all + one, 0)
  if (cases.length === 0) return questions.length === 0 ? 0 : Math.floor(total(questions) / questions.length)
  if (questions.length === 0) return Math.floor(total(cases) / cases.length)
  const wholes = total(questions) * (100 - caseShare) * cases.length + total(cases) * caseShare * questions.length
  return Math.floor(wholes / (100 * questions.length * cases.length))
}

/** An attempt as the rules of the next one look at it. */
export type PastAttempt = { startedAt: Instant; closedAt: Instant | null; passed: boolean | null }

/** Why an exam cannot be begun now. */
export type ExamBar =
  | { code: 'training.exam_none' }
  | { code: 'training.exam_lessons_first'; left: number }
  | { code: 'training.exam_wait'; until: Instant }
  | { code: 'training.exam_attempts_used'; used: number }
  | { code: 'training.refresher_closed' }

/**
 * Whether an exam may be begun: every lesson read, the wait after a failure over, attempts left. `since` is when the course was
 * last given to the person anew: attempts before it no longer count.
 */
export function examBar(
  plan: ExamPlan | null,
  facts: {
    lessonsLeft: number
    attempts: readonly PastAttempt[]
    since: Instant | null
    refresher: boolean
    refresherOpen: boolean
    now: Instant
  },
): ExamBar | null {
  if (!plan) return { code: 'training.exam_none' }
  if (facts.refresher && !facts.refresherOpen) return { code: 'training.refresher_closed' }
  if (facts.lessonsLeft > 0) return { code: 'training.exam_lessons_first', left: facts.lessonsLeft }
  const closed = facts.attempts.filter(one => one.closedAt !== null && (!facts.since || one.startedAt >= facts.since))
  const lastPass = closed.reduce((n, one, at) => (one.passed ? at : n), -1)
  const failures = closed.slice(lastPass + 1)
  const last = failures.at(-1)
  if (failures.length >= plan.attempts) return { code: 'training.exam_attempts_used', used: failures.length }
  const until = last?.closedAt && addMs(last.closedAt, plan.waitHours * 3_600_000)
  return until && facts.now < until ? { code: 'training.exam_wait', until } : null
}
