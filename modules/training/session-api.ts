import { z } from 'zod'
import {
  dayIn,
  dayOut,
  id,
  idOut,
  instantOut,
  label,
  listIn,
  moneyOut,
  notNegativeMoneyIn,
  pageOut,
  text,
} from '#lib/fields'
import { operation } from '#lib/operation'
import { postCode } from '#team/api'
import { fileIn } from './course-api.ts'
import { registrationStates, sessionKinds, sessionStates } from './session.ts'

const Session = z.object({
  id: idOut('session'),
  kind: z.enum(sessionKinds),
  title: z.string(),
  summary: z.string(),
  speaker: z.string().nullable(),
  speakerFrom: z.string().nullable(),
  hostId: idOut('person').nullable(),
  hostName: z.string().nullable(),
  place: z.string(),
  startsAt: instantOut(),
  endsAt: instantOut(),
  capacity: z.number().int(),
  seated: z.number().int(),
  waiting: z.number().int(),
  attended: z.number().int(),
  posts: z.array(postCode),
  groupId: idOut('group').nullable(),
  plannedCost: moneyOut(),
  actualCost: moneyOut().nullable(),
  hostMinutes: z.number().int(),
  state: z.enum(sessionStates),
  cancelReason: z.string().nullable(),
  version: z.number().int(),
  rating: z.string().nullable(),
  mine: z.enum(registrationStates).nullable(),
  waitingPlace: z.number().int().nullable(),
  attendedByMe: z.boolean(),
})

const moment = () => z.iso.datetime({ offset: true }).meta({ examples: ['2026-03-10T06:00:00Z'] })

const sessionIn = {
  kind: label(z.enum(sessionKinds), '类型', 'Kind'),
  title: label(text(100), '主题', 'Title'),
  summary: label(z.string().trim().max(2000).default(''), '内容', 'About'),
  speaker: label(z.string().trim().max(50).nullable().default(null), '主讲人', 'Speaker'),
  speakerFrom: label(z.string().trim().max(100).nullable().default(null), '主讲人单位', 'Speaker’s organisation'),
  hostId: label(id('person').nullable().default(null), '主持人', 'Host'),
  place: label(text(100), '地点', 'Place'),
  startsAt: label(moment(), '开始时间', 'Starts at'),
  endsAt: label(moment(), '结束时间', 'Ends at'),
  capacity: label(z.number().int().min(1).max(2000), '名额', 'Seats'),
  posts: label(z.array(postCode).default([]), '面向岗位', 'For posts'),
  groupId: label(id('group').nullable().default(null), '费用承担小组', 'Group that pays'),
  plannedCost: label(notNegativeMoneyIn(), '预算费用', 'Planned cost'),
  hostMinutes: label(
    z.number().int().min(0).max(6000).default(0),
    '主持人学时（分钟）',
    'Credit for the host, minutes',
  ),
}
const sessionRefuses = [
  'training.session_times',
  'training.session_speaker',
  'training.session_host',
  'training.group_not_found',
] as const

const Bulletin = z.object({
  id: idOut('bulletin'),
  title: z.string(),
  body: z.string(),
  source: z.string(),
  posts: z.array(postCode),
  mustReadBy: dayOut().nullable(),
  publishedAt: instantOut(),
  publishedByName: z.string().nullable(),
  readAt: instantOut().nullable(),
})

export const sessionApi = {
  listSessions: operation({
    method: 'GET',
    path: '/training/sessions',
    permission: 'training.course.read',
    summary: '培训日历 · Lectures, sharing and classes',
  })
    .input(
      listIn(
        {
          fromDay: label(dayIn().optional(), '从', 'From'),
          toDay: label(dayIn().optional(), '到', 'To'),
          kind: z.enum(sessionKinds).optional(),
          state: z.enum(sessionStates).optional(),
        },
        ['startsAt'],
      ),
    )
    .output(pageOut(Session)),
  getSession: operation({
    method: 'GET',
    path: '/training/sessions/{id}',
    permission: 'training.course.read',
    summary: '一场培训 · One session with its people and materials',
    refuses: ['training.session_not_found'],
  })
    .input(z.object({ id: id('session') }))
    .output(
      Session.extend({
        files: z.array(
          z.object({ id: idOut('sessionfile'), fileName: z.string(), mediaType: z.string(), size: z.number().int() }),
        ),
        people: z.array(
          z.object({
            personId: idOut('person'),
            personName: z.string(),
            state: z.enum(registrationStates),
            askedAt: instantOut(),
            attendedAt: instantOut().nullable(),
            attendedBy: z.enum(['qr', 'host']).nullable(),
          }),
        ),
        comments: z.array(z.object({ rating: z.number().int(), comment: z.string() })),
        leads: z.boolean(),
        myFeedback: z.number().int().nullable(),
      }),
    ),
  addSession: operation({
    method: 'POST',
    path: '/training/sessions',
    permission: 'training.session.write',
    summary: '安排培训 · Plan a lecture, sharing or class',
    refuses: [...sessionRefuses],
  })
    .input(z.object(sessionIn))
    .output(z.object({ id: idOut('session') })),
  changeSession: operation({
    method: 'PUT',
    path: '/training/sessions/{id}',
    permission: 'training.session.write',
    summary: '修改培训安排 · Change a planned session; more seats move the waiting list up',
    refuses: ['training.session_not_found', 'training.session_state', 'training.stale', ...sessionRefuses],
  })
    .input(z.object({ id: id('session'), version: z.number().int(), ...sessionIn }))
    .output(z.object({ movedUp: z.number().int() })),
  cancelSession: operation({
    method: 'POST',
    path: '/training/sessions/{id}/cancel',
    permission: 'training.session.write',
    summary: '取消培训 · Cancel a planned session',
    refuses: ['training.session_not_found', 'training.session_state', 'training.stale'],
  })
    .input(z.object({ id: id('session'), version: z.number().int(), reason: label(text(200), '理由', 'Reason') }))
    .output(z.object({ id: idOut('session') })),
  closeSession: operation({
    method: 'POST',
    path: '/training/sessions/{id}/close',
    permission: 'training.session.write',
    summary: '结束培训 · Close a session that took place: its cost, credit for who was there and for the host',
    refuses: ['training.session_not_found', 'training.session_state', 'training.stale', 'training.session_not_over'],
  })
    .input(
      z.object({
        id: id('session'),
        version: z.number().int(),
        actualCost: label(notNegativeMoneyIn(), '实际费用', 'Actual cost'),
      }),
    )
    .output(z.object({ credited: z.number().int() })),
  registerForSession: operation({
    method: 'POST',
    path: '/training/sessions/{id}/register',
    permission: 'training.course.learn',
    summary: '报名 · Take a seat, or a place on the waiting list',
    refuses: [
      'training.session_not_found',
      'training.session_state',
      'training.session_post',
      'training.registered_taken',
    ],
  })
    .input(z.object({ id: id('session') }))
    .output(z.object({ state: z.enum(registrationStates), waitingPlace: z.number().int().nullable() })),
  withdrawFromSession: operation({
    method: 'POST',
    path: '/training/sessions/{id}/withdraw',
    permission: 'training.course.learn',
    summary: '取消报名 · Give the seat back; the first who waits moves up',
    refuses: ['training.session_not_found', 'training.session_state', 'training.not_registered'],
  })
    .input(z.object({ id: id('session') }))
    .output(z.object({ movedUp: z.number().int() })),
  signInCode: operation({
    method: 'GET',
    path: '/training/sessions/{id}/code',
    permission: 'training.course.learn',
    summary: '签到码 · The sign-in code of this half minute, for who leads the session',
    refuses: ['training.session_not_found', 'training.session_lead', 'training.sign_in_closed'],
  })
    .input(z.object({ id: id('session') }))
    .output(z.object({ code: z.string(), secondsLeft: z.number().int() })),
  signInToSession: operation({
    method: 'POST',
    path: '/training/sessions/{id}/sign-in',
    permission: 'training.course.learn',
    summary: '扫码签到 · Sign in with the code on the screen of the room',
    refuses: [
      'training.session_not_found',
      'training.sign_in_closed',
      'training.sign_in_code',
      'training.session_state',
      'training.session_full',
    ],
  })
    .input(z.object({ id: id('session'), code: label(text(20), '签到码', 'Code') }))
    .output(z.object({ attendedAt: instantOut() })),
  markAttendance: operation({
    method: 'POST',
    path: '/training/sessions/{id}/attendance',
    permission: 'training.course.learn',
    summary: '登记到场 · Mark who was there, by who leads the session',
    refuses: [
      'training.session_not_found',
      'training.session_lead',
      'training.not_registered',
      'training.session_state',
      'training.sign_in_closed',
    ],
  })
    .input(z.object({ id: id('session'), personId: label(id('person'), '人员', 'Person') }))
    .output(z.object({ attendedAt: instantOut() })),
  giveFeedback: operation({
    method: 'POST',
    path: '/training/sessions/{id}/feedback',
    permission: 'training.course.learn',
    summary: '反馈 · Rate a session one attended; shown without the name',
    refuses: ['training.session_not_found', 'training.not_attended', 'training.feedback_taken'],
  })
    .input(
      z.object({
        id: id('session'),
        rating: label(z.number().int().min(1).max(5), '评分', 'Rating'),
        comment: label(z.string().trim().max(500).default(''), '意见', 'Comment'),
      }),
    )
    .output(z.object({ rating: z.number().int() })),
  addSessionFile: operation({
    method: 'POST',
    path: '/training/sessions/{id}/files',
    permission: 'training.course.learn',
    summary: '上传培训材料 · Add material to a session, by who leads it',
    refuses: ['training.session_not_found', 'training.session_lead', 'training.file_type', 'training.file_size'],
  })
    .input(z.object({ id: id('session'), name: label(text(200), '文件名', 'File name'), content: fileIn() }))
    .output(z.object({ id: idOut('sessionfile') })),
  listBulletins: operation({
    method: 'GET',
    path: '/training/bulletins',
    permission: 'training.course.learn',
    summary: '行业快讯 · News of the trade for the reader’s post',
  })
    .input(listIn({ unread: z.stringbool().default(false) }, ['publishedAt']))
    .output(pageOut(Bulletin)),
  addBulletin: operation({
    method: 'POST',
    path: '/training/bulletins',
    permission: 'training.bulletin.write',
    summary: '发布快讯 · Publish news of the trade, to be confirmed where it must be read',
  })
    .input(
      z.object({
        title: label(text(100), '标题', 'Title'),
        body: label(text(20_000), '正文', 'Text'),
        source: label(text(200), '来源', 'Source'),
        posts: label(z.array(postCode).default([]), '面向岗位', 'For posts'),
        mustReadBy: label(dayIn().nullable().default(null), '须确认截止日', 'To be confirmed by'),
      }),
    )
    .output(z.object({ id: idOut('bulletin') })),
  confirmBulletin: operation({
    method: 'POST',
    path: '/training/bulletins/{id}/confirm',
    permission: 'training.course.learn',
    summary: '确认已读 · Confirm that one has read it',
    refuses: ['training.bulletin_not_found'],
  })
    .input(z.object({ id: id('bulletin') }))
    .output(z.object({ readAt: instantOut() })),
  bulletinReaders: operation({
    method: 'GET',
    path: '/training/bulletins/{id}/readers',
    permission: 'training.report.read',
    summary: '阅读确认情况 · Who has confirmed and who has not',
    refuses: ['training.bulletin_not_found'],
  })
    .input(z.object({ id: id('bulletin') }))
    .output(
      z.array(
        z.object({
          personId: idOut('person'),
          personName: z.string(),
          groupName: z.string().nullable(),
          readAt: instantOut().nullable(),
        }),
      ),
    ),
}
