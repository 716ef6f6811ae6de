import { z } from 'zod'
import { id, idOut, instantOut, label, listIn, pageOut, text } from '#lib/fields'
import { operation } from '#lib/operation'

const state = z.enum(['waiting', 'confirmed', 'refused'])
const PayAccount = z.object({
  id: idOut('payaccount'),
  personId: idOut('person'),
  personName: z.string(),
  bank: z.string(),
  tail: label(z.string(), '账号末四位', 'The last four digits; the whole number goes into the bank file alone'),
  state,
  givenAt: label(instantOut(), '登记时间', 'When it was given'),
  decidedByName: z.string().nullable(),
  decidedAt: instantOut().nullable(),
  reason: z.string(),
  version: z.number().int(),
})

/** Where people's pay goes. */
export const payAccountApi = {
  myPayAccount: operation({
    method: 'GET',
    path: '/performance/my-pay-account',
    permission: 'self',
    summary: '我的收款账户 · Where my pay goes',
  }).output(z.object({ confirmed: PayAccount.nullable(), last: PayAccount.nullable() })),
  givePayAccount: operation({
    method: 'POST',
    path: '/performance/my-pay-account',
    permission: 'self',
    summary: '登记收款账户 · Say where my pay is to go',
    refuses: ['performance.account_number'],
  })
    .input(
      z.object({
        bank: label(text(60), '开户行', 'Bank'),
        number: label(
          z
            .string()
            .min(8)
            .max(40)
            .meta({ examples: ['6200000000000005'] }),
          '账号',
          'Account number',
        ),
      }),
    )
    .output(PayAccount),
  listPayAccounts: operation({
    method: 'GET',
    path: '/performance/pay-accounts',
    permission: 'performance.wage.write',
    summary: '收款账户 · Accounts people gave',
  })
    .input(listIn({ state: label(state.optional(), '状态', 'State') }, ['given']))
    .output(pageOut(PayAccount)),
  decidePayAccount: operation({
    method: 'POST',
    path: '/performance/pay-accounts/{id}/decision',
    permission: 'performance.wage.write',
    summary: '确认收款账户 · Confirm or refuse an account',
    refuses: [
      'performance.account_not_found',
      'performance.account_state',
      'performance.stale',
      'performance.own_account',
    ],
  })
    .input(
      z.object({
        id: id('payaccount'),
        version: z.number().int(),
        confirm: label(z.boolean(), '确认', 'Confirm'),
        reason: label(text(300), '依据或原因', 'Grounds'),
      }),
    )
    .output(PayAccount),
}
