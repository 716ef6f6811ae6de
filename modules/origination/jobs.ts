import type { Day } from '#lib/day'
import type { ModuleJobs } from '#platform/jobs'
import { drawChecks } from './usecases/draw-checks.ts'
import { expireApplications } from './usecases/expire-applications.ts'
import { lessonLearnt } from './usecases/lesson-learnt.ts'
import { releaseLapsed } from './usecases/release-lapsed.ts'

export const jobs: ModuleJobs = {
  heard: {
    'servicing.day-closed': async (ctx, closed: { day: Day }) => {
      await expireApplications(ctx, closed)
      await drawChecks(ctx, closed)
    },
    'training.certificate-expired': releaseLapsed,
    'training.certificate-revoked': releaseLapsed,
    'training.course-completed': lessonLearnt,
  },
}
