import type { ModuleJobs } from '#platform/jobs'
import { sendDueMessages } from './usecases/send-due-messages.ts'

/** A new message is tried at once; what failed is tried again when its time has come. */
export const jobs: ModuleJobs = {
  tasks: {
    'notification.message-queued': sendDueMessages,
    'notification.messages-due': sendDueMessages,
  },
  scheduled: { minute: { cron: '* * * * *', event: 'notification.messages-due' } },
}
