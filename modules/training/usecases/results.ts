import type { Day } from '#lib/day'
import type { Word } from '#lib/words'
import type { Context } from '#platform/context'
import type { Result, ResultUnit } from '../career.ts'

/**
 * Results of people's work that a ladder can ask for. This module stands below those that know them, so `app` hands them in. A source
 * answers the same for every reader: who may see a person's career sees the whole figure or nothing.
 */
export type ResultSource = {
  code: string
  name: Word
  unit: ResultUnit
  better: 'more' | 'less'
  /** What somebody reached from a day through another, both included; null where there is nothing to measure. */
  of(ctx: Context, personKey: bigint, from: Day, to: Day): Promise<Result | null>
}

let known: readonly ResultSource[] = []

/** Called once by `app`, which knows every module. */
export function meetResults(sources: readonly ResultSource[]): void {
  known = sources
}

/** What has been handed in. */
export const resultSources = (): readonly ResultSource[] => known

/** Whether more or less of a source's figure is good; an unknown source's figure is never there. */
export const betterOf = (code: string) => known.find(source => source.code === code)?.better ?? 'more'
