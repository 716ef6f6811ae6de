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
  pageOut,
  positiveMoneyIn,
  text,
} from '#lib/fields'
import { operation } from '#lib/operation'
import { subsidyPayers } from './subsidy.ts'

const payer = z.enum(subsidyPayers)
const claimState = z.enum(['open', 'to-return', 'to-come', 'done'])

/** Whom a subsidy is claimed from: a brand, a dealer, or the treasury, which is one. */
const Counterparty = z.object({
  payer,
  dealerId: idOut('dealer').nullable(),
  dealerName: z.string().nullable(),
  brand: z.string().nullable(),
})

const Receipt = Counterparty.extend({
  id: idOut('receipt'),
  amount: moneyOut(),
  claims: z.number().int(),
  receivedOn: dayOut(),
  postedOn: dayOut(),
  reference: z.string(),
  note: z.string().nullable(),
  parentId: idOut('receipt').nullable(),
  reversedById: idOut('receipt').nullable(),
  recordedByName: z.string().nullable(),
  recordedAt: instantOut(),
})

/** Subsidies as finance sees them: who owes what, what came in. */
export const subsidyApi = {
  listSubsidyPayers: operation({
    method: 'GET',
    path: '/servicing/subsidy-payers',
    permission: 'servicing.subsidy.read',
    summary: '贴息方应收与已收 · What each payer of subsidies owes and has paid',
  }).output(
    z.array(
      Counterparty.extend({
        claims: z.number().int(),
        due: moneyOut(),
        received: moneyOut(),
        open: moneyOut(),
        toReturn: moneyOut(),
        toCome: moneyOut(),
        oldest: dayOut().nullable(),
      }),
    ),
  ),
  listSubsidyClaims: operation({
    method: 'GET',
    path: '/servicing/subsidy-claims',
    permission: 'servicing.subsidy.read',
    summary: '逐笔贴息应收 · Subsidy claims loan by loan',
  })
    .input(
      listIn(
        {
          payer: payer.optional(),
          dealerId: id('dealer').optional(),
          brand: z.string().max(60).optional(),
          state: claimState.optional(),
        },
        ['open', 'disbursedOn'],
      ),
    )
    .output(
      pageOut(
        Counterparty.extend({
          loanId: idOut('loan'),
          number: z.string(),
          customerName: z.string().nullable(),
          state: claimState,
          atOnce: label(z.boolean(), '放款时一次支付', 'Paid at once'),
          due: moneyOut(),
          received: moneyOut(),
          /** Still to come in; negative where it is to go back. */
          open: moneyOut(),
          toCome: moneyOut(),
          nextOn: dayOut().nullable(),
          lostOn: label(dayOut().nullable(), '停止日', 'The day it stopped'),
          disbursedOn: dayOut(),
        }),
      ).extend({
        totals: z.object({
          claims: z.number().int(),
          due: moneyOut(),
          received: moneyOut(),
          open: moneyOut(),
          toReturn: moneyOut(),
        }),
      }),
    ),
  listSubsidyReceipts: operation({
    method: 'GET',
    path: '/servicing/subsidy-receipts',
    permission: 'servicing.subsidy.read',
    summary: '贴息收付款 · Subsidy money that came in or went back',
  })
    .input(listIn({}, ['recordedAt']))
    .output(pageOut(Receipt)),
  recordSubsidyReceipt: operation({
    method: 'POST',
    path: '/servicing/subsidy-receipts',
    permission: 'servicing.subsidy.record',
    summary: '登记贴息收付款 · Record subsidy money',
    description:
      'Money of one payer meets its open claims, the oldest loans first; what is to go back is set off first unless told otherwise. Money that goes back meets what is to go back. Call with X-Dry-Run to see how many claims it meets.',
    refuses: [
      'servicing.subsidy_exceeds',
      'servicing.subsidy_payer',
      'servicing.subsidy_reference_taken',
      'servicing.subsidy_day',
      'servicing.day_stale',
    ],
  })
    .input(
      z.object({
        payer: label(payer, '贴息方', 'Payer'),
        dealerId: label(id('dealer').nullable().default(null), '经销商', 'Dealer'),
        brand: label(z.string().trim().max(60).nullable().default(null), '品牌', 'Brand'),
        way: label(z.enum(['received', 'returned']).default('received'), '收付', 'In or out'),
        amount: label(positiveMoneyIn(), '金额', 'Amount'),
        setOff: label(z.boolean().default(true), '抵扣应退贴息', 'Set off what is to go back'),
        receivedOn: label(dayIn().optional(), '到账日', 'Value date'),
        reference: label(text(64), '银行流水号', 'Bank reference'),
        note: label(z.string().trim().max(200).optional(), '备注', 'Note'),
      }),
    )
    .output(
      z.object({
        id: idOut('receipt'),
        amount: moneyOut(),
        claims: z.number().int(),
        setOff: label(moneyOut(), '抵扣应退', 'Set off of what was to go back'),
      }),
    ),
  reverseSubsidyReceipt: operation({
    method: 'POST',
    path: '/servicing/subsidy-receipts/{id}/reversal',
    permission: 'servicing.subsidy.record',
    summary: '冲正贴息收付款 · Take a subsidy receipt back',
    refuses: ['servicing.receipt_not_found', 'servicing.reversed_taken', 'servicing.day_stale'],
  })
    .input(z.object({ id: id('receipt'), reason: label(text(200), '冲正原因', 'Reason') }))
    .output(z.object({ id: idOut('receipt') })),
}
