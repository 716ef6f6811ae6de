import type { Words } from '#lib/words'

export const words = {
  notification: ['通知', 'Notices'],
  'notification.notice': ['通知', 'Notice'],
  'notification.notice.unread': ['未读', 'Unread'],
  'notification.notice.all': ['全部', 'All'],
  'notification.message': ['外发消息', 'Message'],
  'notification.message.waiting': ['待发送', 'Waiting'],
  'notification.message.sent': ['已发送', 'Sent'],
  'notification.message.failed': ['发送失败', 'Failed'],
  'notification.channel.sms': ['短信', 'SMS'],
  'notification.channel.email': ['邮件', 'E-mail'],
  'permission.notification.message.read': ['查看外发消息', 'See messages'],
  'permission.notification.message.write': ['重发外发消息', 'Send messages again'],
  'refusal.notification.notice_not_found': ['没有这条通知。', 'There is no such notice.'],
  'refusal.notification.message_not_found': ['没有这条消息。', 'There is no such message.'],
  'refusal.notification.message_state': [
    '该消息{state}，只有发送失败的才能重发。',
    'The message is {state}; only failed ones can be sent again.',
  ],
  'refusal.notification.address': [
    '“{address}”不是可以发送的{channel}地址。',
    '“{address}” is no address for {channel}.',
  ],
} as const satisfies Words
