import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addDays, day } from '#lib/day'
import { type Money, parseYuan, sum, zero } from '#lib/money'
import type { Rate } from '#lib/rate'
import type { Refusal } from '#lib/refusal'
import { planFor } from '#product'
import { type Book, dueOn } from './book.ts'
import { type PrepaymentKeeps, prepaymentKeeps } from './choice.ts'
import { noGrowth } from './claim.ts'
import { noHold } from './hold.ts'
import { plannedInstallment } from './installment.ts'
import { prepay } from './prepayment.ts'
import { allocate } from './repayment.ts'
import { totalOf } from './share.ts'

const yuan = (text: string) => parseYuan(text) as Money
const bookOf = (principal: Money, periods: number, annualRate: string): Book => ({
  terms: {
    principal,
    disbursedOn: day('2026-01-15'),
    annualRate: annualRate as Rate,
    penaltyRate: '0.072' as Rate,
    penaltyMultiple: null,
    dayCount: 'period',
    rounding: 'half-up',
    scale: 2,
    graceDays: 0,
    order: ['fee', 'penalty', 'compound', 'interest', 'principal'],
    lateOrders: [],
    settlementFeeRate: '0' as Rate,
    settlementFreeAfter: 0,
  },
  installments: planFor({
    principal,
    disbursedOn: day('2026-01-15'),
    annualRate: annualRate as Rate,
    periods,
    method: 'equal-installment',
    dayCount: 'period',
    rounding: 'half-up',
  }).installments.map(plannedInstallment),
  nextSeq: 1,
  oldestUnpaidDue: null,
  state: 'active',
  bucket: 'M0',
  class: 'normal',
  stage: 1,
  hold: noHold,
  recheckOn: null,
  advance: zero,
  claim: zero,
  growth: noGrowth,
  restructuring: null,
  subsidies: [],
})
/** The book with the first `count` installments fallen due and paid. */
const paid = (book: Book, count: number): Book => {
  const rows = book.installments.slice(0, count)
  const amount = sum(rows.map(row => row.principal + row.interest + row.fee))
  return { ...allocate(book, amount, rows.at(-1)?.dueOn ?? book.terms.disbursedOn).book, nextSeq: count + 1 }
}
const codeOf = (act: () => unknown) => {
  try {
    act()
    return null
  } catch (error) {
    return (error as Refusal).code
  }
}

describe('a prepayment', () => {
  it('on a due day takes principal only, and either shortens the term or lowers the installments', () => {
    const book = paid(bookOf(yuan('100000'), 36, '0.048'), 1)
    const on = day('2026-02-15')
    const shorter = prepay(book, yuan('20000'), 'installment', on)
    expect(shorter.payment).toBe(yuan('20000'))
    const next = shorter.book.installments[2]!
    // 77,411.88 × 4.8 % ÷ 12 = 309.65; the installment of 2,988.12 stays.
    expect([next.dueOn, next.interest, next.principal + next.interest]).toEqual([
      '2026-03-15',
      yuan('309.65'),
      yuan('2988.12'),
    ])
    expect(shorter.book.installments.length).toBeLessThan(37)
    const lower = prepay(book, yuan('20000'), 'term', on)
    expect(lower.book.installments.length).toBe(37)
    expect(lower.book.installments[2]!.principal + lower.book.installments[2]!.interest).toBeLessThan(yuan('2400'))
  })

  it('within a period takes the interest earned so far with it', () => {
    const book = paid(bookOf(yuan('100000'), 36, '0.048'), 1)
    const { payment, book: after } = prepay(book, yuan('20000'), 'installment', day('2026-03-01'))
    // 14 of 28 days of 389.65.
    expect(payment).toBe(yuan('20194.83'))
    expect(after.installments[1]).toMatchObject({
      dueOn: '2026-03-02',
      interest: yuan('194.83'),
      principal: yuan('20000'),
    })
    expect(after.installments[2]!.interest).toBeLessThan(yuan('194.83'))
  })

  it('keeps the principal whole and never costs more, whatever it is', () => {
    fc.assert(
      fc.property(
        fc.bigInt(1_000_000n, 50_000_000n),
        fc.integer({ min: 3, max: 60 }),
        fc.integer({ min: 0, max: 2400 }),
        fc.integer({ min: 1, max: 98 }),
        fc.integer({ min: 0, max: 25 }),
        fc.constantFrom(...prepaymentKeeps),
        (principal, periods, rate, percent, offset, keeps: PrepaymentKeeps) => {
          const before = paid(bookOf(principal as Money, periods, (rate / 10_000).toFixed(4)), 1)
          const rest = sum(before.installments.slice(1).map(row => row.principal))
          const amount = ((rest * BigInt(percent)) / 100n) as Money
          fc.pre(amount > 0n && amount < rest)
          const on = addDays(day('2026-02-15'), offset)
          const { book, payment, replaced } = prepay(before, amount, keeps, on)
          expect(sum(book.installments.map(row => row.principal))).toBe(principal)
          expect(
            sum(book.installments.map(row => row.interest)) <=
              sum(before.installments.map(row => row.interest)) + BigInt(periods),
          ).toBe(true)
          expect(book.installments.every(row => row.principal >= 0n && row.interest >= 0n)).toBe(true)
          expect(book.installments.map(row => row.seq)).toEqual(book.installments.map((_, index) => index + 1))
          expect(replaced.map(row => row.seq)).toEqual(before.installments.slice(1).map(row => row.seq))
          const done = allocate(book, payment, on)
          expect([done.rest, totalOf(dueOn(done.book, addDays(on, 1)))]).toEqual([0n, 0n])
        },
      ),
      { numRuns: 1000 },
    )
  })

  it('is refused while something is due, when an installment was paid ahead, the day before a due day, and for everything', () => {
    const fresh = bookOf(yuan('100000'), 36, '0.048')
    const book = paid(fresh, 1)
    expect(codeOf(() => prepay(fresh, yuan('100'), 'term', day('2026-02-15')))).toBe('servicing.prepayment_overdue')
    expect(
      codeOf(() => prepay(allocate(book, yuan('10'), day('2026-02-16')).book, yuan('100'), 'term', day('2026-02-16'))),
    ).toBe('servicing.prepayment_ahead')
    expect(codeOf(() => prepay(book, yuan('100'), 'term', day('2026-03-14')))).toBe('servicing.prepayment_day')
    expect(codeOf(() => prepay(book, yuan('97411.88'), 'term', day('2026-02-16')))).toBe('servicing.prepayment_exceeds')
    expect(codeOf(() => prepay({ ...book, state: 'settled' }, yuan('100'), 'term', day('2026-02-16')))).toBe(
      'servicing.loan_settled',
    )
  })
})
