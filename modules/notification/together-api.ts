import { z } from 'zod'
import { dayIn, dayOut, id, idOut, instantOut, label, listIn, pageOut, text } from '#lib/fields'
import { operation } from '#lib/operation'
import { messageKinds, mostFiles, mostMentions, mostText } from './thread.ts'

const record = label(z.string().min(3).max(80), '记录', 'Record').meta({ examples: ['person_0000000000001'] })
const inRecord = ['notification.no_record', 'notification.not_member']
const plain = { search: true, sort: true, direction: true } as const

const Line = z.object({
  id: idOut('line'),
  kind: z.enum(messageKinds),
  authorName: z.string(),
  mine: z.boolean(),
  text: z.string(),
  mentions: z.array(z.object({ id: idOut('person'), name: z.string() })),
  files: z.array(
    z.object({ id: idOut('threadfile'), name: z.string(), mediaType: z.string(), size: z.number().int() }),
  ),
  receipts: z.array(z.object({ name: z.string(), at: instantOut() })),
  createdAt: instantOut(),
  editedAt: instantOut().nullable(),
  removed: z.boolean(),
})
const ThreadSummary = z.object({
  record: z.string(),
  noun: z.string(),
  lines: z.number().int(),
  unread: z.number().int(),
  lastAt: instantOut(),
  lastAuthor: z.string(),
  lastText: z.string(),
})
const Announcement = z.object({
  id: idOut('announcement'),
  title: z.string(),
  body: z.string(),
  audience: z.enum(['all', 'branch', 'group']),
  groupName: z.string().nullable(),
  confirms: z.boolean(),
  authorName: z.string(),
  mine: z.boolean(),
  createdAt: instantOut(),
  readAt: instantOut().nullable(),
})
const Task = z.object({
  id: idOut('task'),
  title: z.string(),
  ownerName: z.string(),
  mine: z.boolean(),
  given: z.boolean(),
  dueOn: dayOut(),
  state: z.enum(['open', 'done', 'dropped']),
  overdue: z.boolean(),
  about: z.string().nullable(),
  minutesId: idOut('minutes').nullable(),
  minutesTitle: z.string().nullable(),
  authorName: z.string(),
  createdAt: instantOut(),
  settledAt: instantOut().nullable(),
  note: z.string().nullable(),
})
const Minutes = z.object({
  id: idOut('minutes'),
  groupName: z.string(),
  heldOn: dayOut(),
  title: z.string(),
  body: z.string(),
  attendees: z.array(z.string()),
  authorName: z.string(),
  createdAt: instantOut(),
  tasks: z.number().int(),
  open: z.number().int(),
})
const NewTask = {
  title: label(text(200), '任务', 'Task'),
  ownerId: label(id('person'), '负责人', 'Owner'),
  dueOn: label(dayIn(), '截止日', 'Due'),
}
const ownLine = [
  'notification.line_not_found',
  'notification.thread_not_own',
  'notification.thread_removed',
  ...inRecord,
]

/** Working together: threads on records, announcements, tasks and minutes. Rights to a thread are the rights to its record. */
export const togetherApi = {
  listThread: operation({
    method: 'GET',
    path: '/notification/threads/{record}',
    permission: 'self',
    summary: '记录的讨论 · The thread of a record, newest first; a group’s is its feed',
    refuses: inRecord,
  })
    .input(listIn({ record }, ['createdAt']).omit(plain))
    .output(pageOut(Line).extend({ unread: z.number().int() })),
  postLine: operation({
    method: 'POST',
    path: '/notification/threads/{record}',
    permission: 'self',
    summary: '发言 · Add a line to a record’s thread: text, people named, files; or a hand-over note',
    refuses: [...inRecord, 'notification.mention', 'notification.thread_file'],
  })
    .input(
      z.object({
        record,
        kind: label(z.enum(messageKinds).default('message'), '类型', 'Kind'),
        text: label(text(mostText), '内容', 'Text'),
        mentions: label(z.array(id('person')).max(mostMentions).default([]), '提到的人', 'People named'),
        files: label(
          z
            .array(
              z.object({
                name: label(text(120), '文件名', 'File name'),
                mediaType: label(z.string().min(3).max(100), '文件类型', 'Media type'),
                content: label(z.base64().max(12_000_000), '文件', 'File'),
              }),
            )
            .max(mostFiles)
            .default([]),
          '附件',
          'Files',
        ),
      }),
    )
    .output(z.object({ id: idOut('line') })),
  editLine: operation({
    method: 'PATCH',
    path: '/notification/thread-lines/{id}',
    permission: 'self',
    summary: '修改发言 · Change one’s own line; what it said stays as a trace',
    refuses: ownLine,
  })
    .input(z.object({ id: id('line'), text: label(text(mostText), '内容', 'Text') }))
    .output(z.object({ id: idOut('line') })),
  removeLine: operation({
    method: 'POST',
    path: '/notification/thread-lines/{id}/removal',
    permission: 'self',
    summary: '删除发言 · Remove one’s own line; that it stood there stays',
    refuses: ownLine,
  })
    .input(z.object({ id: id('line') }))
    .output(z.object({ id: idOut('line') })),
  listTraces: operation({
    method: 'GET',
    path: '/notification/thread-lines/{id}/traces',
    permission: 'self',
    summary: '发言的修改记录 · What a line said before',
    refuses: ['notification.line_not_found', ...inRecord],
  })
    .input(z.object({ id: id('line') }))
    .output(
      z.array(
        z.object({ kind: z.enum(['edited', 'removed']), at: instantOut(), actorName: z.string(), text: z.string() }),
      ),
    ),
  openThreadFile: operation({
    method: 'POST',
    path: '/notification/thread-files/{id}/open',
    permission: 'self',
    summary: '打开附件 · Open a file of a thread; leaves an audit line',
    refuses: ['notification.line_not_found', ...inRecord],
  })
    .input(z.object({ id: id('threadfile') }))
    .output(z.object({ name: z.string(), mediaType: z.string(), content: z.string() })),
  seeThread: operation({
    method: 'POST',
    path: '/notification/threads/{record}/seen',
    permission: 'self',
    summary: '标记已读 · Mark a thread as read up to a line',
    refuses: inRecord,
  })
    .input(z.object({ record, through: label(id('line'), '截至', 'Up to') }))
    .output(z.object({ unread: z.number().int() })),
  listMentionable: operation({
    method: 'GET',
    path: '/notification/threads/{record}/people',
    permission: 'self',
    summary: '可提到的人 · People to name in a thread; who may not see the record is there with why',
    refuses: inRecord,
  })
    .input(z.object({ record, search: z.string().trim().max(40).optional() }))
    .output(
      z.array(
        z.object({ id: idOut('person'), name: z.string(), post: z.string().nullable(), why: z.string().nullable() }),
      ),
    ),
  listMyThreads: operation({
    method: 'GET',
    path: '/notification/threads',
    permission: 'self',
    summary: '我的讨论 · The threads I write in or was named in',
  }).output(z.array(ThreadSummary)),
  listThreadsOn: operation({
    method: 'GET',
    path: '/notification/threads-on',
    permission: 'self',
    summary: '若干记录的讨论 · The threads of records, such as a customer’s applications and loans, gathered',
  })
    .input(
      z.object({
        records: label(
          z
            .string()
            .regex(/^[a-z]+_[0-9a-z]{13}(,[a-z]+_[0-9a-z]{13}){0,199}$/)
            .meta({ examples: ['person_0000000000001'] }),
          '记录，逗号分隔',
          'Records, separated by commas',
        ),
      }),
    )
    .output(z.array(ThreadSummary)),
  listHandovers: operation({
    method: 'GET',
    path: '/notification/handovers/{record}',
    permission: 'self',
    summary: '交接说明 · What holders before have left for me on a record',
    refuses: inRecord,
  })
    .input(z.object({ record }))
    .output(
      z.array(z.object({ id: idOut('line'), authorName: z.string(), text: z.string(), createdAt: instantOut() })),
    ),
  receiveHandover: operation({
    method: 'POST',
    path: '/notification/thread-lines/{id}/receipt',
    permission: 'self',
    summary: '收到交接 · Take note of a hand-over',
    refuses: ['notification.line_not_found', 'notification.not_handover', ...inRecord],
  })
    .input(z.object({ id: id('line') }))
    .output(z.object({ id: idOut('line') })),
  listAnnouncements: operation({
    method: 'GET',
    path: '/notification/announcements',
    permission: 'self',
    summary: '公告 · Announcements meant for me or written by me',
  })
    .input(
      listIn({ unread: label(z.stringbool().default(false), '只看待确认', 'To be confirmed only') }, [
        'createdAt',
      ]).omit(plain),
    )
    .output(pageOut(Announcement)),
  postAnnouncement: operation({
    method: 'POST',
    path: '/notification/announcements',
    permission: 'notification.announcement.write',
    summary: '发布公告 · Put up an announcement for everybody, one’s branch or a group',
    refuses: ['notification.audience', 'notification.no_record', 'authority.out_of_scope'],
  })
    .input(
      z.object({
        title: label(text(120), '标题', 'Title'),
        body: label(text(8000), '内容', 'Text'),
        audience: label(z.enum(['all', 'branch', 'group']), '范围', 'Audience'),
        groupId: label(id('group').nullable().default(null), '小组', 'Group'),
        confirms: label(z.boolean().default(false), '需要确认已读', 'Asks for a confirmation'),
      }),
    )
    .output(z.object({ id: idOut('announcement') })),
  confirmAnnouncement: operation({
    method: 'POST',
    path: '/notification/announcements/{id}/receipt',
    permission: 'self',
    summary: '确认已读 · Confirm having read an announcement',
    refuses: ['notification.announcement_not_found'],
  })
    .input(z.object({ id: id('announcement') }))
    .output(z.object({ id: idOut('announcement') })),
  listReaders: operation({
    method: 'GET',
    path: '/notification/announcements/{id}/readers',
    permission: 'self',
    summary: '公告的已读情况 · Who has confirmed an announcement of mine, and who not yet',
    refuses: ['notification.announcement_not_found', 'notification.announcement_not_own'],
  })
    .input(z.object({ id: id('announcement') }))
    .output(z.array(z.object({ name: z.string(), groupName: z.string().nullable(), readAt: instantOut().nullable() }))),
  remindReaders: operation({
    method: 'POST',
    path: '/notification/announcements/{id}/reminder',
    permission: 'self',
    summary: '提醒未读 · Ring everybody who has not confirmed, once a day',
    refuses: ['notification.announcement_not_found', 'notification.announcement_not_own'],
  })
    .input(z.object({ id: id('announcement') }))
    .output(z.object({ reminded: z.number().int() })),
  withdrawAnnouncement: operation({
    method: 'POST',
    path: '/notification/announcements/{id}/withdrawal',
    permission: 'self',
    summary: '撤下公告 · Take one’s own announcement down',
    refuses: ['notification.announcement_not_found', 'notification.announcement_not_own'],
  })
    .input(z.object({ id: id('announcement') }))
    .output(z.object({ id: idOut('announcement') })),
  listTasks: operation({
    method: 'GET',
    path: '/notification/tasks',
    permission: 'self',
    summary: '任务 · My tasks, those I gave, or those on a record',
    refuses: inRecord,
  })
    .input(
      listIn(
        {
          box: label(z.enum(['mine', 'given', 'all']).default('mine'), '范围', 'Box'),
          state: label(z.enum(['open', 'done', 'dropped']).optional(), '状态', 'State'),
          overdue: label(z.enum(['true', 'false']).default('false'), '只看逾期', 'Overdue only'),
          about: record.optional(),
        },
        ['dueOn'],
      ).omit(plain),
    )
    .output(pageOut(Task)),
  countTasks: operation({
    method: 'GET',
    path: '/notification/tasks/count',
    permission: 'self',
    summary: '任务数 · How many tasks I have open, and overdue',
  }).output(z.object({ open: z.number().int(), overdue: z.number().int() })),
  addTask: operation({
    method: 'POST',
    path: '/notification/tasks',
    permission: 'self',
    summary: '新建任务 · Give somebody, or oneself, a task',
    refuses: ['notification.task_owner', 'notification.task_day', ...inRecord],
  })
    .input(z.object({ ...NewTask, about: label(record.nullable().default(null), '涉及的记录', 'About') }))
    .output(z.object({ id: idOut('task') })),
  settleTask: operation({
    method: 'POST',
    path: '/notification/tasks/{id}/state',
    permission: 'self',
    summary: '办结任务 · Finish, drop or reopen a task',
    refuses: ['notification.task_not_found', 'notification.task_state'],
  })
    .input(
      z.object({
        id: id('task'),
        action: label(z.enum(['finish', 'drop', 'reopen']), '动作', 'Action'),
        note: label(text(500).nullable().default(null), '说明', 'Note'),
      }),
    )
    .output(z.object({ id: idOut('task'), state: z.enum(['open', 'done', 'dropped']) })),
  listMinutes: operation({
    method: 'GET',
    path: '/notification/minutes',
    permission: 'self',
    summary: '会议纪要 · Minutes of my groups and of meetings I was at',
  })
    .input(listIn({}, ['heldOn']).omit(plain))
    .output(pageOut(Minutes)),
  getMinutes: operation({
    method: 'GET',
    path: '/notification/minutes/{id}',
    permission: 'self',
    summary: '一次会议的纪要 · One meeting’s minutes with the tasks that came of it',
    refuses: ['notification.minutes_not_found'],
  })
    .input(z.object({ id: id('minutes') }))
    .output(Minutes.extend({ actions: z.array(Task) })),
  addMinutes: operation({
    method: 'POST',
    path: '/notification/minutes',
    permission: 'self',
    summary: '记会议纪要 · Keep the minutes of a meeting; its actions become tasks',
    refuses: ['notification.minutes_day', 'notification.task_owner', 'notification.task_day', ...inRecord],
  })
    .input(
      z.object({
        groupId: label(id('group'), '小组', 'Group'),
        heldOn: label(dayIn(), '会议日', 'Held on'),
        title: label(text(120), '议题', 'Title'),
        body: label(text(20_000), '纪要', 'Minutes'),
        attendees: label(z.array(id('person')).min(1).max(200), '与会人', 'Attendees'),
        actions: label(z.array(z.object(NewTask)).max(40).default([]), '行动项', 'Actions'),
      }),
    )
    .output(z.object({ id: idOut('minutes') })),
  listColleagues: operation({
    method: 'GET',
    path: '/notification/colleagues',
    permission: 'self',
    summary: '同事与小组 · Colleagues and groups to choose from',
  }).output(
    z.object({
      people: z.array(z.object({ id: idOut('person'), name: z.string(), groupName: z.string().nullable() })),
      groups: z.array(z.object({ id: idOut('group'), name: z.string() })),
      own: z.array(z.object({ id: idOut('group'), name: z.string() })),
    }),
  ),
}
