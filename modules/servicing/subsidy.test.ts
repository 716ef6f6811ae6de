import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addMonths, type Day } from '#lib/day'
import { fen, type Money, sum, zero } from '#lib/money'
import type { Rate } from '#lib/rate'
import { planFor } from '#product'
import { bookWith, codeOf, termsOf } from '../../tests/loans.ts'
import type { Book } from './book.ts'
import { act } from './life.ts'
import { quoteSettlement } from './settlement.ts'
import { fallenOn, postSubsidies, subsidiesOf } from './subsidy.ts'
import { type Claim, meetClaims } from './subsidy-claim.ts'

const start = '2026-01-15' as Day

/** 100,000 over 36 months; the treasury pays a share of each installment's interest, the brand 3,000 at once. */
function book(share = 20n): Book {
  const plan = planFor({
    principal: fen(10_000_000),
    disbursedOn: start,
    annualRate: '0.048' as Rate,
    periods: 36,
    method: 'equal-installment',
    dayCount: 'period',
    rounding: 'half-up',
  }).installments
  const paid = plan.map(row => ((row.interest * share) / 100n) as Money)
  const rows = plan.map((row, index) => ({ ...row, interest: (row.interest - paid[index]!) as Money }))
  const earned = plan.map((_, index) => fen(index === 35 ? 300_000 - 35 * 8_333 : 8_333))
  const subsidies = subsidiesOf(
    [
      { payer: 'manufacturer', when: 'disbursement', amount: fen(300_000), earned },
      { payer: 'fiscal', when: 'each', amount: sum(paid), earned: paid },
    ],
    plan,
    start,
    { overdueDays: 30, clawBack: true },
  )
  return { ...bookWith(termsOf(fen(10_000_000), start), rows), subsidies }
}

describe('a subsidy', () => {
  it('that is lost is asked of the borrower to the fen, from the next installment on', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 1n, max: 90n }), fc.integer({ min: 0, max: 34 }), (share, months) => {
        const before = book(share)
        const on = addMonths(start, months, 20)
        const { book: after } = act(before, { key: 1n, valueDate: on, kind: 'subsidy-loss', cause: 'overdue' })
        const [was, is] = [before.subsidies[1]!, after.subsidies[1]!]
        const gone = sum(was.lines.map(line => line.due)) - sum(is.lines.map(line => line.due))
        const more =
          sum(after.installments.map(row => row.interest)) - sum(before.installments.map(row => row.interest))
        expect(more).toBe(gone)
        for (const [index, row] of after.installments.entries()) {
          const part = was.lines.find(line => line.on === row.dueOn)?.due ?? zero
          expect(row.interest - before.installments[index]!.interest).toBe(row.dueOn > on ? part : 0n)
        }
        expect(is.lostOn).toBe(on)
        // The brand's part stays as it is.
        expect(after.subsidies[0]).toEqual(before.subsidies[0])
      }),
      { numRuns: 200 },
    )
  })

  it('leaves an installment as it was paid, and is not lost twice', async () => {
    const paid = act(book(), { key: 1n, valueDate: '2026-01-20' as Day, kind: 'repayment', amount: fen(100_000) }).book
    const lost = act(paid, { key: 2n, valueDate: '2026-01-21' as Day, kind: 'subsidy-loss', cause: 'misuse' }).book
    expect(lost.installments[0]!.interest).toBe(paid.installments[0]!.interest)
    expect(lost.subsidies[1]!.lines.map(line => line.on)).toEqual(['2026-02-15'])
    const again = { key: 3n, valueDate: '2026-02-16' as Day, kind: 'subsidy-loss', cause: 'misuse' } as const
    expect(await codeOf(() => act(lost, again))).toBe('servicing.no_subsidy_ahead')
  })

  it('follows a prepayment of half the balance by half, and what was paid at once is earned to the end', () => {
    const before = book()
    const on = '2026-07-15' as Day
    const paid = before.installments.slice(0, 6)
    const settled = paid.reduce(
      (now, row, index) =>
        act(now, {
          key: BigInt(index),
          valueDate: row.dueOn,
          kind: 'repayment',
          amount: sum([row.principal, row.interest]),
        }).book,
      before,
    )
    const balance = sum(before.installments.slice(6).map(row => row.principal))
    const { book: after } = act(settled, {
      key: 9n,
      valueDate: on,
      kind: 'prepayment',
      amount: (balance / 2n) as Money,
      keeps: 'term',
    })
    const ahead = (one: Book) => sum(one.subsidies[1]!.lines.filter(line => line.on > on).map(line => line.due))
    expect(Number(ahead(after)) / Number(ahead(before))).toBeCloseTo(0.5, 1)
    expect(sum(after.subsidies[0]!.lines.map(line => line.earned))).toBe(300_000n)
  })

  it('ends with an early settlement: later parts never fall due, and what was not earned goes back', () => {
    const before = book()
    const on = '2026-02-20' as Day
    const amount = quoteSettlement(before, on).total
    const { book: after } = act(before, { key: 1n, valueDate: on, kind: 'settlement', amount, feeWaived: false })
    expect(fallenOn(after.subsidies[0]!, '2030-01-01' as Day)).toEqual({ due: 8_333n, earned: 8_333n })
    expect(after.subsidies[0]!.lines.find(line => line.on === on)).toEqual({ on, due: -291_667n, earned: 0n })
    expect(after.subsidies[1]!.lines.map(line => line.on)).toEqual(['2026-02-15'])
    const kept = { ...before, subsidies: before.subsidies.map(one => ({ ...one, clawBack: false })) }
    const { book: keeping } = act(kept, { key: 1n, valueDate: on, kind: 'settlement', amount, feeWaived: false })
    expect(fallenOn(keeping.subsidies[0]!, on)).toEqual({ due: 300_000n, earned: 300_000n })
  })

  it('stands in the books up to the day, however often that is looked at', () => {
    const posted = postSubsidies(book().subsidies, '2026-03-15' as Day)
    expect(posted[0]).toMatchObject({ duePosted: 300_000n, earnedPosted: 16_666n })
    expect(posted[1]!.duePosted).toBe(posted[1]!.earnedPosted)
    expect(postSubsidies(posted, '2026-03-15' as Day)).toBe(posted)
  })
})

describe('subsidy money', () => {
  const claims: Claim[] = [500n, -200n, 300n].map((open, index) => ({
    loanKey: BigInt(index + 1),
    seq: 1,
    open: open as Money,
  }))
  const met = (amount: number, setOff = true) =>
    meetClaims(claims, fen(amount), setOff).map(one => [one.loanKey, one.amount])

  it('meets the oldest claims first, and sets off what is to go back', () => {
    expect(met(400)).toEqual([
      [1n, 500n],
      [2n, -200n],
      [3n, 100n],
    ])
    expect(met(400, false)).toEqual([[1n, 400n]])
    expect(met(-150)).toEqual([[2n, -150n]])
  })

  it('adds up to itself, and is refused where the claims cannot take it', async () => {
    fc.assert(
      fc.property(
        fc.array(fc.bigInt({ min: -900n, max: 900n }), { maxLength: 8 }),
        fc.bigInt({ min: -2_000n, max: 2_000n }).filter(amount => amount !== 0n),
        fc.boolean(),
        (opens, amount, setOff) => {
          const list = opens
            .filter(open => open !== 0n)
            .map((open, index) => ({ loanKey: BigInt(index), seq: 1, open: open as Money }))
          try {
            const lines = meetClaims(list, amount as Money, setOff)
            expect(sum(lines.map(line => line.amount))).toBe(amount)
            for (const line of lines) {
              const { open } = list[Number(line.loanKey)]!
              expect(line.amount < 0n === open < 0n).toBe(true)
              expect(open < 0n ? line.amount >= open : line.amount <= open).toBe(true)
            }
          } catch (error) {
            expect((error as { code: string }).code).toBe('servicing.subsidy_exceeds')
          }
        },
      ),
      { numRuns: 1_000 },
    )
    expect(await codeOf(() => met(601))).toBe('servicing.subsidy_exceeds')
    expect(await codeOf(() => met(-201))).toBe('servicing.subsidy_exceeds')
  })
})
