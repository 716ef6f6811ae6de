import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { contractOf, produceContract, voidContract } from '#contract'
import { type Id, toId, toKey } from '#lib/id'
import { type Money, parseYuan } from '#lib/money'
import type { Rate } from '#lib/rate'
import { residentCheckDigit } from '#party'
import { addProduct, dealOn, plainRepayment, productVersionOn, publishProduct } from '#product'
import { type Client, openTestHouse, refusalOf, type TestHouse } from '../house.ts'

const yuan = (text: string) => parseYuan(text) as Money

/** The text of a PDF by poppler, an independent reader; null where it is not installed. */
function textOf(pdf: Buffer): string | null {
  try {
    return execFileSync('pdftotext', ['-layout', '-', '-'], { input: pdf, encoding: 'utf8' })
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error
    console.warn('pdftotext is not installed: what the PDF says is not checked (apt-get install poppler-utils)')
    return null
  }
}

/** A contract from its making to its end, over the public API where there is one. */
describe('contracts', () => {
  let house: TestHouse
  let seller: Client
  let ids: { customer: Id<'customer'>; dealer: Id<'dealer'>; product: Id<'product'> }
  let place: { ownerKey: bigint; groupKey: bigint; branchKey: bigint }
  let sequence = 0

  beforeAll(async () => {
    house = await openTestHouse({ today: '2026-03-02' })
    const linKey = toKey(await house.hire('lin', 'market_developer', { group: '华东一组' }))
    await house.hire('boss', 'team_manager', { group: '管理组' })
    await house.hire('admin', 'administrator')
    await house.hire('director', 'risk_director')
    await house.hire('stranger', 'market_developer', { branch: 'BJ', group: '华北一组' })
    seller = await house.as('lin')
    const { rows } = await house.pool.query(
      `SELECT a.group_id, g.branch_id FROM team.assignment a JOIN team.team_group g ON g.id = a.group_id WHERE a.person_id = $1`,
      [linKey],
    )
    place = { ownerKey: linKey, groupKey: rows[0].group_id, branchKey: rows[0].branch_id }
    const { id: dealer } = await (await house.as('boss')).party.addDealer({
      name: '浦东新源汽车',
      creditCode: '91990300MADEALR15Q',
      grade: 'A',
      contact: '王经理',
      accountName: '浦东新源汽车销售有限公司',
      account: '6200000000000005',
      bankName: '演示银行上海分行',
    })
    ids = { customer: await addCustomer('欧阳䶮'), dealer, product: await sellProduct() }
  })
  afterAll(() => house.close())

  async function addCustomer(name: string): Promise<Id<'customer'>> {
    sequence += 1
    const first = `99010119900101${String(sequence).padStart(3, '0')}`
    const { id } = await seller.party.addCustomer({
      kind: 'individual',
      name,
      idNumber: first + residentCheckDigit(first),
      phone: '13800138000',
      address: '上海市浦东新区示例街道 100 弄 5 号 1203 室',
      monthlyIncome: '20000',
      monthlyDebt: '0',
    })
    return id
  }

  const sellProduct = () =>
    house.system('test.product', async ctx => {
      const { id, number } = await addProduct(ctx, {
        code: 'new-car',
        note: '首版',
        definition: {
          ...plainRepayment,
          name: '标准新车贷',
          nameEn: 'Standard new car',
          method: 'equal-installment',
          annualRate: '0.0599' as Rate,
          minRate: '0.0599' as Rate,
          maxRate: '0.0599' as Rate,
          gradeRates: [],
          customerKinds: ['individual'],
          vehicleConditions: ['new'],
          vehicleEnergies: ['fuel', 'new-energy'],
          vehicleUses: ['self'],
          minAmount: yuan('10000'),
          maxAmount: yuan('500000'),
          minDownPaymentRatio: '0.2' as Rate,
          periods: [12, 36],
          dayCount: '30/360',
          rounding: 'half-up',
          dueDay: null,
          fees: [
            {
              name: '抵押登记服务费',
              nameEn: 'Registration',
              amount: yuan('800'),
              rate: null,
              when: 'disbursement',
              chargedBy: 'third-party',
            },
          ],
          penaltyMultiple: null,
          settlementFee: null,
        },
      })
      const effectiveFrom = ctx.today
      await publishProduct(ctx, { id, number, version: 1, effectiveFrom, lastDay: null })
      return id
    })

  const produce = (application: number, change: { customerId?: Id<'customer'> } = {}) =>
    house.system('test.produce', async ctx => {
      const product = (await productVersionOn(ctx.sql, ids.product, ctx.today))!
      const wanted = { principal: yuan('128000'), periods: 36 }
      const { terms, plan, costForm } = await dealOn(ctx.sql, product, { ...wanted, disbursedOn: ctx.today }, ctx.today)
      return produceContract(ctx, {
        applicationId: toId('application', BigInt(application)),
        applicationNumber: `A-20260302-${String(application).padStart(4, '0')}`,
        customerId: ids.customer,
        dealerId: ids.dealer,
        ...place,
        product,
        ...wanted,
        annualRate: terms.annualRate,
        balloon: null,
        fiscalUsed: {},
        payments: [],
        plan,
        cost: costForm,
        vehicle: {
          brand: '示例',
          model: '星途 2026',
          vin: 'LTESTNEV8SX000002',
          plate: null,
          energy: 'new-energy',
          use: 'self',
          condition: 'new',
          price: yuan('160000'),
        },
        ...change,
      })
    })
  const fileOf = async (id: Id<'contract'>) => {
    const file = await seller.contract.downloadContract({ id })
    return { file, bytes: Buffer.from(await file.arrayBuffer()) }
  }

  it('are produced as a PDF whose bytes are known, with figures on screen and names only inside', async () => {
    const id = await produce(1)
    const contract = await seller.contract.getContract({ id })
    expect(contract).toMatchObject({
      number: 'C-20260302-0001',
      state: 'produced',
      customerName: '欧**',
      principal: '128000.00',
      simple: '0.0641',
      effective: '0.066',
      figures: {
        firstPayment: '3893.43',
        lastPayment: '3893.35',
        penaltyRate: '0.08985',
        payee: '浦东新源汽车销售有限公司',
      },
      actions: ['accept', 'void'],
    })
    expect(contract.figures.plan).toHaveLength(36)
    expect(JSON.stringify(contract)).not.toContain('欧阳')
    const { file, bytes } = await fileOf(id)
    expect([file.type, file.name]).toEqual(['application/pdf', 'C-20260302-0001.pdf'])
    expect(createHash('sha256').update(bytes).digest('hex')).toBe(contract.file.sha256)
    expect(bytes.length).toBe(contract.file.size)
    const { rows } = await house.pool.query('SELECT content, c::text AS line FROM platform.file f, contract.contract c')
    expect(rows[0].content.includes('%PDF')).toBe(false)
    expect(rows[0].line).not.toContain('欧阳')
    const audit = await house.pool.query(
      `SELECT 1 FROM platform.audit WHERE operation = 'GET /contract/contracts/{id}/file' AND about @> ARRAY[$1]`,
      [id],
    )
    expect(audit.rowCount).toBe(1)
  })

  it('say in Chinese, to an independent reader, exactly what was agreed', async () => {
    const { bytes } = await fileOf(await produce(2))
    const text = textOf(bytes)
    if (text === null) return
    const plain = text.replace(/\s+/g, '')
    for (const said of [
      '汽车抵押贷款合同',
      '合同编号：C-20260302-0002',
      '欧阳䶮',
      '人民币壹拾贰万捌仟元整（¥128,000.00）',
      '年化利率（单利）为6.41%',
      '贷款年利率（单利）为5.99%',
      '按年利率8.985%',
      '户名：浦东新源汽车销售有限公司；账号：6200000000000005；开户行：演示银行上海分行',
      'LTESTNEV8SX000002',
      '费用、罚息、复利、利息、本金',
      '正常还满12期前提前结清的',
      '附件一还款计划表',
      '附件二综合融资成本明示表',
      '抵押登记服务',
      '除上表所列项目外',
      '不少于10秒',
    ])
      expect(plain, said).toContain(said.replace(/\s+/g, ''))
    const contract = await seller.contract.getContract({ id: (await seller.contract.listContracts({})).rows[0]!.id })
    for (const row of contract.figures.plan) {
      const thousands = (amount: string) => amount.replace(/\B(?=(\d{3})+\.)/g, ',')
      const line = [row.seq, row.dueOn, ...[row.payment, row.principal, row.interest, row.balance].map(thousands)].join(
        '',
      )
      expect(plain).toContain(line)
    }
    expect(plain).toContain(`第1页共${contract.file.pages}页`)
    expect(text).not.toContain('〓')
  })

  it('show a character no font has as its code, with a note', async () => {
    const { bytes } = await fileOf(await produce(3, { customerId: await addCustomer('张𡘙') }))
    const text = textOf(bytes)
    if (text === null) return
    expect(text).toContain('张〓[U+21619]')
    expect(text.replace(/\s+/g, '')).toContain('以有效身份证件所载为准')
  })

  it('are accepted only as they are kept, after the cost form was read and the identity checked', async () => {
    const id = await produce(4)
    const { file, readSeconds } = await seller.contract.getContract({ id })
    expect(readSeconds).toBe(10)
    const good = { id, version: 1, sha256: file.sha256, readSeconds: 12, identityChecked: true }
    const refused = async (change: object) =>
      (await refusalOf(seller.contract.acceptContract({ ...good, ...change }))).code
    expect(await refused({ sha256: 'f'.repeat(64) })).toBe('contract.file_stale')
    expect(await refused({ readSeconds: 9 })).toBe('contract.read_longer')
    expect(await refused({ identityChecked: false })).toBe('contract.identity_not_checked')
    expect(await refused({ version: 7 })).toBe('contract.stale')
    const accepted = await seller.contract.acceptContract(good)
    expect(accepted).toMatchObject({
      state: 'accepted',
      acceptance: { method: 'in-person', readSeconds: 12, recordedByName: 'lin' },
      actions: [],
    })
    expect(await refused({ version: 2 })).toBe('contract.contract_state')
    expect(await refusalOf(seller.contract.voidContract({ id, version: 2, reason: '改主意' }))).toMatchObject({
      status: 409,
      code: 'contract.accepted_conflict',
    })
    expect((await contractOf(house.spine.database, 4n))?.state).toBe('accepted')
    await expect(produce(4)).rejects.toMatchObject({ code: 'contract.accepted_conflict' })
    await house.system('test.cancel', ctx => voidContract(ctx, id, '申请取消'))
    expect((await seller.contract.getContract({ id })).voided).toMatchObject({ reason: '申请取消' })
    expect(await contractOf(house.spine.database, 4n)).toBeNull()
  })

  it('are replaced by the next one while nobody has accepted them, and never changed', async () => {
    const first = await produce(5)
    const second = await produce(5)
    expect((await seller.contract.getContract({ id: first })).state).toBe('void')
    expect((await seller.contract.getContract({ id: second })).number).toBe('C-20260302-0005-2')
    await expect(
      house.pool.query(`UPDATE contract.contract SET principal = 1 WHERE id = $1`, [toKey(second)]),
    ).rejects.toThrow('never changed')
    await expect(house.pool.query(`DELETE FROM contract.contract`)).rejects.toThrow('never changed')
    expect((await seller.contract.voidContract({ id: second, version: 1, reason: '资料有误' })).state).toBe('void')
    await expect(produce(6, { customerId: 'customer_0000000000001' })).rejects.toMatchObject({
      code: 'contract.customer_not_found',
    })
  })

  it('are seen within one’s scope only', async () => {
    const id = await produce(7)
    const stranger = await house.as('stranger')
    expect((await stranger.contract.listContracts({})).total).toBe(0)
    expect(await refusalOf(stranger.contract.getContract({ id }))).toMatchObject({ status: 403 })
    expect(await refusalOf(stranger.contract.downloadContract({ id }))).toMatchObject({ status: 403 })
    expect((await (await house.as('boss')).contract.listContracts({ search: 'C-20260302-0007' })).rows).toHaveLength(1)
    expect((await seller.contract.listContracts({ state: 'void' })).total).toBe(3)
    expect(await refusalOf(seller.contract.getContract({ id: 'contract_0000000000001' }))).toMatchObject({
      status: 404,
      code: 'contract.contract_not_found',
    })
  })

  it('follow the template in force, which one person drafts and another publishes', async () => {
    const admin = await house.as('admin')
    const director = await house.as('director')
    const [first] = await admin.contract.listTemplates()
    expect(first).toMatchObject({ number: 1, inForce: true, title: '汽车抵押贷款合同' })
    const draft = await admin.contract.draftTemplate({ basedOn: first!.id, note: '改声明' })
    const body = { ...draft.body, costStatement: ['只收 {simpelRate}'] }
    const faulty = await admin.contract.saveTemplate({ id: draft.id, version: 1, note: '改声明', body })
    expect(faulty.faults).toMatchObject([{ code: 'unknown_hole', where: 'costStatement.0' }])
    const publish = (client: Client, version: number, effectiveFrom = '2026-03-02') =>
      client.contract.publishTemplate({ id: draft.id, version, effectiveFrom })
    expect((await refusalOf(publish(director, 2))).code).toBe('contract.template_faulty')
    const right = { ...body, costStatement: ['息费全部列于上表，年化 {simpleRate}。'] }
    await admin.contract.saveTemplate({ id: draft.id, version: 2, note: '改声明', body: right })
    expect((await refusalOf(publish(director, 2))).code).toBe('contract.template_stale')
    expect((await refusalOf(publish(director, 3, '2026-03-01'))).code).toBe('contract.effective_day')
    await house.grant('admin', 'risk_director')
    expect((await refusalOf(publish(admin, 3))).code).toBe('contract.own_template')
    const preview = await admin.contract.previewTemplate({ id: draft.id })
    const shown = textOf(Buffer.from(await preview.arrayBuffer()))
    if (shown !== null) expect(shown.replace(/\s+/g, '')).toContain('息费全部列于上表，年化6.41%。')
    expect((await publish(director, 3)).state).toBe('published')
    expect((await refusalOf(admin.contract.discardTemplate({ id: draft.id, version: 4 }))).code).toBe(
      'contract.template_state',
    )
    expect((await refusalOf(admin.contract.getTemplate({ id: 'template_0000000000001' }))).code).toBe(
      'contract.template_not_found',
    )
    const id = await produce(8)
    expect((await seller.contract.getContract({ id })).templateNumber).toBe(2)
  })
})
