import type { Instant } from '#lib/day'
import type { Level } from './learning.ts'

/** What a result is counted in: pieces, money in fen, a share in ten-thousandths, minutes. */
export const resultUnits = ['count', 'money', 'share', 'minutes'] as const
export type ResultUnit = (typeof resultUnits)[number]

/** A result somebody reached: whole units, and how many records it rests on. */
export type Result = { value: bigint; rows: number }

/** A result a step asks for: at least or at most the bound (as the source says), in so many months, on so many records or more. */
export type ResultWanted = { source: string; months: number; bound: string; least: number }

/** One rung: the post and how far in it, and what it asks of who is to come onto it. */
export type Step = {
  code: string
  name: string
  nameEn: string
  post: string
  level: Level
  /** Months to have been on the rung before. */
  months: number
  certificates: string[]
  skills: { code: string; rating: number }[]
  results: ResultWanted[]
}

/** A ladder as it holds on a day. */
export type Ladder = { code: string; steps: readonly Step[] }

const order: readonly Level[] = ['newcomer', 'regular', 'senior']

/** Where somebody stands: the rung of the post and level, else the highest rung of the post below the level, else its first. */
export function placeOf<L extends Ladder>(
  ladders: readonly L[],
  post: string,
  level: Level,
): { ladder: L; index: number } | null {
  for (const ladder of ladders) {
    const own = ladder.steps.map((step, index) => ({ step, index })).filter(({ step }) => step.post === post)
    const reached = own.filter(({ step }) => order.indexOf(step.level) <= order.indexOf(level))
    const found = reached.at(-1) ?? own[0]
    if (found) return { ladder, index: found.index }
  }
  return null
}

/** What is known of somebody when a step is held against them. */
export type Known = {
  months: number
  certificates: ReadonlyMap<string, { endsAt: Instant }>
  skills: ReadonlyMap<string, { rating: number }>
  /** By `resultKey`; absent where there is nothing to measure. */
  results: ReadonlyMap<string, Result>
}

/** Results of one source over one window are the same figure. */
export const resultKey = (wanted: Pick<ResultWanted, 'source' | 'months'>) => `${wanted.source}/${wanted.months}`

export const lineStates = ['met', 'short', 'missing', 'too-few'] as const
export type LineState = (typeof lineStates)[number]

/** One thing a step asks for, what there is of it, and whether that is enough. */
export type Line = {
  kind: 'months' | 'certificate' | 'skill' | 'result'
  code: string
  wanted: string
  has: string | null
  state: LineState
  months: number | null
  rows: number | null
  least: number | null
  endsAt: Instant | null
}

/**
 * Holds a step against what is known, in the order time, certificates, skills, results. A result on fewer records than asked
 * says nothing either way: it is `too-few`, not met.
 * @param better whether more or less of a source's figure is good
 */
export function standing(step: Step, known: Known, better: (source: string) => 'more' | 'less'): Line[] {
  const plain = { months: null, rows: null, least: null, endsAt: null }
  const lines: Line[] = []
  if (step.months > 0)
    lines.push({
      ...plain,
      kind: 'months',
      code: 'months',
      wanted: String(step.months),
      has: String(known.months),
      state: known.months >= step.months ? 'met' : 'short',
    })
  for (const code of step.certificates) {
    const held = known.certificates.get(code)
    lines.push({
      ...plain,
      kind: 'certificate',
      code,
      wanted: code,
      has: held ? code : null,
      state: held ? 'met' : 'missing',
      endsAt: held?.endsAt ?? null,
    })
  }
  for (const { code, rating } of step.skills) {
    const judged = known.skills.get(code)?.rating ?? null
    lines.push({
      ...plain,
      kind: 'skill',
      code,
      wanted: String(rating),
      has: judged === null ? null : String(judged),
      state: judged === null ? 'missing' : judged >= rating ? 'met' : 'short',
    })
  }
  for (const wanted of step.results) {
    const reached = known.results.get(resultKey(wanted)) ?? null
    lines.push({
      ...plain,
      kind: 'result',
      code: wanted.source,
      wanted: wanted.bound,
      has: reached === null ? null : String(reached.value),
      state: resultState(wanted, reached, better(wanted.source)),
      months: wanted.months,
      rows: reached?.rows ?? 0,
      least: wanted.least,
    })
  }
  return lines
}

function resultState(wanted: ResultWanted, reached: Result | null, better: 'more' | 'less'): LineState {
  if (reached === null || reached.rows < wanted.least) return 'too-few'
  const bound = BigInt(wanted.bound)
  return (better === 'more' ? reached.value >= bound : reached.value <= bound) ? 'met' : 'short'
}

export const proposalKinds = ['promotion', 'rotation'] as const
export type ProposalKind = (typeof proposalKinds)[number]
export const proposalStates = ['proposed', 'approved', 'refused', 'withdrawn'] as const
export type ProposalState = (typeof proposalStates)[number]

/** How soon somebody could take a key post over. */
export const readinesses = ['now', 'within-year', 'later'] as const
export type Readiness = (typeof readinesses)[number]

/** How well a key post is covered: nobody named, nobody ready now, or somebody is. */
export const covers = ['none', 'not-ready', 'ready'] as const
export type Cover = (typeof covers)[number]

/** How a key post is covered by who is named for it. */
export function coverOf(successors: readonly { readiness: Readiness }[]): Cover {
  if (successors.length === 0) return 'none'
  return successors.some(one => one.readiness === 'now') ? 'ready' : 'not-ready'
}
