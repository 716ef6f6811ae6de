import { z } from 'zod'
import { id, idOut, instantOut, label, listIn, pageOut } from '#lib/fields'
import { operation } from '#lib/operation'
import { mailApi } from './mail-api.ts'
import { channelKinds } from './message.ts'
import { togetherApi } from './together-api.ts'

const Notice = z.object({
  id: idOut('notification'),
  at: instantOut(),
  /** The sentence in the reader's language. */
  text: z.string(),
  template: z.string(),
  /** The record it is about; its prefix tells the screen. */
  about: z.string().nullable(),
  read: z.boolean(),
})

const Message = z.object({
  id: idOut('message'),
  channel: z.enum(channelKinds),
  address: z.string().nullable(),
  template: z.string(),
  text: z.string(),
  about: z.string().nullable(),
  state: z.enum(['waiting', 'sent', 'failed']),
  attempts: z.number().int(),
  nextAttemptAt: instantOut(),
  lastError: z.string().nullable(),
  createdAt: instantOut(),
  sentAt: instantOut().nullable(),
})

export const api = {
  ...togetherApi,
  ...mailApi,
  listNotices: operation({
    method: 'GET',
    path: '/notification/notices',
    permission: 'self',
    summary: '我的通知 · My notices, newest first',
  })
    .input(
      listIn({ state: label(z.enum(['unread', 'all']).default('all'), '状态', 'State') }, ['at']).omit({
        search: true,
        sort: true,
        direction: true,
      }),
    )
    .output(pageOut(Notice).extend({ unread: z.number().int() })),
  countNotices: operation({
    method: 'GET',
    path: '/notification/notices/count',
    permission: 'self',
    summary: '未读通知数 · How many notices I have not read',
  }).output(z.object({ unread: z.number().int(), newest: idOut('notification').nullable() })),
  readNotice: operation({
    method: 'POST',
    path: '/notification/notices/{id}/read',
    permission: 'self',
    summary: '标为已读 · Mark one notice as read',
    refuses: ['notification.notice_not_found'],
  })
    .input(z.object({ id: id('notification') }))
    .output(z.object({ unread: z.number().int() })),
  readNotices: operation({
    method: 'POST',
    path: '/notification/notices/read',
    permission: 'self',
    summary: '全部已读 · Mark my notices as read, up to the newest that was on the screen',
  })
    .input(z.object({ through: label(id('notification').nullable().default(null), '截至', 'Up to') }))
    .output(z.object({ unread: z.number().int() })),
  listMessages: operation({
    method: 'GET',
    path: '/notification/messages',
    permission: 'notification.message.read',
    summary: '外发消息 · Messages by SMS and e-mail, newest first',
  })
    .input(
      listIn({ state: label(z.enum(['waiting', 'sent', 'failed']).optional(), '状态', 'State') }, ['createdAt']).omit({
        search: true,
        sort: true,
        direction: true,
      }),
    )
    .output(pageOut(Message)),
  retryMessage: operation({
    method: 'POST',
    path: '/notification/messages/{id}/retry',
    permission: 'notification.message.write',
    summary: '重新发送 · Send a failed message again',
    refuses: ['notification.message_not_found', 'notification.message_state'],
  })
    .input(z.object({ id: id('message') }))
    .output(z.object({ id: idOut('message') })),
}
