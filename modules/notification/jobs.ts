import type { ModuleJobs } from '#platform/jobs'
import { dropPrivateTasks } from './usecases/drop-private-tasks.ts'
import { ringAllHandovers, tellOfLeftWork } from './usecases/ring-handovers.ts'
import { sendDueMessages } from './usecases/send-due-messages.ts'
import { tellOfGlass } from './usecases/tell-of-glass.ts'
import { tellOfHeld } from './usecases/tell-of-held.ts'
import { tellOfReview } from './usecases/tell-of-review.ts'
import {
  tellOfCancelled,
  tellOfCertificate,
  tellOfContest,
  tellOfCourse,
  tellOfLadder,
  tellOfMentor,
  tellOfProof,
  tellOfProposal,
  tellOfSeat,
} from './usecases/tell-of-training.ts'

/** A new message is tried at once; what failed is tried again when its time has come. */
export const jobs: ModuleJobs = {
  heard: {
    'team.records-handed-over': ringAllHandovers,
    'team.hand-over-left': tellOfLeftWork,
    'team.person-left': dropPrivateTasks,
    'training.course-assigned': tellOfCourse,
    'training.certificate-expiring': tellOfCertificate('expiring'),
    'training.certificate-expired': tellOfCertificate('expired'),
    'training.seat-given': tellOfSeat,
    'training.session-cancelled': tellOfCancelled,
    'training.proposal-made': tellOfProposal,
    'training.proposal-decided': tellOfProposal,
    'training.question-contested': tellOfContest,
    'training.contest-ruled': tellOfContest,
    'training.ladder-proposed': tellOfLadder,
    'training.ladder-decided': tellOfLadder,
    'training.proof-decided': tellOfProof,
    'training.newcomer-begun': tellOfMentor,
    'authority.change-held': tellOfHeld,
    'authority.change-settled': tellOfHeld,
    'authority.glass-broken': tellOfGlass,
    'authority.review-opened': tellOfReview('authority.review-opened'),
    'authority.review-called': tellOfReview('authority.review-called'),
    'authority.review-revoking': tellOfReview('authority.review-revoking'),
    'authority.review-settled': tellOfReview('authority.review-settled'),
  },
  tasks: {
    'notification.message-queued': sendDueMessages,
    'notification.messages-due': sendDueMessages,
  },
  scheduled: { minute: { cron: '* * * * *', event: 'notification.messages-due' } },
}
