import { writeFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { loseSubsidy } from '../../modules/servicing/usecases/change-plan.ts'
import { draftApplication, type Lender, openLender, requested, testVin } from '../applications.ts'
import { type Client, openTestHouse, refusalOf, type TestHouse } from '../house.ts'

/** Every kind of product, from its draft to the loan in the books, over the public API. */
describe('a product of every kind', () => {
  let house: TestHouse
  let lender: Lender
  let drafter: Client

  beforeAll(async () => {
    house = await openTestHouse({ today: '2026-03-02' })
    lender = await openLender(house)
    await house.hire('admin', 'administrator')
    drafter = await house.as('admin')
  })
  afterAll(() => house.close())

  const plain = {
    name: '各式贷',
    nameEn: 'Of every kind',
    method: 'equal-installment' as const,
    annualRate: '0.048',
    minRate: '0.048',
    maxRate: '0.048',
    customerKinds: ['individual' as const],
    vehicleConditions: ['new' as const],
    vehicleEnergies: ['new-energy' as const],
    vehicleUses: ['self' as const],
    minAmount: '10000',
    maxAmount: '500000',
    minDownPaymentRatio: '0.2',
    periods: [12],
    dayCount: 'actual/360' as const,
    rounding: 'half-up' as const,
  }
  type Change = Omit<Partial<Parameters<Client['product']['addProduct']>[0]['definition']>, never>
  const none = { annualRate: '0', minRate: '0', maxRate: '0' }

  const sell = async (code: string, change: Change) => {
    const { id } = await drafter.product.addProduct({ code, note: '首版', definition: { ...plain, ...change } })
    const draft = await drafter.product.getVersion({ id, number: 1 })
    expect([code, draft.faults.filter(fault => fault.severity === 'fault')]).toEqual([code, []])
    await lender.riskDirector.product.publishVersion({ id, number: 1, version: 1, effectiveFrom: '2026-03-02' })
    return id
  }

  type Choice = { balloon?: string; payments?: { seq: number; amount: string }[] }
  const approved = async (sequence: number, productId: `product_${string}`, periods: number, choice: Choice = {}) => {
    const { developer } = lender
    const { id, version } = await draftApplication({ ...lender, productId }, sequence, {
      principal: '60000.00',
      price: '120000.00',
      periods,
      income: '200000.00',
    })
    const saved = await developer.origination.saveApplication({ id, version, ...choice })
    expect((await developer.origination.getQuote({ id })).problems).toEqual([])
    const { state } = await developer.origination.submitApplication({ id, version: saved.version })
    expect([sequence, state]).toEqual([sequence, 'approved'])
    return id
  }
  const paidOut = async (id: `application_${string}`) => {
    const { fundingId } = await requested(lender, id)
    const { version } = await lender.finance.origination.getFunding({ id: fundingId })
    const { loanId } = await lender.finance.origination.disburseFunding({ id: fundingId, version })
    return lender.finance.servicing.getLoan({ id: loanId })
  }
  const contractOf = async (id: `application_${string}`) => {
    const { contractId } = await lender.developer.origination.getApplication({ id })
    return lender.developer.contract.getContract({ id: contractId! })
  }
  const keep = async (id: `application_${string}`, name: string) => {
    if (!process.env.CHEDAI_KEEP) return
    const { id: contractId } = await contractOf(id)
    const file = await lender.developer.contract.downloadContract({ id: contractId })
    writeFileSync(`${process.env.CHEDAI_KEEP}/${name}.pdf`, Buffer.from(await file.arrayBuffer()))
  }

  const balloon = { basis: 'price' as const, share: '0.2', amount: null, choice: { min: '0.1', max: '0.3' } }
  const quarterly = { frequency: 'quarterly' as const, dueDay: { date: 21, minDays: 10 } }
  const kinds: [string, Change, number, Choice?][] = [
    ['principal-monthly', { method: 'equal-principal' }, 12],
    ['interest-quarterly', { ...quarterly, method: 'interest-only', periods: [4] }, 4],
    ['interest-half-yearly', { frequency: 'half-yearly', method: 'interest-only', periods: [2] }, 2],
    ['weekly', { frequency: 'weekly', dayCount: 'period', periods: [52] }, 52],
    ['biweekly', { frequency: 'biweekly', periods: [26] }, 26],
    ['month-end', { dueDay: { date: 31, minDays: 15 } }, 12],
    [
      'balloon-share',
      { method: 'balloon', balloon: { ...balloon, atEnd: ['pay', 'refinance', 'return'] } },
      12,
      { balloon: '36000.00' },
    ],
    ['balloon-amount', { method: 'balloon', balloon: { basis: 'amount', amount: '9000', atEnd: ['pay'] } }, 12],
    [
      'half-and-half',
      {
        method: 'stepped',
        steps: [
          { periods: 11, principalShare: '0' },
          { periods: 1, principalShare: '1' },
        ],
      },
      12,
    ],
    [
      'first-half',
      {
        method: 'stepped',
        steps: [
          { periods: 1, principalShare: '0.5' },
          { periods: 10, principalShare: '0' },
          { periods: 1, principalShare: '0.5' },
        ],
      },
      12,
    ],
    [
      'seasonal',
      {
        method: 'seasonal',
        seasons: [
          { month: 1, share: '0' },
          { month: 10, share: '2' },
        ],
      },
      12,
    ],
    ['agreed', { method: 'custom' }, 12, { payments: [{ seq: 6, amount: '15000.00' }] }],
    ['interest-only-first', { interestOnlyPeriods: 3 }, 12],
    ['principal-grace', { principalGracePeriods: 3 }, 12],
    ['rounded-to-jiao', { scale: 1 }, 12],
    ['flat-fee', { ...none, method: 'flat-fee', monthlyFeeRate: '0.003', dayCount: 'period' }, 12],
    [
      'nothing-with-fee',
      {
        ...none,
        fees: [{ name: '服务费', nameEn: 'Service', rate: '0.03', when: 'disbursement', chargedBy: 'lender' }],
      },
      12,
    ],
  ]

  it('is sold, approved, signed and opened in the books to the fen', async () => {
    for (const [index, [code, change, periods, choice]] of kinds.entries()) {
      const productId = await sell(code, change)
      const { developer } = lender
      const asked = { productId, periods, principal: '60000.00', price: '120000.00', ...choice }
      const quote = await developer.product.quote(asked)
      expect([code, quote.problem, quote.plan.length]).toEqual([code, null, periods])
      const id = await approved(100 + index, productId, periods, choice)
      const { missing } = await developer.origination.getApplication({ id })
      expect(missing.map(one => one.name).slice(0, 2)).toEqual(['cost-form', 'contract'])
      expect(missing[0]!.label).toBe('客户阅读并确认综合融资成本明示表')
      expect(
        await refusalOf(
          developer.origination.produceContract({
            id,
            version: (await developer.origination.getApplication({ id })).version,
          }),
        ),
      ).toMatchObject({ code: 'origination.cost_not_acknowledged' })
      const loan = await paidOut(id)
      const row = (one: {
        seq: number
        dueOn: string
        principal: string
        interest: string
        fee: string
        payment: string
        balance: string
      }) => [one.seq, one.dueOn, one.principal, one.interest, one.fee, one.payment, one.balance]
      expect([code, loan.installments.map(row)]).toEqual([code, quote.plan.map(row)])
      const contract = await contractOf(id)
      expect([code, contract.figures.plan.map(row)]).toEqual([code, quote.plan.map(row)])
      expect([code, loan.penaltyRate, loan.floating]).toEqual([code, quote.penaltyRate, null])
      if (['balloon-share', 'flat-fee', 'weekly', 'principal-grace'].includes(code)) await keep(id, code)
    }
  })

  it('floats: the rule and bounds go to the contract and the loan, and what is published later moves neither', async () => {
    const productId = await sell('floating', {
      floating: { base: 'lpr-1y', margin: '0.014', reset: 'january' },
      minRate: '0.035',
      maxRate: '0.065',
    })
    const { developer } = lender
    const quote = await developer.product.quote({ productId, periods: 12, principal: '60000.00', price: '120000.00' })
    const rule = { base: 'lpr-1y', margin: '0.014', reset: 'january', floor: '0.035', cap: '0.065' }
    expect(quote).toMatchObject({
      annualRate: '0.044',
      floating: { ...rule, value: '0.03', publishedOn: '2026-02-24' },
    })
    expect(
      (await developer.product.quote({ productId, periods: 12, principal: '60000.00', annualRate: '0.05' })).problem,
    ).toMatchObject({ code: 'product.rate_floats', field: 'annualRate' })
    const id = await approved(200, productId, 12)
    const { fundingId } = await requested(lender, id)
    await keep(id, 'floating')
    // The base falls between signing and paying out: what was signed holds until the first reset.
    await house.pool.query(
      `INSERT INTO reference.series (code, day, value, source, mark, recorded_at) SELECT code, '2026-03-02', '0.02', source, mark, now() FROM reference.series WHERE code = 'lpr-1y' LIMIT 1`,
    )
    expect((await developer.product.quote({ productId, periods: 12, principal: '60000.00' })).annualRate).toBe('0.035')
    const { version } = await lender.finance.origination.getFunding({ id: fundingId })
    const { loanId } = await lender.finance.origination.disburseFunding({ id: fundingId, version })
    const loan = await lender.finance.servicing.getLoan({ id: loanId })
    expect(loan).toMatchObject({ annualRate: '0.044', floating: rule })
    expect(loan.installments.map(row => row.payment)).toEqual(quote.plan.map(row => row.payment))
    expect((await contractOf(id)).figures.floating).toMatchObject({ ...rule, value: '0.03' })
  })

  it('is subsidised by brand, dealer and treasury: each part stands in quote, contract and plan', async () => {
    const productId = await sell('stacked', {
      annualRate: '0.0299',
      minRate: '0.0299',
      maxRate: '0.0299',
      periods: [24],
      dayCount: 'period',
      subsidies: [
        { payer: 'manufacturer', fullRate: '0.0599', when: 'disbursement' },
        { payer: 'dealer', fullRate: '0.0399', when: 'each', cap: '300' },
      ],
      fiscalSubsidy: true,
    })
    const { developer } = lender
    const quote = await developer.product.quote({ productId, periods: 24, principal: '60000.00', price: '120000.00' })
    expect(quote.subsidies.map(one => one.payer)).toEqual(['manufacturer', 'dealer', 'fiscal'])
    expect(quote.subsidies[1]).toMatchObject({ amount: '300.00', rate: '0.0299' })
    expect(Number(quote.relieved!.simple)).toBeLessThan(Number(quote.simple))
    const id = await approved(300, productId, 24)
    const loan = await paidOut(id)
    expect(loan.installments.map(row => row.payment)).toEqual(quote.plan.map(row => row.payment))
    const { figures } = await contractOf(id)
    expect(figures.subsidies).toEqual(quote.subsidies)
    await keep(id, 'stacked')
    // The borrower's second loan finds the year's cap of 3,000 yuan used in part; the quote of a stranger does not.
    const { customerId } = await developer.origination.getApplication({ id })
    const again = await draftApplication({ ...lender, productId }, 301, {
      customerId: customerId!,
      principal: '60000.00',
      price: '120000.00',
      periods: 24,
      vin: testVin(301),
    })
    await house.pool.query(
      `WITH next AS (
         INSERT INTO reference.parameter (code, value, from_day, source, mark, reason, proposed_at)
         SELECT code, jsonb_set(value, '{cap}', '"600"'), '2026-03-02', source, mark, '', now()
           FROM reference.parameter WHERE code = 'subsidy.fiscal' AND from_day = '2026-01-01' RETURNING id)
       INSERT INTO reference.parameter_decision (parameter_id, approved, decided_at, reason) SELECT id, true, now(), '' FROM next`,
    )
    const second = await developer.origination.getQuote({ id: again.id })
    const used = Number(
      quote.subsidies[2]!.payments.filter(paid => paid.on < '2027').reduce((sum, paid) => sum + Number(paid.amount), 0),
    )
    const paidIn2026 = ({ subsidies }: typeof second) =>
      subsidies[2]!.payments.filter(paid => paid.on < '2027').reduce((sum, paid) => sum + Number(paid.amount), 0)
    const left = paidIn2026(second)
    expect(left).toBeCloseTo(600 - used, 2)
    // Lost on the first loan, what it would have brought is the second's to use.
    await house.system('test.lose', ctx => loseSubsidy(ctx, { id: loan.id, cause: 'misuse', reason: '挪用' }))
    expect(paidIn2026(await developer.origination.getQuote({ id: again.id }))).toBeGreaterThan(left)
  })

  it('is refused with what is wrong, in choices, drafts and templates', async () => {
    const { developer, riskDirector } = lender
    const productId = await sell('choosing', { method: 'balloon', balloon: { ...balloon, atEnd: ['pay', 'return'] } })
    const asked = { productId, periods: 12, principal: '60000.00', price: '120000.00' }
    expect((await developer.product.quote({ ...asked, balloon: '50000' })).problem).toMatchObject({
      code: 'product.balloon_choice',
      field: 'balloon',
      message: '尾款须在 12,000.00 元与 36,000.00 元之间；产品未开放选择的，请不要填写。',
    })
    expect((await developer.product.quote({ ...asked, payments: [{ seq: 2, amount: '1' }] })).problem).toMatchObject({
      code: 'product.payments_choice',
    })
    const custom = await sell('agreeing', { method: 'custom' })
    const agreed = (payments: { seq: number; amount: string }[]) =>
      developer.product.quote({ ...asked, productId: custom, payments })
    expect(await refusalOf(agreed([{ seq: 12, amount: '1' }]))).toMatchObject({
      code: 'product.custom_payments',
    })
    expect((await agreed([{ seq: 2, amount: '1' }])).problem).toMatchObject({ code: 'product.balance_grows' })

    const add = (code: string, change: object) =>
      drafter.product.addProduct({ code, note: '错', definition: { ...plain, ...change } as typeof plain })
    const faulty = async (code: string, change: Change) => {
      const { id } = await add(code, change)
      const refused = await refusalOf(
        riskDirector.product.publishVersion({ id, number: 1, version: 1, effectiveFrom: '2026-03-02' }),
      )
      expect(refused.code).toBe('product.faulty')
      return (await drafter.product.getVersion({ id, number: 1 })).faults.map(fault => fault.code)
    }
    expect(await faulty('f1', { floating: { base: 'lpr-5y', margin: '0.05', reset: 'january' } })).toEqual([
      'floating_range',
    ])
    expect(await faulty('f2', { frequency: 'quarterly', periods: [24] })).toContain('term_cap')
    expect(await faulty('f3', { method: 'stepped', steps: [{ periods: 6, paymentShare: '0.001' }] })).toEqual([
      'no_plan',
    ])
    for (const wrong of [
      { frequency: 'yearly' },
      { floating: { base: 'libor', margin: '0', reset: 'january' } },
      { floating: { base: 'lpr-1y', margin: 'x', reset: 'january' } },
      { dueDay: { date: 32, minDays: 5 } },
      { monthlyFeeRate: '-0.001' },
      { seasons: [{ month: 13, share: '1' }] },
      { subsidies: [{ payer: 'bank', fullRate: '0.1' }] },
    ])
      expect(await refusalOf(add('wrong', wrong))).toMatchObject({ status: 400 })

    const [template] = await drafter.contract.listTemplates()
    const draft = await drafter.contract.draftTemplate({ basedOn: template!.id, note: '去掉尾款' })
    const articles = draft.body.articles.filter(article => article.heading !== '尾款')
    await drafter.contract.saveTemplate({
      id: draft.id,
      version: 1,
      note: '去掉尾款',
      body: { ...draft.body, articles },
    })
    await riskDirector.contract.publishTemplate({ id: draft.id, version: 2, effectiveFrom: '2026-03-02' })
    const id = await approved(400, productId, 12)
    const at = async () => (await developer.origination.getApplication({ id })).version
    await developer.origination.acknowledgeCost({ id, version: await at(), readSeconds: 15 })
    expect(await refusalOf(developer.origination.produceContract({ id, version: await at() }))).toMatchObject({
      code: 'contract.template_lacks',
      detail: '现行合同模板没有本产品所需的条款（{balloonRule}），请先在合同模板中补上并发布。',
    })
  })

  it('with grace is sold for as long as the parameter of the day lets interest join the principal', async () => {
    const productId = await sell('grace-cap', { principalGracePeriods: 3 })
    const asked = { productId, periods: 12, principal: '60000.00', price: '120000.00' }
    expect(await lender.developer.product.quote(asked)).toMatchObject({
      problem: null,
      firstDueOn: '2026-07-02',
      firstPayment: '6886.80',
    })
    await house.pool.query(
      `WITH p AS (INSERT INTO reference.parameter (code, value, from_day, source, mark, reason, proposed_at)
         VALUES ('capitalisation.months', '2', '2026-03-02', 'test', 'D', 'test', now()) RETURNING id)
       INSERT INTO reference.parameter_decision (parameter_id, approved, reason, decided_at) SELECT id, true, 'test', now() FROM p`,
    )
    expect((await lender.developer.product.quote(asked)).problem).toMatchObject({ code: 'product.grace_cap' })
  })
})
