import { must } from '#lib/assert'
import { addDays, addMonths, type Day, dayAt, monthsBetween } from '#lib/day'
import type { Context } from '#platform/context'
import { type Known, type Line, placeOf, type Result, resultKey, type Step, standing } from '../career.ts'
import type { Level } from '../learning.ts'
import { ratings } from '../store/career.ts'
import { liveCertificates } from '../store/certificate.ts'
import { type LadderRow, laddersOn } from '../store/ladder.ts'
import { levelsOf } from './levels-of.ts'
import type { Placed } from './people-within.ts'
import { betterOf, resultSources } from './results.ts'

/** A ladder's step that somebody is held against. */
export type Target = { ladder: LadderRow; step: Step }

/** Where one person stands: level, since when, the place on a ladder and the step after it. */
export type Stand = {
  level: Level
  since: Day
  months: number
  place: { ladder: LadderRow; index: number } | null
  next: Target | null
}

/** Where a person stands on the ladders of today. */
export async function standOf(ctx: Context, person: Placed): Promise<Stand> {
  const today = dayAt(ctx.now)
  const held = must((await levelsOf(ctx, [person])).get(person.key), 'everybody asked about has a level')
  const { level } = held
  const since = held.set ?? held.since
  const place = placeOf(await laddersOn(ctx.sql, today), person.post, level)
  const step = place?.ladder.steps[place.index + 1]
  return {
    level,
    since,
    months: wholeMonths(since, today),
    place,
    next: place && step ? { ladder: place.ladder, step } : null,
  }
}

/** Whole months that have passed; nought for a day to come. */
function wholeMonths(since: Day, today: Day): number {
  const months = monthsBetween(since, today)
  return Math.max(0, addMonths(since, months) > today ? months - 1 : months)
}

/** Holds a step against a person: what is there and what is missing, as of now. */
export async function linesOf(ctx: Context, person: Placed, stand: Stand, step: Step): Promise<Line[]> {
  const certificates: Known['certificates'] = new Map(
    // Of several the longest-lasting comes first, and the map must keep it.
    (await liveCertificates(ctx.sql, [person.key], ctx.now)).toReversed().map(row => [row.code, row]),
  )
  const skills: Known['skills'] = new Map((await ratings(ctx.sql, [person.key])).map(row => [row.skill, row]))
  const results = new Map<string, Result>()
  for (const wanted of step.results) {
    const source = resultSources().find(one => one.code === wanted.source)
    const from = addDays(addMonths(ctx.today, -wanted.months), 1)
    const reached = source && (await source.of(ctx, person.key, from, ctx.today))
    if (reached) results.set(resultKey(wanted), reached)
  }
  return standing(step, { months: stand.months, certificates, skills, results }, betterOf)
}

/** How many of a step's lines are not met. */
export const lacking = (lines: readonly Line[]) => lines.filter(line => line.state !== 'met').length
