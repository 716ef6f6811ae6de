import { z } from 'zod'
import { id, idOut, label, listIn, pageOut, text } from '#lib/fields'
import { operation } from '#lib/operation'

const state = z.enum(['active', 'frozen'])
const grade = z.enum(['A', 'B', 'C'])

const Dealer = z.object({
  id: idOut('dealer'),
  name: z.string(),
  creditCode: z.string(),
  grade,
  state,
  frozenReason: z.string().nullable(),
  dealerGroup: z.string().nullable(),
  contact: z.string(),
  contactPhone: z.string().nullable(),
  accountName: z.string(),
  /** Null where a rule about fields withholds it. */
  account: z.string().nullable(),
  bankName: z.string(),
  branchId: idOut('branch'),
  version: z.number().int(),
})

const account = z
  .string()
  .min(1)
  .max(60)
  .meta({ examples: ['6200000000000005'] })
const phone = z.string().max(40).optional()

export const dealerApi = {
  listDealers: operation({
    method: 'GET',
    path: '/party/dealers',
    permission: 'party.dealer.read',
    summary: '经销商列表 · Dealers',
  })
    .input(listIn({ state: state.optional(), grade: grade.optional() }, ['createdAt']))
    .output(pageOut(Dealer)),
  getDealer: operation({
    method: 'GET',
    path: '/party/dealers/{id}',
    permission: 'party.dealer.read',
    summary: '经销商档案 · One dealer, the account masked or withheld',
    refuses: ['party.dealer_not_found'],
  })
    .input(z.object({ id: id('dealer') }))
    .output(
      Dealer.extend({
        mayChange: z.boolean(),
        timeline: z.array(
          z.object({
            at: z.string(),
            actorName: z.string(),
            operation: z.string(),
            detail: z.record(z.string(), z.unknown()),
          }),
        ),
      }),
    ),
  addDealer: operation({
    method: 'POST',
    path: '/party/dealers',
    permission: 'party.dealer.write',
    summary: '新建经销商 · Record a dealer and the account it is paid to',
    refuses: ['party.credit_code', 'party.account', 'party.phone', 'party.dealer_duplicate', 'party.no_branch'],
  })
    .input(
      z.object({
        name: label(text(100), '名称', 'Name'),
        creditCode: label(
          z
            .string()
            .min(1)
            .max(40)
            .meta({ examples: ['91990300MADEALR15Q'] }),
          '统一社会信用代码',
          'Credit code',
        ),
        grade: label(grade, '等级', 'Grade'),
        dealerGroup: label(text(60).optional(), '所属集团', 'Dealer group'),
        contact: label(text(100), '联系人', 'Contact'),
        contactPhone: label(phone, '联系人手机', 'Contact phone'),
        accountName: label(text(100), '收款户名', 'Account name'),
        account: label(account, '收款账号', 'Account'),
        bankName: label(text(100), '开户行', 'Bank'),
        branchId: label(id('branch').optional(), '分公司', 'Branch'),
      }),
    )
    .output(z.object({ id: idOut('dealer') })),
  updateDealer: operation({
    method: 'PATCH',
    path: '/party/dealers/{id}',
    permission: 'party.dealer.write',
    summary: '修改经销商 · Change a dealer, its contact or the account it is paid to',
    refuses: ['party.dealer_not_found', 'party.stale', 'party.account', 'party.phone'],
  })
    .input(
      z.object({
        id: id('dealer'),
        version: z.number().int(),
        name: label(text(100).optional(), '名称', 'Name'),
        grade: label(grade.optional(), '等级', 'Grade'),
        dealerGroup: label(z.string().trim().max(60).optional(), '所属集团', 'Dealer group'),
        contact: label(text(100).optional(), '联系人', 'Contact'),
        contactPhone: label(phone, '联系人手机', 'Contact phone'),
        accountName: label(text(100).optional(), '收款户名', 'Account name'),
        account: label(account.optional(), '收款账号', 'Account'),
        bankName: label(text(100).optional(), '开户行', 'Bank'),
      }),
    )
    .output(z.object({ id: idOut('dealer'), version: z.number().int() })),
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
        state: label(state, '状态', 'State'),
        reason: label(text(200), '原因', 'Reason'),
      }),
    )
    .output(z.object({ id: idOut('dealer'), version: z.number().int() })),
}
