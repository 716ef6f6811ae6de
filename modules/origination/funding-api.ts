import { z } from 'zod'
import { id, idOut, instantOut, label, moneyOut, text } from '#lib/fields'
import { operation } from '#lib/operation'
import { Moved } from './shapes.ts'

const version = z.number().int()
const changing = ['origination.application_not_found', 'origination.stale', 'origination.state']

const Funding = z.object({
  id: idOut('funding'),
  applicationId: idOut('application'),
  number: z.string(),
  customerName: z.string().nullable(),
  productName: z.string().nullable(),
  dealerName: z.string().nullable(),
  state: z.enum(['requested', 'returned', 'paid']),
  amount: moneyOut(),
  requestedByName: z.string(),
  requestedAt: instantOut(),
  dueAt: instantOut(),
  minutesLeft: z.number().int().nullable(),
  settledByName: z.string().nullable(),
  settledAt: instantOut().nullable(),
  reason: z.string().nullable(),
  loanId: idOut('loan').nullable(),
  version,
})

export const fundingApi = {
  acknowledgeCost: operation({
    method: 'POST',
    path: '/origination/applications/{id}/cost',
    permission: 'origination.application.submit',
    summary: '确认综合融资成本 · The customer has read the all-in cost; how many seconds it took is kept',
    refuses: [...changing, 'origination.read_longer', 'origination.cost_stale'],
  })
    .input(
      z.object({
        id: id('application'),
        version,
        readSeconds: label(z.number().int().min(0).max(86400), '阅读秒数', 'Seconds read'),
        formSha256: label(
          z
            .string()
            .regex(/^[0-9a-f]{64}$/)
            .nullable()
            .default(null)
            .meta({ examples: ['0'.repeat(64)] }),
          '明示表指纹',
          'Fingerprint of the form read',
        ),
      }),
    )
    .output(Moved),
  printCostForm: operation({
    method: 'GET',
    path: '/origination/applications/{id}/cost-form',
    permission: 'origination.application.submit',
    summary:
      '打印综合融资成本明示表 · The all-in cost form as PDF, to be signed before the contract; leaves an audit line',
    refuses: ['origination.application_not_found', 'origination.nothing_to_disclose', 'contract.customer_not_found'],
  })
    .input(z.object({ id: id('application') }))
    .output(z.file()),
  produceContract: operation({
    method: 'POST',
    path: '/origination/applications/{id}/contract',
    permission: 'origination.application.submit',
    summary: '生成合同 · Produce the contract from what was approved',
    refuses: [
      ...changing,
      'origination.cost_not_acknowledged',
      'origination.cost_changed',
      'origination.approval_expired',
      'origination.recheck_open',
      'origination.recheck_failed',
      'origination.conditions_open',
    ],
  })
    .input(z.object({ id: id('application'), version }))
    .output(Moved.extend({ contractId: idOut('contract') })),
  requestFunding: operation({
    method: 'POST',
    path: '/origination/applications/{id}/funding',
    permission: 'origination.application.submit',
    summary: '请款 · Ask for the money',
    refuses: [
      ...changing,
      'origination.contract_not_accepted',
      'origination.approval_expired',
      'origination.papers_missing',
      'origination.conditions_open',
      'origination.dealer_frozen',
      'origination.customer_blacklisted',
      'origination.payee_changed',
      'origination.vehicle_financed',
    ],
  })
    .input(z.object({ id: id('application'), version }))
    .output(Moved.extend({ fundingId: idOut('funding') })),
  listFunding: operation({
    method: 'GET',
    path: '/origination/funding',
    permission: 'origination.funding.read',
    summary: '请款列表 · Requests for money, most urgent first',
  })
    .input(z.object({ state: z.enum(['requested', 'returned', 'paid']).default('requested') }))
    .output(z.object({ rows: z.array(Funding), total: z.number().int(), amount: moneyOut() })),
  getFunding: operation({
    method: 'GET',
    path: '/origination/funding/{id}',
    permission: 'origination.funding.read',
    summary: '一笔请款及放款检查 · One request with the checks before paying',
    refuses: ['origination.funding_not_found'],
  })
    .input(z.object({ id: id('funding') }))
    .output(
      Funding.extend({
        payee: z
          .object({ name: z.string(), account: z.string().nullable(), bankName: z.string(), frozen: z.boolean() })
          .nullable(),
        checks: z.array(z.object({ code: z.string(), ok: z.boolean(), sentence: z.string() })),
      }),
    ),
  disburseFunding: operation({
    method: 'POST',
    path: '/origination/funding/{id}/disburse',
    permission: 'origination.funding.disburse',
    summary: '放款 · Pay the loan to the dealer (entrusted payment)',
    refuses: [
      'authority.duty_time',
      'origination.funding_not_found',
      'origination.stale',
      'origination.state',
      'origination.same_person',
      'origination.contract_not_accepted',
      'origination.approval_expired',
      'origination.papers_missing',
      'origination.conditions_open',
      'origination.dealer_frozen',
      'origination.customer_blacklisted',
      'origination.payee_changed',
      'origination.vehicle_financed',
    ],
  })
    .input(z.object({ id: id('funding'), version }))
    .output(z.object({ id: idOut('funding'), loanId: idOut('loan') })),
  returnFunding: operation({
    method: 'POST',
    path: '/origination/funding/{id}/return',
    permission: 'origination.funding.disburse',
    summary: '退回请款 · Return a request with the reason',
    refuses: ['origination.funding_not_found', 'origination.stale', 'origination.state'],
  })
    .input(z.object({ id: id('funding'), version, reason: label(text(500), '退回原因', 'Why') }))
    .output(Moved),
}
