import { command, query } from '#platform/operation'
import { api } from './api.ts'
import { countNotices } from './usecases/count-notices.ts'
import { listMessages } from './usecases/list-messages.ts'
import { listNotices } from './usecases/list-notices.ts'
import { readNotice } from './usecases/read-notice.ts'
import { readNotices } from './usecases/read-notices.ts'
import { retryMessage } from './usecases/retry-message.ts'

export const routes = {
  listNotices: query(api.listNotices, listNotices),
  countNotices: query(api.countNotices, countNotices),
  readNotice: command(api.readNotice, readNotice),
  readNotices: command(api.readNotices, readNotices),
  listMessages: query(api.listMessages, listMessages),
  retryMessage: command(api.retryMessage, retryMessage),
}
