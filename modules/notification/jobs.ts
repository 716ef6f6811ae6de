import type { ModuleJobs } from '#platform/jobs'
import { sendDueMessages } from './usecases/send-due-messages.ts'
import { tellOfGlass } from './usecases/tell-of-glass.ts'
import { tellOfHeld } from './usecases/tell-of-held.ts'
import {
  tellOfCancelled,
  tellOfCertificate,
  tellOfCourse,
  tellOfMentor,
  tellOfProof,
  tellOfProposal,
  tellOfSeat,
} from './usecases/tell-of-training.ts'

/** A new message is tried at once; what failed is tried again when its time has come. */
export const jobs: ModuleJobs = {
  heard: {
    'training.course-assigned': tellOfCourse,
    'training.certificate-expiring': tellOfCertificate('expiring'),
    'training.certificate-expired': tellOfCertificate('expired'),
    'training.seat-given': tellOfSeat,
    'training.session-cancelled': tellOfCancelled,
    'training.proposal-made': tellOfProposal,
    'training.proposal-decided': tellOfProposal,
    'training.proof-decided': tellOfProof,
    'training.newcomer-begun': tellOfMentor,
    'authority.change-held': tellOfHeld,
    'authority.change-settled': tellOfHeld,
    'authority.glass-broken': tellOfGlass,
  },
  tasks: {
    'notification.message-queued': sendDueMessages,
    'notification.messages-due': sendDueMessages,
  },
  scheduled: { minute: { cron: '* * * * *', event: 'notification.messages-due' } },
}
