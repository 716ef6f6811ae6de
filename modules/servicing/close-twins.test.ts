import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { addDays, type Day, daysBetween, monthEnd, monthsBetween } from '#lib/day'
import { type Id, toKey } from '#lib/id'
import { fen, type Money, sum } from '#lib/money'
import { rateValue } from '#lib/rate'
import { checkBooks, closeDay, recordRepayment } from '#servicing'
import { openTestHouse, type TestHouse } from '../../tests/house.ts'
import { anyBook, bookWith, disburseBook, graceBook, type PlanRow, termsOf } from '../../tests/loans.ts'
import type { Action } from './action.ts'
import { type Book, debitOn, dueOn, fallDue, figuresOf, payableOn, postPenalty, remindersOn, standAt } from './book.ts'
import { expectedLoss, type LossRules, lossFactors } from './expected-loss.ts'
import { contagionOf } from './hold.ts'
import { isGrace } from './installment.ts'
import { applyAdvance, live as liveAgain } from './life.ts'
import { isOpen, type StandingRules } from './loan.ts'
import { totalOf } from './share.ts'
import { bucketBounds, classBounds } from './standing.ts'
import { bookOf, loanByKey, statesOf } from './store/loan.ts'
import { postSubsidies, subsidiesOf } from './subsidy.ts'
import { noTolerance } from './tolerance.ts'

const firstDay = '2026-01-01' as Day
/** Quick rules, so that half a year sees loans go bad, be cured and be upgraded; and other bounds from one morning on. */
const changedOn = '2026-04-11' as Day
const cure = { upgrade: { months: 1, periods: 1 }, significantFrom: 15, defaultFrom: 40, cureMonths: 1 }
/** From one morning on small arrears are tolerated, from another on they are not any more. */
const toleratedFrom = '2026-03-12' as Day
const strictFrom = '2026-05-16' as Day
const tolerance = { amount: fen(300), shareUnits: 2_500_000_000n }
const changes = [changedOn, toleratedFrom, strictFrom]
const rulesOn = (on: Day): StandingRules => ({
  buckets: bucketBounds([1, 31, 61, 91, 121, 151, 181]),
  classes: classBounds(on < changedOn ? [1, 31, 61, 91] : [3, 25, 70, 91]),
  cure,
  tolerance: on >= toleratedFrom && on < strictFrom ? tolerance : noTolerance,
})
const lossRules = (on: Day): LossRules => ({
  pd: [
    { fromDays: 0, annual: '0.016' },
    { fromDays: 31, annual: '0.4' },
    { fromDays: 61, annual: '1' },
  ],
  lgd: [
    { class: 'normal', lgd: '0.4' },
    { class: 'special-mention', lgd: '0.45' },
    { class: 'substandard', lgd: '0.55' },
    { class: 'doubtful', lgd: '0.8' },
    { class: 'loss', lgd: '1' },
  ],
  scenarios: [
    { weight: '0.7', pdMultiple: '1', lgdMultiple: '1' },
    { weight: '0.3', pdMultiple: '1.7', lgdMultiple: '1.3' },
  ],
  recoveryMonths: 9,
  buckets: rulesOn(on).buckets,
})
const reminderDays = [-3, -1, 0, 1]
const debitDays = [0, 1, 3, 7]
const firstPaymentDays = [1, 7, 15, 30]

/** A third of the loans are subsidised at once and with each installment; none so late that it is lost. */
const subsidised = (book: Book, number: number) => {
  const earned = (share: bigint) => book.installments.map(row => ((row.interest * share) / 10n) as Money)
  const one = (payer: 'manufacturer' | 'fiscal', when: 'disbursement' | 'each', parts: Money[]) => ({
    payer,
    when,
    earned: parts,
    amount: sum(parts),
  })
  return {
    agreed:
      number % 3 === 0 && !book.installments.some(isGrace)
        ? [one('manufacturer', 'disbursement', earned(4n)), one('fiscal', 'each', earned(BigInt(number % 5)))]
        : [],
    subsidyLoss: { overdueDays: 1_000, clawBack: true },
  }
}

type Lived = { id: Id<'loan'>; number: string; customer: bigint; origin: Book; book: Book; actions: Action[] }

describe('the day close in SQL and the rules', () => {
  let house: TestHouse
  beforeAll(async () => {
    house = await openTestHouse({ today: firstDay })
    const { lgd, pd, scenarios, recoveryMonths } = lossRules(firstDay)
    const values: [code: string, from: string, value: unknown][] = [
      ['class.bounds', '2018-02-01', [1, 31, 61, 91]],
      ['class.bounds', changedOn, [3, 25, 70, 91]],
      ['class.upgrade', '2018-02-01', cure.upgrade],
      ['stage.backstops', '2018-02-01', { significant: 15, default: 40, cureMonths: 1 }],
      ['overdue.tolerance', toleratedFrom, { amount: '3.00', share: '0.25' }],
      ['overdue.tolerance', strictFrom, { amount: '0', share: '0' }],
      ['class.contagion', '2018-02-01', { share: '0.30' }],
      ['ecl.pd', '2018-02-01', pd],
      ['ecl.lgd', '2018-02-01', lgd],
      ['ecl.scenarios', '2018-02-01', scenarios.map((row, index) => ({ name: ['base', 'downside'][index], ...row }))],
      ['ecl.recovery-months', '2018-02-01', recoveryMonths],
    ]
    for (const [code, from, value] of values)
      await house.pool.query(
        `WITH p AS (INSERT INTO reference.parameter (code, value, from_day, source, mark, reason, proposed_at)
           VALUES ($1, $2, $3, 'test', 'D', 'test', now()) RETURNING id)
         INSERT INTO reference.parameter_decision (parameter_id, approved, reason, decided_at) SELECT id, true, 'test', now() FROM p`,
        [code, JSON.stringify(value), from],
      )
  })
  afterAll(() => house.close())

  const seen = {
    capitalised: 0,
    graced: 0,
    upgraded: 0,
    contagion: 0,
    cured: 0,
    tolerated: 0,
    forgiven: 0,
    recalled: 0,
  }

  const lines = async (query: string, values: unknown[]): Promise<string[]> =>
    (await house.pool.query(query, values)).rows.map(row => Object.values(row).join(' '))

  /** What the rules make of the evening: each loan by itself, then corporate debtors together. */
  function live(loans: Lived[], today: Day): Map<Lived, Book> {
    const morning = addDays(today, 1)
    const before = new Map<Lived, Book>()
    for (const loan of loans) {
      before.set(loan, loan.book)
      const due = fallDue(loan.book, today)?.book ?? loan.book
      const fallen = applyAdvance(due, today)?.book ?? due
      const stood = standAt(fallen, morning, rulesOn(morning))
      const posted = today === monthEnd(today) && isOpen(stood.state) ? postPenalty(stood, today).book : stood
      loan.book = { ...posted, subsidies: postSubsidies(posted.subsidies, today) }
    }
    for (const customer of new Set(loans.filter(loan => loan.book.hold.nonRetail).map(loan => loan.customer))) {
      const theirs = loans.filter(
        loan => loan.customer === customer && loan.book.hold.nonRetail && isOpen(loan.book.state),
      )
      const parts = theirs.map(({ book }) => ({ outstanding: figuresOf(book).outstanding, ...book.hold }))
      const contagion = contagionOf(parts, morning, 3_000_000_000n)
      for (const loan of theirs.filter(one => one.book.hold.contagion !== contagion))
        loan.book = standAt({ ...loan.book, hold: { ...loan.book.hold, contagion } }, morning, rulesOn(morning))
    }
    return before
  }

  /** Compares everything the close of a day wrote with what the rules say. */
  async function compare(loans: Lived[], before: Map<Lived, Book>, today: Day): Promise<void> {
    const morning = addDays(today, 1)
    const byKey = (a: string, b: string) => (a < b ? -1 : 1)
    const each = (view: (book: Book, number: string, was: Book) => string[]) =>
      loans.flatMap(loan => view(loan.book, loan.number, before.get(loan)!)).sort(byKey)
    const found = async (select: string, from: string, day: Day) =>
      (await lines(`SELECT ${select} FROM ${from}`, [day])).sort(byKey)
    expect(
      await found(
        'l.number, r.seq, r.days',
        'servicing.reminder r JOIN servicing.loan l USING (loan_id) WHERE r.day = $1',
        morning,
      ),
    ).toEqual(
      each((book, number) => remindersOn(book, morning, reminderDays).map(row => `${number} ${row.seq} ${row.days}`)),
    )
    expect(
      await found(
        'l.number, d.amount',
        'servicing.debit_order d JOIN servicing.loan l USING (loan_id) WHERE d.day = $1',
        morning,
      ),
    ).toEqual(
      each((book, number) => {
        const amount = debitOn(book, morning, debitDays)
        return amount > 0n ? [`${number} ${amount}`] : []
      }),
    )
    const standing = (book: Book) => `${book.state} ${book.bucket} ${book.class} ${book.stage}`
    const first = (book: Book) => {
      const { oldestUnpaidDue } = book
      const days = firstPaymentDays.find(count => addDays(morning, -count) === oldestUnpaidDue)
      const firstDue = book.installments.find(row => !isGrace(row))!.dueOn
      return days !== undefined && oldestUnpaidDue === firstDue ? `${days}` : ''
    }
    expect(
      await found(
        `l.number, s.was_state, s.was_bucket, s.was_class, s.was_stage, s.state, s.bucket, s.class, s.stage, coalesce(s.first_payment_days::text, '')`,
        'servicing.signal s JOIN servicing.loan l USING (loan_id) WHERE s.from_day = $1',
        morning,
      ),
    ).toEqual(
      each((book, number, was) =>
        standing(book) !== standing(was) || first(book)
          ? [`${number} ${standing(was)} ${standing(book)} ${first(book)}`]
          : [],
      ),
    )
    if (today !== monthEnd(today)) return
    const factorOf = lossFactors(lossRules(morning))
    expect(
      await found(
        'l.number, m.state, m.bucket, m.class, m.stage, m.outstanding, m.overdue, m.expected_loss',
        `servicing.loan_month m JOIN servicing.loan l USING (loan_id) WHERE m.month_end = $1 AND m.state IN ('active', 'overdue')`,
        today,
      ),
    ).toEqual(
      each((book, number) => {
        if (!isOpen(book.state)) return []
        const figures = figuresOf(book)
        const { stage, bucket } = book
        const months = Math.max(
          1,
          monthsBetween(`${today.slice(0, 7)}-01` as Day, `${book.installments.at(-1)!.dueOn.slice(0, 7)}-01` as Day),
        )
        const payableFrom = figures.payableFrom ?? today
        const grace = Math.min(
          months - 1,
          Math.max(0, monthsBetween(`${today.slice(0, 7)}-01` as Day, `${payableFrom.slice(0, 7)}-01` as Day) - 1),
        )
        if (grace > 0) seen.graced += 1
        const percent = rateValue(book.terms.annualRate).times(100).toDecimalPlaces(0).toNumber()
        const loss = expectedLoss(
          figures,
          factorOf({ stage, bucket, class: book.class as never, months, grace, percent }),
        )
        const overdue = figures.overduePrincipal + figures.overdueInterest + figures.overdueFee
        return [`${number} ${standing(book)} ${figures.outstanding} ${overdue} ${loss}`]
      }),
    )
    const [{ loss, allowance }] = (
      await house.pool.query(
        `SELECT (SELECT sum(expected_loss)::bigint FROM servicing.loan_month WHERE month_end = $1) AS loss,
                (SELECT sum(credit - debit)::bigint FROM ledger.line WHERE account = '1304') AS allowance`,
        [today],
      )
    ).rows
    expect(allowance).toBe(loss)
  }

  it('agree to the fen on random books that live random months', async () => {
    const seed = Number(process.env.CHEDAI_SEED ?? 20260102)
    // One book whose penalty at the end of February is exactly half a fen: 2,500 fen × 27 days × 7.2 % ÷ 360 = 13.5.
    const half = (on: Day): PlanRow => ({ seq: 1, dueOn: on, principal: fen(2500), interest: fen(2500), fee: fen(0) })
    const tie = bookWith(termsOf(fen(2500), firstDay, { graceDays: 0 }), [half('2026-02-01' as Day)])
    const books = [...fc.sample(anyBook, { seed, numRuns: 43 }), tie, ...fc.sample(graceBook, { seed, numRuns: 10 })]
    const chance = fc.sample(fc.integer({ min: 0, max: 999 }), { seed, numRuns: 4000 })
    let next = 0
    const roll = () => chance[next++ % chance.length]!
    const loans: Lived[] = []
    const waiting = books.map((book, index) => ({ book, number: String(index + 1), nonRetail: index % 4 === 0 }))
    for (let today = firstDay; today < '2026-06-28'; today = addDays(today, 1)) {
      for (const { book, number, nonRetail } of waiting.filter(one => one.book.terms.disbursedOn === today)) {
        const customer = nonRetail ? BigInt(number) % 8n : BigInt(number)
        const { agreed, subsidyLoss } = subsidised(book, Number(number))
        const id = await disburseBook(house, number, book, {
          customerKey: customer,
          nonRetail,
          subsidies: agreed,
          subsidyLoss,
        })
        const subsidies = postSubsidies(
          subsidiesOf(agreed, book.installments, book.terms.disbursedOn, subsidyLoss),
          today,
        )
        const held = { ...book, hold: { ...book.hold, nonRetail }, subsidies }
        const origin = standAt(held, today, rulesOn(today))
        loans.push({ id, number, customer, origin, book: origin, actions: [] })
      }
      for (const loan of loans) {
        // One in three pays nothing until long overdue, then everything, and from then on every installment on its day.
        const returns = Number(loan.number) % 3 === 1
        const { hold } = loan.book
        const back = !returns && roll() < 300 ? roll() % 20 : 0
        const wanted = addDays(today, -back)
        const valueDate = wanted < loan.book.terms.disbursedOn ? loan.book.terms.disbursedOn : wanted
        const late = daysBetween(loan.book.oldestUnpaidDue ?? today, today)
        if (!isOpen(loan.book.state)) continue
        if (returns ? late < 33 && hold.classUntil === null && hold.stageUntil === null : roll() >= 30) continue
        const amount = returns
          ? totalOf(dueOn(loan.book, today))
          : (((totalOf(payableOn(loan.book, valueDate)) * BigInt((roll() % 100) + 1)) / 100n) as Money)
        if (amount <= 0n) continue
        const payment: Action = { key: 0n, valueDate, kind: 'repayment', amount }
        const done = await house
          .system('test.pay', ctx =>
            recordRepayment(ctx, { loanId: loan.id, amount, valueDate, channel: 'bank-transfer' }),
          )
          .catch(error => {
            if (error.code === 'servicing.repayment_exceeds') return null
            throw error
          })
        if (!done) continue
        payment.key = toKey(done.id)
        loan.actions.push(payment)
        const { bucket, class: known, stage, hold: held, recheckOn } = loan.book
        const origin = { ...loan.origin, bucket, class: known, stage, hold: held, recheckOn }
        const lived = liveAgain(origin, loan.actions, today)
        const subsidies = postSubsidies(lived.book.subsidies, today)
        loan.book = standAt({ ...postPenalty(lived.book, today).book, subsidies }, today, rulesOn(today))
        expect(done.shares).toEqual(lived.effects.get(payment.key)!.shares)
      }
      await closeDay(house.spine, { rangeSize: 27 })
      const before = live(loans, today)
      for (const [loan, was] of before) {
        if (was.nextSeq < loan.book.nextSeq && isGrace(was.installments[was.nextSeq - 1]!)) seen.capitalised += 1
        if (was.hold.classUntil !== null && loan.book.hold.classUntil === null) seen.upgraded += 1
        if (was.hold.stageUntil !== null && loan.book.hold.stageUntil === null) seen.cured += 1
        if (was.hold.contagion !== loan.book.hold.contagion) seen.contagion += 1
        const { overduePrincipal, overdueInterest, overdueFee } = figuresOf(loan.book)
        if (overduePrincipal + overdueInterest + overdueFee > 0n && loan.book.state === 'active') seen.tolerated += 1
        if (was.state !== loan.book.state) {
          if (addDays(today, 1) === toleratedFrom && loan.book.state === 'active') seen.forgiven += 1
          if (addDays(today, 1) === strictFrom && loan.book.state === 'overdue') seen.recalled += 1
        }
      }
      await compare(loans, before, today)
      if (roll() < 60 || today === monthEnd(today) || changes.includes(addDays(today, 1))) {
        for (const loan of loans) {
          const row = (await loanByKey(house.spine.database, toKey(loan.id)))!
          const about = `${row.number} on ${today}, seed ${seed}`
          expect(await bookOf(house.spine.database, row), about).toEqual(loan.book)
          expect(row, about).toMatchObject(figuresOf(loan.book))
          const { state, bucket, class: known, stage } = loan.book
          expect((await statesOf(house.spine.database, row.key)).at(-1)!, about).toMatchObject({
            state,
            bucket,
            class: known,
            stage,
            outstanding: row.outstanding,
          })
        }
        expect(await house.system('test.check', checkBooks)).toMatchObject({
          agree: true,
          accrued: { compared: true },
          loanDifferences: [],
          ledgerDifferences: [],
        })
      }
    }
    expect(loans).toHaveLength(54)
    expect(seen.capitalised).toBeGreaterThan(15)
    expect(seen.graced).toBeGreaterThan(5)
    expect(loans.filter(loan => loan.book.state === 'overdue').length).toBeGreaterThan(5)
    expect(loans.filter(loan => loan.actions.length > 1).length).toBeGreaterThan(8)
    expect(seen.upgraded).toBeGreaterThan(0)
    expect(seen.cured).toBeGreaterThan(0)
    expect(seen.contagion).toBeGreaterThan(1)
    expect(seen.tolerated).toBeGreaterThan(0)
    expect(seen.forgiven).toBeGreaterThan(0)
    expect(seen.recalled).toBeGreaterThan(0)
  })
})
