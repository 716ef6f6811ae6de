import { z } from 'zod'
import { dayIn, dayOut, instantOut, label, moneyOut, text } from '#lib/fields'
import { operation } from '#lib/operation'

/** Direct debits: the files that go to the bank and come back. */
export const debitApi = {
  listDebitBatches: operation({
    method: 'GET',
    path: '/servicing/debit-batches',
    permission: 'servicing.repayment.read',
    summary: '代扣批次 · Direct debits by day: ordered, collected, failed, waiting',
  }).output(
    z.object({
      days: z.array(
        z.object({
          day: dayOut(),
          orders: z.number().int(),
          amount: moneyOut(),
          collected: z.number().int(),
          collectedAmount: label(moneyOut(), '已扣金额', 'Amount collected'),
          failed: z.number().int(),
          waiting: z.number().int(),
          writtenAt: label(instantOut().nullable(), '文件生成时间', 'File written at'),
        }),
      ),
    }),
  ),
  writeDebitFile: operation({
    method: 'POST',
    path: '/servicing/debit-batches/{day}/file',
    permission: 'servicing.repayment.import',
    summary: '生成代扣文件 · Write the file with a day’s direct debits for the bank',
    refuses: ['servicing.debit_not_found'],
  })
    .input(z.object({ day: label(dayIn(), '代扣日', 'Day') }))
    .output(
      z.object({
        fileName: z.string(),
        content: z.string(),
        orders: z.number().int(),
        withoutAccount: label(z.number().int(), '无还款账号的笔数', 'Orders without an account'),
        amount: moneyOut(),
      }),
    ),
  readDebitResults: operation({
    method: 'POST',
    path: '/servicing/debit-results',
    permission: 'servicing.repayment.import',
    summary: '读回代扣结果 · Read a bank’s result file back into repayments',
    refuses: [
      'servicing.debit_unreadable',
      'servicing.debit_totals',
      'servicing.debit_not_found',
      'servicing.debit_unknown',
      'servicing.day_stale',
    ],
  })
    .input(
      z.object({
        fileName: label(text(200), '文件名', 'File name'),
        content: label(z.base64().max(14_000_000), '文件内容', 'Content (base64)').meta({ examples: ['5YaF5a65'] }),
      }),
    )
    .output(
      z.object({
        recorded: z.number().int(),
        failed: z.number().int(),
        refused: z.number().int(),
        amount: moneyOut(),
        repeatedFile: z.boolean(),
      }),
    ),
}
