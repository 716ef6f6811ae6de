import type { Day } from '#lib/day'
import { parseYuan } from '#lib/money'
import type { Rate } from '#lib/rate'
import { residentCheckDigit, vinCheckDigit } from '#party'
import { addProduct, type Definition, plainRepayment, publishProduct } from '#product'
import { creditCheckDigits } from '../modules/party/identifiers.ts'
import type { Client, TestHouse } from './house.ts'

/** Staff, customers, dealer, product and papers of a small lender, for scenarios about applications and what follows. */

const pdf = (text: string) => Buffer.from(`%PDF-1.4\n% ${text}\n`).toString('base64')

/** A fictional resident number (region 99) of somebody born that year, different for each sequence. */
export function fictionalId(sequence: number, born = 1990): string {
  const first = `990101${born}0101${String(sequence).padStart(3, '0')}`
  return first + residentCheckDigit(first)
}

/** A valid VIN, different for each sequence. */
export function testVin(sequence: number): string {
  const raw = `LTESTCAR0RX${String(sequence).padStart(6, '0')}`
  return raw.slice(0, 8) + vinCheckDigit(raw) + raw.slice(9)
}

export type Lender = {
  developer: Client
  reviewer: Client
  senior: Client
  riskOfficer: Client
  riskDirector: Client
  finance: Client
  manager: Client
  dealerId: `dealer_${string}`
  productId: `product_${string}`
}

/** Hires one of each post in one branch and records a dealer and a published product. */
export async function openLender(house: TestHouse): Promise<Lender> {
  await house.pool.query(
    `INSERT INTO platform.installation (name, value) VALUES ('demo', 'true') ON CONFLICT DO NOTHING`,
  )
  const boss = await house.hire('boss', 'team_manager', { group: '管理组' })
  await house.hire('lin', 'market_developer', { group: '华东一组', reportsTo: boss, name: '林晓雯' })
  await house.hire('wu', 'market_developer', { group: '华东一组', reportsTo: boss, name: '吴迪' })
  await house.hire('chen', 'credit_reviewer', { group: '审核组', name: '陈思远' })
  await house.hire('zhou', 'credit_reviewer', { group: '审核组', name: '周明' })
  await house.hire('xu', 'senior_reviewer', { group: '审核组', name: '徐静' })
  await house.hire('qian', 'risk_officer', { group: '风控组', name: '钱进' })
  await house.hire('sun', 'risk_director', { group: '风控组', name: '孙立' })
  await house.hire('feng', 'finance_officer', { group: '财务组', name: '冯财' })
  const manager = await house.as('boss')
  const { id: dealerId } = await manager.party.addDealer({
    name: '浦东新源汽车',
    creditCode: '91990300MADEALR15Q',
    grade: 'A',
    contact: '王经理',
    accountName: '浦东新源汽车销售有限公司',
    account: '6200000000000005',
    bankName: '演示银行上海分行',
  })
  return {
    developer: await house.as('lin'),
    reviewer: await house.as('chen'),
    senior: await house.as('xu'),
    riskOfficer: await house.as('qian'),
    riskDirector: await house.as('sun'),
    finance: await house.as('feng'),
    manager,
    dealerId,
    productId: await publishedProduct(house),
  }
}

/** A dealer recorded by this person, different for each sequence. */
export async function testDealer(client: Client, sequence: number, name: string): Promise<`dealer_${string}`> {
  const first = `91990300MADE000${sequence}`
  const { id } = await client.party.addDealer({
    name,
    creditCode: first + creditCheckDigits(first),
    grade: 'A',
    contact: '李经理',
    accountName: `${name}有限公司`,
    account: '6200000000000005',
    bankName: '示范银行',
  })
  return id
}

/** A plain product on offer from today: 10,000 to 1,000,000 yuan at 4.8 %, 12 to 60 periods, 5 % down. */
export async function publishedProduct(
  house: TestHouse,
  change: Partial<Definition> = {},
  code = 'standard',
): Promise<`product_${string}`> {
  return house.system('test.product', async ctx => {
    const { id, number } = await addProduct(ctx, {
      code,
      note: '首版',
      definition: {
        ...plainRepayment,
        name: '标准贷',
        nameEn: 'Standard',
        method: 'equal-installment',
        annualRate: '0.048' as Rate,
        minRate: '0.048' as Rate,
        maxRate: '0.048' as Rate,
        gradeRates: [],
        customerKinds: ['individual', 'sole-proprietor', 'enterprise'],
        vehicleConditions: ['new', 'used'],
        vehicleEnergies: ['fuel', 'new-energy'],
        vehicleUses: ['self', 'commercial'],
        minAmount: parseYuan('10000')!,
        maxAmount: parseYuan('1000000')!,
        minDownPaymentRatio: '0.05' as Rate,
        periods: [12, 24, 36, 48, 60],
        dayCount: 'period',
        rounding: 'half-up',
        dueDay: null,
        fees: [],
        penaltyMultiple: null,
        settlementFee: null,
        ...change,
      },
    })
    await publishProduct(ctx, { id, number, version: 1, effectiveFrom: ctx.today as Day, lastDay: null })
    return id
  })
}

/** A customer of this person's with credit consent. */
export async function testCustomer(
  client: Client,
  sequence: number,
  change: { income?: string; kind?: 'individual' | 'sole-proprietor'; consent?: boolean } = {},
): Promise<`customer_${string}`> {
  const { id } = await client.party.addCustomer({
    kind: change.kind ?? 'individual',
    name: `张三${sequence}`,
    idNumber: fictionalId(sequence),
    phone: `138${String(10000000 + sequence)}`,
    monthlyIncome: change.income ?? '30000.00',
    monthlyDebt: '0.00',
    ...(change.kind === 'sole-proprietor'
      ? { businessName: `张记${sequence}`, businessCode: '91990000MA0000007X' }
      : {}),
  })
  if (change.consent ?? true) {
    await client.party.recordConsent({
      id,
      kind: 'credit-bureau',
      given: true,
      wordingVersion: '2026-01',
      channel: 'online',
    })
  }
  return id
}

export const papersToSubmit = [
  'id-card',
  'driving-licence',
  'income-proof',
  'purchase-agreement',
  'down-payment-proof',
] as const
export const papersToFund = ['invoice', 'insurance-policy', 'vehicle-certificate'] as const

/** Uploads papers of these kinds, each with content of its own. */
export async function upload(client: Client, id: `application_${string}`, kinds: readonly string[]): Promise<void> {
  for (const kind of kinds) {
    await client.origination.addDocument({
      id,
      kind: kind as never,
      name: `${kind}.pdf`,
      content: pdf(`${kind} ${id}`),
    })
  }
}

/** A complete draft: customer, vehicle, product, amount, papers. Returns it with the version to submit. */
export async function draftApplication(
  lender: Lender,
  sequence: number,
  change: {
    client?: Client
    principal?: string
    price?: string
    periods?: number
    income?: string
    customerId?: `customer_${string}`
    vin?: string
  } = {},
): Promise<{ id: `application_${string}`; version: number; customerId: `customer_${string}` }> {
  const client = change.client ?? lender.developer
  const customerId =
    change.customerId ?? (await testCustomer(client, sequence, change.income ? { income: change.income } : {}))
  const { id, version } = await client.origination.addApplication({ customerId })
  const saved = await client.origination.saveApplication({
    id,
    version,
    dealerId: lender.dealerId,
    productId: lender.productId,
    principal: change.principal ?? '80000.00',
    periods: change.periods ?? 36,
    vehicle: {
      vin: change.vin ?? testVin(sequence),
      brand: '比亚迪',
      model: '秦 PLUS',
      energy: 'new-energy',
      use: 'self',
      condition: 'new',
      price: change.price ?? '160000.00',
    },
  })
  await upload(client, id, papersToSubmit)
  return { id, version: saved.version, customerId }
}

/** A draft submitted; what the rules refer waits for a person. */
export async function submitted(lender: Lender, sequence: number, change: Parameters<typeof draftApplication>[2] = {}) {
  const draft = await draftApplication(lender, sequence, change)
  const client = change.client ?? lender.developer
  return { ...draft, ...(await client.origination.submitApplication({ id: draft.id, version: draft.version })) }
}

/** From an approval to the request for the money: cost read, contract accepted, papers there. */
export async function requested(lender: Lender, id: `application_${string}`) {
  const { developer } = lender
  const at = async () => (await developer.origination.getApplication({ id })).version
  await developer.origination.acknowledgeCost({ id, version: await at(), readSeconds: 15 })
  const { contractId } = await developer.origination.produceContract({ id, version: await at() })
  await acceptContractOf(lender, contractId)
  await upload(developer, id, papersToFund)
  return developer.origination.requestFunding({ id, version: await at() })
}

/** The customer signs. */
export async function acceptContractOf(lender: Lender, contractId: `contract_${string}`): Promise<void> {
  const { version, file } = await lender.developer.contract.getContract({ id: contractId })
  await lender.developer.contract.acceptContract({
    id: contractId,
    version,
    sha256: file.sha256,
    readSeconds: 15,
    identityChecked: true,
  })
}
