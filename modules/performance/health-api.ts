import { z } from 'zod'
import { dayOut, id, idOut, instantOut, label } from '#lib/fields'
import { operation } from '#lib/operation'
import { signKinds, workKinds } from '#reference/api'
import { attritionLevels } from './health.ts'
import { code, Figure } from './shape.ts'

const Pulse = z.object({
  /** The Monday of the week. */
  week: dayOut(),
  /** Null: the small groups of the branch together. */
  groupId: idOut('group').nullable(),
  groupName: z.string().nullable(),
  branchName: z.string(),
  answers: z.number().int(),
  /** 1 to 5, two decimals. */
  mean: z.string(),
})

const PersonHealth = z.object({
  id: idOut('person'),
  name: z.string(),
  post: z.string().nullable(),
  groupId: idOut('group').nullable(),
  groupName: z.string().nullable(),
  branchName: z.string().nullable(),
  onLeave: z.boolean(),
  /** Hundredths of a full load; null where none of the person’s work is counted in open things. */
  load: z.number().int().nullable(),
  loadParts: z.array(z.object({ work: z.enum(workKinds), open: z.number().int(), norm: z.number().int() })),
  overdue: z.object({ tasks: z.number().int(), cases: z.number().int(), leads: z.number().int() }),
  quality: z.object({ metric: code, figure: Figure, few: z.boolean() }).nullable(),
  training: z.object({ expiring: z.number().int(), open: z.number().int(), late: z.number().int() }),
  /** Null about oneself. */
  attrition: z
    .object({
      level: z.enum(attritionLevels),
      points: z.number().int(),
      signs: z.array(
        z.object({
          sign: z.enum(signKinds),
          found: z.number().int(),
          limit: z.number().int(),
          weight: z.number().int(),
        }),
      ),
    })
    .nullable(),
})

export const healthApi = {
  teamHealth: operation({
    method: 'GET',
    path: '/performance/health',
    permission: 'performance.health.read',
    summary:
      '团队健康 · Load, overdue work, quality, training and signs that somebody may leave, per person; the pulse per group',
    description:
      'Everybody within the reader’s scope, in a fixed number of queries whatever their number. Load and quality open their rows by GET /performance/rows; overdue work and training by GET /performance/health/rows. Signs about oneself are never told.',
  }).output(
    z.object({
      asOf: instantOut(),
      businessDay: dayOut(),
      /** The days quality is measured over. */
      from: dayOut(),
      to: dayOut(),
      levels: z.object({ watch: z.number().int(), high: z.number().int() }),
      people: z.array(PersonHealth),
      pulse: z.object({
        least: z.number().int(),
        /** The last eight whole weeks, newest first; weeks with too few answers are missing. */
        told: z.array(Pulse),
      }),
    }),
  ),
  healthRows: operation({
    method: 'GET',
    path: '/performance/health/rows',
    permission: 'performance.health.read',
    summary: '超期与培训明细 · The overdue things or the training that stand behind a person’s figure',
    refuses: ['performance.person_not_found'],
  })
    .input(
      z.object({
        personId: id('person'),
        part: label(z.enum(['overdue', 'training']), '部分', 'Part'),
      }),
    )
    .output(
      z.array(
        z.object({
          kind: z.enum(['task', 'case', 'lead', 'certificate', 'course']),
          about: z.string().nullable(),
          /** Null for a task that the reader neither gave nor owns: what it says stays between those two. */
          name: z.string().nullable(),
          day: dayOut(),
          late: z.boolean(),
        }),
      ),
    ),
  myPulse: operation({
    method: 'GET',
    path: '/performance/pulse',
    permission: 'self',
    summary: '本周心情 · Whether I have answered this week’s question',
  }).output(z.object({ week: dayOut(), given: z.boolean(), least: z.number().int() })),
  answerPulse: operation({
    method: 'POST',
    path: '/performance/pulse',
    permission: 'self',
    summary: '匿名回答本周心情 · Answer this week’s question; what is said is kept apart from who said it',
    refuses: ['performance.pulse_given'],
  })
    .input(z.object({ score: label(z.number().int().min(1).max(5), '心情（1 至 5）', 'How it was, 1 to 5') }))
    .output(z.object({})),
}
