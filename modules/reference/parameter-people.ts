import { z } from 'zod'
import { label } from '#lib/fields'

/** What open work is counted in: each is a metric of the registry, so that a load opens the rows it is made of. */
export const workKinds = ['leads', 'in-progress', 'in-hand'] as const

/** What may hint that somebody thinks of leaving. None is about health, family, age or sex, and none is learnt from data. */
export const signKinds = [
  'overload',
  'overdue',
  'output-fell',
  'score-fell',
  'long-in-post',
  'manager-changed',
  'colleagues-left',
  'no-leave',
  'no-talk',
] as const

const whole = (most: number) => z.number().int().min(1).max(most)
const once = (rows: readonly string[]) => new Set(rows).size === rows.length
const twice = { message: 'reference.problem.twice' }

/** The parameters about a team's own people. */
export const peopleParameters = {
  'health.norms': z
    .array(
      z.object({
        work: label(z.enum(workKinds), '在办事项', 'Open work'),
        open: label(whole(10_000), '一人满负荷件数', 'A full load is'),
      }),
    )
    .refine(list => once(list.map(row => row.work)), twice)
    .refine(list => list.length === workKinds.length, { message: 'reference.problem.every-kind' }),
  'health.signs': z
    .array(
      z.object({
        sign: label(z.enum(signKinds), '迹象', 'Sign'),
        limit: label(whole(10_000), '界限', 'Limit'),
        weight: label(z.number().int().min(0).max(100), '权重（0 为不看）', 'Weight (0: not looked at)'),
      }),
    )
    .refine(list => once(list.map(row => row.sign)), twice)
    .refine(list => list.length === signKinds.length, { message: 'reference.problem.every-kind' }),
  'health.levels': z
    .object({
      watch: label(whole(100), '关注起点', 'Watch from'),
      high: label(whole(100), '较高起点', 'High from'),
    })
    .refine(value => value.watch < value.high, { message: 'reference.problem.ascending', path: ['high'] }),
  'leaderboard.rules': z.object({
    listed: label(z.enum(['listed', 'unlisted']), '排行榜', 'Leaderboards'),
    leastPeople: label(whole(100).min(3), '最少人数', 'Fewest people'),
  }),
  'thanks.limits': z.object({
    perDay: label(whole(100), '每人每天最多', 'A person may thank so often a day'),
    perPair: label(whole(100), '同一对每 30 天最多', 'The same colleague so often in 30 days'),
  }),
  'pulse.least': z.number().int().min(3).max(100),
}
