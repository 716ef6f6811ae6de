import { addDays, type Day, weekday } from '#lib/day'

/** The Monday of a day's week. */
export const mondayOf = (day: Day): Day => addDays(day, 1 - weekday(day))

/** What was answered in one week by one group. */
export type PulseTally = { week: Day; groupKey: bigint; branchKey: bigint; answers: number; total: number }

/** What may be told of one week: of a group, or of the small groups of a branch together (`groupKey` null). */
export type PulseTold = { week: Day; groupKey: bigint | null; branchKey: bigint; answers: number; mean: number }

/**
 * What may be told without anybody being recognised. A group with fewer answers than the least is told only together with the other
 * small groups of its branch, and not at all while these too are fewer than the least. What is told of one group or of the small ones
 * together never overlaps, and no sum over them is told beside them, so nothing left out can be worked out by taking away. The same for
 * every reader. Only whole weeks are handed in: a running one would show each answer as it comes.
 */
export function toldPulse(tallies: readonly PulseTally[], least: number): PulseTold[] {
  const told: PulseTold[] = []
  for (const week of Map.groupBy(tallies, one => `${one.week} ${one.branchKey}`).values()) {
    const { week: monday, branchKey } = week[0]!
    const small = week.filter(one => one.answers < least)
    for (const one of week)
      if (one.answers >= least)
        told.push({
          week: monday,
          groupKey: one.groupKey,
          branchKey,
          answers: one.answers,
          mean: one.total / one.answers,
        })
    const answers = small.reduce((sum, one) => sum + one.answers, 0)
    const total = small.reduce((sum, one) => sum + one.total, 0)
    if (answers >= least) told.push({ week: monday, groupKey: null, branchKey, answers, mean: total / answers })
  }
  return told
}
