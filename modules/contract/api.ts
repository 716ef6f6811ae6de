import { z } from 'zod'
import { dayIn, id, idOut, label, listIn, pageOut, text } from '#lib/fields'
import { operation } from '#lib/operation'
import { OfferIn, api as productApi } from '#product/api'
import { Contract, ContractRow, Template, TemplateBodyIn, TemplateSummary } from './shapes.ts'

const version = z.number().int()
const changing = ['contract.contract_not_found', 'contract.contract_state', 'contract.stale']
const drafting = ['contract.template_not_found', 'contract.template_state', 'contract.template_stale']
const note = label(text(300), '修改说明', 'Why')
const pdf = z.file()

export const api = {
  listContracts: operation({
    method: 'GET',
    path: '/contract/contracts',
    permission: 'contract.contract.read',
    summary: '合同列表 · Contracts in scope',
  })
    .input(
      listIn(
        {
          state: label(z.enum(['produced', 'accepted', 'void']).optional(), '状态', 'State'),
          customerId: label(id('customer').optional(), '客户', 'Customer'),
        },
        ['producedAt'],
      ),
    )
    .output(pageOut(ContractRow)),
  getContract: operation({
    method: 'GET',
    path: '/contract/contracts/{id}',
    permission: 'contract.contract.read',
    summary: '一份合同 · One contract with its figures and its file’s fingerprint',
    refuses: ['contract.contract_not_found'],
  })
    .input(z.object({ id: id('contract') }))
    .output(Contract),
  downloadContract: operation({
    method: 'GET',
    path: '/contract/contracts/{id}/file',
    permission: 'contract.contract.read',
    summary: '合同文件 · The contract as it was produced, byte for byte; leaves an audit line',
    refuses: ['contract.contract_not_found', 'authority.field_withheld'],
  })
    .input(z.object({ id: id('contract') }))
    .output(pdf),
  acceptContract: operation({
    method: 'POST',
    path: '/contract/contracts/{id}/accept',
    permission: 'contract.contract.write',
    summary: '登记签署 · Record that the borrower accepted this file in person',
    refuses: [...changing, 'contract.file_stale', 'contract.read_longer', 'contract.identity_not_checked'],
  })
    .input(
      z.object({
        id: id('contract'),
        version,
        sha256: label(
          z
            .string()
            .regex(/^[0-9a-f]{64}$/)
            .meta({ examples: ['0'.repeat(64)] }),
          '文件指纹',
          'Fingerprint',
        ),
        readSeconds: label(z.number().int().min(0).max(86_400), '明示表阅读秒数', 'Seconds the cost form was read'),
        identityChecked: label(z.boolean(), '已核对身份证件', 'Identity checked'),
        note: label(z.string().trim().max(300).default(''), '备注', 'Note'),
      }),
    )
    .output(Contract),
  voidContract: operation({
    method: 'POST',
    path: '/contract/contracts/{id}/void',
    permission: 'contract.contract.write',
    summary: '作废合同 · Void a contract that nobody has accepted',
    refuses: [...changing, 'contract.accepted_conflict'],
  })
    .input(z.object({ id: id('contract'), version, reason: label(text(300), '作废原因', 'Reason') }))
    .output(Contract),
  printQuote: operation({
    method: 'POST',
    path: '/contract/quote-sheets',
    permission: 'product.plan.quote',
    summary: '打印试算方案 · Quotes as PDF with their all-in cost forms and plans; nothing is kept',
    refuses: [
      ...productApi.quote['~orpc'].meta.refuses,
      'product.amount_range',
      'product.periods_offered',
      'product.rate_range',
      'product.down_payment_low',
    ],
  })
    .input(z.object({ offers: label(z.array(OfferIn).min(1).max(3), '方案', 'Offers') }))
    .output(pdf),
  listTemplates: operation({
    method: 'GET',
    path: '/contract/templates',
    permission: 'contract.template.read',
    summary: '合同模板各版本 · Every version of the contract template',
  }).output(z.array(TemplateSummary)),
  getTemplate: operation({
    method: 'GET',
    path: '/contract/templates/{id}',
    permission: 'contract.template.read',
    summary: '一个合同模板 · One template with what is wrong with it',
    refuses: ['contract.template_not_found'],
  })
    .input(z.object({ id: id('template') }))
    .output(Template),
  previewTemplate: operation({
    method: 'GET',
    path: '/contract/templates/{id}/sample',
    permission: 'contract.template.read',
    summary: '模板样张 · A template printed with sample figures',
    refuses: ['contract.template_not_found'],
  })
    .input(z.object({ id: id('template') }))
    .output(pdf),
  draftTemplate: operation({
    method: 'POST',
    path: '/contract/templates',
    permission: 'contract.template.write',
    summary: '起草模板 · Begin a draft from an earlier template',
    refuses: ['contract.template_not_found'],
  })
    .input(z.object({ basedOn: label(id('template'), '依据版本', 'Based on'), note }))
    .output(Template),
  saveTemplate: operation({
    method: 'PUT',
    path: '/contract/templates/{id}',
    permission: 'contract.template.write',
    summary: '保存模板草稿 · Save a draft template',
    refuses: drafting,
  })
    .input(z.object({ id: id('template'), version, note, body: label(TemplateBodyIn, '模板内容', 'Body') }))
    .output(Template),
  publishTemplate: operation({
    method: 'POST',
    path: '/contract/templates/{id}/publish',
    permission: 'contract.template.publish',
    summary: '发布模板 · Publish a draft from a day on, by a second person',
    refuses: [...drafting, 'contract.own_template', 'contract.effective_day', 'contract.template_faulty'],
  })
    .input(z.object({ id: id('template'), version, effectiveFrom: label(dayIn(), '生效日', 'Effective from') }))
    .output(Template),
  discardTemplate: operation({
    method: 'POST',
    path: '/contract/templates/{id}/discard',
    permission: 'contract.template.write',
    summary: '作废模板草稿 · Discard a draft template',
    refuses: drafting,
  })
    .input(z.object({ id: id('template'), version }))
    .output(z.object({ id: idOut('template') })),
}
