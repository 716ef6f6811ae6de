import { z } from 'zod'
import { dayOut, id, idOut, instantOut, label, text } from '#lib/fields'
import { operation } from '#lib/operation'

const permissionsIn = label(
  z
    .array(z.string().min(3).max(80))
    .min(1)
    .max(100)
    .meta({ examples: [['party.customer.read']] }),
  '权限',
  'Permissions',
)

const Key = z.object({
  id: idOut('key'),
  personName: z.string(),
  kind: z.enum(['personal', 'service']),
  label: z.string(),
  beginning: z.string(),
  permissions: z.array(z.string()),
  createdAt: instantOut(),
  expiresAt: instantOut(),
  state: z.enum(['live', 'expired', 'revoked']),
  endReason: z.string().nullable(),
  mine: z.boolean(),
})

const Glass = z.object({
  id: idOut('glass'),
  personName: z.string(),
  permissions: z.array(z.string()),
  reason: z.string(),
  fromAt: instantOut(),
  untilAt: instantOut(),
  endedAt: instantOut().nullable(),
  state: z.enum(['open', 'ended', 'proper', 'improper']),
  acts: z.number().int(),
  reviewNote: z.string().nullable(),
  reviewedByName: z.string().nullable(),
  reviewedAt: instantOut().nullable(),
  mine: z.boolean(),
})

export const accessApi = {
  listKeys: operation({
    method: 'GET',
    path: '/authority/keys',
    permission: 'authority.key.read',
    summary: '接口密钥 · API keys: one’s own, or everybody’s',
  }).output(z.array(Key)),
  addKey: operation({
    method: 'POST',
    path: '/authority/keys',
    permission: 'authority.key.write',
    summary: '新建接口密钥 · Make an API key with some of one’s own permissions',
    description: '密钥只显示一次；权限随本人权限实时收缩 · Shown once; never more than the owner may at that moment',
    refuses: ['authority.key_days', 'authority.key_beyond', 'authority.key_by_key'],
  })
    .input(
      z.object({
        label: label(text(60), '用途', 'What for'),
        kind: label(z.enum(['personal', 'service']), '类型', 'Kind'),
        permissions: permissionsIn,
        days: label(z.number().int().min(1).max(3650), '有效天数', 'Days it lasts'),
      }),
    )
    .output(z.object({ id: idOut('key'), secret: z.string() })),
  revokeKey: operation({
    method: 'POST',
    path: '/authority/keys/{id}/revoke',
    permission: 'authority.key.write',
    summary: '吊销接口密钥 · Revoke an API key, at once',
    refuses: ['authority.key_not_found'],
  })
    .input(z.object({ id: id('key'), reason: label(text(200), '理由', 'Reason') }))
    .output(z.object({ id: idOut('key') })),
  listGlass: operation({
    method: 'GET',
    path: '/authority/emergency',
    permission: 'authority.glass.read',
    summary: '应急授权 · Emergency accesses and their reviews',
  }).output(z.array(Glass)),
  ownGlass: operation({
    method: 'GET',
    path: '/authority/own-emergency',
    permission: 'self',
    summary: '我的应急授权 · The emergency access one holds now, or none',
  }).output(Glass.nullable()),
  getGlass: operation({
    method: 'GET',
    path: '/authority/emergency/{id}',
    permission: 'authority.glass.read',
    summary: '一次应急授权 · One emergency access with every act under it',
    refuses: ['authority.glass_not_found'],
  })
    .input(z.object({ id: id('glass') }))
    .output(
      Glass.extend({
        trail: z.array(
          z.object({
            at: instantOut(),
            businessDay: dayOut(),
            operation: z.string(),
            outcome: z.string(),
            about: z.array(z.string()),
          }),
        ),
      }),
    ),
  breakGlass: operation({
    method: 'POST',
    path: '/authority/emergency',
    permission: 'authority.glass.break',
    summary: '启用应急授权 · Take permissions in an emergency, for a short time, with alarm and review',
    refuses: ['authority.glass_minutes', 'authority.glass_reserved', 'authority.glass_open_conflict'],
  })
    .input(
      z.object({
        permissions: permissionsIn,
        minutes: label(z.number().int().min(5).max(1440), '分钟', 'Minutes'),
        reason: label(
          z
            .string()
            .trim()
            .min(10)
            .max(300)
            .meta({ examples: ['系统故障，客户在柜台等待'] }),
          '紧急情况说明',
          'What the emergency is',
        ),
      }),
    )
    .output(z.object({ id: idOut('glass'), untilAt: instantOut() })),
  endGlass: operation({
    method: 'POST',
    path: '/authority/emergency/{id}/end',
    permission: 'authority.glass.break',
    summary: '结束应急授权 · Give emergency access back before its time',
    refuses: ['authority.glass_not_found'],
  })
    .input(z.object({ id: id('glass') }))
    .output(z.object({ id: idOut('glass') })),
  reviewGlass: operation({
    method: 'POST',
    path: '/authority/emergency/{id}/review',
    permission: 'authority.glass.review',
    summary: '复查应急授权 · Review an emergency access afterwards, as another person',
    refuses: [
      'authority.glass_not_found',
      'authority.glass_still_open',
      'authority.glass_reviewed_conflict',
      'authority.glass_own',
    ],
  })
    .input(
      z.object({
        id: id('glass'),
        proper: label(z.boolean(), '是否正当', 'Was it proper'),
        note: label(text(500), '复查意见', 'Finding'),
      }),
    )
    .output(z.object({ id: idOut('glass') })),
}
