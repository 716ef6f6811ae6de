import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Id } from '#lib/id'
import { calendarOf, isWorkday, lprOn, parameterOn, seriesValueOn } from '#reference'
import { type Client, openTestHouse, refusalOf, type TestHouse } from '../house.ts'

describe('parameters', () => {
  let house: TestHouse
  let officer: Client
  let director: Client
  beforeAll(async () => {
    house = await openTestHouse({ today: '2026-03-02' })
    await house.hire('officer', 'risk_officer')
    await house.hire('director', 'risk_director')
    officer = await house.as('officer')
    director = await house.as('director')
  })
  afterAll(() => house.close())

  const proposal = {
    code: 'penalty.multiple' as const,
    value: '1.3',
    fromDay: '2026-04-01',
    source: '政策会 2026-02',
    mark: 'D' as const,
    reason: '下调罚息',
  }

  it('take effect on their day only after a second person said yes', async () => {
    const { id } = await officer.reference.proposeParameter(proposal)
    expect(await parameterOn(house.spine.database, 'penalty.multiple', '2026-04-01' as never)).toBe('1.5')
    await director.reference.decideParameter({ id, approved: true, reason: '同意' })
    expect(await parameterOn(house.spine.database, 'penalty.multiple', '2026-03-31' as never)).toBe('1.5')
    expect(await parameterOn(house.spine.database, 'penalty.multiple', '2026-04-01' as never)).toBe('1.3')
    expect(
      await refusalOf(director.reference.decideParameter({ id, approved: false, reason: '再想想' })),
    ).toMatchObject({ status: 409, code: 'reference.decided_conflict' })
    const versions = await officer.reference.listParameters({ code: 'penalty.multiple' })
    expect(versions.map(row => row.state)).toEqual(['waiting', 'in-force'])
  })

  it('are not approved by who proposed them, nor given a value programs cannot use, nor rewritten for the past', async () => {
    const own = await director.reference.proposeParameter({ ...proposal, fromDay: '2026-05-01' })
    expect(
      await refusalOf(director.reference.decideParameter({ id: own.id, approved: true, reason: '同意' })),
    ).toMatchObject({ code: 'reference.own_proposal' })
    expect(await refusalOf(officer.reference.proposeParameter({ ...proposal, value: 'much' }))).toMatchObject({
      code: 'reference.value',
      detail: '取值不合要求：罚息倍数 格式不对。',
      fields: [{ path: 'value', label: '取值' }],
    })
    expect(await refusalOf(officer.reference.proposeParameter({ ...proposal, fromDay: '2026-03-02' }))).toMatchObject({
      code: 'reference.from_day',
    })
    expect(
      await refusalOf(
        director.reference.decideParameter({
          id: 'parameter_0000000000001' as Id<'parameter'>,
          approved: true,
          reason: '同意',
        }),
      ),
    ).toMatchObject({ status: 404, code: 'reference.parameter_not_found' })
  })

  it('tell what held on any day and until when, and what lapsed for want of a second person', async () => {
    const before = await officer.reference.listParameters({ code: 'ltv.cap', on: '2020-01-01' })
    expect(before.map(row => [row.state, row.fromDay, row.toDay])).toEqual([
      ['waiting', '2024-04-03', null],
      ['in-force', '2018-01-01', '2024-04-02'],
    ])
    expect((await officer.reference.listParameters({ code: 'ltv.cap' })).map(row => row.state)).toEqual([
      'in-force',
      'past',
    ])
    const { id } = await officer.reference.proposeParameter({ ...proposal, code: 'grace.days', value: 5 })
    const seen = async (client: Client, on?: string) =>
      (await client.reference.listParameters({ code: 'grace.days', on })).find(row => row.id === id)
    expect(await seen(officer)).toMatchObject({ state: 'proposed', mine: true, proposedBy: 'officer' })
    expect(await seen(director)).toMatchObject({ state: 'proposed', mine: false })
    expect(await seen(director, '2026-04-01')).toMatchObject({ state: 'lapsed' })
  })

  it('are proposed by who may propose and approved by who may approve', async () => {
    const { id } = await officer.reference.proposeParameter({ ...proposal, fromDay: '2026-06-01' })
    const yes = { id, approved: true, reason: '同意' }
    expect(await refusalOf(officer.reference.decideParameter(yes))).toMatchObject({ code: 'authority.not_permitted' })
    await house.hire('lin', 'market_developer')
    const lin = await house.as('lin')
    expect(await refusalOf(lin.reference.proposeParameter(proposal))).toMatchObject({ code: 'authority.not_permitted' })
    expect((await lin.reference.listParameters({})).length).toBeGreaterThan(20)
    await director.reference.decideParameter({ id, approved: false, reason: '不降' })
    const [rejected] = await officer.reference.listParameters({ code: 'penalty.multiple' })
    expect(rejected).toMatchObject({ state: 'rejected', decidedBy: 'director', decisionReason: '不降' })
    expect(await parameterOn(house.spine.database, 'penalty.multiple', '2026-06-01' as never)).toBe('1.3')
  })

  it('are never changed or taken out of the database', async () => {
    await expect(house.pool.query(`UPDATE reference.parameter SET value = '9'`)).rejects.toThrow()
    await expect(house.pool.query(`DELETE FROM reference.parameter_decision`)).rejects.toThrow()
    await expect(house.pool.query(`UPDATE reference.series SET value = 9`)).rejects.toThrow()
  })

  it('are given to an installation once, and one that lacks a code gets it at the next start', async () => {
    const count = async () => (await house.pool.query('SELECT count(*)::int AS n FROM reference.parameter')).rows[0].n
    const before = await count()
    const { installParameters } = await import('#reference')
    await house.system('install', installParameters)
    expect(await count()).toBe(before)
  })

  it('know the loan prime rate and the Chinese working calendar of a day', async () => {
    const on = async (day: string) => [
      await lprOn(house.spine.database, '1Y', day as never),
      await lprOn(house.spine.database, '5Y', day as never),
    ]
    expect(await on('2026-03-02')).toEqual(['0.0300', '0.0350'])
    expect(await on('2025-05-19')).toEqual(['0.0310', '0.0360'])
    expect(await on('2024-02-20')).toEqual(['0.0345', '0.0395'])
    const calendar = await calendarOf(house.spine.database)
    expect(['2026-10-01', '2026-02-14', '2026-03-02'].map(day => isWorkday(day as never, calendar))).toEqual([
      false,
      true,
      true,
    ])
    const published = await officer.reference.listSeries({ code: 'lpr-1y' })
    expect(published.length).toBe(85)
    // The 20th, or the next workday: in February 2026 the Spring Festival ends on the 23rd.
    expect(published.find(point => point.day.startsWith('2026-02'))).toMatchObject({ day: '2026-02-24', mark: 'B' })
  })

  it('take market figures with their source; a correction leaves the first figure on record', async () => {
    const figure = {
      code: 'inventory-alert-index' as const,
      day: '2026-02-28',
      value: '56.2',
      source: '中国汽车流通协会',
      mark: 'B' as const,
    }
    await officer.reference.recordSeries(figure)
    await officer.reference.recordSeries({ ...figure, value: '56.7' })
    expect(await officer.reference.listSeries({ code: 'inventory-alert-index' })).toMatchObject([{ value: '56.7' }])
    const { rows } = await house.pool.query(`SELECT count(*)::int AS n FROM reference.series WHERE day = '2026-02-28'`)
    expect(rows[0].n).toBe(2)
    expect(await refusalOf(officer.reference.recordSeries({ ...figure, day: '2026-03-03' }))).toMatchObject({
      code: 'reference.series_day',
      fields: [{ path: 'day', label: '公布日' }],
    })
    expect(await seriesValueOn(house.spine.database, 'inventory-alert-index', '2026-03-02' as never)).toMatchObject({
      value: '56.7',
    })
    expect(await seriesValueOn(house.spine.database, 'inventory-alert-index', '2026-02-27' as never)).toBeNull()
  })
})
