import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openTestHouse, refusalOf, type TestHouse } from '../house.ts'

/** Whose a lead is. */
describe('leads', () => {
  let house: TestHouse

  beforeAll(async () => {
    house = await openTestHouse({ today: '2026-03-02' })
    for (const [username, name] of [
      ['lin', '林晓雯'],
      ['wu', '吴迪'],
    ] as const)
      await house.hire(username, 'market_developer', { group: '华东一组', name })
  })
  afterAll(() => house.close())

  it('is a lead of one person only, also when several take it down at once', async () => {
    const lead = { name: '王五', phone: '13900002222', source: 'online' as const, interest: '汉' }
    const developer = await house.as('lin')
    const wu = await house.as('wu')
    const all = await Promise.allSettled([developer, wu, developer].map(one => one.origination.addLead(lead)))
    expect(all.filter(one => one.status === 'fulfilled')).toHaveLength(1)
    const { rows } = await house.pool.query(`SELECT count(*)::int AS n FROM origination.lead WHERE interest = '汉'`)
    expect(rows[0].n).toBe(1)
    const mine = all.flatMap(one => (one.status === 'fulfilled' ? [one.value] : []))[0]!
    const owner = mine.ownerName === '吴迪' ? wu : developer
    const other = owner === wu ? developer : wu
    const lost = { id: mine.id, version: 1, action: 'lose' as const, lostReason: 'no-answer' as const }
    const { version } = await owner.origination.contactLead(lost)
    await other.origination.addLead(lead)
    expect(await refusalOf(owner.origination.contactLead({ id: mine.id, version, action: 'reopen' }))).toMatchObject({
      code: 'origination.lead_duplicate',
    })
  })
})
