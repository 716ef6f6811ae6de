import { z } from 'zod'
import { id, idOut, instantOut, label, listIn, moneyIn, moneyOut, pageOut, text } from '#lib/fields'
import { operation } from '#lib/operation'
import { consentKinds, customerKinds } from './customer.ts'

const kind = z.enum(customerKinds)
const consentKind = z.enum(consentKinds)

const CustomerRow = z.object({
  id: idOut('customer'),
  kind,
  name: z.string(),
  idNumber: z.string(),
  phone: z.string(),
  ownerName: z.string().nullable(),
  createdAt: instantOut(),
})

const Customer = CustomerRow.extend({
  address: z.string().nullable(),
  bankCard: z.string().nullable(),
  age: z.number().int().nullable(),
  businessCode: z.string().nullable(),
  businessName: z.string().nullable(),
  occupation: z.string().nullable(),
  employer: z.string().nullable(),
  monthlyIncome: moneyOut(),
  monthlyDebt: moneyOut(),
  version: z.number().int(),
  consents: z.array(
    z.object({
      kind: consentKind,
      given: z.boolean(),
      wordingVersion: z.string(),
      channel: z.string(),
      at: instantOut(),
    }),
  ),
  blacklisted: z.string().nullable(),
})

const profile = {
  occupation: label(text(60).optional(), '职业', 'Occupation'),
  employer: label(text(100).optional(), '工作单位', 'Employer'),
  monthlyIncome: label(moneyIn(), '月收入', 'Monthly income'),
  monthlyDebt: label(moneyIn(), '月还债额', 'Monthly debt'),
  address: label(text(200).optional(), '住址', 'Address'),
  bankCard: label(z.string().max(30).optional(), '银行卡号', 'Bank card'),
}

const Dealer = z.object({
  id: idOut('dealer'),
  name: z.string(),
  creditCode: z.string(),
  grade: z.enum(['A', 'B', 'C']),
  state: z.enum(['active', 'frozen']),
  frozenReason: z.string().nullable(),
  contact: z.string(),
  accountName: z.string(),
  account: z.string(),
  bankName: z.string(),
  branchId: idOut('branch'),
  version: z.number().int(),
})

const identityRefusals = [
  'party.id_number',
  'party.credit_code',
  'party.phone',
  'party.bank_card',
  'party.business_missing',
]

export const api = {
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
    summary: '客户档案 · One customer, personal data masked',
    refuses: ['party.customer_not_found'],
  })
    .input(z.object({ id: id('customer') }))
    .output(Customer),
  addCustomer: operation({
    method: 'POST',
    path: '/party/customers',
    permission: 'party.customer.write',
    summary: '新建客户 · Record a customer',
    refuses: [...identityRefusals, 'party.customer_duplicate', 'party.no_owner'],
  })
    .input(
      z.object({
        kind: label(kind, '客户类型', 'Kind'),
        name: label(text(100), '姓名或名称', 'Name'),
        idNumber: label(
          z
            .string()
            .max(30)
            .meta({ examples: ['990101199003078519'] }),
          '证件号码',
          'Id number',
        ),
        phone: label(
          z
            .string()
            .max(20)
            .meta({ examples: ['13800138000'] }),
          '手机号',
          'Phone',
        ),
        businessCode: label(z.string().max(30).optional(), '统一社会信用代码', 'Credit code'),
        businessName: label(text(100).optional(), '经营名称', 'Business name'),
        ...profile,
      }),
    )
    .output(z.object({ id: idOut('customer') })),
  updateCustomer: operation({
    method: 'PATCH',
    path: '/party/customers/{id}',
    permission: 'party.customer.write',
    summary: '修改客户资料 · Change a customer’s profile and phone',
    refuses: ['party.customer_not_found', 'party.stale', 'party.phone', 'party.bank_card'],
  })
    .input(
      z.object({
        id: id('customer'),
        version: z.number().int(),
        phone: label(z.string().max(20).optional(), '手机号', 'Phone'),
        ...profile,
      }),
    )
    .output(z.object({ id: idOut('customer'), version: z.number().int() })),
  revealCustomer: operation({
    method: 'POST',
    path: '/party/customers/{id}/reveal',
    permission: 'party.customer.reveal',
    summary: '查看全号 · See personal data in full, with a reason that is recorded',
    refuses: ['party.customer_not_found'],
  })
    .input(z.object({ id: id('customer'), reason: label(text(200), '查看理由', 'Reason') }))
    .output(
      z.object({
        name: z.string(),
        idNumber: z.string(),
        phone: z.string(),
        address: z.string().nullable(),
        bankCard: z.string().nullable(),
      }),
    ),
  recordConsent: operation({
    method: 'POST',
    path: '/party/customers/{id}/consents',
    permission: 'party.customer.write',
    summary: '登记授权 · Record a consent given or withdrawn',
    refuses: ['party.customer_not_found'],
  })
    .input(
      z.object({
        id: id('customer'),
        kind: label(consentKind, '授权种类', 'Kind'),
        given: label(z.boolean(), '是否授权', 'Given'),
        wordingVersion: label(text(40), '授权书版本', 'Wording version'),
        channel: label(z.enum(['in-person', 'online', 'paper']), '方式', 'Channel'),
      }),
    )
    .output(z.object({ id: idOut('consent') })),
  listDealers: operation({
    method: 'GET',
    path: '/party/dealers',
    permission: 'party.dealer.read',
    summary: '经销商列表 · Dealers',
  })
    .input(listIn({ state: z.enum(['active', 'frozen']).optional() }, ['createdAt']))
    .output(pageOut(Dealer)),
  addDealer: operation({
    method: 'POST',
    path: '/party/dealers',
    permission: 'party.dealer.write',
    summary: '新建经销商 · Record a dealer and the account it is paid to',
    refuses: ['party.credit_code', 'party.bank_card', 'party.dealer_duplicate', 'party.no_branch'],
  })
    .input(
      z.object({
        name: label(text(100), '名称', 'Name'),
        creditCode: label(
          z
            .string()
            .max(30)
            .meta({ examples: ['91990300MADEALR15Q'] }),
          '统一社会信用代码',
          'Credit code',
        ),
        grade: label(z.enum(['A', 'B', 'C']), '等级', 'Grade'),
        contact: label(text(100), '联系人', 'Contact'),
        accountName: label(text(100), '收款户名', 'Account name'),
        account: label(
          z
            .string()
            .max(30)
            .meta({ examples: ['6200000000000005'] }),
          '收款账号',
          'Account',
        ),
        bankName: label(text(100), '开户行', 'Bank'),
        branchId: label(id('branch').optional(), '分公司', 'Branch'),
      }),
    )
    .output(z.object({ id: idOut('dealer') })),
  setDealerState: operation({
    method: 'POST',
    path: '/party/dealers/{id}/state',
    permission: 'party.dealer.write',
    summary: '冻结或恢复经销商 · Freeze a dealer or lift the freeze',
    refuses: ['party.dealer_not_found', 'party.stale'],
  })
    .input(
      z.object({
        id: id('dealer'),
        version: z.number().int(),
        state: label(z.enum(['active', 'frozen']), '状态', 'State'),
        reason: label(text(200), '原因', 'Reason'),
      }),
    )
    .output(z.object({ id: idOut('dealer'), version: z.number().int() })),
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
    refuses: ['party.blacklist_own', 'party.blacklist_not_found'],
  })
    .input(
      z.object({
        idNumber: label(
          z
            .string()
            .max(30)
            .meta({ examples: ['990101199003078519'] }),
          '证件号码',
          'Id number',
        ),
        listed: label(z.boolean(), '列入', 'Listed'),
        reason: label(text(200), '原因', 'Reason'),
        source: label(text(100), '来源', 'Source'),
      }),
    )
    .output(z.object({ masked: z.string() })),
}
