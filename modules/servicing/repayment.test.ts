import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addDays, type Day, daysBetween } from '#lib/day'
import { fen, type Money, parseYuan } from '#lib/money'
import { Refusal } from '#lib/refusal'
import { anyBook, bookWith, goldenPlan, rules, termsOf } from '../../tests/loans.ts'
import { type Book, catchUp, dueOn, fallDue, figuresOf, isPaidUp, payableOn, postPenalty, standAt } from './book.ts'
import {
  balancesOf,
  disbursementEntries,
  dueEntries,
  type Entry,
  payoutEntries,
  penaltyEntries,
  shareEntries,
  sumEntries,
} from './entry.ts'
import { accruedPenalty, plannedInstallment } from './installment.ts'
import { isOpen } from './loan.ts'
import { allocate, type Payment, recordPayment, replay, takeBack } from './repayment.ts'
import { quoteSettlement, settle } from './settlement.ts'
import { difference, negated, type Share, sumParts, totalOf } from './share.ts'

const day = (text: string) => text as Day
const yuan = (text: string) => parseYuan(text) as Money
const golden = () =>
  bookWith(termsOf(yuan('100000'), day('2026-01-15'), { graceDays: 0 }), goldenPlan(day('2026-01-15')))

function codeOf(run: () => unknown): string {
  try {
    run()
  } catch (error) {
    if (error instanceof Refusal) return error.code
    throw error
  }
  return 'accepted'
}

describe('penalty interest', () => {
  it('is the golden figure of the domain notes: 2,500 overdue 10 days at 4.8 % × 1.5 over 360 is 5.00', () => {
    const row = plannedInstallment({
      seq: 1,
      dueOn: day('2026-03-01'),
      principal: yuan('2500'),
      interest: fen(0),
      fee: fen(0),
    })
    expect(accruedPenalty(row, day('2026-03-11'), { penaltyRate: '0.072' as never, graceDays: 3 })).toEqual({
      penalty: yuan('5.00'),
      compound: 0n,
    })
  })

  it('waits for the grace days and then counts from the due day', () => {
    const row = plannedInstallment({
      seq: 1,
      dueOn: day('2026-03-01'),
      principal: yuan('2500'),
      interest: yuan('400'),
      fee: fen(0),
    })
    const terms = { penaltyRate: '0.072' as never, graceDays: 3 }
    expect(accruedPenalty(row, day('2026-03-04'), terms)).toEqual({ penalty: 0n, compound: 0n })
    // Four days: 2,500 × 4 × 7.2 % ÷ 360 = 2.00, and on interest 400 × 4 × 7.2 % ÷ 360 = 0.32.
    expect(accruedPenalty(row, day('2026-03-05'), terms)).toEqual({ penalty: yuan('2.00'), compound: yuan('0.32') })
  })

  it('never depends on when it was posted or how often it was looked at', () => {
    fc.assert(
      fc.property(anyBook, fc.array(fc.integer({ min: 0, max: 300 }), { maxLength: 5 }), (book, offsets) => {
        const end = addDays(book.terms.disbursedOn, 300)
        const stops = [...offsets].sort((a, b) => a - b).map(offset => addDays(book.terms.disbursedOn, offset))
        const often = stops.reduce((current, on) => postPenalty(current, on).book, book)
        expect(postPenalty(often, end).book.installments).toEqual(postPenalty(book, end).book.installments)
      }),
    )
  })
})

describe('a repayment', () => {
  it('meets the oldest installment first and within it penalty, compound interest, interest, principal', () => {
    const { book: due } = catchUp(golden(), day('2026-03-16'))
    // Installment 1 fell due on 02-15, 2 on 03-15. On 03-16: 29 days on 2,588.12 and on 400.00, one day on 2,598.47 and 389.65.
    const recorded = recordPayment(
      due,
      { key: 1n, valueDate: day('2026-03-16'), amount: yuan('3500') },
      [],
      day('2026-03-16'),
    )
    expect(recorded.shares).toEqual([
      {
        seq: 1,
        fee: 0n,
        penalty: yuan('15.01'),
        compound: yuan('2.32'),
        interest: yuan('400.00'),
        principal: yuan('2588.12'),
      },
      {
        seq: 2,
        fee: 0n,
        penalty: yuan('0.52'),
        compound: yuan('0.08'),
        interest: yuan('389.65'),
        principal: yuan('104.30'),
      },
    ])
    expect(figuresOf(recorded.book)).toMatchObject({ oldestUnpaidDue: '2026-03-15', overduePrincipal: yuan('2494.17') })
  })

  it('may pay the next installment ahead but no more, and is told what it may be', () => {
    const book = golden()
    const pay = (amount: string, on: string, today = on) =>
      recordPayment(book, { key: 1n, valueDate: day(on), amount: yuan(amount) }, [], day(today))
    expect(codeOf(() => pay('2988.12', '2026-02-01'))).toBe('accepted')
    expect(codeOf(() => pay('2988.13', '2026-02-01'))).toBe('servicing.repayment_exceeds')
    expect(codeOf(() => pay('100', '2026-02-02', '2026-02-01'))).toBe('servicing.value_date')
    expect(codeOf(() => pay('100', '2026-01-14', '2026-02-01'))).toBe('servicing.value_date')
    expect(
      codeOf(() =>
        recordPayment(
          { ...book, state: 'settled' },
          { key: 1n, valueDate: day('2026-02-01'), amount: fen(1) },
          [],
          day('2026-02-01'),
        ),
      ),
    ).toBe('servicing.loan_settled')
  })

  it('recorded late makes the penalty posted meanwhile too much and gives it back', () => {
    const { book: due } = catchUp(golden(), day('2026-02-28'))
    const posted = postPenalty(due, day('2026-02-28'))
    // 13 days: 2,588.12 × 13 × 7.2 % ÷ 360 = 6.73, 400 × 13 × 7.2 % ÷ 360 = 1.04.
    expect(posted.posted).toEqual({ penalty: yuan('6.73'), compound: yuan('1.04') })
    const late = recordPayment(
      posted.book,
      { key: 1n, valueDate: day('2026-02-15'), amount: yuan('2988.12') },
      [],
      day('2026-03-02'),
    )
    expect(postPenalty(late.book, day('2026-03-02')).posted).toEqual({
      penalty: yuan('-6.73'),
      compound: yuan('-1.04'),
    })
  })
})

describe('early settlement', () => {
  it('asks the principal left, interest by actual days over 360, what is due, and the fee of the contract', () => {
    const { book: due } = catchUp(golden(), day('2026-02-25'))
    const paid = recordPayment(
      due,
      { key: 1n, valueDate: day('2026-02-15'), amount: yuan('2988.12') },
      [],
      day('2026-02-25'),
    ).book
    const quote = quoteSettlement(paid, day('2026-02-25'), day('2026-02-15'))
    // 97,411.88 × 4.8 % × 10 ÷ 360 = 129.88; 3 % of 97,411.88 = 2,922.36.
    expect(quote).toMatchObject({
      remainingPrincipal: yuan('97411.88'),
      accruedInterest: yuan('129.88'),
      accruedDays: 10,
      settlementFee: yuan('2922.36'),
      total: yuan('100464.12'),
    })
    expect(codeOf(() => settle(paid, yuan('100464.11'), day('2026-02-25'), day('2026-02-15'), day('2026-02-25')))).toBe(
      'servicing.settlement_amount',
    )
    const settled = settle(paid, quote.total, day('2026-02-25'), day('2026-02-15'), day('2026-02-25'))
    expect(settled.book.state).toBe('settled-early')
    expect(figuresOf(settled.book)).toMatchObject({ outstanding: 0n, nextDueOn: null, oldestUnpaidDue: null })
  })
})

describe('early settlement of a subsidised plan', () => {
  it('asks no more interest than the running period bears, whatever the contract’s rate', () => {
    const row = { seq: 1, dueOn: day('2026-02-01'), principal: yuan('1000'), interest: yuan('1.00'), fee: fen(0) }
    const book = bookWith(termsOf(yuan('1000'), day('2026-01-01')), [row])
    expect(quoteSettlement(book, day('2026-01-31'), day('2026-01-01')).accruedInterest).toBe(yuan('1.00'))
  })
})

describe('where a loan stands', () => {
  it('counts the day after the due day as the first and moves by the bounds', () => {
    const { book } = catchUp(golden(), day('2026-02-16'))
    expect(standAt(book, day('2026-02-15'), rules)).toMatchObject({ state: 'active', bucket: 'M0', class: 'normal' })
    const at = (days: number) => standAt(book, addDays(day('2026-02-15'), days), rules)
    expect(at(1)).toMatchObject({ state: 'overdue', bucket: 'M1', class: 'special-mention' })
    expect([at(30), at(31), at(90), at(91), at(180), at(181)].map(book => book.bucket)).toEqual([
      'M1',
      'M2',
      'M3',
      'M4',
      'M6',
      'M6+',
    ])
    expect([at(90), at(91), at(270), at(271), at(361)].map(book => book.class)).toEqual([
      'special-mention',
      'substandard',
      'substandard',
      'doubtful',
      'loss',
    ])
  })
})

/** One day in the life of a random loan. */
type Move = { days: number; kind: 'pay' | 'pay-late' | 'reverse' | 'settle' | 'month-end'; share: number; back: number }
const anyMove = fc.record({
  days: fc.integer({ min: 0, max: 40 }),
  kind: fc.constantFrom<Move['kind']>('pay', 'pay', 'pay', 'pay-late', 'reverse', 'settle', 'month-end'),
  share: fc.integer({ min: 1, max: 100 }),
  back: fc.integer({ min: 0, max: 45 }),
})

/** Lives a random history and keeps what the database would keep: entries and standing payments with their shares. */
function live(start: Book, moves: readonly Move[]) {
  let book = start
  let today = start.terms.disbursedOn
  let key = 1n
  const entries: Entry[] = [...disbursementEntries(start.terms.principal), ...payoutEntries(start.terms.principal)]
  const standing = new Map<bigint, { payment: Payment; shares: Share[] }>()
  let settlement: { shares: Share[]; fee: Money } | null = null
  const post = (on: Day) => {
    const step = postPenalty(book, on)
    book = step.book
    entries.push(...penaltyEntries((step.posted.penalty + step.posted.compound) as Money))
  }
  for (const move of moves) {
    for (let left = move.days; left > 0; left -= 1) {
      const step = fallDue(book, today)
      if (step) {
        book = step.book
        entries.push(...dueEntries(step.fallen))
      }
      today = addDays(today, 1)
    }
    const payments = [...standing.values()].map(one => one.payment)
    const lastPaid = payments.reduce(
      (last, one) => (one.valueDate > last ? one.valueDate : last),
      start.terms.disbursedOn,
    )
    if (move.kind === 'month-end') {
      post(today)
    } else if (move.kind === 'settle' && isOpen(book.state)) {
      const fallen = book.installments[book.nextSeq - 2]?.dueOn ?? start.terms.disbursedOn
      const earliest = fallen > lastPaid ? fallen : lastPaid
      const { total } = quoteSettlement(book, today, earliest)
      const done = settle(book, total, today, earliest, today)
      book = done.book
      entries.push(...shareEntries(done.quote.shares, book.nextSeq, done.quote.settlementFee))
      settlement = { shares: done.quote.shares, fee: done.quote.settlementFee }
      post(today)
    } else if (move.kind === 'reverse' && (settlement || standing.size > 0)) {
      const target = settlement ? null : [...standing.keys()][move.share % standing.size]!
      const taken = settlement ? settlement.shares : standing.get(target!)!.shares
      const fee = settlement ? settlement.fee : 0n
      if (target) standing.delete(target)
      settlement = null
      const after = takeBack(
        book,
        [...standing.values()].map(one => one.payment),
      )
      entries.push(...shareEntries(negated(taken), book.nextSeq, -fee))
      for (const [other, one] of standing) {
        const shares = after.moved.get(other) ?? []
        entries.push(...shareEntries(difference(one.shares, shares), book.nextSeq))
        standing.set(other, { ...one, shares })
      }
      const missed = catchUp(after.book, today)
      book = missed.book
      for (const fallen of missed.fallen) entries.push(...dueEntries(fallen))
      post(today)
    } else if (move.kind === 'pay' || move.kind === 'pay-late') {
      const back = move.kind === 'pay' ? 0 : Math.min(move.back, daysBetween(start.terms.disbursedOn, today))
      const valueDate = addDays(today, -back)
      const amount = (totalOf(payableOn(book, valueDate)) * BigInt(move.share)) / 100n
      if (!isOpen(book.state) || amount <= 0n) continue
      const payment = { key, valueDate, amount: amount as Money }
      key += 1n
      let recorded: ReturnType<typeof recordPayment>
      try {
        recorded = recordPayment(book, payment, payments, today)
      } catch (error) {
        // A late payment may bring more than the loan still takes on its day: refused, and nothing happens.
        if (error instanceof Refusal && error.code === 'servicing.repayment_exceeds') continue
        throw error
      }
      entries.push(...shareEntries(recorded.shares, book.nextSeq))
      standing.set(payment.key, { payment, shares: recorded.shares })
      for (const moved of recorded.moved) {
        const one = standing.get(moved.key)!
        entries.push(...shareEntries(difference(one.shares, moved.shares), book.nextSeq))
        standing.set(moved.key, { ...one, shares: moved.shares })
      }
      book = recorded.book
      post(today)
    }
    book = standAt(book, today, rules)
  }
  return { book, today, entries, standing, settlement }
}

describe('any history', () => {
  const histories = fc.tuple(anyBook, fc.array(anyMove, { maxLength: 12 }))

  it('leaves plan, entries and figures agreeing to the fen', () => {
    fc.assert(
      fc.property(histories, ([start, moves]) => {
        const { book, entries, settlement } = live(start, moves)
        expect(sumEntries(entries)).toEqual(balancesOf(book, settlement?.fee ?? 0n))
      }),
      { numRuns: 500 },
    )
  })

  it('pays no part more than is owed, and every amount in full', () => {
    fc.assert(
      fc.property(histories, ([start, moves]) => {
        const { book, standing } = live(start, moves)
        for (const row of book.installments) {
          expect(row.principalPaid >= 0n && row.principalPaid <= row.principal).toBe(true)
          expect(row.interestPaid >= 0n && row.interestPaid <= row.interest).toBe(true)
          expect(row.feePaid >= 0n && row.feePaid <= row.fee).toBe(true)
          expect(row.penaltyPaid >= 0n && row.penaltyPaid <= row.penaltyPosted).toBe(true)
        }
        for (const { payment, shares } of standing.values()) expect(totalOf(sumParts(shares))).toBe(payment.amount)
      }),
    )
  })

  it('ends where living its standing payments again ends', () => {
    fc.assert(
      fc.property(histories, ([start, moves]) => {
        const { book, standing, settlement } = live(start, moves)
        if (settlement) return
        const again = replay(
          book,
          [...standing.values()].map(one => one.payment),
        )
        expect(again.book.installments).toEqual(book.installments)
      }),
    )
  })

  it('recorded late is the same as recorded in time', () => {
    const pair = fc.tuple(
      anyBook,
      fc.integer({ min: 1, max: 120 }),
      fc.integer({ min: 1, max: 120 }),
      fc.integer({ min: 1, max: 99 }),
    )
    fc.assert(
      fc.property(pair, ([start, first, second, share]) => {
        const [early, late] = [Math.min(first, second), Math.max(first, second)].map(days =>
          addDays(start.terms.disbursedOn, days),
        ) as [Day, Day]
        const book = catchUp(start, late).book
        const one = {
          key: 1n,
          valueDate: early,
          amount: ((totalOf(dueOn(book, early)) * BigInt(share)) / 100n) as Money,
        }
        const two = { key: 2n, valueDate: late, amount: fen(100) }
        if (one.amount <= 0n) return
        const inTime = recordPayment(book, one, [], late).book
        if (!isOpen(inTime.state) || codeOf(() => recordPayment(inTime, two, [one], late)) !== 'accepted') return
        const after = recordPayment(inTime, two, [one], late).book
        if (codeOf(() => recordPayment(book, two, [], late)) !== 'accepted') return
        const twoFirst = recordPayment(book, two, [], late).book
        if (!isOpen(twoFirst.state)) return
        const oneLate = recordPayment(twoFirst, { ...one, key: 3n }, [two], late).book
        // Value day orders them, so the key matters only on the same day.
        if (early < late) expect(oneLate.installments).toEqual(after.installments)
      }),
    )
  })

  it('is paid up exactly when nothing is owed', () => {
    fc.assert(
      fc.property(anyBook, book => {
        const end = addDays(book.terms.disbursedOn, 400)
        const due = catchUp(book, end).book
        const { book: paid, rest } = allocate(due, totalOf(dueOn(due, end)), end)
        expect(rest).toBe(0n)
        expect(isPaidUp(paid, end)).toBe(true)
        expect(totalOf(dueOn(paid, end))).toBe(0n)
      }),
    )
  })
})
