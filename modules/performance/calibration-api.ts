import { z } from 'zod'
import { dayIn, dayOut, id, idOut, instantOut, label, text } from '#lib/fields'
import { operation } from '#lib/operation'
import { cycleStates } from './appraisal.ts'

const version = z.number().int()
const grade = label(z.string().min(1).max(8), '等级', 'Grade')
const foundAppraisal = ['performance.appraisal_not_found', 'performance.stale', 'performance.appraisal_state'] as const

/** A plan of improvement with what was said on the way. */
export const Improvement = z.object({
  id: idOut('improvement'),
  from: dayOut(),
  to: dayOut(),
  goals: z.array(z.object({ text: z.string(), doneBy: dayOut() })),
  state: z.enum(['open', 'met', 'missed']),
  outcome: z.string().nullable(),
  checkIns: z.array(z.object({ day: dayOut(), onTrack: z.boolean(), text: z.string(), byName: z.string() })),
  version,
})
/** What an appraisal says a person should learn, given as a course. */
export const Need = z.object({ text: z.string(), courseCode: z.string(), doneBy: dayOut(), byName: z.string() })

const Place = z.object({
  id: idOut('appraisal'),
  version,
  personId: idOut('person'),
  personName: z.string(),
  managerName: z.string().nullable(),
  original: z.string().nullable(),
  originalGrade: z.string().nullable(),
  score: z.string().nullable(),
  grade: z.string().nullable(),
  /** Parts without a score, whose weight the others carry. */
  missing: z.number().int(),
})
const Board = z.object({
  id: idOut('cycle'),
  name: z.string(),
  state: z.enum(cycleStates),
  bands: z.array(z.object({ grade: z.string(), from: z.number().int() })),
  groups: z.array(
    z.object({ groupId: idOut('group').nullable(), groupName: z.string().nullable(), people: z.array(Place) }),
  ),
  sittings: z.array(
    z.object({ satWith: z.array(z.string()), byName: z.string(), at: instantOut(), changes: z.number().int() }),
  ),
  canCalibrate: z.boolean(),
  /** How generous managers are, for whoever may calibrate: the mean of what each gave, and how far it lies above the mean of all. */
  managers: z.array(z.object({ name: z.string(), people: z.number().int(), mean: z.string(), above: z.string() })),
})

export const calibrationApi = {
  calibrationBoard: operation({
    method: 'GET',
    path: '/performance/cycles/{id}/calibration',
    permission: 'performance.appraisal.read',
    summary: '校准会 · Grades by group, each with the score as computed and as calibrated, and who sat when',
    refuses: ['performance.cycle_not_found'],
  })
    .input(z.object({ id: id('cycle') }))
    .output(Board),
  sitCalibration: operation({
    method: 'POST',
    path: '/performance/cycles/{id}/calibration',
    permission: 'performance.appraisal.calibrate',
    summary:
      '校准等级 · Move people to other grades in one sitting, each with a reason; both values and who sat are kept',
    description:
      'A grade chosen moves the score to the edge of its band that lies nearest. At least two sit, and nobody whose grade is moved.',
    refuses: [
      'performance.cycle_not_found',
      ...foundAppraisal,
      'performance.own_appraisal',
      'performance.sitting_few',
      'performance.grade_unknown',
      'performance.grade_same',
      'performance.person_not_found',
    ],
  })
    .input(
      z.object({
        id: id('cycle'),
        attended: label(z.array(id('person')).min(1).max(20), '参会人', 'Who sat'),
        changes: label(
          z
            .array(
              z.object({
                id: label(id('appraisal'), '考核', 'Appraisal'),
                version,
                grade,
                reason: label(text(500), '理由', 'Reason'),
              }),
            )
            .min(1)
            .max(50),
          '调整',
          'Changes',
        ),
      }),
    )
    .output(Board),
  openImprovement: operation({
    method: 'POST',
    path: '/performance/appraisals/{id}/improvement',
    permission: 'performance.appraisal.read',
    summary: '制定改进计划 · Open a plan of improvement for the lowest grade, as the manager',
    refuses: [
      'performance.appraisal_not_found',
      'performance.appraisal_state',
      'performance.not_yours',
      'performance.improvement_grade',
      'performance.improvement_taken',
      'performance.period',
    ],
  })
    .input(
      z.object({
        id: id('appraisal'),
        from: label(dayIn(), '起始日', 'From'),
        to: label(dayIn(), '截止日', 'To'),
        goals: label(
          z
            .array(z.object({ text: label(text(300), '目标', 'Goal'), doneBy: label(dayIn(), '完成日', 'By') }))
            .min(1)
            .max(8),
          '目标',
          'Goals',
        ),
      }),
    )
    .output(Improvement),
  checkImprovement: operation({
    method: 'POST',
    path: '/performance/improvements/{id}/checks',
    permission: 'performance.appraisal.read',
    summary: '记录改进进展 · Say how a plan of improvement goes, as the person or the manager',
    refuses: ['performance.improvement_not_found', 'performance.improvement_ended', 'performance.not_yours'],
  })
    .input(
      z.object({
        id: id('improvement'),
        onTrack: label(z.boolean(), '按计划', 'On track'),
        text: label(text(1000), '进展', 'How it goes'),
      }),
    )
    .output(Improvement),
  endImprovement: operation({
    method: 'POST',
    path: '/performance/improvements/{id}/outcome',
    permission: 'performance.appraisal.read',
    summary: '改进计划结论 · Say what a plan of improvement came to, as the manager, after at least one check',
    refuses: [
      'performance.improvement_not_found',
      'performance.improvement_ended',
      'performance.improvement_unchecked',
      'performance.not_yours',
      'performance.stale',
    ],
  })
    .input(
      z.object({
        id: id('improvement'),
        version,
        met: label(z.boolean(), '达成', 'Met'),
        outcome: label(text(1000), '结论', 'Outcome'),
      }),
    )
    .output(Improvement),
  addNeed: operation({
    method: 'POST',
    path: '/performance/appraisals/{id}/needs',
    permission: 'performance.appraisal.read',
    summary: '提出发展需要 · Say what a person should learn, as the manager; the course is given at once',
    refuses: [
      'performance.appraisal_not_found',
      'performance.not_yours',
      'performance.need_taken',
      'training.course_not_found',
    ],
  })
    .input(
      z.object({
        id: id('appraisal'),
        text: label(text(300), '需要提高', 'What to learn'),
        courseCode: label(text(60), '课程', 'Course'),
        doneBy: label(dayIn(), '完成期限', 'Due on'),
      }),
    )
    .output(z.array(Need)),
  remindCycle: operation({
    method: 'POST',
    path: '/performance/cycles/{id}/reminders',
    permission: 'performance.cycle.write',
    summary: '催办 · Remind everybody who still owes a part of the present state, once a day',
    refuses: ['performance.cycle_not_found', 'performance.cycle_state'],
  })
    .input(z.object({ id: id('cycle') }))
    .output(z.object({ people: z.number().int() })),
}
