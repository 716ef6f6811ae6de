import { z } from 'zod'
import { id, idOut, instantOut, label, listIn, moneyOut, notNegativeMoneyIn, pageOut, text } from '#lib/fields'
import { operation } from '#lib/operation'
import {
  consentKinds,
  contactChannels,
  contactTimes,
  customerKinds,
  relationKinds,
  type SealedField,
  sealedFields,
} from './customer.ts'

const kind = z.enum(customerKinds)
const consentKind = z.enum(consentKinds)
const relationKind = z.enum(relationKinds)
const channels = ['in-person', 'online', 'paper'] as const

const CustomerRow = z.object({
  id: idOut('customer'),
  kind,
  name: z.string(),
  idNumber: z.string().nullable(),
  phone: z.string().nullable(),
  /** Personal fields that a rule keeps from this reader; they are null. */
  withheld: z.array(z.enum(sealedFields)),
  businessName: z.string().nullable(),
  ownerName: z.string().nullable(),
  createdAt: instantOut(),
})

const Customer = CustomerRow.extend({
  address: z.string().nullable(),
  bankCard: z.string().nullable(),
  contactName: z.string().nullable(),
  age: z.number().int().nullable(),
  businessCode: z.string().nullable(),
  occupation: z.string().nullable(),
  employer: z.string().nullable(),
  yearsEmployed: z.number().int().nullable(),
  /** Null where a rule keeps what the customer earns and owes from this reader. */
  monthlyIncome: moneyOut().nullable(),
  monthlyDebt: moneyOut().nullable(),
  contactChannel: z.enum(contactChannels),
  contactTime: z.enum(contactTimes),
  offersWelcome: z.boolean(),
  version: z.number().int(),
  consents: z.array(
    z.object({
      kind: consentKind,
      given: z.boolean(),
      wordingVersion: z.string(),
      channel: z.enum(channels),
      at: instantOut(),
    }),
  ),
  /** When the customer said not to be asked any more how they were served, and how; null: may be asked. */
  surveysDeclined: z
    .object({ at: instantOut(), how: label(z.enum(['link', 'phone']), '怎么说的', 'How it was said') })
    .nullable(),
  /** Whether the reader may note that on the phone: nobody does of a customer of their own. */
  mayDecline: z.boolean(),
  /** Who stands by the customer (`towards`), and whom the customer stands by. */
  relations: z.array(
    z.object({
      id: idOut('customer'),
      name: z.string(),
      kind: relationKind,
      towards: z.boolean(),
      visible: z.boolean(),
    }),
  ),
  blacklisted: z.boolean(),
  /** Why; only for readers of the blacklist. */
  blacklistReason: z.string().nullable(),
  mayChange: z.boolean(),
  mayReveal: z.boolean(),
})

const shown = z.string().nullable().optional()
/** Only the fields that were asked for are there. */
const Revealed = z.object({
  name: shown,
  idNumber: shown,
  phone: shown,
  address: shown,
  bankCard: shown,
  contactName: shown,
} satisfies Record<SealedField, z.ZodType>)

const profile = {
  occupation: label(text(60).nullable().optional(), '职业', 'Occupation'),
  employer: label(text(100).nullable().optional(), '工作单位', 'Employer'),
  yearsEmployed: label(z.number().int().min(0).max(80).nullable().optional(), '工作年限', 'Years employed'),
  monthlyIncome: label(notNegativeMoneyIn(), '月收入', 'Monthly income'),
  monthlyDebt: label(notNegativeMoneyIn(), '月还债额', 'Monthly debt'),
  address: label(text(200).nullable().optional(), '住址', 'Address'),
  bankCard: label(z.string().max(40).nullable().optional(), '还款账号', 'Repayment account'),
  contactName: label(text(60).nullable().optional(), '联系人', 'Contact person'),
  contactChannel: label(z.enum(contactChannels).optional(), '联系方式偏好', 'Preferred channel'),
  contactTime: label(z.enum(contactTimes).optional(), '方便联系时间', 'Preferred time'),
  offersWelcome: label(z.boolean().optional(), '愿意接收营销信息', 'Offers welcome'),
}

const identity = (zh: string, en: string, example: string) =>
  label(
    z
      .string()
      .min(1)
      .max(40)
      .meta({ examples: [example] }),
    zh,
    en,
  )

export const customerApi = {
  listCustomers: operation({
    method: 'GET',
    path: '/party/customers',
    permission: 'party.customer.read',
    summary: '客户列表 · Customers; search by exact name, phone or id number',
  })
    .input(listIn({ kind: kind.optional() }, ['createdAt']))
    .output(pageOut(CustomerRow)),
  getCustomer: operation({
    method: 'GET',
    path: '/party/customers/{id}',
    permission: 'party.customer.read',
    summary: '客户档案 · One customer, personal data by the rules about fields',
    refuses: ['party.customer_not_found'],
  })
    .input(z.object({ id: id('customer') }))
    .output(Customer),
  addCustomer: operation({
    method: 'POST',
    path: '/party/customers',
    permission: 'party.customer.write',
    summary: '新建客户 · Record a customer',
    refuses: [
      'party.id_number',
      'party.credit_code',
      'party.phone',
      'party.bank_card',
      'party.business_missing',
      'party.customer_duplicate',
      'party.no_owner',
    ],
  })
    .input(
      z.object({
        kind: label(kind, '客户类型', 'Kind'),
        name: label(text(100), '姓名或名称', 'Name'),
        idNumber: identity('证件号码', 'Id number', '990101199003078519'),
        phone: identity('手机号', 'Phone', '13800138000'),
        businessCode: label(z.string().max(40).nullable().optional(), '统一社会信用代码', 'Credit code'),
        businessName: label(text(100).nullable().optional(), '经营名称', 'Business name'),
        ...profile,
      }),
    )
    .output(z.object({ id: idOut('customer') })),
  updateCustomer: operation({
    method: 'PATCH',
    path: '/party/customers/{id}',
    permission: 'party.customer.write',
    summary: '修改客户资料 · Change a customer’s name, phone and profile',
    refuses: ['party.customer_not_found', 'party.stale', 'party.phone', 'party.bank_card'],
  })
    .input(
      z.object({
        id: id('customer'),
        version: z.number().int(),
        name: label(text(100).optional(), '姓名或名称', 'Name'),
        phone: label(z.string().min(1).max(40).optional(), '手机号', 'Phone'),
        ...profile,
        monthlyIncome: profile.monthlyIncome.optional(),
        monthlyDebt: profile.monthlyDebt.optional(),
      }),
    )
    .output(z.object({ id: idOut('customer'), version: z.number().int() })),
  revealCustomer: operation({
    method: 'POST',
    path: '/party/customers/{id}/reveal',
    permission: 'party.customer.reveal',
    summary: '查看完整信息 · See personal data in full, with a reason that is recorded',
    description:
      '每次查看都留下记录；不能预演；以同一提交编号重试时不再显示 · Every look is recorded; there is no preview of it, and a retry under the same key shows nothing again',
    refuses: ['party.customer_not_found', 'party.reveal_preview', 'authority.field_withheld'],
  })
    .input(
      z.object({
        id: id('customer'),
        fields: label(z.array(z.enum(sealedFields)).min(1), '查看内容', 'Fields'),
        reason: label(text(200), '查看理由', 'Reason'),
      }),
    )
    .output(Revealed),
  recordConsent: operation({
    method: 'POST',
    path: '/party/customers/{id}/consents',
    permission: 'party.customer.write',
    summary: '登记授权 · Record a consent given or withdrawn',
    refuses: ['party.customer_not_found', 'party.consent_not_given'],
  })
    .input(
      z.object({
        id: id('customer'),
        kind: label(consentKind, '授权种类', 'Kind'),
        given: label(z.boolean().meta({ examples: [true] }), '是否授权', 'Given'),
        wordingVersion: label(text(40), '授权书版本', 'Wording version'),
        channel: label(z.enum(channels), '方式', 'Channel'),
      }),
    )
    .output(z.object({ id: idOut('consent') })),
  declineSurveys: operation({
    method: 'POST',
    path: '/party/customers/{id}/survey-refusal',
    permission: 'party.customer.write',
    summary: '登记不再邀请评价 · Note that a customer does not want to be asked any more how they were served',
    refuses: ['party.customer_not_found', 'party.surveys_own', 'party.surveys_declined'],
  })
    .input(z.object({ id: id('customer'), note: label(text(200), '客户怎么说', 'What the customer said') }))
    .output(z.object({ id: idOut('customer') })),
  recordRelation: operation({
    method: 'POST',
    path: '/party/customers/{id}/relations',
    permission: 'party.customer.write',
    summary: '登记关系人 · Record who stands by a customer, or no longer does',
    refuses: ['party.customer_not_found', 'party.relation_self'],
  })
    .input(
      z.object({
        id: id('customer'),
        otherId: label(id('customer'), '关系人', 'Other customer'),
        kind: label(relationKind, '关系', 'Relation'),
        holds: label(z.boolean(), '是否有效', 'Holds'),
      }),
    )
    .output(z.object({ id: idOut('customer') })),
  getTimeline: operation({
    method: 'GET',
    path: '/party/customers/{id}/timeline',
    permission: 'party.customer.read',
    summary: '客户动态 · What was done about a customer, newest first',
    refuses: ['party.customer_not_found'],
  })
    .input(z.object({ id: id('customer') }))
    .output(
      z.array(
        z.object({
          at: instantOut(),
          actorName: z.string(),
          operation: z.string(),
          detail: z.record(z.string(), z.unknown()),
        }),
      ),
    ),
  listBlacklist: operation({
    method: 'GET',
    path: '/party/blacklist',
    permission: 'party.blacklist.read',
    summary: '黑名单 · Who is not lent to, newest first',
  }).output(
    z.array(
      z.object({
        masked: z.string(),
        listed: z.boolean(),
        /** Whether this line is the latest of its number. */
        holds: z.boolean(),
        reason: z.string(),
        source: z.string(),
        at: instantOut(),
        by: z.string().nullable(),
      }),
    ),
  ),
  recordBlacklist: operation({
    method: 'POST',
    path: '/party/blacklist',
    permission: 'party.blacklist.write',
    summary: '列入或移出黑名单 · Put on the blacklist; a release needs another person',
    refuses: ['party.id_number', 'party.blacklist_own', 'party.blacklist_not_found'],
  })
    .input(
      z.object({
        idNumber: identity('证件号码', 'Id number', '990101199003078519'),
        listed: label(z.boolean(), '列入', 'Listed'),
        reason: label(text(200), '原因', 'Reason'),
        source: label(text(100), '来源', 'Source'),
      }),
    )
    .output(z.object({ masked: z.string() })),
}
