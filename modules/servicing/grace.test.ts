import { describe, expect, it } from 'vitest'
import { day } from '#lib/day'
import { type Money, parseYuan, sum } from '#lib/money'
import type { Rate } from '#lib/rate'
import { planFor } from '#product'
import { bookWith, codeOf, termsOf } from '../../tests/loans.ts'
import type { Action, Deed } from './action.ts'
import {
  accruedInterest,
  type Book,
  debitOn,
  fallDue,
  fallenBefore,
  figuresOf,
  payableOn,
  remindersOn,
} from './book.ts'
import { act, live } from './life.ts'
import { quoteSettlement } from './settlement.ts'
import { totalOf } from './share.ts'
import { planView } from './view.ts'
import { yearlyCostOf } from './yearly-cost.ts'

const yuan = (text: string) => parseYuan(text) as Money
const start = day('2026-01-15')
/** 100,000 at 6 % over fifteen months, nothing paid in the first three: 500.00, 502.50 and 505.01 join the principal. */
const plan = planFor({
  principal: yuan('100000'),
  disbursedOn: start,
  annualRate: '0.06' as Rate,
  periods: 15,
  principalGracePeriods: 3,
  method: 'equal-installment',
  dayCount: 'period',
  rounding: 'half-up',
})
const lent = (): Book => bookWith(termsOf(yuan('100000'), start, { annualRate: '0.06' as Rate }), plan.installments)
const on = (text: string, deed: Deed, key = 1n): Action => ({ key, valueDate: day(text), ...deed })
const outstandingOn = (book: Book, text: string) => figuresOf(live(book, [], day(text)).book).outstanding
const height = (row: { principal: bigint; interest: bigint }) => row.principal + row.interest
const behind = (book: Book) => book.installments.filter(row => row.principal >= 0n)

describe('a loan in its grace', () => {
  it('owes nothing, is reminded of nothing and asked for nothing, and its principal grows on each due day', () => {
    const days = ['2026-02-15', '2026-02-16', '2026-03-16', '2026-04-16']
    expect(days.map(text => outstandingOn(lent(), text))).toEqual([
      yuan('100000'),
      yuan('100500'),
      yuan('101002.50'),
      yuan('101507.51'),
    ])
    for (const text of ['2026-02-12', '2026-02-15', '2026-02-16', '2026-04-15']) {
      const book = fallenBefore(lent(), day(text))
      expect(remindersOn(book, day(text), [-3, 0, 1])).toEqual([])
      expect(debitOn(book, day(text), [0, 1])).toBe(0n)
      expect(totalOf(payableOn(book, day(text)))).toBe(0n)
    }
    // 14 of the 28 days of the second period, on 100,500.00.
    expect(accruedInterest(fallenBefore(lent(), day('2026-03-01')), day('2026-03-01'))).toBe(yuan('251.25'))
    expect(fallDue(lent(), day('2026-02-15'))!.fallen).toMatchObject({
      interest: 0n,
      fee: 0n,
      capitalised: yuan('500'),
    })
  })

  it('shows what has joined the principal, what will, and a balance that rises', () => {
    const rows = planView(fallenBefore(lent(), day('2026-03-01')), day('2026-03-01'))
    expect(rows.slice(0, 4).map(row => [row.state, row.payment, row.paid, row.unpaid, row.balance])).toEqual([
      ['capitalised', 0n, 0n, 0n, yuan('100500')],
      ['grace', 0n, 0n, 0n, yuan('101002.50')],
      ['grace', 0n, 0n, 0n, yuan('101507.51')],
      ['upcoming', height(plan.installments[3]!), 0n, height(plan.installments[3]!), plan.installments[3]!.balance],
    ])
    expect(yearlyCostOf(lent(), 0n as Money).simple).toBe('6.0000')
  })
})

describe('what is decided within grace', () => {
  it('settles with the principal as it stands and the interest earned by days, which joins it no more', () => {
    const { book, effect } = act(
      fallenBefore(lent(), day('2026-03-01')),
      on('2026-03-01', {
        kind: 'settlement',
        amount: quoteSettlement(fallenBefore(lent(), day('2026-03-01')), day('2026-03-01'), true).total,
        feeWaived: true,
      }),
    )
    // 14 days of 360 on 100,500.00: 234.50.
    expect(sum(effect.shares.map(share => share.principal))).toBe(yuan('100500'))
    expect(sum(effect.shares.map(share => share.interest))).toBe(yuan('234.50'))
    expect(book.state).toBe('settled-early')
  })

  it('on the day a period ends asks for its whole interest, and the fee on the principal without it', () => {
    const quote = quoteSettlement(fallenBefore(lent(), day('2026-02-15')), day('2026-02-15'))
    expect(quote).toMatchObject({
      due: { interest: yuan('500'), principal: 0n },
      remainingPrincipal: yuan('100000'),
      settlementFee: yuan('3000'),
      total: yuan('103500'),
    })
    // No period of grace counts as paid: the fee is free after twelve that were.
    const late = quoteSettlement(fallenBefore(lent(), day('2026-04-20')), day('2026-04-20'))
    expect(late.settlementFee).toBe(yuan('3045.23'))
  })

  it('prepays: the balance grows from what remains, and the installments behind are lower or fewer', () => {
    for (const keeps of ['term', 'installment'] as const) {
      const amount = yuan('40246.67')
      const before = fallenBefore(lent(), day('2026-03-01'))
      const { book, effect } = act(before, on('2026-03-01', { kind: 'prepayment', amount, keeps }))
      // 502.50 by 14 of 28 days were earned: 251.25; the rest prepays.
      expect(effect.shares.map(share => [share.interest, share.principal])).toEqual([[25125n, amount - 25125n]])
      const left = yuan('100500') - (amount - 25125n)
      expect(figuresOf(book).outstanding).toBe(left)
      const [second, third] = book.installments.slice(2)
      expect(second!.interest).toBe((25125n * left * 2n + yuan('100500')) / (2n * yuan('100500')))
      expect(third!.interest).toBe(
        (50501n * (left + second!.interest) * 2n + yuan('101002.50')) / (2n * yuan('101002.50')),
      )
      const payments = behind(book).slice(1, -1).map(height)
      expect(sum(book.installments.map(row => row.principal))).toBe(yuan('100000'))
      if (keeps === 'term') {
        expect(book.installments).toHaveLength(16)
        const [least, most] = [payments.reduce((a, b) => (a < b ? a : b)), payments.reduce((a, b) => (a > b ? a : b))]
        expect(most - least <= 1n).toBe(true)
      } else {
        expect(book.installments.length).toBeLessThan(13)
        expect(new Set(payments)).toEqual(new Set([height(plan.installments[3]!)]))
      }
    }
  })

  it('takes another rate: what is left of the period bears it, and the annuity behind is solved on the new balance', () => {
    const before = fallenBefore(lent(), day('2026-03-01'))
    const { book } = act(before, on('2026-03-01', { kind: 'repricing', annualRate: '0.03' as Rate }))
    // Half of 502.50, and half of it at half the rate: 251.25 + 125.63; then 0.25 % of what that makes.
    expect(book.installments.slice(1, 3).map(row => row.interest)).toEqual([37688n, 25219n])
    const solved = planFor({
      principal: (yuan('100500') + 37688n + 25219n) as Money,
      disbursedOn: day('2026-04-15'),
      annualRate: '0.03' as Rate,
      periods: 12,
      method: 'equal-installment',
      dayCount: 'period',
      rounding: 'half-up',
    }).installments
    expect(behind(book).map(height)).toEqual(solved.map(row => row.payment))
  })

  it('is accelerated and restructured for the principal as it stands, and cannot be put off', async () => {
    const before = fallenBefore(lent(), day('2026-03-01'))
    const called = act(before, on('2026-03-01', { kind: 'acceleration', payBy: day('2026-03-10') })).book
    expect(called.installments.at(-1)).toMatchObject({ principal: yuan('100500'), interest: 41277n })
    const restructuring = {
      kind: 'restructuring',
      annualRate: '0.06' as Rate,
      periods: 24,
      firstDueOn: day('2026-04-01'),
      method: 'equal-installment',
      interestOnlyPeriods: 0,
      arrears: 'first',
      distress: false,
    } as const
    const anew = act(before, on('2026-03-01', restructuring)).book
    expect(sum(behind(anew).map(row => row.principal))).toBe(yuan('100500'))
    expect(figuresOf(fallenBefore(anew, day('2026-03-02'))).outstanding).toBe(yuan('100500'))
    for (const interest of ['free', 'first'] as const)
      expect(await codeOf(() => act(before, on('2026-03-01', { kind: 'deferral', periods: 1, interest })))).toBe(
        'servicing.in_grace',
      )
  })

  it('lends more and moves the due day with the interest that then joins the principal', () => {
    const before = fallenBefore(lent(), day('2026-03-01'))
    const more = act(before, on('2026-03-01', { kind: 'tranche', amount: yuan('50250') })).book
    // Half of the principal more for half of the period.
    expect(more.installments.slice(1, 3).map(row => row.interest)).toEqual([62813n, 75689n])
    const moved = act(before, on('2026-03-01', { kind: 'due-day', date: 25 })).book
    expect(moved.installments.slice(1, 3).map(row => [row.dueOn, row.interest])).toEqual([
      ['2026-03-25', 68196n],
      ['2026-04-25', 50591n],
    ])
    for (const book of [more, moved])
      expect(sum(book.installments.map(row => row.principal))).toBe(book.terms.principal)
  })
})
