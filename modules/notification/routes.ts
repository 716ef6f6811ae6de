import { command, query } from '#platform/operation'
import { api } from './api.ts'
import {
  addMinutes,
  addTask,
  confirmAnnouncement,
  countTasks,
  getMinutes,
  listAnnouncements,
  listColleagues,
  listMinutes,
  listReaders,
  listTasks,
  postAnnouncement,
  remindReaders,
  settleTask,
  withdrawAnnouncement,
} from './usecases/board.ts'
import { confirmMail } from './usecases/confirm-mail.ts'
import { countNotices } from './usecases/count-notices.ts'
import { listMessages } from './usecases/list-messages.ts'
import { listNotices } from './usecases/list-notices.ts'
import { myMail } from './usecases/my-mail.ts'
import { readNotice } from './usecases/read-notice.ts'
import { readNotices } from './usecases/read-notices.ts'
import { removeMail } from './usecases/remove-mail.ts'
import { retryMessage } from './usecases/retry-message.ts'
import { saveMail } from './usecases/save-mail.ts'
import {
  editLine,
  listHandovers,
  listMentionable,
  listMyThreads,
  listThread,
  listThreadsOn,
  listTraces,
  openThreadFile,
  postLine,
  receiveHandover,
  removeLine,
  seeThread,
} from './usecases/thread.ts'

export const routes = {
  listNotices: query(api.listNotices, listNotices),
  countNotices: query(api.countNotices, countNotices),
  readNotice: command(api.readNotice, readNotice),
  readNotices: command(api.readNotices, readNotices),
  listMessages: query(api.listMessages, listMessages),
  retryMessage: command(api.retryMessage, retryMessage),
  myMail: query(api.myMail, myMail),
  saveMail: command(api.saveMail, saveMail),
  confirmMail: command(api.confirmMail, confirmMail),
  removeMail: command(api.removeMail, removeMail),
  listThread: query(api.listThread, listThread),
  postLine: command(api.postLine, postLine),
  editLine: command(api.editLine, editLine),
  removeLine: command(api.removeLine, removeLine),
  listTraces: query(api.listTraces, listTraces),
  openThreadFile: command(api.openThreadFile, openThreadFile),
  seeThread: command(api.seeThread, seeThread),
  listMentionable: query(api.listMentionable, listMentionable),
  listMyThreads: query(api.listMyThreads, listMyThreads),
  listThreadsOn: query(api.listThreadsOn, listThreadsOn),
  listHandovers: query(api.listHandovers, listHandovers),
  receiveHandover: command(api.receiveHandover, receiveHandover),
  listAnnouncements: query(api.listAnnouncements, listAnnouncements),
  postAnnouncement: command(api.postAnnouncement, postAnnouncement),
  confirmAnnouncement: command(api.confirmAnnouncement, confirmAnnouncement),
  listReaders: query(api.listReaders, listReaders),
  remindReaders: command(api.remindReaders, remindReaders),
  withdrawAnnouncement: command(api.withdrawAnnouncement, withdrawAnnouncement),
  listTasks: query(api.listTasks, listTasks),
  countTasks: query(api.countTasks, countTasks),
  addTask: command(api.addTask, addTask),
  settleTask: command(api.settleTask, settleTask),
  listMinutes: query(api.listMinutes, listMinutes),
  getMinutes: query(api.getMinutes, getMinutes),
  addMinutes: command(api.addMinutes, addMinutes),
  listColleagues: query(api.listColleagues, listColleagues),
}
