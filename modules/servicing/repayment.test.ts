import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addDays, type Day } from '#lib/day'
import { fen, type Money, parseYuan } from '#lib/money'
import { Refusal } from '#lib/refusal'
import { anyBook, bookWith, goldenPlan, rules, termsOf } from '../../tests/loans.ts'
import type { Action } from './action.ts'
import { catchUp, counted, dueOn, figuresOf, isPaidUp, postPenalty, standAt } from './book.ts'
import { accruedPenalty, plannedInstallment } from './installment.ts'
import { act } from './life.ts'
import { allocate } from './repayment.ts'
import { quoteSettlement, settle } from './settlement.ts'
import { totalOf } from './share.ts'
import { noTolerance } from './tolerance.ts'

const day = (text: string) => text as Day
const yuan = (text: string) => parseYuan(text) as Money
const golden = () =>
  bookWith(termsOf(yuan('100000'), day('2026-01-15'), { graceDays: 0 }), goldenPlan(day('2026-01-15')))

const payment = (amount: string, on: string): Action => ({
  key: 1n,
  valueDate: day(on),
  kind: 'repayment',
  amount: yuan(amount),
})

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
    const recorded = act(due, payment('3500', '2026-03-16'))
    expect(recorded.effect.shares).toEqual([
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
    expect(figuresOf(recorded.book)).toMatchObject({ overduePrincipal: yuan('2494.17') })
    expect(counted(recorded.book, noTolerance).oldestUnpaidDue).toBe('2026-03-15')
  })

  it('may pay the next installment ahead; what is more waits as paid in advance', () => {
    const book = golden()
    expect(act(book, payment('2988.12', '2026-02-01')).book.advance).toBe(0n)
    const more = act(book, payment('2988.13', '2026-02-01'))
    expect([more.book.advance, more.effect.advance]).toEqual([1n, 1n])
  })

  it('recorded late makes the penalty posted meanwhile too much and gives it back', () => {
    const { book: due } = catchUp(golden(), day('2026-02-28'))
    const posted = postPenalty(due, day('2026-02-28'))
    // 13 days: 2,588.12 × 13 × 7.2 % ÷ 360 = 6.73, 400 × 13 × 7.2 % ÷ 360 = 1.04.
    expect(posted.posted).toEqual({ penalty: yuan('6.73'), compound: yuan('1.04') })
    const late = act(posted.book, payment('2988.12', '2026-02-15'))
    expect(postPenalty(late.book, day('2026-03-02')).posted).toEqual({
      penalty: yuan('-6.73'),
      compound: yuan('-1.04'),
    })
  })
})

describe('early settlement', () => {
  it('asks the principal left, interest by actual days over 360, what is due, and the fee of the contract', () => {
    const { book: due } = catchUp(golden(), day('2026-02-25'))
    const paid = act(due, payment('2988.12', '2026-02-15')).book
    const quote = quoteSettlement(paid, day('2026-02-25'))
    // 97,411.88 × 4.8 % × 10 ÷ 360 = 129.88; 3 % of 97,411.88 = 2,922.36.
    expect(quote).toMatchObject({
      remainingPrincipal: yuan('97411.88'),
      accruedInterest: yuan('129.88'),
      accruedDays: 10,
      settlementFee: yuan('2922.36'),
      total: yuan('100464.12'),
    })
    expect(codeOf(() => settle(paid, yuan('100464.11'), day('2026-02-25')))).toBe('servicing.settlement_amount')
    const settled = settle(paid, quote.total, day('2026-02-25'))
    expect(settled.book.state).toBe('settled-early')
    expect(figuresOf(settled.book)).toMatchObject({ outstanding: 0n, nextDueOn: null })
    expect(counted(settled.book, noTolerance).oldestUnpaidDue).toBeNull()
  })
})

describe('early settlement of a subsidised plan', () => {
  it('asks no more interest than the running period bears, whatever the contract’s rate', () => {
    const row = { seq: 1, dueOn: day('2026-02-01'), principal: yuan('1000'), interest: yuan('1.00'), fee: fen(0) }
    const book = bookWith(termsOf(yuan('1000'), day('2026-01-01')), [row])
    expect(quoteSettlement(book, day('2026-01-31')).accruedInterest).toBe(yuan('1.00'))
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

describe('any book', () => {
  it('is paid up exactly when nothing is owed', () => {
    fc.assert(
      fc.property(anyBook, book => {
        const end = addDays(book.installments.at(-1)!.dueOn, 30)
        const due = catchUp(book, end).book
        const { book: paid, rest } = allocate(due, totalOf(dueOn(due, end)), end)
        expect(rest).toBe(0n)
        expect(isPaidUp(paid, end)).toBe(true)
        expect(totalOf(dueOn(paid, end))).toBe(0n)
      }),
    )
  })
})
