import { z } from 'zod'
import { dayIn, dayOut, id, idOut, instantOut, label, text } from '#lib/fields'
import { operation } from '#lib/operation'
import { cycleStates, missingReasons, parts } from './appraisal.ts'
import { Improvement, Need } from './calibration-api.ts'
import { About, code } from './shape.ts'

const version = z.number().int()
const weight = label(z.number().int().min(0).max(100), '权重', 'Weight')
const points = (zh: string, en: string) => label(z.number().int().min(0).max(100), zh, en)
const state = z.enum(cycleStates)
const Cycle = z.object({
  id: idOut('cycle'),
  name: z.string(),
  from: dayOut(),
  to: dayOut(),
  dueDay: dayOut(),
  state,
  weights: z.array(z.object({ part: z.enum(parts), weight: z.number().int() })),
  appealUntil: dayOut().nullable(),
  /** How many take part, and how many still owe their part of the present state. */
  people: z.number().int(),
  waiting: z.number().int(),
  version,
})
const Progress = z.object({
  id: idOut('appraisal'),
  cycleId: idOut('cycle'),
  cycleName: z.string(),
  state,
  personId: idOut('person'),
  personName: z.string(),
  managerName: z.string().nullable(),
  /** The group the person stood in when the cycle opened. */
  groupName: z.string().nullable(),
  goalsAgreed: z.boolean(),
  selfDone: z.boolean(),
  managerDone: z.boolean(),
  peersAsked: z.number().int(),
  peersAnswered: z.number().int(),
  customersAsked: z.number().int(),
  customersAnswered: z.number().int(),
  /** Of the customers asked, how many said then not to be asked any more. */
  customersDeclined: z.number().int(),
  signedByPerson: instantOut().nullable(),
  signedByManager: instantOut().nullable(),
  appealed: z.boolean(),
  late: z.boolean(),
  score: z.string().nullable(),
  grade: z.string().nullable(),
  mine: z.boolean(),
  manages: z.boolean(),
  version,
})
/** What a metric came to against its target: by the registry, `frozen` where it was read off what was kept. */
const Measured = z.object({
  target: z.string().nullable(),
  value: z.string().nullable(),
  score: z.string().nullable(),
  missing: z.enum(missingReasons).nullable(),
  asOf: instantOut(),
  frozen: z.boolean(),
  /** The upper end of a target that is a band. */
  upper: z.string().nullable().optional(),
  /** Whom the figure is about, where it is not the person’s own work. */
  about: About.optional(),
  /** Kept with its rows when scores were computed, where the days are no frozen months. */
  figureId: label(idOut('figure').optional(), '当时的指标', 'The figure as it was kept'),
})
const said = z.object({ score: z.number().int(), text: z.string() })
const Appraisal = Progress.extend({
  goals: z.array(
    z.object({
      text: z.string(),
      weight: z.number().int(),
      /** The metric it is measured by, and what that came to, so far or for good. */
      code: code.nullable(),
      measured: Measured.nullable(),
      result: z.number().int().nullable(),
    }),
  ),
  from: dayOut(),
  to: dayOut(),
  goalsByPerson: z.boolean(),
  goalsByManager: z.boolean(),
  self: said.nullable(),
  manager: said.nullable(),
  parts: z.array(
    z.object({
      part: z.enum(parts),
      weight: z.number().int(),
      effective: z.string(),
      score: z.string().nullable(),
      missing: z.enum(missingReasons).nullable(),
      lines: z.array(Measured.extend({ code, weight: z.number().int() })),
    }),
  ),
  leastPeers: z.number().int(),
  leastCustomers: z.number().int(),
  appealUntil: dayOut().nullable(),
  appeal: z.string().nullable(),
  appealAnswer: z.string().nullable(),
  changes: z.array(
    z.object({
      before: z.string(),
      after: z.string(),
      onAppeal: z.boolean(),
      reason: z.string(),
      byName: z.string(),
      at: instantOut(),
      satWith: z.array(z.string()),
    }),
  ),
  improvement: Improvement.nullable(),
  /** The lowest grade, for which a plan of improvement is due. */
  wantsImprovement: z.boolean(),
  needs: z.array(Need),
})
const one = { id: id('appraisal'), version }
const found = ['performance.appraisal_not_found', 'performance.stale', 'performance.appraisal_state'] as const

export const appraisalApi = {
  listCycles: operation({
    method: 'GET',
    path: '/performance/cycles',
    permission: 'performance.cycle.write',
    summary: '考核周期 · Appraisal cycles, newest first',
  }).output(z.array(Cycle)),
  addCycle: operation({
    method: 'POST',
    path: '/performance/cycles',
    permission: 'performance.cycle.write',
    summary: '新建考核周期 · Write a cycle: parts with weights that total 100, and what metrics are to reach',
    refuses: [
      'performance.period',
      'performance.cycle_weights',
      'performance.cycle_part',
      'performance.cycle_target',
      'performance.cycle_taken',
    ],
  })
    .input(
      z.object({
        name: label(text(60), '名称', 'Name'),
        from: label(dayIn(), '起始日', 'From'),
        to: label(dayIn(), '截止日', 'To'),
        dueDay: label(dayIn(), '评价截止', 'Due by'),
        posts: label(z.array(text(40)).min(1), '岗位', 'Posts'),
        weights: label(z.array(z.object({ part: label(z.enum(parts), '部分', 'Part'), weight })), '权重', 'Weights'),
        metrics: label(
          z.array(
            z.object({
              post: label(text(40), '岗位', 'Post'),
              code: label(code, '指标', 'Metric'),
              target: label(
                z
                  .string()
                  .regex(/^\d+(\.\d{1,6})?$/)
                  .nullable(),
                '目标值（空：各人目标）',
                'Target (empty: each person’s own)',
              ),
              weight,
            }),
          ),
          '指标',
          'Metrics',
        ),
      }),
    )
    .output(Cycle),
  moveCycle: operation({
    method: 'POST',
    path: '/performance/cycles/{id}/move',
    permission: 'performance.cycle.write',
    summary: '推进考核周期 · Take a cycle to its next state',
    description:
      'Opening enrols the people of its posts and draws colleagues from who worked on the same files; leaving the open state reads the metrics and composes the scores; closing wants every appraisal signed by both or its days of appeal over, and no appeal open, and pays the performance part of plans by the scores.',
    refuses: [
      'performance.cycle_not_found',
      'performance.stale',
      'performance.cycle_state',
      'performance.cycle_open_days',
      'performance.cycle_unsigned',
      'performance.cycle_nobody',
      'performance.cycle_overlap',
      'performance.cycle_plan',
    ],
  })
    .input(z.object({ id: id('cycle'), version, to: label(state, '状态', 'State') }))
    .output(Cycle),
  listAppraisals: operation({
    method: 'GET',
    path: '/performance/appraisals',
    permission: 'performance.appraisal.read',
    summary: '考核进度 · Who is where: one’s own, of whom one manages, and within the scope',
  })
    .input(z.object({ cycleId: label(id('cycle').optional(), '考核周期', 'Cycle') }))
    .output(z.array(Progress)),
  getAppraisal: operation({
    method: 'GET',
    path: '/performance/appraisals/{id}',
    permission: 'performance.appraisal.read',
    summary: '一份考核 · One appraisal',
    refuses: ['performance.appraisal_not_found'],
  })
    .input(z.object({ id: id('appraisal') }))
    .output(Appraisal),
  setGoals: operation({
    method: 'POST',
    path: '/performance/appraisals/{id}/goals',
    permission: 'performance.appraisal.read',
    summary: '拟定目标 · Write the goals; whoever writes agrees, the other has to',
    refuses: [
      ...found,
      'performance.not_yours',
      'performance.cycle_weights',
      'performance.appraisal_assessed',
      'performance.goal_metric',
    ],
  })
    .input(
      z.object({
        ...one,
        goals: label(
          z
            .array(
              z.object({
                text: label(text(300), '目标', 'Goal'),
                weight,
                code: label(code.nullable().optional(), '指标', 'Metric'),
              }),
            )
            .min(1)
            .max(8),
          '目标',
          'Goals',
        ),
      }),
    )
    .output(Appraisal),
  agreeGoals: operation({
    method: 'POST',
    path: '/performance/appraisals/{id}/goals/agreement',
    permission: 'performance.appraisal.read',
    summary: '确认目标 · Agree to the goals the other wrote',
    refuses: [...found, 'performance.not_yours', 'performance.appraisal_no_goals'],
  })
    .input(z.object(one))
    .output(Appraisal),
  assessSelf: operation({
    method: 'POST',
    path: '/performance/appraisals/{id}/self',
    permission: 'performance.appraisal.read',
    summary: '自评 · Assess oneself',
    refuses: [...found, 'performance.not_yours'],
  })
    .input(z.object({ ...one, score: points('自评分', 'Score'), text: label(text(2000), '说明', 'Why') }))
    .output(Appraisal),
  assessPerson: operation({
    method: 'POST',
    path: '/performance/appraisals/{id}/manager',
    permission: 'performance.appraisal.read',
    summary: '上级评价 · Assess whom one manages, with reasons and what each goal came to',
    refuses: [...found, 'performance.not_yours', 'performance.appraisal_results'],
  })
    .input(
      z.object({
        ...one,
        score: points('评分', 'Score'),
        text: label(text(2000), '理由', 'Reasons'),
        results: label(
          z.array(points('目标完成度', 'Reached').nullable()),
          '目标完成度（指标目标留空）',
          'What each goal came to (empty where a metric says it)',
        ),
      }),
    )
    .output(Appraisal),
  listPeerAsks: operation({
    method: 'GET',
    path: '/performance/peer-asks',
    permission: 'self',
    summary: '待我互评 · Colleagues I am asked about',
  }).output(
    z.array(z.object({ id: idOut('peerask'), personName: z.string(), files: z.number().int(), dueDay: dayOut() })),
  ),
  answerPeer: operation({
    method: 'POST',
    path: '/performance/peer-asks/{id}/answer',
    permission: 'self',
    summary: '匿名互评 · Answer about a colleague; what is said is kept apart from who said it',
    refuses: ['performance.peer_not_found', 'performance.peer_answered', 'performance.appraisal_state'],
  })
    .input(z.object({ id: id('peerask'), score: points('协作评分', 'Score') }))
    .output(z.object({})),
  calibrate: operation({
    method: 'POST',
    path: '/performance/appraisals/{id}/calibration',
    permission: 'performance.appraisal.calibrate',
    summary: '校准 · Change a score with a reason; both values are kept',
    refuses: [...found, 'performance.own_appraisal'],
  })
    .input(
      z.object({
        ...one,
        score: label(z.number().min(0).max(120).multipleOf(0.01), '校准后得分', 'Score after'),
        reason: label(text(500), '理由', 'Reason'),
      }),
    )
    .output(Appraisal),
  signAppraisal: operation({
    method: 'POST',
    path: '/performance/appraisals/{id}/signature',
    permission: 'performance.appraisal.read',
    summary: '签字 · Sign, as the person or the manager',
    refuses: [...found, 'performance.not_yours', 'performance.appraisal_appealed'],
  })
    .input(z.object(one))
    .output(Appraisal),
  appealAppraisal: operation({
    method: 'POST',
    path: '/performance/appraisals/{id}/appeal',
    permission: 'performance.appraisal.read',
    summary: '申诉 · Appeal one’s own appraisal within its days',
    refuses: [...found, 'performance.not_yours', 'performance.appeal_late', 'performance.appraisal_appealed'],
  })
    .input(z.object({ ...one, text: label(text(1000), '申诉理由', 'Grounds') }))
    .output(Appraisal),
  answerAppeal: operation({
    method: 'POST',
    path: '/performance/appraisals/{id}/appeal-answer',
    permission: 'performance.appraisal.appeal',
    summary: '申诉答复 · Answer an appeal, by somebody who had no part; it never ends worse',
    refuses: [...found, 'performance.own_appraisal', 'performance.appeal_worse'],
  })
    .input(
      z.object({
        ...one,
        score: label(z.number().min(0).max(120).multipleOf(0.01), '答复后得分', 'Score after'),
        text: label(text(1000), '答复', 'Answer'),
      }),
    )
    .output(Appraisal),
}
