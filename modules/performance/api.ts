import { z } from 'zod'
import { dayOut, idOut, instantOut } from '#lib/fields'
import { operation } from '#lib/operation'
import { appraisalApi } from './appraisal-api.ts'
import { calibrationApi } from './calibration-api.ts'
import { caseApi } from './case-api.ts'
import { claimApi } from './claim-api.ts'
import { comparisonApi } from './comparison-api.ts'
import { digestApi } from './digest-api.ts'
import { healthApi } from './health-api.ts'
import { metricApi, period } from './metric-api.ts'
import { payAccountApi } from './pay-account-api.ts'
import { payApi } from './pay-api.ts'
import { planApi } from './plan-api.ts'
import { scoreApi } from './score-api.ts'
import { code, Figure } from './shape.ts'
import { staffingApi } from './staffing-api.ts'
import { talkApi } from './talk-api.ts'
import { targetApi } from './target-api.ts'
import { togetherApi } from './together-api.ts'
import { wallApi } from './wall-api.ts'

/** The target that begins with the period, and what share of it is reached. */
const Reached = z.object({ value: z.string(), reached: z.string().nullable() })

export const api = {
  ...metricApi,
  ...scoreApi,
  ...targetApi,
  ...comparisonApi,
  teamBoard: operation({
    method: 'GET',
    path: '/performance/board',
    permission: 'performance.metric.read',
    summary: '团队看板 · Figures per person, per group and in all, for a period',
    description:
      'Every figure counts only the rows within the reader’s scope and opens them by GET /performance/rows with the same period.',
    refuses: ['performance.period'],
  })
    .input(z.object(period))
    .output(
      z.object({
        asOf: instantOut(),
        businessDay: dayOut(),
        from: dayOut(),
        to: dayOut(),
        people: z.array(
          z.object({
            id: idOut('person'),
            name: z.string(),
            post: z.string().nullable(),
            groupId: idOut('group').nullable(),
            groupName: z.string().nullable(),
            branchName: z.string().nullable(),
            reportsTo: idOut('person').nullable(),
            reportsToName: z.string().nullable(),
            onLeave: z.boolean(),
            figures: z.partialRecord(code, Figure),
            targets: z.partialRecord(code, Reached),
          }),
        ),
        groups: z.array(
          z.object({
            id: idOut('group'),
            name: z.string(),
            parentId: idOut('group').nullable(),
            /** Who stands in the group itself, within the reader's scope. */
            people: z.number().int(),
            branchName: z.string(),
            /** Of the group and everything below it. */
            figures: z.partialRecord(code, Figure),
            targets: z.partialRecord(code, Reached),
          }),
        ),
        all: z.partialRecord(code, Figure),
      }),
    ),
  ...wallApi,
  ...payApi,
  ...payAccountApi,
  ...caseApi,
  ...claimApi,
  ...planApi,
  ...appraisalApi,
  ...calibrationApi,
  ...healthApi,
  ...staffingApi,
  ...talkApi,
  ...togetherApi,
  ...digestApi,
}
