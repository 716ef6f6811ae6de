import type { Day } from '#lib/day'
import type { Money } from '#lib/money'
import type { Rate } from '#lib/rate'
import { type Definition, dealOf, plainRepayment } from '#product'
import type { ContractContent } from './content.ts'
import type { Lender } from './template.ts'

const hundred = 10_000n

const rate = '0.0599' as Rate
const sampleDefinition: Definition = {
  ...plainRepayment,
  name: '样张产品',
  nameEn: 'Sample product',
  method: 'equal-installment',
  annualRate: rate,
  minRate: rate,
  maxRate: rate,
  gradeRates: [],
  customerKinds: ['individual'],
  vehicleConditions: ['new'],
  vehicleEnergies: ['fuel', 'new-energy'],
  vehicleUses: ['self'],
  minAmount: hundred as Money,
  maxAmount: (5000n * hundred) as Money,
  minDownPaymentRatio: '0.2' as Rate,
  periods: [36],
  dayCount: '30/360',
  rounding: 'half-up',
  dueDay: null,
  fees: [
    {
      name: '抵押登记服务费',
      nameEn: 'Registration service',
      amount: (8n * hundred) as Money,
      rate: null,
      when: 'disbursement',
      chargedBy: 'third-party',
    },
  ],
  penaltyMultiple: null,
  settlementFee: null,
}

/** A contract of nobody: what a template is printed with before it binds anyone. */
export function sampleContent(lender: Lender, on: Day, say: (key: string) => string): ContractContent {
  const deal = dealOf(
    { definition: sampleDefinition },
    { principal: (1280n * hundred) as Money, periods: 36, disbursedOn: on },
    { penaltyMultiple: '1.5', settlementFee: { rate: '0.03', freeAfterPeriods: 12 }, fiscal: null },
  )
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
    productName: sampleDefinition.name,
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
    method: sampleDefinition.method,
    frequency: sampleDefinition.frequency,
    deal,
    graceDays: 3,
    allocationOrder: ['fee', 'penalty', 'compound', 'interest', 'principal'],
    readSeconds: 10,
    say,
  }
}
