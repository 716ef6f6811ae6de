import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Day, instantAt } from '#lib/day'
import { voiceToken } from '../../modules/performance/usecases/answer-voice.ts'
import { drawInAll } from '../../modules/performance/usecases/draw-asks.ts'
import { type Lender, openLender, requested, submitted } from '../applications.ts'
import { type Client, openTestHouse, refusalOf, type TestHouse } from '../house.ts'

/** One loan brought by 林晓雯, approved by the rules and paid out: her group's figure, and a customer to ask. */
describe('figures', () => {
  let house: TestHouse
  let lender: Lender
  let hr: Client
  const period = { from: '2026-03-01', to: '2026-03-31' }

  beforeAll(async () => {
    house = await openTestHouse({ today: '2026-03-02' })
    lender = await openLender(house)
    await house.hire('hr', 'hr_officer', { group: '人事组' })
    hr = await house.as('hr')
    await house.hire('fu', 'service_agent', { group: '客服组' })
    await payOut(1)
  })
  afterAll(() => house.close())

  /** Brings an application of one more customer and pays it out. */
  const payOut = async (sequence: number) => {
    const paid = await submitted(lender, sequence, { principal: '60000.00', price: '160000.00' })
    const { fundingId } = await requested(lender, paid.id)
    const funding = await lender.finance.origination.getFunding({ id: fundingId })
    await lender.finance.origination.disburseFunding({ id: fundingId, version: funding.version })
    return paid
  }

  it('of who manages are those of the whole group, with its target, for everybody who may see them', async () => {
    const nest = (parent: string) =>
      house.pool.query(`UPDATE team.group_period SET parent_id = ${parent} WHERE name = '华东一组'`)
    await nest(`(SELECT group_id FROM team.group_period WHERE name = '管理组')`)
    const { person } = await lender.manager.team.me()
    const of = async (client: Client) => {
      const { metrics } = await client.performance.score({
        personId: person.id as `person_${string}`,
        day: '2026-03-31',
      })
      return metrics.find(metric => metric.code === 'disbursed-amount')!
    }
    const own = await of(lender.manager)
    expect(own).toMatchObject({ about: { level: 'group', name: '管理组' }, month: { figure: { value: '60000.00' } } })
    expect((await of(hr)).month.figure?.value).toBe('60000.00')
    const groupId = own.about.groupId! as `group_${string}`
    const ask = { metric: 'disbursed-amount', groupId, ...period } as const
    expect((await lender.manager.performance.figureRows(ask)).figure.value).toBe('60000.00')
    const wish = { code: 'disbursed-amount', groupId, from: '2026-03-01', grain: 'month', value: '80000.00' } as const
    await hr.performance.setTarget({ ...wish, upper: null, reason: '三月计划', version: 0 })
    expect((await of(lender.manager)).month.target).toMatchObject({ value: '80000.00', pace: { reached: '0.7500' } })
    const board = await lender.manager.performance.teamBoard(period)
    expect(board.groups.find(group => group.id === groupId)!.targets).toEqual({
      'disbursed-amount': { value: '80000.00', reached: '0.7500' },
    })
    // What one is measured by is set by those above.
    const mine = lender.manager.performance.setTarget({ ...wish, upper: null, reason: '少些', version: 1 })
    expect(await refusalOf(mine)).toMatchObject({ code: 'performance.target_yours' })
  })

  it('hear customers whom the program draws among those really served, by day, once, by a link nobody can forge', async () => {
    const draft = await hr.performance.addCycle({
      name: '三月客户评价',
      ...period,
      dueDay: '2026-04-10',
      posts: ['market_developer'],
      weights: [{ part: 'customer', weight: 100 }],
      metrics: [],
    })
    await hr.performance.moveCycle({ id: draft.id, version: draft.version, to: 'open' })
    // A second customer, who told customer service on the phone not to be asked; whoever is served by an answer does not note it.
    const { customerId } = await payOut(2)
    const refusal = { id: customerId, note: '来电说不要再发评价短信' }
    const own = lender.developer.party.declineSurveys(refusal)
    expect(await refusalOf(own)).toMatchObject({ code: 'party.surveys_own' })
    const service = await house.as('fu')
    await service.party.declineSurveys(refusal)
    expect(await refusalOf(service.party.declineSurveys(refusal))).toMatchObject({ code: 'party.surveys_declined' })
    expect((await service.party.getCustomer({ id: customerId })).surveysDeclined).toMatchObject({ how: 'phone' })
    const asks = async (time: string) => {
      const now = instantAt('2026-03-31' as Day, time)
      await house.system('test', ctx => drawInAll({ ...ctx, today: '2026-03-31' as Day, now }))
      const { rows } = await house.pool.query<{ id: string; number: string }>(
        'SELECT id, number FROM performance.voice_ask',
      )
      return rows
    }
    expect(await asks('23:00')).toEqual([])
    const [ask] = await asks('10:00')
    expect(await asks('11:00')).toHaveLength(1)
    const { rows: sent } = await house.pool.query(
      `SELECT count(*)::int AS n FROM notification.message WHERE template = 'performance.voice.message'`,
    )
    expect(sent[0].n).toBe(1)
    const link = `/api/voice?token=${voiceToken(house.spine.vault, BigInt(ask!.id))}`
    expect(await (await house.app.request(link)).text()).toContain('满意吗')
    const give = async (to: string, score: string) => {
      const answer = await house.app.request(to, { method: 'POST', body: new URLSearchParams({ score }) })
      return [answer.status, /[一-龥]+/.exec((await answer.text()).split('role="status"')[1]!)![0]]
    }
    expect(await give(`${link.slice(0, -1)}${link.endsWith('0') ? '1' : '0'}`, '5')).toEqual([422, '这个链接无效'])
    expect(await give(link, '5')).toEqual([200, '已收到'])
    expect(await give(link, '1')).toEqual([200, '您已经评价过了'])
    // Who has answered can still say not to be asked again, as often as they press.
    const decline = async (to: string) => {
      const body = new URLSearchParams({ decline: 'yes' })
      const answer = await house.app.request(to, { method: 'POST', body })
      return [answer.status, /[一-龥]+/.exec((await answer.text()).split('role="status"')[1]!)![0]]
    }
    expect(await decline(`${link.slice(0, -1)}${link.endsWith('0') ? '1' : '0'}`)).toEqual([422, '这个链接无效'])
    expect([await decline(link), await decline(link)]).toEqual([
      [200, '好的'],
      [200, '好的'],
    ])
    const told = await hr.performance.figureRows({
      metric: 'csat',
      company: 'true',
      from: '2026-03-01',
      to: '2026-12-31',
    } as never)
    expect(told).toMatchObject({
      figure: { value: '1.000000', rows: 1 },
      rows: [{ number: ask!.number, counted: true }],
    })
    const [sheet] = await hr.performance
      .listAppraisals({ cycleId: draft.id })
      .then(rows => rows.filter(row => row.customersAsked > 0))
    expect(sheet).toMatchObject({ personName: '林晓雯', customersAsked: 1, customersAnswered: 1, customersDeclined: 1 })
  })
})
