import { z } from 'zod'
import { dayIn, id, idOut, label, listIn, moneyIn, moneyOut, pageOut, positiveMoneyIn, text } from '#lib/fields'
import { operation } from '#lib/operation'
import { AgreedPaymentsIn } from '#product/api'
import { Application, ApplicationSummary, cancelReason, documentKind, Moved, Quote, state } from './shapes.ts'
import { vehicleConditions, vehicleEnergies, vehicleUses } from './vehicle.ts'

const version = z.number().int()
const optional = <T extends z.ZodType>(schema: T, zh: string, en: string) => label(schema.nullable().optional(), zh, en)
const changing = ['origination.application_not_found', 'origination.stale', 'origination.state']
const fields = ['origination.vin', 'origination.plate']

/** What can be written into an application, each field by itself; what is absent stays as it is. */
const written = {
  customerId: optional(id('customer'), '客户', 'Customer'),
  dealerId: optional(id('dealer'), '经销商', 'Dealer'),
  productId: optional(id('product'), '金融方案', 'Finance plan'),
  principal: optional(positiveMoneyIn(), '贷款金额', 'Loan amount'),
  downPayment: optional(positiveMoneyIn(), '首付款', 'Down payment'),
  periods: optional(z.number().int().min(1).max(600), '期数', 'Periods'),
  balloon: optional(moneyIn(), '尾款', 'Balloon'),
  payments: label(AgreedPaymentsIn.optional(), '约定还款', 'Agreed payments'),
  remark: label(z.string().trim().max(500).optional(), '备注', 'Remark'),
  vehicle: z
    .object({
      vin: optional(z.string().trim().max(40), '车架号', 'VIN'),
      brand: optional(text(50), '品牌', 'Brand'),
      model: optional(text(80), '车型', 'Model'),
      energy: optional(z.enum(vehicleEnergies), '动力', 'Energy'),
      use: optional(z.enum(vehicleUses), '用途', 'Use'),
      condition: optional(z.enum(vehicleConditions), '车况', 'Condition'),
      price: optional(positiveMoneyIn(), '车价', 'Price'),
      guidePrice: optional(positiveMoneyIn(), '厂商指导价', 'Published price'),
      appraisedValue: optional(positiveMoneyIn(), '评估价', 'Appraised value'),
      plate: optional(z.string().trim().max(12), '车牌', 'Plate'),
    })
    .optional(),
}

export const applicationApi = {
  listApplications: operation({
    method: 'GET',
    path: '/origination/applications',
    permission: 'origination.application.read',
    summary: '进件列表 · Applications with their totals',
  })
    .input(
      listIn(
        {
          state: z.union([state, z.array(state)]).optional(),
          ownerId: id('person').optional(),
          groupId: id('group').optional(),
          branchId: id('branch').optional(),
          dealerId: id('dealer').optional(),
          customerId: id('customer').optional(),
          from: dayIn().optional(),
          to: dayIn().optional(),
          mine: z.stringbool().default(false),
        },
        ['createdAt', 'principal'],
      ),
    )
    .output(pageOut(ApplicationSummary).extend({ amount: moneyOut() })),
  countApplications: operation({
    method: 'GET',
    path: '/origination/application-counts',
    permission: 'origination.application.read',
    summary: '各阶段进件数 · Applications by state',
  })
    .input(z.object({ mine: z.stringbool().default(false) }))
    .output(z.array(z.object({ state, count: z.number().int(), amount: moneyOut() }))),
  getApplication: operation({
    method: 'GET',
    path: '/origination/applications/{id}',
    permission: 'origination.application.read',
    summary: '一笔进件 · One application with papers and history',
    refuses: ['origination.application_not_found'],
  })
    .input(z.object({ id: id('application') }))
    .output(Application),
  getQuote: operation({
    method: 'GET',
    path: '/origination/applications/{id}/quote',
    permission: 'origination.application.read',
    summary: '进件试算 · Plan, true yearly cost and what is wrong, for what is written now',
    refuses: ['origination.application_not_found'],
  })
    .input(z.object({ id: id('application') }))
    .output(Quote),
  addApplication: operation({
    method: 'POST',
    path: '/origination/applications',
    permission: 'origination.application.write',
    summary: '新建进件 · Begin an application, from a lead if there is one',
    refuses: ['origination.lead_not_found', 'origination.lead_state', 'origination.customer_not_found'],
  })
    .input(
      z.object({
        leadId: label(id('lead').nullable().default(null), '线索', 'Lead'),
        customerId: label(id('customer').nullable().default(null), '客户', 'Customer'),
      }),
    )
    .output(Moved),
  saveApplication: operation({
    method: 'PATCH',
    path: '/origination/applications/{id}',
    permission: 'origination.application.write',
    summary: '保存进件 · Save what has been filled in so far',
    refuses: [
      ...changing,
      ...fields,
      'origination.customer_not_found',
      'origination.dealer_not_found',
      'origination.product_not_found',
      'origination.down_payment',
    ],
  })
    .input(z.object({ id: id('application'), version, ...written }))
    .output(Moved),
  addDocument: operation({
    method: 'POST',
    path: '/origination/applications/{id}/documents',
    permission: 'origination.application.write',
    summary: '上传资料 · Add a paper to the application',
    refuses: [
      'origination.application_not_found',
      'origination.state',
      'origination.document_type',
      'origination.document_size',
    ],
  })
    .input(
      z.object({
        id: id('application'),
        kind: label(documentKind, '资料类型', 'Paper'),
        name: label(text(120), '文件名', 'File name'),
        content: label(
          z
            .base64()
            .max(16_000_000)
            .meta({ examples: ['JVBERi0xLjQK'] }),
          '文件',
          'File',
        ),
      }),
    )
    .output(z.object({ id: idOut('document'), elsewhere: z.number().int() })),
  openDocument: operation({
    method: 'POST',
    path: '/origination/documents/{id}/open',
    permission: 'origination.application.read',
    summary: '查看资料 · Open a paper; leaves an audit line',
    description: 'A retry under the same key gets an empty answer: personal data is not kept.',
    refuses: ['origination.document_not_found', 'origination.reveal_preview', 'authority.field_withheld'],
  })
    .input(z.object({ id: id('document') }))
    .output(
      z.object({ name: z.string().optional(), mediaType: z.string().optional(), content: z.string().optional() }),
    ),
  removeDocument: operation({
    method: 'DELETE',
    path: '/origination/documents/{id}',
    permission: 'origination.application.write',
    summary: '移除资料 · Take a paper out',
    refuses: ['origination.document_not_found', 'origination.state'],
  })
    .input(z.object({ id: id('document') }))
    .output(z.object({ id: idOut('document') })),
  submitApplication: operation({
    method: 'POST',
    path: '/origination/applications/{id}/submit',
    permission: 'origination.application.submit',
    summary: '提交审批 · Submit: checked, decided by the rules, queued for a person where they refer it',
    refuses: [
      ...changing,
      'authority.duty_time',
      'origination.incomplete',
      'origination.principal_above_price',
      'origination.ltv_cap',
      'origination.term_cap',
      'origination.dealer_frozen',
      'origination.product_not_found',
      'product.amount_range',
    ],
  })
    .input(z.object({ id: id('application'), version }))
    .output(Moved.extend({ verdict: z.enum(['approve', 'refer', 'decline']) })),
  cancelApplication: operation({
    method: 'POST',
    path: '/origination/applications/{id}/cancel',
    permission: 'origination.application.write',
    summary: '撤销进件 · Cancel an application',
    refuses: changing,
  })
    .input(
      z.object({
        id: id('application'),
        version,
        reason: label(cancelReason, '撤销原因', 'Why'),
        note: label(z.string().trim().max(500).default(''), '说明', 'Note'),
      }),
    )
    .output(Moved),
  requestReview: operation({
    method: 'POST',
    path: '/origination/applications/{id}/request-review',
    permission: 'origination.application.submit',
    summary: '申请人工复核 · Ask for a person where only the rules declined (PIPL article 24)',
    refuses: [...changing, 'origination.decided_by_person'],
  })
    .input(z.object({ id: id('application'), version, note: label(text(500), '说明', 'Note') }))
    .output(Moved),
}
