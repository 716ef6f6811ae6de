import { z } from 'zod'
import { dayIn, dayOut, id, idOut, label, listIn, moneyOut, pageOut, positiveMoneyIn, rateOut, text } from '#lib/fields'
import { operation } from '#lib/operation'
import { FloatingOut } from '#product/api'
import { actionApi, moneyInFields, PlanChange, recordRefusals } from './action-api.ts'
import { prepaymentKeeps } from './choice.ts'
import { correctionApi } from './correction-api.ts'
import { debitApi } from './debit-api.ts'
import { CloseProgress, KeptCheck, pictureApi } from './picture-api.ts'
import {
  DayClose,
  Import,
  ImportRow,
  Installment,
  Loan,
  LoanCharge,
  LoanSubsidy,
  loanActions,
  Parts,
  Quote,
  SetAside,
  Settlement,
  Share,
  state,
  Transaction,
} from './shape.ts'
import { subsidyApi } from './subsidy-api.ts'
import { transactionTopics } from './transaction.ts'
import { WatchLine, watchApi } from './watch-api.ts'

export { Coverage } from './picture-api.ts'
export { watchSignals } from './watch-signal.ts'

export const api = {
  ...actionApi,
  ...debitApi,
  ...pictureApi,
  ...watchApi,
  ...subsidyApi,
  ...correctionApi,
  listLoans: operation({
    method: 'GET',
    path: '/servicing/loans',
    permission: 'servicing.loan.read',
    summary: '贷款列表 · Loans',
  })
    .input(
      listIn(
        {
          state: state.optional(),
          open: z.stringbool().optional(),
          bucket: z.string().max(8).optional(),
          class: z.string().max(20).optional(),
          branchId: id('branch').optional(),
          productId: id('product').optional(),
          dealerId: id('dealer').optional(),
          customerId: id('customer').optional(),
          overdueFrom: z.coerce.number().int().min(0).max(10_000).optional(),
          disbursedFrom: dayIn().optional(),
          disbursedTo: dayIn().optional(),
          dueFrom: dayIn().optional(),
          dueTo: dayIn().optional(),
        },
        ['disbursedOn', 'number', 'outstanding', 'overdue', 'overdueDays', 'nextDueOn'],
      ),
    )
    .output(
      pageOut(Loan).extend({
        totals: z.object({
          loans: z.number().int(),
          principal: moneyOut(),
          outstanding: moneyOut(),
          overdue: moneyOut(),
        }),
      }),
    ),
  getLoan: operation({
    method: 'GET',
    path: '/servicing/loans/{id}',
    permission: 'servicing.loan.read',
    summary: '一笔贷款：今日应还、计划、流水与分录 · One loan: figures, plan, transactions with entries',
    description:
      'As of the open day; or as it stood on `shownOn` by what was known on `knownOn`. The newest transactions come with it, earlier ones by their own list.',
    refuses: ['servicing.loan_not_found', 'servicing.shown_on'],
  })
    .input(
      z.object({
        id: id('loan'),
        shownOn: label(dayIn().optional(), '查看日', 'As it stood on'),
        knownOn: label(dayIn().optional(), '截至何日所知', 'As known on'),
      }),
    )
    .output(
      Loan.extend({
        today: dayOut(),
        knownOn: dayOut().nullable(),
        setAside: z.boolean(),
        watches: label(
          z.array(WatchLine),
          '人工关注记录，新的在前',
          'What was decided by hand about watching it, newest first',
        ),
        penaltyRate: rateOut(),
        graceDays: z.number().int(),
        order: z.array(z.string()),
        lateOrders: z.array(
          z.object({ from: z.number().int(), across: z.enum(['installments', 'parts']), order: z.array(z.string()) }),
        ),
        allocationVersion: z.string().nullable(),
        commitment: moneyOut().nullable(),
        /** What the written-off claim has grown by outside the books and nobody has paid. */
        claimGrown: moneyOut(),
        claimable: label(moneyOut(), '还可追收', 'What may still be asked on it'),
        /** How the rate follows a published index; null where it is fixed. */
        floating: label(
          FloatingOut.omit({ value: true, publishedOn: true })
            .extend({
              nextOn: label(
                dayOut().nullable(),
                '下次重定价日；随公布而变时为空',
                'The next reset; null where a change may come any day',
              ),
            })
            .nullable(),
          '浮动利率；固定时为空',
          'How the rate floats; null where it is fixed',
        ),
        settlementFeeRate: rateOut(),
        settlementFreeAfter: z.number().int(),
        /** Percent a year: simple and compounded. */
        yearlyCost: z.object({ simple: z.string(), effective: z.string() }),
        /** Owed today: everything due by today, penalty to today included. */
        due: Parts,
        dueTotal: moneyOut(),
        /** The most a repayment may bring today: what is due and the next installment. */
        payable: moneyOut(),
        paidPeriods: z.number().int(),
        settlement: Settlement.nullable(),
        /** The amount promised last, while it is honoured. */
        quote: Quote.nullable(),
        restructuring: z
          .object({ on: dayOut(), firstRepaymentOn: dayOut(), endsOn: dayOut(), again: z.boolean() })
          .nullable(),
        actions: z.array(z.enum(loanActions)),
        installments: z.array(Installment),
        /** The newest, oldest first. */
        transactions: z.array(Transaction),
        /** The transaction before which earlier ones are listed; null when these are all. */
        earlier: idOut('repayment').nullable(),
        subsidies: label(z.array(LoanSubsidy), '贴息', 'What others pay of it'),
        charges: label(z.array(LoanCharge), '放款时费用', 'Fees at disbursement and who charged them'),
        states: z.array(
          z.object({ fromDay: dayOut(), state, bucket: z.string(), class: z.string(), outstanding: moneyOut() }),
        ),
      }),
    ),
  listTransactions: operation({
    method: 'GET',
    path: '/servicing/loans/{id}/transactions',
    permission: 'servicing.loan.read',
    summary: '一笔贷款的流水 · What happened to a loan, the newest first',
    refuses: ['servicing.loan_not_found'],
  })
    .input(
      z.object({
        id: id('loan'),
        before: id('repayment').optional(),
        limit: z.coerce.number().int().min(1).max(200).default(50),
        topic: label(z.enum(transactionTopics).optional(), '关于', 'What it is about'),
        shownOn: label(dayIn().optional(), '查看日', 'As it stood on'),
        knownOn: label(dayIn().optional(), '截至何日所知', 'As known on'),
      }),
    )
    .output(z.object({ rows: z.array(Transaction), next: idOut('repayment').nullable() })),
  prepayLoan: operation({
    method: 'POST',
    path: '/servicing/loans/{id}/prepayments',
    permission: 'servicing.repayment.record',
    summary: '提前部分还本 · Prepay principal',
    description:
      'Principal paid today ahead of the plan, with the interest of the running period up to today on top. Keeping the installment ends the loan sooner; keeping the term lowers the installments. Call with X-Dry-Run to see it first.',
    refuses: [
      ...recordRefusals,
      'servicing.prepayment_overdue',
      'servicing.prepayment_ahead',
      'servicing.prepayment_exceeds',
      'servicing.prepayment_day',
    ],
  })
    .input(
      z.object({
        id: id('loan'),
        principal: label(positiveMoneyIn(), '提前还本金额', 'Principal prepaid'),
        keeps: label(z.enum(prepaymentKeeps), '还款方式', 'What stays'),
        channel: moneyInFields.channel,
        reference: moneyInFields.reference,
        note: moneyInFields.note,
      }),
    )
    .output(
      z.object({
        id: idOut('repayment'),
        payment: moneyOut(),
        outstanding: moneyOut(),
        periods: z.number().int(),
        plan: PlanChange,
      }),
    ),
  recordRepayment: operation({
    method: 'POST',
    path: '/servicing/loans/{id}/repayments',
    permission: 'servicing.repayment.record',
    summary: '登记还款 · Record a repayment',
    description:
      'Meets the oldest installment first, within it the parts in the contract’s order; penalty counts to the value date. A value date before later repayments re-allocates those. Call with X-Dry-Run to see the split first.',
    refuses: [...recordRefusals, 'servicing.repayment_exceeds'],
  })
    .input(z.object({ id: id('loan'), amount: label(positiveMoneyIn(), '还款金额', 'Amount'), ...moneyInFields }))
    .output(
      z.object({
        id: idOut('repayment'),
        parts: Parts,
        shares: z.array(Share),
        /** What is still owed by today. */
        due: moneyOut(),
        outstanding: moneyOut(),
        /** Kept as paid in advance: only money from a bank's file may be more than the loan takes. */
        advance: moneyOut(),
        state,
      }),
    ),
  reverseRepayment: operation({
    method: 'POST',
    path: '/servicing/loans/{id}/transactions/{transactionId}/reversal',
    permission: 'servicing.reversal.record',
    summary: '冲正 · Take a repayment or settlement back',
    refuses: [
      'servicing.loan_not_found',
      'servicing.transaction_not_found',
      'servicing.not_reversible',
      'servicing.reversed_taken',
      'servicing.settlement_stands',
      'servicing.loan_set_aside',
      'servicing.day_stale',
    ],
  })
    .input(z.object({ id: id('loan'), transactionId: id('repayment'), reason: label(text(200), '冲正原因', 'Reason') }))
    .output(z.object({ id: idOut('repayment'), due: moneyOut(), outstanding: moneyOut(), state })),
  importRepayments: operation({
    method: 'POST',
    path: '/servicing/repayment-imports',
    permission: 'servicing.repayment.import',
    summary: '导入还款文件 · Import a repayment file (CSV or Excel)',
    description:
      'Columns by name: 贷款编号 number, 金额 amount, 到账日 valueDate, 流水号 reference, 渠道 channel. Good rows are recorded, bad rows are listed with line and reason. The same file, or a row whose reference the loan already has, changes nothing.',
    refuses: [
      'servicing.import_unreadable',
      'servicing.import_columns',
      'servicing.import_size',
      'servicing.day_stale',
    ],
  })
    .input(
      z.object({
        fileName: label(text(200), '文件名', 'File name'),
        content: label(z.base64().max(14_000_000), '文件内容', 'Content (base64)').meta({ examples: ['5YaF5a65'] }),
      }),
    )
    .output(Import.extend({ repeatedFile: z.boolean(), results: z.array(ImportRow) })),
  listImports: operation({
    method: 'GET',
    path: '/servicing/repayment-imports',
    permission: 'servicing.repayment.read',
    summary: '还款文件 · Imported repayment files',
  })
    .input(listIn({}, ['importedAt']))
    .output(pageOut(Import)),
  getImport: operation({
    method: 'GET',
    path: '/servicing/repayment-imports/{id}',
    permission: 'servicing.repayment.read',
    summary: '一个还款文件的结果 · The rows of an imported file',
    refuses: ['servicing.import_not_found'],
  })
    .input(z.object({ id: id('import') }))
    .output(Import.extend({ results: z.array(ImportRow) })),
  listDayCloses: operation({
    method: 'GET',
    path: '/servicing/day-closes',
    permission: 'servicing.day.read',
    summary: '日终进度与结果 · Day closes: progress, results, loans set aside',
  }).output(
    z.object({
      openDay: dayOut(),
      running: DayClose.extend({ progress: CloseProgress }).nullable(),
      days: z.array(DayClose),
      setAside: z.array(SetAside),
      /** How many more are set aside outside the reader's scope. */
      setAsideWithheld: label(z.number().int(), '范围外的搁置笔数', 'Set aside outside the scope'),
      steps: z.array(z.string()),
      books: label(KeptCheck.nullable(), '账务核对', 'Books check'),
    }),
  ),
  startDayClose: operation({
    method: 'POST',
    path: '/servicing/day-closes',
    permission: 'servicing.day.close',
    summary: '日终 · Close the open business day, or every day up to one',
    refuses: [
      'servicing.through',
      'servicing.day_future',
      'servicing.day_ahead',
      'servicing.day_closed',
      'servicing.previous_open',
      'servicing.closing_conflict',
      'servicing.books_broken',
      'servicing.ledger_broken',
    ],
  })
    .input(
      z.object({
        through: label(dayIn().optional(), '截止营业日', 'Through'),
        day: label(dayIn().optional(), '仅日终这一天', 'This day only'),
      }),
    )
    .output(z.object({ through: dayOut() })),
  retrySetAside: operation({
    method: 'POST',
    path: '/servicing/set-aside/{id}/retry',
    permission: 'servicing.day.close',
    summary: '重新纳入日终 · Take a mended loan back into the day close',
    refuses: [
      'servicing.loan_not_found',
      'servicing.set_aside_not_found',
      'servicing.set_aside_broken',
      'servicing.day_stale',
    ],
  })
    .input(z.object({ id: id('loan') }))
    .output(z.object({ state })),
  checkBooks: operation({
    method: 'GET',
    path: '/servicing/books-check',
    permission: 'servicing.day.read',
    summary: '核对账务 · Do loans, entries and general ledger agree',
  }).output(
    z.object({
      agree: z.boolean(),
      through: dayOut().nullable(),
      loans: z.number().int(),
      outstanding: moneyOut(),
      loanDifferences: z.array(
        z.object({
          loanId: idOut('loan'),
          number: z.string(),
          figure: z.string(),
          row: moneyOut(),
          plan: moneyOut(),
          entries: moneyOut(),
        }),
      ),
      ledgerDifferences: z.array(
        z.object({
          branchId: idOut('branch'),
          productId: idOut('product'),
          account: z.string(),
          entries: moneyOut(),
          ledger: moneyOut(),
        }),
      ),
      accrued: z.object({ compared: z.boolean(), book: moneyOut(), ledger: moneyOut() }),
    }),
  ),
}
