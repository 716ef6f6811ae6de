import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Id } from '#lib/id'
import { calendarOf, isWorkday, lprOn, parameterOn } from '#reference'
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

  it('know the loan prime rate and the Chinese working calendar of a day', async () => {
    expect(await lprOn(house.spine.database, '1Y', '2026-03-02' as never)).toBe('0.0300')
    const calendar = await calendarOf(house.spine.database)
    expect(['2026-10-01', '2026-02-14', '2026-03-02'].map(on => isWorkday(on as never, calendar))).toEqual([
      false,
      true,
      true,
    ])
    expect((await officer.reference.listSeries({ code: 'lpr-1y' })).at(-1)).toMatchObject({ day: '2025-05-20' })
  })
})
