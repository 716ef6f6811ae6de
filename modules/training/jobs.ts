import type { ModuleJobs } from '#platform/jobs'
import { closeOverdueExams } from './usecases/close-overdue-exams.ts'
import { tellCertificateEnds } from './usecases/tell-certificate-ends.ts'

/** Exams left behind are closed every minute; holders are told of certificates that end. Neither decides who may do what. */
export const jobs: ModuleJobs = {
  tasks: {
    'training.exams-due': closeOverdueExams,
    'training.certificates-due': tellCertificateEnds,
  },
  scheduled: {
    exams: { cron: '* * * * *', event: 'training.exams-due' },
    certificates: { cron: '* * * * *', event: 'training.certificates-due' },
  },
}
