import type { Day } from '#lib/day'
import type { Money } from '#lib/money'
import type { Rate } from '#lib/rate'
import { costForm, penaltyRate, planFor, type Terms } from '#product'
import type { ContractContent } from './content.ts'
import type { Lender } from './template.ts'

const hundred = 10_000n

/** A contract of nobody: what a template is printed with before it binds anyone. */
export function sampleContent(lender: Lender, on: Day, say: (key: string) => string): ContractContent {
  const terms: Terms = {
    principal: (1280n * hundred) as Money,
    disbursedOn: on,
    annualRate: '0.0599' as Rate,
    periods: 36,
    method: 'equal-installment',
    dayCount: '30/360',
    rounding: 'half-up',
    fees: [{ name: '抵押登记服务费', amount: (8n * hundred) as Money, when: 'disbursement', chargedBy: 'third-party' }],
  }
  const plan = planFor(terms)
  const settlementFee = { rate: '0.03', freeAfterPeriods: 12 }
  const form = costForm(terms, plan, { penaltyMultiple: '1.5', settlementFee })
  return {
    number: 'C-00000000-0000',
    applicationNumber: 'A-00000000-0000',
    producedOn: on,
    lender,
    borrower: {
      kind: 'individual',
      name: '样张',
      idNumber: '990101199003078519',
      phone: '13800138000',
      address: '样张市样张区样张路 1 号',
      businessName: null,
      businessCode: null,
    },
    payee: { name: '样张汽车销售有限公司', account: '6200000000000005', bankName: '样张银行' },
    productName: '样张产品',
    vehicle: {
      brand: '样张',
      model: '样张车型',
      vin: 'LTESTNEV8SX000002',
      plate: null,
      energy: 'new-energy',
      use: 'self',
      condition: 'new',
      price: (1600n * hundred) as Money,
    },
    terms,
    plan,
    costForm: form,
    penaltyRate: penaltyRate(terms.annualRate, '1.5'),
    penaltyMultiple: '1.5',
    settlementFee,
    graceDays: 3,
    allocationOrder: ['fee', 'penalty', 'compound', 'interest', 'principal'],
    readSeconds: 10,
    say,
  }
}
