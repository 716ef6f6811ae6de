import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Day } from '#lib/day'
import type { Rate } from '#lib/rate'
import { productVersionOn, publishProduct } from '#product'
import { type Lender, openLender, requested, submitted } from '../applications.ts'
import { openTestHouse, type TestHouse } from '../house.ts'
import { liveUntil } from '../loans.ts'

/** What was approved and signed is what is lent, whatever changes in between. */
describe('the terms of an application', () => {
  let house: TestHouse
  let lender: Lender

  beforeAll(async () => {
    house = await openTestHouse({ today: '2026-03-02' })
    lender = await openLender(house)
  })
  afterAll(() => house.close())

  it('stay those of the approved product version when another is published the same day', async () => {
    const { id, state } = await submitted(lender, 1, { principal: '60000.00' })
    expect(state).toBe('approved')
    await house.system('test.product', async ctx => {
      const before = (await productVersionOn(ctx.sql, lender.productId, ctx.today))!
      const rate = '0.06' as Rate
      const definition = { ...before.definition, annualRate: rate, minRate: rate, maxRate: rate }
      await house.pool.query(
        `INSERT INTO product.product_version (product_id, number, state, note, definition, drafted_by_name, drafted_at)
         SELECT product_id, 2, 'draft', '', definition || $1::jsonb, 'x', now() FROM product.product_version`,
        [JSON.stringify({ annualRate: definition.annualRate, minRate: rate, maxRate: rate })],
      )
      await publishProduct(ctx, {
        id: lender.productId,
        number: 2,
        version: 1,
        effectiveFrom: ctx.today as Day,
        lastDay: null,
      })
    })
    expect(await lender.developer.origination.getQuote({ id })).toMatchObject({ annualRate: '0.048' })
    const { fundingId } = await requested(lender, id)
    const { loanId } = await lender.finance.origination.disburseFunding({ id: fundingId, version: 1 })
    expect(await lender.finance.servicing.getLoan({ id: loanId })).toMatchObject({
      annualRate: '0.048',
      productVersion: 1,
    })
    // Paid out, it still shows what was lent and not what is on offer now.
    expect(await lender.developer.origination.getQuote({ id })).toMatchObject({ annualRate: '0.048' })
  })

  it('stay those of the signed contract when parameters change before the money is paid', async () => {
    const { id } = await submitted(lender, 2, { principal: '60000.00' })
    const { fundingId } = await requested(lender, id)
    for (const [code, value] of [
      ['penalty.multiple', '"1.3"'],
      ['grace.days', '0'],
      ['settlement.fee', '{"rate":"0.09","freeAfterPeriods":60}'],
      ['allocation.order', '["principal","interest","compound","penalty","fee"]'],
    ]) {
      await house.pool.query(
        `WITH p AS (INSERT INTO reference.parameter (code, value, from_day, source, mark, reason, proposed_at)
           VALUES ($1, $2::jsonb, '2026-03-03', 'x', 'D', 'x', now()) RETURNING id)
         INSERT INTO reference.parameter_decision (parameter_id, approved, decided_at, reason) SELECT id, true, now(), 'x' FROM p`,
        [code, value],
      )
    }
    await liveUntil(house, '2026-03-04')
    const { loanId } = await lender.finance.origination.disburseFunding({ id: fundingId, version: 1 })
    const { figures, annualRate } = await lender.developer.contract.getContract({
      id: (await lender.developer.origination.getApplication({ id })).contractId!,
    })
    const loan = await lender.finance.servicing.getLoan({ id: loanId })
    const { penaltyRate, graceDays, settlementFee } = figures
    expect(loan).toMatchObject({ disbursedOn: '2026-03-04', annualRate, penaltyRate, graceDays })
    const { rows } = await house.pool.query(
      `SELECT allocation_order AS order, settlement_fee_rate AS rate, settlement_free_after AS "freeAfterPeriods" FROM servicing.loan WHERE number = $1`,
      [loan.number],
    )
    expect(rows).toEqual([{ order: figures.allocationOrder, ...settlementFee }])
  })
})
