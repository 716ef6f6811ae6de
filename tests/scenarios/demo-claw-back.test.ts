import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { City } from '#app/demo/book'
import { dealers, products } from '#app/demo/city'
import { staffOf } from '#app/demo/client'
import { livesOf } from '#app/demo/lives'
import { payLastMonth, seedPlans } from '#app/demo/pay'
import { randomOf } from '#app/demo/random'
import { seedStaff } from '#app/demo/staff'
import { addDays, addMonths, type Day, instantAt } from '#lib/day'
import { toId } from '#lib/id'
import { addDealer } from '#party'
import { addProduct, publishProduct } from '#product'
import { openTestHouse, type TestHouse } from '../house.ts'

const start = '2025-05-26' as Day
const today = '2026-11-26' as Day

/** The demo's loan whose pay is taken back: lived on its own days alone, without the city around it. */
describe('the demo’s claw-back', () => {
  let house: TestHouse
  let city: City
  const on = async (day: Day) => {
    await house.pool.query(`UPDATE platform.business_day SET day = $1 WHERE closed_at IS NULL`, [day])
    house.clock.set(instantAt(day, '10:00'))
  }

  beforeAll(async () => {
    house = await openTestHouse({ today: start })
    const people = await seedStaff(house, addMonths(start, -6))
    const { rows } = await house.pool.query<{ username: string; user_id: string }>(
      'SELECT username, user_id FROM team.person',
    )
    const product = products.find(one => one.code === 'standard-new')!
    const { branch: _, ...dealer } = dealers[0]!
    const { productId, dealerId } = await house.system('test', async ctx => {
      const { id, number } = await addProduct(ctx, { code: product.code, note: '首版', definition: product.definition })
      await publishProduct(ctx, { id, number, version: 1, effectiveFrom: start, lastDay: null })
      const branchKey = (await house.pool.query(`SELECT id FROM team.branch WHERE code = 'SH'`)).rows[0].id
      const account = { accountName: dealer.name, bankName: '示范银行', branchId: toId('branch', BigInt(branchKey)) }
      return { productId: id, dealerId: (await addDealer(ctx, { ...dealer, ...account })).id }
    })
    await seedPlans(house, people, start)
    city = {
      house,
      people,
      random: randomOf(1),
      userIds: new Map(rows.map(row => [row.username, row.user_id])),
      productIds: new Map([[product.code, productId]]),
      dealerIds: [{ id: dealerId, branch: 'SH' }],
      borrowers: [],
      sequence: 0,
    }
  })
  afterAll(() => house.close())

  it('is judged by three people and leaves something to be taken from the months to come', async () => {
    const lives = livesOf(city, start, today)
    const live = async (day: Day) => {
      await on(day)
      await lives(day)
      await house.drain()
    }
    await live(addDays(start, 75))
    await on('2025-09-01' as Day)
    await payLastMonth(house, '2025-08-31' as Day)
    for (const back of [21, 12, 1]) await live(addDays(today, -back))
    const director = await staffOf(house)('guo')
    const { rows } = await director.performance.listCases({ limit: 10 })
    // The list says what stands in the end; the case, how it came to that.
    expect(rows[0]).toMatchObject({ state: 'closed', outcome: 'partial' })
    const found = await director.performance.getCase({ id: rows[0]!.id })
    expect(found).toMatchObject({ state: 'closed', outcome: 'full', appealOutcome: 'partial', appealByName: '钱玉芳' })
    expect(found.recovery.length).toBeGreaterThan(0)
    const told = await (await staffOf(house)('qian')).performance.disclosure({ year: 2026 })
    expect(told).toMatchObject({
      // Whoever brought it, and the two of the group who shared the pool its commission went into.
      peopleTakenBack: 3,
      reasons: [{ trigger: 'wrong-facts', outcome: 'partial', cases: 1 }],
    })
    expect(Number(told.takenBack)).toBeGreaterThan(1000)
  })
})
