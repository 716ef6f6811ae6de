import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Id } from '#lib/id'
import { openWall } from '#performance'
import { openListening } from '#platform/listening'
import { runSystem } from '#platform/write-path'
import { closeDay } from '#servicing'
import { draftApplication, type Lender, openLender, requested, submitted } from '../applications.ts'
import { type Client, openTestHouse, type TestHouse } from '../house.ts'
import { disburse, goldenPlan, liveUntil } from '../loans.ts'
import { patience } from '../patience.ts'

type Board = Awaited<ReturnType<Client['performance']['wall']>>

const figureOf = (board: Board, code: string) => board.figures.find(figure => figure.code === code)?.figure.value

/** The wall through its own door: what its events say, as a browser hears them. */
async function watch(house: TestHouse, username: string) {
  const { token } = await house.identity.signIn(username, `password-${username}`)
  const response = await house.app.request('/api/performance/wall/stream', {
    headers: { authorization: `Bearer ${token}` },
  })
  expect(response.headers.get('content-type')).toBe('text/event-stream')
  return hear(response.body!)
}

/** A wall of this process's own whose clock never beats: what it shows it has heard. */
async function watchWithoutBeat(house: TestHouse, username: string) {
  const wall = openWall(house.spine, openListening(house.databaseUrl), { beatMs: 3_600_000 })
  const { rows } = await house.pool.query('SELECT user_id FROM team.person WHERE username = $1', [username])
  return hear(wall.stream({ userId: rows[0].user_id, stillSignedIn: async () => true }))
}

/** How many events have been heard when no more come. */
async function calm({ heard }: { heard: readonly unknown[] }): Promise<number> {
  for (;;) {
    const before = heard.length
    await new Promise(resolve => setTimeout(resolve, 2500))
    if (heard.length === before) return before
  }
}

function hear(stream: ReadableStream<Uint8Array>) {
  const reader = stream.getReader()
  const heard: { event: string; data: unknown }[] = []
  const ended = (async () => {
    const decoder = new TextDecoder()
    let left = ''
    for (;;) {
      const { value, done } = await reader.read()
      if (done) return
      left += decoder.decode(value)
      const parts = left.split('\n\n')
      left = parts.pop()!
      for (const part of parts) {
        const event = /^event: (.*)$/m.exec(part)?.[1]
        if (event) heard.push({ event, data: JSON.parse(/^data: (.*)$/m.exec(part)![1]!) })
      }
    }
  })()
  const boards = () => heard.filter(({ event }) => event === 'wall').map(({ data }) => data as Board)
  return {
    heard,
    ended,
    boards,
    shows: (code: string) => () => {
      const board = boards().at(-1)
      return board && figureOf(board, code)
    },
    stop: () => reader.cancel(),
  }
}

/** A second or two on a quiet machine; the tests wait longer because they share theirs. */
const soon = { timeout: patience.page, interval: 50 }

describe('the wall board', () => {
  let house: TestHouse
  let lender: Lender
  let loanId: Id<'loan'>
  let shanghai: bigint

  beforeAll(async () => {
    house = await openTestHouse({ today: '2026-03-02' })
    lender = await openLender(house)
    await house.hire('hz-boss', 'team_manager', { branch: 'HZ', group: '杭州管理组' })
    await house.hire('jin', 'auditor', { branch: 'HQ', group: '审计部' })
    const { rows } = await house.pool.query(`SELECT id FROM team.branch WHERE code = 'SH'`)
    shanghai = rows[0].id
    loanId = await disburse(house, 'L-1', goldenPlan('2026-03-02' as never), { branchKey: shanghai })
  })
  afterAll(() => house.close())

  const today = async (client: Client) => client.performance.wall()

  it('follows an application, its approval, and the money, within the branch only', async () => {
    const boss = await watch(house, 'boss')
    const other = await watch(house, 'hz-boss')
    const head = await watch(house, 'jin')
    await expect.poll(boss.shows('applications'), soon).toBe('0')
    await expect.poll(other.shows('applications'), soon).toBe('0')

    const paid = await submitted(lender, 1, { principal: '60000.00', price: '160000.00' })
    await expect.poll(boss.shows('applications'), soon).toBe('1')
    await expect.poll(boss.shows('approvals'), soon).toBe('1')
    await expect.poll(head.shows('applications'), soon).toBe('1')

    const { fundingId } = await requested(lender, paid.id)
    const funding = await lender.finance.origination.getFunding({ id: fundingId })
    await lender.finance.origination.disburseFunding({ id: fundingId, version: funding.version })
    // The loan of the house's books and the one just paid out.
    await expect.poll(boss.shows('disbursed-amount'), soon).toBe('160000.00')
    expect(other.shows('applications')()).toBe('0')
    expect(other.shows('disbursed-amount')()).toBe('0.00')
    for (const one of [boss, other, head]) await one.stop()
  })

  it('says the same numbers as the team board, and opens each down to its rows', async () => {
    for (const username of ['boss', 'jin', 'lin', 'hz-boss']) {
      const client = await house.as(username)
      const board = await today(client)
      const period = { from: board.businessDay, to: board.businessDay }
      const { all } = await client.performance.teamBoard(period)
      for (const { code, figure } of board.figures) {
        if (all[code]) expect(figure, `${username} ${code}`).toEqual(all[code])
        const why = await client.performance.figureRows({ metric: code, ...period })
        expect(why.figure, `${username} ${code}`).toEqual(figure)
        expect(why.rows.length).toBe(figure.rows)
        if (why.unit !== 'money') continue
        const fen = why.rows.reduce((total, row) => total + BigInt(row.measure!.replace('.', '')), 0n)
        expect(fen, `${username} ${code}`).toBe(BigInt(figure.value!.replace('.', '')))
      }
    }
    expect((await today(await house.as('boss'))).scope).toEqual({ reach: 'branch', name: 'SH分公司' })
    expect((await today(await house.as('jin'))).scope).toEqual({ reach: 'all', name: null })
    expect((await today(await house.as('lin'))).scope).toEqual({ reach: 'own', name: '林晓雯' })
  })

  it('follows money due, money in, a reversal, and what a close leaves overdue', async () => {
    await liveUntil(house, '2026-04-02')
    const boss = await watch(house, 'boss')
    const other = await watch(house, 'hz-boss')
    // The first installments: 2,988.12 of the golden plan, and that of the loan from the application.
    const dueAll = (await today(await house.as('boss'))).figures.find(({ code }) => code === 'due-amount')!.figure
      .value!
    expect(Number(dueAll)).toBeGreaterThan(2988.12)
    await expect.poll(boss.shows('due-amount'), soon).toBe(dueAll)
    expect(boss.shows('due-paid-amount')()).toBe('0.00')
    const { id } = await lender.finance.servicing.recordRepayment({
      id: loanId,
      amount: '1000.00',
      channel: 'bank-transfer',
    })
    await expect.poll(boss.shows('collected-amount'), soon).toBe('1000.00')
    await expect.poll(boss.shows('due-paid-amount'), soon).toBe('1000.00')
    expect(boss.shows('due-amount')()).toBe(dueAll)
    await house.hire('fm', 'finance_manager', { group: '财务组' })
    await (await house.as('fm')).servicing.reverseRepayment({ id: loanId, transactionId: id, reason: '错账' })
    await expect.poll(boss.shows('collected-amount'), soon).toBe('0.00')

    await closeDay(house.spine)
    // Both loans' first installments fell due on this day and nobody has paid.
    await expect.poll(boss.shows('newly-overdue'), soon).toBe('2')
    await expect.poll(() => boss.boards().at(-1)!.businessDay, soon).toBe('2026-04-03')
    const last = boss.boards().at(-1)!.close!.last!
    expect(last).toMatchObject({ day: '2026-04-02', loans: 2 })
    expect(other.shows('newly-overdue')()).toBe('0')
    expect(other.boards().every(board => figureOf(board, 'collected-amount') === '0.00')).toBe(true)
    await house.drain()
    await expect.poll(() => boss.boards().at(-1)!.books?.agree, soon).toBe(true)
    await boss.stop()
    await other.stop()
  })

  it('warns of what waits too long, of loans set aside and of books that differ, each with its records in scope', async () => {
    const late = await submitted(lender, 2, { principal: '250000.00', price: '400000.00', income: '60000.00' })
    const boss = await house.as('boss')
    expect((await today(boss)).alerts).toEqual([])
    // Three days later every desk's time is over.
    house.clock.advance(3 * 86_400_000)
    await house.pool.query(
      `INSERT INTO servicing.set_aside (loan_id, day, reason, at) SELECT loan_id, '2026-04-02', 'broken', now() FROM servicing.loan WHERE number = 'L-1'`,
    )
    // A close that is refused because a loan's books are broken says so on the wall.
    const breakBooks = (fen: number) =>
      house.pool.query(`UPDATE servicing.loan SET outstanding = outstanding - ${fen} WHERE number = 'L-1'`)
    await breakBooks(1)
    await house.system('test.close', ctx => ctx.emit('servicing.day-close-requested', { through: ctx.today }))
    await house.drain()
    await breakBooks(-1)
    const board = await today(boss)
    expect(board.alerts).toMatchObject([
      { code: 'set-aside', count: 1 },
      { code: 'late-reviews', count: 1 },
    ])
    expect(board.books?.agree).toBe(false)
    const reviews = await boss.performance.alertRows({ alert: 'late-reviews' })
    expect(reviews.rows).toMatchObject([{ about: late.id, personName: '林晓雯' }])
    expect((await boss.performance.alertRows({ alert: 'set-aside' })).rows).toMatchObject([
      { about: loanId, number: 'L-1', reason: 'broken', day: '2026-04-02' },
    ])
    const hangzhou = await house.as('hz-boss')
    expect((await today(hangzhou)).alerts).toEqual([])
    expect((await hangzhou.performance.alertRows({ alert: 'set-aside' })).rows).toEqual([])
    await house.pool.query(`UPDATE servicing.set_aside SET resolved_at = now()`)
    // Who may not see the day close sees neither it nor the verdict on the books.
    expect(await today(await house.as('lin'))).toMatchObject({ close: null, books: null })
  })

  it('shows how the day went beside the same weekdays before', async () => {
    const boss = await house.as('boss')
    await house.pool.query(
      `UPDATE origination.application SET submitted_at = '2026-03-27T02:30:00Z', submitted_day = '2026-03-27' WHERE number = (SELECT min(number) FROM origination.application)`,
    )
    const { trends, businessDay } = await boss.performance.wallTrend()
    expect(businessDay).toBe('2026-04-03')
    const applications = trends.find(trend => trend.code === 'applications')!
    // Fridays since the house opened on 2 March: the 6th, 13th, 20th and 27th; one application on the last, at 10:30.
    expect(applications.days).toBe(4)
    expect(applications.usual!.slice(9, 12)).toEqual(['0', '0.3', '0.3'])
    expect(applications.today.at(-1)).toBe('1')
  })

  it('shows a running close with its marks', async () => {
    const head = await watch(house, 'jin')
    await expect.poll(() => head.boards().length, soon).toBeGreaterThan(0)
    await house.pool.query(`INSERT INTO servicing.day_close (day, started_at) VALUES ('2026-04-03', $1)`, [
      house.clock.now(),
    ])
    await house.pool.query(
      `INSERT INTO servicing.day_close_range (day, seq, from_id, to_id, completed_at)
       SELECT '2026-04-03', n, n, n + 1, CASE WHEN n <= 3 THEN $1::timestamptz + make_interval(secs => n) END FROM generate_series(1, 12) n`,
      [house.clock.now()],
    )
    house.clock.advance(6000)
    await house.system('test.ring', async () => {})
    await expect
      .poll(() => head.boards().at(-1)!.close!.running, soon)
      .toMatchObject({
        day: '2026-04-03',
        ranges: 12,
        done: 3,
        share: '0.2500',
        phase: 'closing',
        elapsed: 6,
        remaining: 18,
      })
    // A running close is followed without any event.
    await house.pool.query(`UPDATE servicing.day_close_range SET completed_at = now() WHERE seq <= 6`)
    await expect.poll(() => head.boards().at(-1)!.close!.running?.share, soon).toBe('0.5000')
    await house.pool.query(`DELETE FROM servicing.day_close_range WHERE day = '2026-04-03'`)
    await house.pool.query(`DELETE FROM servicing.day_close WHERE day = '2026-04-03'`)
    await head.stop()
  })

  it('computes once for everyone with the same reach, at most once a second, and not at all when nobody looks', async () => {
    await house.hire('jin2', 'auditor', { branch: 'HQ', group: '审计部' })
    const one = await watch(house, 'jin')
    const two = await watch(house, 'jin2')
    await expect.poll(() => one.boards().length * two.boards().length, soon).toBeGreaterThan(0)
    const before = { one: one.heard.length, two: two.heard.length }
    const until = Date.now() + 2500
    let events = 0
    while (Date.now() < until) {
      await house.system('test.ring', async () => {})
      events += 1
    }
    expect(events).toBeGreaterThan(20)
    const told = one.heard.length - before.one
    expect(told).toBeLessThanOrEqual(4)
    expect(Math.abs(two.heard.length - before.two - told)).toBeLessThanOrEqual(1)
    const moments = (heard: typeof one.heard) => heard.map(({ data }) => JSON.stringify(data)).slice(-told)
    expect(moments(one.heard)).toEqual(moments(two.heard))
    await one.stop()
    await two.stop()
    const watchers = async () => (await house.pool.query('SELECT count(*)::int AS n FROM platform.watcher')).rows[0].n
    await expect.poll(watchers, soon).toBe(0)
    const listening = `SELECT count(*)::int AS n FROM pg_stat_activity WHERE datname = current_database() AND query LIKE 'LISTEN chedai_pulse%'`
    await expect.poll(async () => (await house.pool.query(listening)).rows[0].n, soon).toBe(0)
  })

  it('hears commands and the program’s own work when they are committed, not when they are undone', async () => {
    const boss = await watchWithoutBeat(house, 'boss')
    await expect.poll(() => boss.boards().length, soon).toBe(1)
    const before = boss.shows('applications')()
    const draft = await draftApplication(lender, 4, { principal: '70000.00', price: '160000.00' })
    await lender.developer.origination.submitApplication({ id: draft.id, version: draft.version })
    await expect.poll(boss.shows('applications'), soon).toBe(String(Number(before) + 1))
    const quiet = await calm(boss)
    // A preview is rolled back and tells nothing; work without an audit line, as that of the day close, is heard.
    await lender.finance.servicing.recordRepayment(
      { id: loanId, amount: '1.00', channel: 'cash' },
      { context: { headers: { 'x-dry-run': '1' } } },
    )
    expect(await calm(boss)).toBe(quiet)
    await runSystem(house.spine, 'test.quiet', async () => {}, { audit: false, byHand: true })
    await expect.poll(() => boss.heard.length, soon).toBe(quiet + 1)
    await boss.stop()
  })

  it('hears again after its connection is lost, and lets nobody in without a sign-in', async () => {
    const boss = await watchWithoutBeat(house, 'boss')
    await expect.poll(() => boss.boards().length, soon).toBe(1)
    const before = boss.shows('applications')()
    await house.pool.query(
      `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND query LIKE 'LISTEN %'`,
    )
    await submitted(lender, 3, { principal: '70000.00', price: '160000.00' })
    await expect.poll(boss.shows('applications'), soon).toBe(String(Number(before) + 1))
    await boss.stop()
    expect((await house.app.request('/api/performance/wall/stream')).status).toBe(401)
  })

  it('ends at the next beat when the session does', async () => {
    const wall = openWall(house.spine, openListening(house.databaseUrl), { beatMs: 300 })
    const { rows } = await house.pool.query(`SELECT user_id FROM team.person WHERE username = 'boss'`)
    let signedIn = true
    const stream = wall.stream({ userId: rows[0].user_id, stillSignedIn: async () => signedIn })
    const heard: string[] = []
    for await (const chunk of stream) {
      heard.push(new TextDecoder().decode(chunk))
      signedIn = false
    }
    expect(heard.join('')).toContain('event: wall')
    expect(heard.at(-1)).toBe('event: gone\ndata: {}\n\n')
  })
})
