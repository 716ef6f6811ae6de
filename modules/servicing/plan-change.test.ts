import { describe, expect, it } from 'vitest'
import { addMonths, day } from '#lib/day'
import { fen, type Money, parseYuan, sum } from '#lib/money'
import type { Rate } from '#lib/rate'
import { planFor } from '#product'
import { bookWith, codeOf, termsOf } from '../../tests/loans.ts'
import type { Action, Deed } from './action.ts'
import { type Book, postPenalty } from './book.ts'
import { deferralInterests, prepaymentKeeps } from './choice.ts'
import { act, live } from './life.ts'
import { restructuringOn } from './observation.ts'
import { prepay } from './prepayment.ts'
import { allocate, orderOn } from './repayment.ts'
import { quoteSettlement } from './settlement.ts'
import { planView } from './view.ts'

const yuan = (text: string) => parseYuan(text) as Money
/** 12,000 at 6 % over twelve months from 15 January: installments of 1,032.80, the first with 60.00 of interest. */
const year = (change: Parameters<typeof termsOf>[2] = {}): Book =>
  bookWith(
    termsOf(yuan('12000'), day('2026-01-15'), { annualRate: '0.06' as Rate, ...change }),
    planFor({
      principal: yuan('12000'),
      disbursedOn: day('2026-01-15'),
      annualRate: '0.06' as Rate,
      periods: 12,
      method: 'equal-installment',
      dayCount: 'period',
      rounding: 'half-up',
    }).installments,
  )
const on = (text: string, deed: Deed, key = 1n): Action => ({ key, valueDate: day(text), ...deed })
const height = (row: { principal: bigint; interest: bigint }) => row.principal + row.interest
const interestOf = (book: Book) => sum(book.installments.map(row => row.interest))
const paidAhead = () => act(year(), on('2026-01-20', { kind: 'repayment', amount: yuan('500') })).book

describe('a deferral', () => {
  it('charges interest of the deferred time where it was agreed, and none where it is free', () => {
    // From 15 February to 15 April, 59 days, at the first installment's 60.00 for 31 days: 114.19.
    const cost = Object.fromEntries(
      deferralInterests.map(interest => [
        interest,
        interestOf(act(year(), on('2026-01-20', { kind: 'deferral', periods: 2, interest })).book) - interestOf(year()),
      ]),
    )
    // Running on costs what twelve periods at 0.5 % make of it: 114.19 × 1.005¹² = 121.23.
    expect(cost).toEqual({ free: 0n, first: 11419n, spread: 11419n, last: 11419n, paid: 11419n, 'runs-on': 12123n })
  })

  it('lets interest run on while the installments stay as high as they are, and repays the rest behind them', () => {
    const { book } = act(year(), on('2026-01-20', { kind: 'deferral', periods: 2, interest: 'runs-on' }))
    expect(book.installments.slice(0, 12).map(height)).toEqual(year().installments.map(height))
    // The first meets its own 60.00 and the 114.19 of the deferred time before any principal.
    expect(book.installments[0]).toMatchObject({ dueOn: '2026-04-15', interest: 17419n, principal: 85861n })
    // The second bears 55.14 ÷ 11,027.20 on the 11,141.39 that are then left.
    expect(book.installments[1]!.interest).toBe(5571n)
    expect(book.installments).toHaveLength(13)
    expect(book.installments[12]).toMatchObject({ dueOn: '2027-04-15' })
    expect(sum(book.installments.map(row => row.principal))).toBe(yuan('12000'))
  })

  it('leaves what has been paid ahead paid, whatever interest comes before it', () => {
    const ahead = act(year(), on('2026-01-20', { kind: 'repayment', amount: yuan('1030') })).book
    const { book } = act(ahead, on('2026-01-21', { kind: 'deferral', periods: 2, interest: 'runs-on' }))
    const [first] = book.installments
    expect(first!.principal).toBe(first!.principalPaid)
    expect(height(first!)).toBe(yuan('1032.80'))
  })

  it('moves every installment not yet due and asks interest alone meanwhile where it is paid', () => {
    const { book } = act(year(), on('2026-01-20', { kind: 'deferral', periods: 2, interest: 'paid' }))
    expect(book.installments).toHaveLength(14)
    expect(book.installments.slice(0, 3).map(row => [row.dueOn, row.principal, row.interest])).toEqual([
      ['2026-02-15', 0n, 5709n],
      ['2026-03-15', 0n, 5710n],
      ['2026-04-15', year().installments[0]!.principal, 6000n],
    ])
  })

  it('keeps the month end where the plan falls on it', () => {
    const rows = [1, 2, 3].map(seq => ({
      seq,
      dueOn: addMonths(day('2026-01-31'), seq - 1, 31),
      principal: yuan('100'),
      interest: fen(100),
      fee: fen(0),
    }))
    const book = bookWith(termsOf(yuan('300'), day('2025-12-31')), rows)
    const moved = act(book, on('2026-01-02', { kind: 'deferral', periods: 1, interest: 'free' })).book
    expect(moved.installments.map(row => row.dueOn)).toEqual(['2026-02-28', '2026-03-31', '2026-04-30'])
  })
})

describe('a prepayment of a plan at its own rate', () => {
  it('keeps the installment to the fen, or the term, and never asks more in all', () => {
    for (const keeps of prepaymentKeeps) {
      const paid = live(
        year(),
        [on('2026-02-15', { kind: 'repayment', amount: yuan('1032.80') })],
        day('2026-02-16'),
      ).book
      const { book } = prepay(paid, yuan('3000'), keeps, day('2026-03-01'))
      const ahead = book.installments.slice(3)
      const payments = ahead.slice(0, -1).map(row => row.principal + row.interest)
      if (keeps === 'installment') expect(payments.every(payment => payment === yuan('1032.80'))).toBe(true)
      else expect(ahead.at(-1)!.dueOn).toBe('2027-01-15')
      expect(interestOf(book) < interestOf(year())).toBe(true)
    }
  })
})

describe('another rate', () => {
  it('bears the old rate before its day and the new one behind, and solves equal installments again', () => {
    const { book } = act(year(), on('2026-01-30', { kind: 'repricing', annualRate: '0.03' as Rate }))
    const [first, ...others] = book.installments
    // 15 of 31 days at 6 % and 16 at 3 %: 29.03 + 15.49 (30.97 halved, half-up).
    expect(first!.interest).toBe(4452n)
    expect(new Set(others.slice(0, -1).map(row => row.principal + row.interest)).size).toBe(1)
    expect(sum(book.installments.map(row => row.principal))).toBe(yuan('12000'))
  })

  it('leaves an installment paid ahead as it was paid', () => {
    const { book } = act(paidAhead(), on('2026-01-30', { kind: 'repricing', annualRate: '0.03' as Rate }))
    expect(book.installments[0]).toEqual(paidAhead().installments[0])
  })

  it('solves an annuity again in the contract’s rounding', () => {
    for (const [scale, unit] of [
      [1, 10n],
      [0, 100n],
    ] as const) {
      const terms = {
        principal: yuan('12000'),
        disbursedOn: day('2026-01-15'),
        periods: 12,
        rounding: 'half-up',
      } as const
      const made = planFor({
        ...terms,
        annualRate: '0.06' as Rate,
        method: 'equal-installment',
        dayCount: 'period',
        scale,
      })
      const rounded = termsOf(yuan('12000'), day('2026-01-15'), { annualRate: '0.06' as Rate, scale })
      const reset = on('2026-02-15', { kind: 'repricing', annualRate: '0.03' as Rate })
      const { book } = act(live(bookWith(rounded, made.installments), [], day('2026-02-15')).book, reset)
      const rows = book.installments.slice(1)
      expect(rows.every(row => row.principal % unit === 0n && row.interest % unit === 0n)).toBe(true)
      expect(new Set(rows.slice(1, -1).map(height)).size).toBe(1)
      // Half the rate on less principal: the installments are lower, by whole jiao or yuan.
      expect(height(rows[1]!) < height(made.installments[1]!)).toBe(true)
      expect(sum(book.installments.map(row => row.principal))).toBe(yuan('12000'))
    }
  })
})

describe('a loan at no interest that takes a rate', () => {
  const free = (change: object = {}) => {
    const terms = {
      principal: yuan('12000'),
      disbursedOn: day('2026-01-15'),
      periods: 12,
      rounding: 'half-up',
    } as const
    const made = planFor({ ...terms, annualRate: '0' as Rate, method: 'equal-installment', dayCount: 'period' })
    const agreed = { annualRate: '0' as Rate, penaltyRate: '0' as Rate, penaltyMultiple: '1.5' as Rate, ...change }
    return bookWith(termsOf(yuan('12000'), day('2026-01-15'), agreed), made.installments)
  }
  const reset = on('2026-07-30', { kind: 'repricing', annualRate: '0.06' as Rate })

  it('bears it from that day: by the days left of the period, then as an annuity; penalty by the contract’s multiple', () => {
    const { book } = act(live(free(), [], day('2026-07-30')).book, reset)
    // 6,000.00 for a month is 30.00; 16 of 31 days of it: 15.48.
    expect(book.installments[6]).toMatchObject({ principal: yuan('1000'), interest: 1548n })
    const solved = planFor({
      principal: yuan('5000'),
      disbursedOn: day('2026-08-15'),
      annualRate: '0.06' as Rate,
      periods: 5,
      method: 'equal-installment',
      dayCount: 'period',
      rounding: 'half-up',
    })
    expect(book.installments.slice(7).map(height)).toEqual(solved.installments.map(row => row.payment))
    expect(book.terms).toMatchObject({ annualRate: '0.06', penaltyRate: '0.09' })
    // And back to nothing: the multiple is not forgotten.
    const nothing = act(book, on('2026-07-31', { kind: 'repricing', annualRate: '0' as Rate })).book
    expect(
      act(nothing, on('2026-08-01', { kind: 'repricing', annualRate: '0.04' as Rate })).book.terms.penaltyRate,
    ).toBe('0.06')
  })

  it('is refused where the contract names no multiple for the penalty rate', async () => {
    expect(await codeOf(() => act(free({ penaltyMultiple: null }), reset))).toBe('servicing.rate_zero')
  })
})

describe('another rate and the penalty', () => {
  it('keeps the multiple: each day overdue bears the rate that held on it, whoever looks when', () => {
    const reset = on('2026-03-01', { kind: 'repricing', annualRate: '0.03' as Rate })
    const penaltyOn = (text: string, actions: Action[]) => {
      const [first] = postPenalty(live(year({ penaltyRate: '0.09' as Rate }), actions, day(text)).book, day(text)).book
        .installments
      return [first!.penaltyPosted, first!.compoundPosted]
    }
    // 972.80 of principal and 60.00 of interest overdue from 15 February: 14 days at 9 %, then 14 at 4.5 %.
    expect(penaltyOn('2026-03-15', [])).toEqual([681n, 42n])
    expect(penaltyOn('2026-03-15', [reset])).toEqual([340n + 170n, 21n + 11n])
    // A payment after the reset: what accrued before it stays fixed, the rest goes on from what is left.
    const paid = on('2026-03-15', { kind: 'repayment', amount: yuan('541.35') }, 2n)
    expect(penaltyOn('2026-03-29', [reset, paid])[0]).toBe(340n + 257n)
    // Paid up before the reset: what it bore is not looked at again by another rate.
    const whole = on('2026-02-28', { kind: 'repayment', amount: yuan('1036.16') }, 2n)
    expect(penaltyOn('2026-03-15', [reset, whole])).toEqual(penaltyOn('2026-03-15', [whole]))
    const { terms } = live(year({ penaltyRate: '0.09' as Rate }), [reset], day('2026-03-02')).book
    expect([terms.annualRate, terms.penaltyRate]).toEqual(['0.03', '0.045'])
  })

  it('leaves an installment in its grace days to the rate that holds when they are over', () => {
    const reset = on('2026-02-17', { kind: 'repricing', annualRate: '0.03' as Rate })
    const book = live(year({ penaltyRate: '0.09' as Rate, graceDays: 3 }), [reset], day('2026-02-25')).book
    expect(postPenalty(book, day('2026-02-25')).book.installments[0]!.penaltyPosted).toBe(122n)
    expect(postPenalty(book, day('2026-02-18')).book.installments[0]!.penaltyPosted).toBe(0n)
  })
})

describe('another rate and what others pay of the interest', () => {
  const reset = on('2026-01-30', { kind: 'repricing', annualRate: '0.05' as Rate })
  const height = (row: { principal: bigint; interest: bigint }) => row.principal + row.interest

  it('solves a subsidised annuity again, and leaves the subsidy of each installment the amount that was agreed', () => {
    // The treasury pays one point of six until its cap is used up: the borrower's installments are unequal.
    const paidFor = year().installments.map((row, index) => (index < 5 ? row.interest / 6n : 0n))
    const subsidised = {
      ...year(),
      installments: year().installments.map((row, index) => ({
        ...row,
        interest: (row.interest - paidFor[index]!) as Money,
      })),
    }
    const plain = act(year(), reset).book.installments
    const helped = act(subsidised, reset).book.installments
    expect(helped.map(row => row.principal)).toEqual(plain.map(row => row.principal))
    expect(plain.map((row, index) => row.interest - helped[index]!.interest)).toEqual(paidFor)
    expect(new Set(plain.slice(1, -1).map(height)).size).toBe(1)
  })

  it('solves by the contract’s own day count', () => {
    const terms = {
      principal: yuan('12000'),
      disbursedOn: day('2026-01-15'),
      periods: 12,
      rounding: 'half-up',
    } as const
    const actual = { ...terms, method: 'equal-installment', dayCount: 'actual/360' } as const
    const book = bookWith(
      termsOf(yuan('12000'), day('2026-01-15'), { annualRate: '0.06' as Rate, dayCount: 'actual/360' }),
      planFor({ ...actual, annualRate: '0.06' as Rate }).installments,
    )
    const repriced = act(book, on('2026-02-15', { kind: 'repricing', annualRate: '0.05' as Rate })).book.installments
    const [, second, third] = repriced
    // 31 and 28 days of 360 on the balance, and the same height.
    const balance = yuan('12000') - repriced[0]!.principal
    expect(second!.interest).toBe((balance * 5n * 28n * 2n + 36_000n) / 72_000n)
    expect(third!.interest).toBe(((balance - second!.principal) * 5n * 31n * 2n + 36_000n) / 72_000n)
    expect(new Set(repriced.slice(2, -1).map(height)).size).toBe(1)
  })

  it('keeps arrears that a restructuring spread over the installments', () => {
    const restructured = act(
      live(year(), [], day('2026-02-16')).book,
      on('2026-02-16', {
        kind: 'restructuring',
        annualRate: '0.06' as Rate,
        periods: 12,
        firstDueOn: day('2026-03-16'),
        method: 'equal-installment',
        interestOnlyPeriods: 0,
        arrears: 'spread',
        distress: false,
      }),
    ).book
    const same = act(restructured, on('2026-02-20', { kind: 'repricing', annualRate: '0.06' as Rate })).book
    expect(interestOf(same)).toBe(interestOf(restructured))
  })
})

describe('a tranche', () => {
  it('lets every installment ahead grow in proportion, the running one by the days left of it', () => {
    const { book } = act(year(), on('2026-01-30', { kind: 'tranche', amount: yuan('6000') }))
    expect(sum(book.installments.map(row => row.principal))).toBe(yuan('18000'))
    // 60.00 and half of it for 16 of 31 days: 15.48.
    expect(book.installments[0]!.interest).toBe(7548n)
    expect(book.installments[5]!.interest).toBe((year().installments[5]!.interest * 3n + 1n) / 2n)
  })

  it('leaves level payments level to the fen, whatever the amount', () => {
    for (const amount of ['1234.56', '777.77', '3333.33', '5000.01']) {
      const { installments } = act(year(), on('2026-01-30', { kind: 'tranche', amount: yuan(amount) })).book
      expect(new Set(installments.slice(1, -1).map(height)).size).toBe(1)
      expect(sum(installments.map(row => row.principal))).toBe(yuan('12000') + yuan(amount))
    }
  })

  it('is refused while money lies on an installment behind one that nothing was paid on', async () => {
    const deferred = act(paidAhead(), on('2026-01-21', { kind: 'deferral', periods: 1, interest: 'paid' })).book
    expect(await codeOf(() => act(deferred, on('2026-01-30', { kind: 'tranche', amount: yuan('1') })))).toBe(
      'servicing.paid_ahead',
    )
  })
})

describe('the due day', () => {
  it('cannot be moved in a plan that is not monthly', async () => {
    const rows = [1, 2, 3].map(seq => ({
      seq,
      dueOn: day(`2026-02-0${seq * 3}`),
      principal: yuan('100'),
      interest: fen(0),
      fee: fen(0),
    }))
    const book = bookWith(termsOf(yuan('300'), day('2026-01-31')), rows)
    expect(await codeOf(() => act(book, on('2026-01-31', { kind: 'due-day', date: 20 })))).toBe(
      'servicing.due_day_pace',
    )
  })
})

describe('a closed loan', () => {
  it('bears no penalty any more on what of its plan was never asked', () => {
    for (const deed of [
      { kind: 'settlement', amount: quoteSettlement(year(), day('2026-02-01')).total, feeWaived: false },
      { kind: 'write-off' },
    ] as Deed[]) {
      const { book } = live(year(), [on('2026-02-01', deed)], day('2026-02-02'))
      const closed = postPenalty(book, day('2026-02-01')).book
      expect(postPenalty(closed, day('2027-06-30')).posted).toEqual({ penalty: 0n, compound: 0n })
      expect(planView(closed, day('2027-06-30')).every(row => row.penaltyUnpaid === 0n && row.unpaid === 0n)).toBe(true)
    }
  })
})

describe('the order of allocation', () => {
  const late = {
    from: 31,
    across: 'parts' as const,
    order: ['principal', 'interest', 'fee', 'penalty', 'compound'] as const,
  }
  it('is the contract’s first order, and another from so many days past due, across all that is due', () => {
    const book = year({
      lateOrders: [late],
      graceDays: 0,
      order: ['fee', 'penalty', 'compound', 'interest', 'principal'],
    })
    expect(orderOn(book, day('2026-03-17')).across).toBe('installments')
    expect(orderOn(book, day('2026-03-18')).across).toBe('parts')
    const before = allocate(book, yuan('1100'), day('2026-03-17')).shares
    expect(before[0]!.interest).toBe(6000n)
    // 31 days late: the principal of both installments that are due comes before any interest.
    const after = allocate(book, yuan('1100'), day('2026-03-18')).shares
    expect(after.map(share => [share.seq, share.principal, share.interest])).toEqual([
      [1, yuan('972.80'), 0n],
      [2, yuan('127.20'), 0n],
    ])
  })

  it('never loses or makes money, whatever the order', () => {
    const book = year({ lateOrders: [late] })
    const { shares, rest } = allocate(book, yuan('99999'), day('2027-03-18'))
    expect(sum(shares.map(share => share.principal))).toBe(yuan('12000'))
    expect(rest + sum(shares.map(one => one.principal + one.interest + one.fee + one.penalty + one.compound))).toBe(
      yuan('99999'),
    )
  })
})

describe('the observation of a restructured loan', () => {
  it('lasts a year from the first repayment, and two periods where those are longer', () => {
    const monthly = restructuringOn(null, day('2026-03-01'), [day('2026-04-01'), day('2026-05-01'), day('2026-06-01')])
    expect(monthly).toMatchObject({ firstRepaymentOn: '2026-04-01', endsOn: '2027-04-01', again: false })
    const yearly = restructuringOn(null, day('2026-03-01'), [day('2026-04-01'), day('2027-04-01'), day('2028-04-01')])
    expect(yearly.endsOn).toBe('2027-04-02')
    expect(restructuringOn(monthly, day('2027-03-31'), [day('2027-05-01')]).again).toBe(true)
    expect(restructuringOn(monthly, day('2027-04-01'), [day('2027-05-01')]).again).toBe(false)
  })
})
