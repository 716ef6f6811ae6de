import { z } from 'zod'
import { dayIn, dayOut, id, idOut, instantOut, label, listIn, moneyIn, moneyOut, pageOut, text } from '#lib/fields'
import { operation } from '#lib/operation'
import { accountKinds } from './account.ts'

const code = z
  .string()
  .regex(/^[0-9]{4,8}$/, { message: 'problem.invalid' })
  .meta({ examples: ['1002'] })

const Account = z.object({ code: z.string(), zh: z.string(), en: z.string(), kind: z.enum(accountKinds) })

const Line = z.object({
  account: z.string(),
  zh: z.string(),
  en: z.string(),
  debit: moneyOut(),
  credit: moneyOut(),
  productId: idOut('product').nullable(),
})

const Journal = z.object({
  id: idOut('journal'),
  day: dayOut(),
  branchId: idOut('branch'),
  source: z.string(),
  description: z.string(),
  note: z.string().nullable(),
  about: z.string().nullable(),
  parentId: idOut('journal').nullable(),
  reversedById: idOut('journal').nullable(),
  amount: moneyOut(),
  postedBy: z.string(),
  postedAt: instantOut(),
})

const Balance = Account.extend({
  opening: moneyOut(),
  debit: moneyOut(),
  credit: moneyOut(),
  closing: moneyOut(),
})

export const api = {
  listAccounts: operation({
    method: 'GET',
    path: '/ledger/accounts',
    permission: 'ledger.account.read',
    summary: '会计科目 · Chart of accounts',
  }).output(z.array(Account)),
  listJournals: operation({
    method: 'GET',
    path: '/ledger/journals',
    permission: 'ledger.journal.read',
    summary: '凭证列表 · Journals, newest first',
  })
    .input(
      listIn(
        {
          from: dayIn().optional(),
          to: dayIn().optional(),
          branchId: id('branch').optional(),
          source: z.string().max(60).optional(),
          about: z.string().max(40).optional(),
          account: code.optional(),
        },
        ['day'],
      ),
    )
    .output(pageOut(Journal).extend({ amount: moneyOut() })),
  getJournal: operation({
    method: 'GET',
    path: '/ledger/journals/{id}',
    permission: 'ledger.journal.read',
    summary: '一张凭证及其分录 · One journal with its lines',
    refuses: ['ledger.journal_not_found'],
  })
    .input(z.object({ id: id('journal') }))
    .output(Journal.extend({ lines: z.array(Line) })),
  addJournal: operation({
    method: 'POST',
    path: '/ledger/journals',
    permission: 'ledger.journal.write',
    summary: '手工记账 · Post a journal by hand into the open day',
    refuses: [
      'ledger.account_of_module',
      'ledger.account_not_found',
      'ledger.unbalanced',
      'ledger.line_sides',
      'ledger.journal_empty',
    ],
  })
    .input(
      z.object({
        branchId: label(id('branch'), '分公司', 'Branch'),
        note: label(text(200), '摘要', 'Note'),
        lines: label(
          z
            .array(
              z.object({
                account: label(code, '科目', 'Account'),
                debit: label(moneyIn().optional(), '借方', 'Debit'),
                credit: label(moneyIn().optional(), '贷方', 'Credit'),
              }),
            )
            .min(2)
            .max(100),
          '分录',
          'Lines',
        ),
      }),
    )
    .output(z.object({ id: idOut('journal') })),
  reverseJournal: operation({
    method: 'POST',
    path: '/ledger/journals/{id}/reverse',
    permission: 'ledger.journal.write',
    summary: '冲销凭证 · Reverse a journal that was posted by hand',
    refuses: ['ledger.journal_not_found', 'ledger.reversed_taken', 'ledger.journal_of_module'],
  })
    .input(z.object({ id: id('journal'), note: label(text(200), '原因', 'Reason') }))
    .output(z.object({ id: idOut('journal') })),
  trialBalance: operation({
    method: 'GET',
    path: '/ledger/trial-balance',
    permission: 'ledger.account.read',
    summary: '试算平衡表 · Trial balance of any days, of one branch or all',
    refuses: ['ledger.period'],
  })
    .input(
      z.object({
        from: label(dayIn().optional(), '开始日', 'From'),
        to: label(dayIn().optional(), '截止日', 'To'),
        branchId: label(id('branch').optional(), '分公司', 'Branch'),
      }),
    )
    .output(
      z.object({
        from: dayOut(),
        to: dayOut(),
        rows: z.array(Balance),
        totals: z.object({ debit: moneyOut(), credit: moneyOut(), balanced: z.boolean() }),
      }),
    ),
  listLines: operation({
    method: 'GET',
    path: '/ledger/accounts/{code}/lines',
    permission: 'ledger.account.read',
    summary: '科目明细账 · The lines an account’s balance is the sum of',
    refuses: ['ledger.account_not_found'],
  })
    .input(
      listIn(
        {
          code: label(code, '科目', 'Account'),
          from: dayIn().optional(),
          to: dayIn().optional(),
          branchId: id('branch').optional(),
          productId: id('product').optional(),
        },
        ['day'],
      ),
    )
    .output(
      pageOut(
        z.object({
          journalId: idOut('journal'),
          day: dayOut(),
          branchId: idOut('branch'),
          productId: idOut('product').nullable(),
          source: z.string(),
          description: z.string(),
          note: z.string().nullable(),
          about: z.string().nullable(),
          debit: moneyOut(),
          credit: moneyOut(),
        }),
      ).extend({ debit: moneyOut(), credit: moneyOut() }),
    ),
}
