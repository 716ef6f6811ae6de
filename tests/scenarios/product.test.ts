import { writeFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Id } from '#lib/id'
import { type Client, openTestHouse, refusalOf, type TestHouse } from '../house.ts'

/** A product from its first draft to the quote at the dealer's desk, over the public API. */
describe('products', () => {
  let house: TestHouse
  let drafter: Client
  let publisher: Client
  let seller: Client

  beforeAll(async () => {
    house = await openTestHouse({ today: '2026-03-02' })
    await house.hire('admin', 'administrator')
    await house.hire('director', 'risk_director')
    await house.hire('lin', 'market_developer')
    drafter = await house.as('admin')
    publisher = await house.as('director')
    seller = await house.as('lin')
  })
  afterAll(() => house.close())

  const definition = {
    name: '标准新车贷',
    nameEn: 'Standard new car',
    method: 'equal-installment' as const,
    annualRate: '0.048',
    minRate: '0.04',
    maxRate: '0.08',
    customerKinds: ['individual' as const],
    vehicleConditions: ['new' as const],
    vehicleEnergies: ['fuel' as const, 'new-energy' as const],
    vehicleUses: ['self' as const],
    minAmount: '20000',
    maxAmount: '500000',
    minDownPaymentRatio: '0.2',
    periods: [12, 24, 36],
    dayCount: 'period' as const,
    rounding: 'half-up' as const,
  }
  const add = (code: string, change: object = {}) =>
    drafter.product.addProduct({ code, note: '首版', definition: { ...definition, ...change } })
  const publish = (id: Id<'product'>, number = 1, version = 1, effectiveFrom = '2026-03-02') =>
    publisher.product.publishVersion({ id, number, version, effectiveFrom })

  it('is drafted by one person, published by another, and then sold', async () => {
    const { id, number } = await add('new-car')
    expect(number).toBe(1)
    expect((await drafter.product.getProduct({ id })).status).toBe('draft')
    expect(await refusalOf(seller.product.quote({ productId: id, periods: 36, principal: '100000' }))).toMatchObject({
      status: 422,
      code: 'product.not_offered',
    })
    const draft = await drafter.product.getVersion({ id, number })
    expect(draft.actions).toEqual(['save', 'discard'])
    expect((await publisher.product.getVersion({ id, number })).actions).toEqual(['publish'])
    expect(await publish(id)).toMatchObject({ state: 'published', inForce: true, publishedByName: 'director' })
    expect((await seller.product.listProducts({ status: 'on-sale' })).map(row => row.code)).toContain('new-car')

    const quote = await seller.product.quote({ productId: id, periods: 36, price: '125000', downPaymentRatio: '0.2' })
    expect(quote).toMatchObject({
      principal: '100000.00',
      downPayment: '25000.00',
      firstPayment: '2988.12',
      lastPayment: '2988.06',
      totalInterest: '7572.26',
      totalPayment: '107572.26',
      simple: '0.048',
      effective: '0.04907',
      firstDueOn: '2026-04-02',
      problem: null,
    })
    expect(quote.plan).toHaveLength(36)
    expect(quote.costForm.items.map(item => item.code)).toEqual(['interest', 'penalty', 'compound', 'settlement-fee'])
  })

  it('cannot be published by whoever wrote in it, not even once', async () => {
    // Whoever is both: drafts as administrator of products, publishes as risk director.
    await house.hire('both', 'administrator')
    await house.grant('both', 'risk_director')
    const both = await house.as('both')
    const { id } = await add('own-draft')
    const saved = await both.product.saveVersion({ id, number: 1, version: 1, note: '改名', definition })
    expect(saved.actions).toEqual(['save', 'discard'])
    expect(
      await refusalOf(both.product.publishVersion({ id, number: 1, version: 2, effectiveFrom: '2026-03-02' })),
    ).toMatchObject({ code: 'product.own_draft' })
    expect((await publish(id, 1, 2)).state).toBe('published')
  })

  it('keeps a published version for ever; a new one takes over on its day', async () => {
    const { id } = await add('dated')
    await publish(id)
    const draft = await drafter.product.draftVersion({ id, basedOn: 1, note: '降息' })
    expect(draft.number).toBe(2)
    expect(await refusalOf(drafter.product.draftVersion({ id, basedOn: 1, note: '再来' }))).toMatchObject({
      status: 409,
      code: 'product.draft_conflict',
    })
    const cheaper = { ...definition, annualRate: '0.045' }
    await drafter.product.saveVersion({ id, number: 2, version: 1, note: '降息', definition: cheaper })
    await publish(id, 2, 2, '2026-04-01')
    const on = (disbursedOn: string) =>
      seller.product.quote({ productId: id, periods: 12, principal: '100000', disbursedOn })
    expect((await on('2026-03-31')).annualRate).toBe('0.048')
    expect((await on('2026-04-01')).annualRate).toBe('0.045')
    const comparison = await seller.product.compareVersions({ id, from: 1, to: 2 })
    expect(comparison.changes).toEqual([{ field: 'annualRate', label: '标准年利率', from: '4.80 %', to: '4.50 %' }])
    expect(comparison.examples.map(row => row.periods)).toEqual([12, 24, 36])
    expect(Number(comparison.examples[0]!.to.payment)).toBeLessThan(Number(comparison.examples[0]!.from.payment))
    expect(
      await refusalOf(drafter.product.saveVersion({ id, number: 1, version: 2, note: '改', definition: cheaper })),
    ).toMatchObject({ code: 'product.version_state', detail: '该版本已发布，不能这样操作。' })
    await expect(house.pool.query(`UPDATE product.product_version SET note = 'x' WHERE number = 1`)).rejects.toThrow(
      'never changed',
    )
  })

  it('is refused with what is wrong with it', async () => {
    expect(await refusalOf(add('new-car'))).toMatchObject({ status: 409, code: 'product.code_taken' })
    const { id } = await add('faulty', { periods: [12, 72] })
    const view = await drafter.product.getVersion({ id, number: 1 })
    expect(view.faults).toMatchObject([
      { code: 'term_cap', field: 'periods', severity: 'fault', message: '新车最长 60 个月，所列期数达到 72。' },
    ])
    expect(await refusalOf(publish(id))).toMatchObject({
      code: 'product.faulty',
      detail: '产品要素有误：新车最长 60 个月，所列期数达到 72。',
    })
    expect(await refusalOf(publish(id, 1, 9))).toMatchObject({ status: 409, code: 'product.stale' })
    expect(await refusalOf(publish(id, 7))).toMatchObject({ status: 404, code: 'product.version_not_found' })
    expect(await refusalOf(publish('product_0000000000001'))).toMatchObject({ code: 'product.product_not_found' })
    expect(await refusalOf(publish(id, 1, 1, '2026-03-01'))).toMatchObject({ code: 'product.effective_day' })
    expect(
      await refusalOf(
        publisher.product.publishVersion({
          id,
          number: 1,
          version: 1,
          effectiveFrom: '2026-03-05',
          lastDay: '2026-03-04',
        }),
      ),
    ).toMatchObject({ code: 'product.last_day' })
    expect((await drafter.product.discardVersion({ id, number: 1, version: 1 })).state).toBe('discarded')
    expect(await refusalOf(seller.product.addProduct({ code: 'mine', note: '试', definition }))).toMatchObject({
      status: 403,
    })
  })

  it('ends on its last day', async () => {
    const { id } = await add('ending')
    await publisher.product.publishVersion({
      id,
      number: 1,
      version: 1,
      effectiveFrom: '2026-03-02',
      lastDay: '2026-03-31',
    })
    const on = (disbursedOn: string) =>
      seller.product.quote({ productId: id, periods: 12, principal: '100000', disbursedOn })
    expect((await on('2026-03-31')).problem).toBeNull()
    expect(await refusalOf(on('2026-04-01'))).toMatchObject({ code: 'product.not_offered' })
  })

  it('quotes several plans side by side, each with its own answer', async () => {
    const { id } = await add('side-by-side', {
      fees: [
        {
          name: '抵押登记服务费',
          nameEn: 'Registration',
          amount: '800',
          when: 'disbursement',
          chargedBy: 'third-party',
        },
      ],
    })
    await publish(id)
    const { rows } = await seller.product.comparePlans({
      offers: [
        { productId: id, periods: 12, principal: '100000' },
        { productId: id, periods: 48, principal: '100000' },
        { productId: id, periods: 36, price: '110000', principal: '100000' },
        { productId: id, periods: 36 },
        { productId: 'product_0000000000001', periods: 36, principal: '1' },
      ],
    })
    expect(rows[0]!.quote).toMatchObject({ upFrontFees: '800.00', problem: null })
    expect(Number(rows[0]!.quote!.simple)).toBeGreaterThan(0.048)
    expect(rows[1]!.quote!.problem).toMatchObject({ code: 'product.periods_offered', field: 'periods' })
    expect(rows[1]!.quote!.plan).toHaveLength(48)
    expect(rows[2]!.quote!.problem).toMatchObject({
      code: 'product.down_payment_low',
      message: '首付不足：该产品首付不低于 20.00 %，即至少 22,000.00 元。',
    })
    expect(rows[3]).toMatchObject({ quote: null, problem: { code: 'product.nothing_financed' } })
    expect(rows[4]).toMatchObject({ quote: null, problem: { code: 'product.product_not_found' } })
  })

  it('is printed for the customer with its cost form and plan, and not at all outside what the product sells', async () => {
    const { id } = await add('on-paper', {
      method: 'balloon',
      balloon: { basis: 'price', share: '0.2', atEnd: ['pay', 'return'] },
      annualRate: '0.054',
      subsidies: [{ payer: 'manufacturer', fullRate: '0.0899', when: 'disbursement', cap: '3000' }],
    })
    await publish(id)
    const offer = { productId: id, periods: 36, price: '150000', principal: '100000' }
    const quote = await seller.product.quote(offer)
    expect(quote).toMatchObject({
      firstPayment: '2245.56',
      lastPayment: '32245.43',
      balloon: { amount: '30000.00', atEnd: ['pay', 'return'] },
      subsidies: [{ payer: 'manufacturer', amount: '3000.00', payments: [{ on: '2026-03-02', amount: '3000.00' }] }],
    })
    const file = await seller.contract.printQuote({ offers: [offer, { ...offer, periods: 24 }] })
    expect(file.type).toBe('application/pdf')
    const bytes = Buffer.from(await file.arrayBuffer())
    expect(bytes.subarray(0, 5).toString()).toBe('%PDF-')
    expect(bytes.length).toBeGreaterThan(20_000)
    if (process.env.CHEDAI_KEEP) writeFileSync(`${process.env.CHEDAI_KEEP}/quote.pdf`, bytes)
    expect(await refusalOf(seller.contract.printQuote({ offers: [{ ...offer, principal: '600000' }] }))).toMatchObject({
      code: 'product.amount_range',
    })
    expect(await refusalOf(seller.product.quote({ productId: id, periods: 36, principal: '100000' }))).toMatchObject({
      code: 'product.balloon_price',
    })
  })
})
