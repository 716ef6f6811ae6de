import ExcelJs from 'exceljs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { addDays, type Day } from '#lib/day'
import { type Id, toId, toKey } from '#lib/id'
import { formatYuan, parseYuan, sum } from '#lib/money'
import { addDealer } from '#party'
import { closeDay, recordRepayment } from '#servicing'
import { dimensions } from '../../modules/risk/dimension.ts'
import { type Client, openTestHouse, refusalOf, type TestHouse } from '../house.ts'
import { disburse, goldenPlan } from '../loans.ts'

const newDealer = {
  name: '浦东新源汽车',
  creditCode: '91990300MADEALR15Q',
  grade: 'A' as const,
  contact: '李经理',
  accountName: '浦东新源汽车',
  account: '6200000000000005',
  bankName: '示范银行',
}

/** How a slice is chosen by the parts of a dimension, where it is not by its own name. */
const sliceOf = { branch: 'branchId', group: 'groupId', owner: 'ownerId', dealer: 'dealerId', product: 'productId' }

/** The pictures of the book through the public API: figures, the loans behind them, and who may see which. */
describe('portfolio pictures', () => {
  let house: TestHouse
  let risk: Client
  const plan = goldenPlan('2026-01-15' as Day)

  beforeAll(async () => {
    house = await openTestHouse({ today: '2026-01-15' })
    await house.hire('fengkong', 'risk_officer')
    await house.hire('shichang', 'market_developer')
    risk = await house.as('fengkong')
    const dealer = await house.system('test.dealer', async ctx => {
      const branch = await ctx.sql.selectFrom('team.branch').select('id').executeTakeFirstOrThrow()
      return (await addDealer(ctx, { ...newDealer, dealerGroup: '新源集团', branchId: toId('branch', branch.id) })).id
    })
    const ids: Id<'loan'>[] = []
    for (let n = 1; n <= 4; n += 1)
      ids.push(
        await disburse(house, `R-${n}`, plan, {
          ...(n < 4 ? { dealerKey: toKey(dealer) } : {}),
          slices: { vehicle: { brand: n === 4 ? '蔚来' : '比亚迪', model: '汉', condition: 'new' }, region: '上海' },
        }),
      )
    // Two pay each month, one stops after the first, one never pays.
    for (const [month, payers] of [3, 2, 2].entries()) {
      const due = plan[month]!
      await closeDay(house.spine, { through: addDays(due.dueOn, -1) })
      for (const id of ids.slice(0, payers))
        await house.system('test.pay', ctx =>
          recordRepayment(ctx, { loanId: id, amount: sum([due.principal, due.interest]), channel: 'cash' }),
        )
    }
    await closeDay(house.spine, { through: '2026-05-03' as Day })
  })
  afterAll(() => house.close())

  it('show the quality of the book: what is overdue, and how it is covered', async () => {
    const picture = await risk.risk.aging({})
    expect(picture.loans).toBe(4)
    expect(picture.overdue.loans).toBe(2)
    // Provided for at the end of April; nothing is over 90 days yet, so there is nothing to cover.
    expect(picture.coverage).toMatchObject({ monthEnd: '2026-04-30', coverage: null, nonPerforming: { loans: 0 } })
    expect(parseYuan(picture.coverage!.allowance)!).toBeGreaterThan(0n)
    expect((await risk.risk.aging({ day: '2026-01-20' })).coverage).toBeNull()
    expect(picture.buckets.find(bucket => bucket.name === 'M3')).toEqual({ name: 'M3', from: 61, to: 90 })
  })

  it('open every cell of every picture to exactly its loans, on any day and in any slice', async () => {
    type Ask = Parameters<typeof risk.risk.cellLoans>[0]
    let cells = 0
    for (const about of [{}, { brand: '比亚迪' }, { day: '2026-04-15', dealerGroup: '新源集团' }] as const) {
      /** The loans of a cell, page after page, are as many as it says and come to what it says. */
      const opens = async (ask: Ask, loans: number, balance: string) => {
        const rows: { number: string; balance: string }[] = []
        for (let after: string | null = ''; after !== null; ) {
          const page = await risk.risk.cellLoans({ ...about, ...ask, limit: 2, ...(after ? { after } : {}) })
          expect([page.total, page.balance], JSON.stringify({ ...about, ...ask })).toEqual([loans, balance])
          rows.push(...page.rows)
          after = page.next
        }
        expect([rows.length, sum(rows.map(row => parseYuan(row.balance)!))]).toEqual([loans, parseYuan(balance)])
        cells += 1
      }
      const aging = await risk.risk.aging(about)
      for (const { x, y, loans, balance } of aging.cells)
        await opens({ picture: 'aging', x: [x], y: [y] }, loans, balance)
      for (const { name, loans, balance } of aging.byBucket)
        await opens({ picture: 'aging', x: [name] }, loans, balance)
      for (const { name, loans, balance } of aging.byClass) await opens({ picture: 'aging', y: [name] }, loans, balance)
      const flow = await risk.risk.flow({ ...about, months: 3 })
      for (const { x, y, loans, balance } of flow.cells)
        await opens({ picture: 'flow', months: 3, x: [x], y: [y] }, loans, balance)
      for (const { x, badLoans, badBalance } of flow.totals)
        await opens({ picture: 'flow', months: 3, x: [x], bad: 'true' }, badLoans, badBalance)
      for (const months of [1, 3])
        for (const { x, y, loans, balance } of (await risk.risk.roll({ ...about, months })).cells)
          await opens({ picture: 'roll', months, x: [x], y: [y] }, loans, balance)
      for (const ever of ['true', 'false'] as const)
        for (const grain of ['month', 'quarter'] as const) {
          const choice = { bucket: 'M2', ever, grain }
          for (const { cohort, curve } of (await risk.risk.vintage({ ...about, ...choice })).cohorts)
            for (const { age, loans, balance } of curve) {
              const ages = ever === 'true' ? Array.from({ length: age + 1 }, (_, one) => String(one)) : [String(age)]
              await opens({ picture: 'vintage', ...choice, x: [cohort], y: ages }, loans, balance)
            }
        }
      for (const { x, y, loans, balance, badLoans, badBalance } of (await risk.risk.firstPayment(about)).cells) {
        await opens({ picture: 'first-payment', months: 12, x: [x], y: [y] }, loans, balance)
        await opens({ picture: 'first-payment', months: 12, x: [x], y: [y], bad: 'true' }, badLoans, badBalance)
      }
      for (const by of dimensions) {
        const { groups, buckets } = await risk.risk.concentration({ ...about, by })
        const late = buckets.slice(1).map(bucket => bucket.name)
        for (const { key, loans, balance, overdueBalance, badBalance } of groups) {
          const ask: Ask = { picture: 'concentration', by, x: [key] }
          await opens(ask, loans, balance)
          expect((await risk.risk.cellLoans({ ...about, ...ask, y: late })).balance).toBe(overdueBalance)
          expect((await risk.risk.cellLoans({ ...about, ...ask, bad: 'true' })).balance).toBe(badBalance)
        }
        // What the picture draws as one bar behind the largest: all but those.
        const rest = groups.slice(1)
        await opens(
          { picture: 'concentration', by, besides: groups.slice(0, 1).map(group => group.key) },
          rest.reduce((total, group) => total + group.loans, 0),
          formatYuan(sum(rest.map(group => parseYuan(group.balance)!))),
        )
      }
      const { monthEnd: day, allowance, all } = aging.coverage!
      await opens({ picture: 'allowance', day }, all.loans, allowance)
    }
    expect(cells).toBeGreaterThan(150)
  })

  it('show how it was on any day', async () => {
    expect((await risk.risk.aging({ day: '2026-02-20' })).overdue.loans).toBe(1)
    expect((await risk.risk.aging({ day: '2026-01-31' })).overdue.loans).toBe(0)
    expect(await refusalOf(risk.risk.aging({ day: '2026-09-01' }))).toMatchObject({ code: 'risk.day' })
  })

  it('show roll rates whose rows add up to one', async () => {
    const picture = await risk.risk.roll({ months: 3 })
    expect([picture.from, picture.to]).toEqual(['2026-01', '2026-04'])
    for (const bucket of new Set(picture.cells.map(cell => cell.x))) {
      const row = picture.cells.filter(cell => cell.x === bucket)
      expect(row.reduce((total, cell) => total + Number(cell.shareByBalance), 0)).toBeCloseTo(1, 5)
    }
    // What a share rests on: the row adds up to it.
    expect(picture.rows.length).toBeGreaterThan(0)
    for (const { x, loans, balance } of picture.rows) {
      const row = picture.cells.filter(cell => cell.x === x)
      expect(row.reduce((total, cell) => total + cell.loans, 0)).toBe(loans)
      expect(row.reduce((total, cell) => total + Number(cell.balance), 0).toFixed(2)).toBe(balance)
    }
    // What stayed current is counted once a month, and each row says of which.
    const { rows } = await risk.risk.cellLoans({ picture: 'roll', months: 3, x: ['M0'], y: ['M0'] })
    expect(rows.filter(row => row.number === 'R-1').map(row => row.month)).toEqual(['2026-02', '2026-03', '2026-04'])
  })

  it('show vintages up to the age the cohort has reached, and no further', async () => {
    const { cohorts } = await risk.risk.vintage({ bucket: 'M2', grain: 'month', ever: 'true' })
    expect(cohorts.map(cohort => [cohort.cohort, cohort.loans, cohort.curve.at(-1)?.age])).toEqual([['2026-01', 4, 3]])
    // One never paid: over 30 days in March; one stopped after the first: over 30 days in April.
    expect(cohorts[0]!.curve.map(point => point.loans)).toEqual([0, 0, 1, 2])
    expect(await refusalOf(risk.risk.vintage({ bucket: 'M0' }))).toMatchObject({ code: 'risk.bucket' })
  })

  it('show who missed the very first installment, and where the book is concentrated', async () => {
    const { cells, leftOut } = await risk.risk.firstPayment({})
    expect(leftOut).toBe(0)
    expect(cells.map(cell => [cell.x, cell.y, cell.loans, cell.badLoans]).sort()).toEqual([
      ['2026-02', '1', 4, 1],
      ['2026-02', '15', 4, 1],
      ['2026-02', '30', 4, 1],
      ['2026-02', '7', 4, 1],
    ])
    const { groups } = await risk.risk.concentration({ by: 'brand' })
    expect(groups.map(group => [group.name, group.loans])).toEqual([
      ['比亚迪', 3],
      ['蔚来', 1],
    ])
    // R-4 came through a dealer of no group: it counts in the whole, but nobody is large by it.
    const held = await risk.risk.concentration({ by: 'dealerGroup' })
    const named = held.groups.find(group => group.name === '新源集团')!
    const share = Number(named.balance) / Number(held.outstanding)
    expect(share).toBeLessThan(0.8)
    expect(held.largest.map(one => one.count)).toEqual([1, 5, 10])
    for (const one of held.largest) expect(Number(one.share)).toBeCloseTo(share, 5)
    expect((await risk.risk.aging({ brand: '蔚来' })).loans).toBe(1)
    expect((await risk.risk.aging({ brand: '蔚来', condition: 'used' })).loans).toBe(0)
  })

  it('can be cut by everything the book holds, each part opening its loans and all parts coming to the whole', async () => {
    const { choices } = await risk.risk.choices()
    const offered = (by: string) =>
      choices.filter(choice => choice.by === by).map(choice => [choice.name, choice.loans])
    expect(offered('brand')).toEqual([
      ['比亚迪', 3],
      ['蔚来', 1],
    ])
    expect(choices.filter(choice => choice.by === 'model').map(choice => [choice.within, choice.loans])).toEqual([
      ['比亚迪', 3],
      ['蔚来', 1],
    ])
    expect(offered('dealerGroup')).toEqual([['新源集团', 3]])
    for (const day of [undefined, '2026-03-20'] as const)
      for (const by of dimensions) {
        const asked = day ? { day } : {}
        const picture = await risk.risk.concentration({ by, ...asked })
        expect(sum(picture.groups.map(group => parseYuan(group.balance)!))).toBe(parseYuan(picture.outstanding))
        for (const group of picture.groups) {
          const opened = await risk.risk.cellLoans({ picture: 'concentration', by, x: [group.key], ...asked })
          expect([opened.total, opened.balance]).toEqual([group.loans, group.balance])
          expect(sum(opened.rows.map(row => parseYuan(row.balance)!))).toBe(parseYuan(group.balance))
          if (group.id === null) continue
          const cut = await risk.risk.aging({
            [by in sliceOf ? sliceOf[by as keyof typeof sliceOf] : by]: group.id,
            ...asked,
          } as never)
          expect([cut.loans, cut.outstanding]).toEqual([group.loans, group.balance])
        }
      }
  })

  it('put on the watch list what stands worse than normal, since when, why and what to do next', async () => {
    const list = await risk.risk.listWatched({})
    const firstDue = plan[0]!.dueOn
    expect(list.rows.map(row => [row.number, row.level, row.reasons, row.next, row.since])).toEqual([
      ['R-4', 'red', ['first-payment'], 'decide', addDays(firstDue, 1)],
      ['R-3', 'orange', ['overdue'], 'visit', addDays(plan[1]!.dueOn, 1)],
    ])
    expect(list.totals.loans).toBe(2)
    expect(sum(list.rows.map(row => parseYuan(row.outstanding)!))).toBe(parseYuan(list.totals.outstanding))
    expect((await risk.risk.listWatched({ level: 'red' })).rows.map(row => row.number)).toEqual(['R-4'])
    expect((await risk.risk.listWatched({ signal: 'first-payment' })).total).toBe(1)
    expect((await risk.risk.listWatched({ signal: 'held' })).total).toBe(0)
    const { next } = await risk.risk.listWatched({ limit: 1 })
    expect((await risk.risk.listWatched({ limit: 1, after: next! })).rows.map(row => row.number)).toEqual(['R-3'])
  })

  it('keep a loan under watch after it is paid up, and say until when', async () => {
    const late = (await risk.risk.listWatched({})).rows.find(row => row.number === 'R-3')!
    expect(late).toMatchObject({ level: 'orange', reasons: ['overdue'], endsOn: null })
    const { dueTotal } = await risk.servicing.getLoan({ id: late.id })
    await house.system('test.pay', ctx =>
      recordRepayment(ctx, { loanId: late.id as Id<'loan'>, amount: parseYuan(dueTotal)!, channel: 'cash' }),
    )
    const cured = (await risk.risk.listWatched({ signal: 'held' })).rows
    expect(cured.map(row => [row.number, row.level, row.overdueDays, row.reasons, row.next])).toEqual([
      ['R-3', 'observed', 0, ['risk-held'], 'wait-cure'],
    ])
    // Three months of good conduct, from the morning it was paid; what it began with stays.
    expect([cured[0]!.endsOn, cured[0]!.since]).toEqual(['2026-08-04', late.since])
  })

  it('put a loan on and take it off by hand, with a reason and a review day', async () => {
    const id = (await risk.servicing.listLoans({})).rows.find(row => row.number === 'R-1')!.id
    expect(await refusalOf(risk.servicing.watchLoan({ id, reason: '集团出险', reviewOn: '2026-01-01' }))).toMatchObject(
      { code: 'servicing.review_day' },
    )
    expect(await refusalOf(risk.servicing.unwatchLoan({ id, reason: '误列' }))).toMatchObject({
      code: 'servicing.not_watched',
    })
    const day = (await risk.servicing.getLoan({ id })).today
    const reviewOn = addDays(day as Day, 7)
    expect(await risk.servicing.watchLoan({ id, reason: '集团出险', reviewOn })).toMatchObject({ stage: 2, reviewOn })
    const [row] = (await risk.risk.listWatched({ signal: 'watched' })).rows
    expect(row).toMatchObject({
      number: 'R-1',
      level: 'observed',
      reasons: ['watched'],
      watchReason: '集团出险',
      reviewOn,
      next: 'review',
      endsOn: null,
    })
    expect((await risk.risk.listWatched({ signal: 'review-due' })).total).toBe(0)
    const loan = await risk.servicing.getLoan({ id })
    expect(loan.watches).toMatchObject([{ watched: true, reason: '集团出险', reviewOn }])
    expect(loan.actions).toContain('unwatch')
    const { token } = await house.identity.signIn('fengkong', 'password-fengkong')
    const columns = 'number:编号,level:级别:risk.watch.level,reasons:原因:risk.watch.reason,next:下一步:risk.watch.next'
    const file = await house.app.request(
      `/api/export/risk/listWatched?signal=watched&columns=${encodeURIComponent(columns)}`,
      {
        headers: { authorization: `Bearer ${token}` },
      },
    )
    const book = new ExcelJs.Workbook()
    await book.xlsx.load(await file.arrayBuffer())
    expect(book.worksheets[0]!.getRow(2).values).toEqual([
      undefined,
      'R-1',
      '观察',
      '人工列入：集团出险',
      '到复核日重新评估：解除，或说明原因续期',
    ])
    expect(await risk.servicing.unwatchLoan({ id, reason: '风险解除' })).toMatchObject({ watched: false, stage: 1 })
    expect((await risk.risk.listWatched({ signal: 'watched' })).total).toBe(0)
    expect((await risk.servicing.getLoan({ id })).watches.map(line => line.reason)).toEqual(['风险解除', '集团出险'])
  })

  it('say one coverage: on both pages, for every reader, on any day inside a month, and by its loans', async () => {
    await closeDay(house.spine, { through: '2026-08-20' as Day })
    await house.hire('caiwu', 'finance_manager')
    await house.hire('shenji', 'auditor')
    await house.hire('jingli', 'team_manager', { branch: 'HZ' })
    const finance = await house.as('caiwu')
    const auditor = await house.as('shenji')
    for (const day of [undefined, '2026-07-31', '2026-08-01', '2026-08-12', '2026-08-20'] as const) {
      const asked = day ? { day } : {}
      const portfolio = (await risk.risk.aging(asked)).coverage!
      expect(portfolio.monthEnd).toBe('2026-07-31')
      expect(portfolio.coverage).not.toBeNull()
      for (const reader of [risk, finance, auditor]) {
        expect((await reader.risk.aging(asked)).coverage).toEqual(portfolio)
        expect((await reader.servicing.getDayPicture(asked)).coverage).toEqual(portfolio)
      }
    }
    // On 30 May the last month's end was April's, and April had nothing bad.
    expect((await risk.risk.aging({ day: '2026-05-30' })).coverage).toMatchObject({ monthEnd: '2026-04-30' })
    // Since then more went bad: over that balance it would be another figure.
    const now = await risk.risk.aging({})
    expect(now.nonPerforming.loans).toBeGreaterThan(now.coverage!.nonPerforming.loans)
    const day = now.coverage!.monthEnd
    const allowance = await risk.risk.cellLoans({ picture: 'allowance', day })
    expect(sum(allowance.rows.map(row => parseYuan(row.balance)!))).toBe(parseYuan(now.coverage!.allowance))
    const bad = await risk.risk.cellLoans({ picture: 'flow', months: 1, x: ['2026-07'], bad: 'true', day })
    expect([bad.total, bad.balance]).toEqual([
      now.coverage!.nonPerforming.loans,
      now.coverage!.nonPerforming.outstanding,
    ])
    // Who sees a branch is told whose figure it is.
    const manager = await house.as('jingli')
    expect(now.scope).toEqual({ reach: 'all', name: null })
    expect((await manager.risk.aging({})).scope).toEqual({ reach: 'branch', name: 'HZ分公司' })
    expect((await manager.servicing.getDayPicture({})).coverage).toEqual(now.coverage)
  })

  it('are not for everybody', async () => {
    const developer = await house.as('shichang')
    expect(await refusalOf(developer.risk.aging({}))).toMatchObject({ code: 'authority.not_permitted' })
  })
})
