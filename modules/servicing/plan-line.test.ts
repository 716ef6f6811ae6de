import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addDays } from '#lib/day'
import type { Rate } from '#lib/rate'
import { Refusal } from '#lib/refusal'
import { anyBook } from '../../tests/loans.ts'
import { runs } from '../../tests/runs.ts'
import type { Deed } from './action.ts'
import { type Book, fallenBefore } from './book.ts'
import { deferralInterests } from './choice.ts'
import { act } from './life.ts'
import { linesBetween, type PlanLine } from './plan-line.ts'

type Row = Book['installments'][number]
const asked = ({ seq, dueOn, principal, interest, fee }: Row) => ({ seq, dueOn, principal, interest, fee })

/** The plan that lines make of a plan. */
function planAfter(plan: ReturnType<typeof asked>[], lines: readonly PlanLine[]) {
  const rows = new Map(plan.map(row => [row.seq, row]))
  for (const { seq, planned } of lines) {
    if (planned) rows.set(seq, { seq, ...planned })
    else rows.delete(seq)
  }
  return [...rows.values()].sort((a, b) => a.seq - b.seq)
}

const anyDeed: fc.Arbitrary<Deed> = fc.oneof(
  fc.record({
    kind: fc.constant('deferral' as const),
    periods: fc.integer({ min: 1, max: 3 }),
    interest: fc.constantFrom(...deferralInterests),
  }),
  fc.record({ kind: fc.constant('due-day' as const), date: fc.integer({ min: 1, max: 31 }) }),
  fc.record({
    kind: fc.constant('repricing' as const),
    annualRate: fc.constantFrom('0.03', '0.0456', '0.09').map(rate => rate as Rate),
  }),
  fc.bigInt({ min: 1n, max: 200_000n }).map(amount => ({ kind: 'tranche', amount: amount as never }) as const),
)

describe('the lines that a change of a plan leaves', () => {
  it('lead from the first plan to the one that stands, through whatever is done, and name only what is different', () => {
    fc.assert(
      fc.property(
        anyBook,
        fc.array(fc.tuple(fc.integer({ min: 0, max: 40 }), anyDeed), { maxLength: 6 }),
        (origin, deeds) => {
          let book = origin
          let on = origin.terms.disbursedOn
          let plan = origin.installments.map(asked)
          for (const [index, [days, deed]] of deeds.entries()) {
            on = addDays(on, days)
            const before = fallenBefore(book, on)
            try {
              book = act(before, { key: BigInt(index), valueDate: on, ...deed }).book
            } catch (error) {
              if (error instanceof Refusal) continue
              throw error
            }
            const lines = linesBetween(before.installments, book.installments)
            for (const { seq, planned } of lines)
              expect(planned && { seq, ...planned }).not.toEqual(plan.find(row => row.seq === seq) ?? null)
            plan = planAfter(plan, lines)
          }
          expect(plan).toEqual(book.installments.map(asked))
        },
      ),
      { numRuns: runs(3_000) },
    )
  })
})
