import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { toKey } from '#lib/id'
import type { Rate } from '#lib/rate'
import { type Lender, openLender, publishedProduct, requested, submitted } from '../applications.ts'
import { openTestHouse, type TestHouse } from '../house.ts'

const rates = { A: '0.048', B: '0.06', C: '0.072', D: '0.084', E: '0.096' }

/** A product that prices by grade: the band of the decision sets the price, in quote, facts, contract and loan. */
describe('the price by the score', () => {
  let house: TestHouse
  let lender: Lender

  beforeAll(async () => {
    house = await openTestHouse({ today: '2026-03-02' })
    lender = await openLender(house)
    const productId = await publishedProduct(
      house,
      {
        maxRate: '0.096' as Rate,
        gradeRates: Object.entries(rates).map(([grade, annualRate]) => ({ grade, annualRate })) as never,
      },
      'graded',
    )
    lender = { ...lender, productId }
  })
  afterAll(() => house.close())

  const factsOf = async (id: `application_${string}`) => {
    const { rows } = await house.pool.query(
      `SELECT d.facts FROM decision.decision d JOIN origination.application a ON a.decision_id = d.id WHERE a.id = $1`,
      [toKey(id)],
    )
    return rows[0].facts as Record<string, string | number>
  }

  it('is the usual rate until there is a score, then the rate of the band, which the contract takes over', async () => {
    const { developer } = lender
    const good = await submitted(lender, 801)
    expect(await developer.origination.getQuote({ id: good.id })).toMatchObject({
      annualRate: '0.048',
      pricing: { grade: 'A' },
    })
    expect(await factsOf(good.id)).toMatchObject({ 'score.band': 'A', 'application.annual-rate': '0.048' })
    const other = { principal: '128000.00', income: '9000.00' }
    const draft = await developer.origination.addApplication({ customerId: good.customerId })
    const saved = await developer.origination.saveApplication({
      ...draft,
      productId: lender.productId,
      principal: '80000.00',
      periods: 36,
    })
    expect(await developer.origination.getQuote({ id: saved.id })).toMatchObject({
      annualRate: '0.048',
      pricing: { grade: null, rates: Object.entries(rates).map(([grade, annualRate]) => ({ grade, annualRate })) },
    })
    const weak = await submitted(lender, 802, other)
    const facts = await factsOf(weak.id)
    expect(facts).toMatchObject({ 'score.band': 'D', 'application.annual-rate': rates.D })
    const quote = await developer.origination.getQuote({ id: weak.id })
    expect(quote).toMatchObject({ annualRate: rates.D, pricing: { grade: 'D' } })
    // What the rules weighed is what the customer will pay.
    expect(facts['application.installment']).toBe(quote.installment)
    expect(await house.pool.query('SELECT 1 FROM contract.contract').then(found => found.rowCount)).toBe(0)
    await requested(lender, good.id)
    const { rows } = await house.pool.query('SELECT c::text AS all FROM contract.contract c')
    expect(rows[0].all).toMatch(/0\.048|4\.8/)
  })

  it('is a price whose own burden still earns the band', async () => {
    // At the usual rate the installment takes 34.7 % of the income and the score says B; at the rate of B it takes 35.3 %, which says C.
    const edge = await submitted(lender, 803, { principal: '112000.00', income: '9650.00' })
    expect(await factsOf(edge.id)).toMatchObject({ 'score.band': 'C', 'application.annual-rate': rates.C })
    const { score } = await lender.reviewer.origination.getReview({ id: edge.id })
    expect(score).toMatchObject({ band: 'C' })
    expect(score!.points).toBe(score!.basePoints + score!.lines.reduce((sum, line) => sum + line.points!, 0))
  })

  it('never lets a worse grade pay less', async () => {
    const turned = { ...rates, B: '0.09' }
    await expect(
      publishedProduct(
        house,
        {
          maxRate: '0.096' as Rate,
          gradeRates: Object.entries(turned).map(([grade, annualRate]) => ({ grade, annualRate })) as never,
        },
        'turned',
      ),
    ).rejects.toThrow()
  })
})
