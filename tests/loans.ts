import fc from 'fast-check'
import type { House } from '#app/house'
import { addDays, addMonths, type Day, instantAt } from '#lib/day'
import type { Id } from '#lib/id'
import { fen, type Money, sum, zero } from '#lib/money'
import type { Rate } from '#lib/rate'
import { Refusal } from '#lib/refusal'
import { planFor } from '#product'
import { closeDay, type NewLoan, openLoan } from '#servicing'
import type { Book } from '../modules/servicing/book.ts'
import { noGrowth } from '../modules/servicing/claim.ts'
import { noHold } from '../modules/servicing/hold.ts'
import { plannedInstallment } from '../modules/servicing/installment.ts'
import type { StandingRules, Terms } from '../modules/servicing/loan.ts'
import { components } from '../modules/servicing/share.ts'
import { bucketBounds, classBounds } from '../modules/servicing/standing.ts'
import { subsidiesOf } from '../modules/servicing/subsidy.ts'
import { noTolerance } from '../modules/servicing/tolerance.ts'
import type { TestHouse } from './house.ts'

/** Books for tests: any plan, not only those a product would make. */

export const rules: StandingRules = {
  buckets: bucketBounds([1, 31, 61, 91, 121, 151, 181]),
  classes: classBounds([1, 91, 271, 361]),
  cure: { upgrade: { months: 6, periods: 2 }, significantFrom: 31, defaultFrom: 91, cureMonths: 3 },
  tolerance: noTolerance,
}

export type PlanRow = { seq: number; dueOn: Day; principal: Money; interest: Money; fee: Money }

/** Terms with the defaults of the parameters. */
export function termsOf(principal: Money, disbursedOn: Day, change: Partial<Terms> = {}): Terms {
  return {
    principal,
    disbursedOn,
    annualRate: '0.048' as Rate,
    penaltyRate: '0.072' as Rate,
    penaltyMultiple: null,
    dayCount: 'period',
    rounding: 'half-up',
    scale: 2,
    graceDays: 3,
    order: components,
    lateOrders: [],
    settlementFeeRate: '0.03' as Rate,
    settlementFreeAfter: 12,
    ...change,
  }
}

/** A new loan's book. */
export function bookWith(terms: Terms, plan: readonly PlanRow[]): Book {
  return {
    terms,
    installments: plan.map(plannedInstallment),
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
  }
}

/** When the installment after so many others is due: mostly a month later, else a quarter or two weeks. */
const anyPace = fc.constantFrom<(disbursedOn: Day, count: number) => Day>(
  addMonths,
  addMonths,
  addMonths,
  (disbursedOn, count) => addMonths(disbursedOn, 3 * count),
  (disbursedOn, count) => addDays(disbursedOn, 14 * count),
)

/** Any plan of one to six installments that repays what it lends. */
export const anyPlan = fc
  .record({
    pace: anyPace,
    disbursedOn: fc.integer({ min: 0, max: 60 }).map(offset => addDays('2026-01-01' as Day, offset)),
    rows: fc.array(
      fc.record({
        principal: fc.bigInt({ min: 0n, max: 300_000n }),
        interest: fc.bigInt({ min: 0n, max: 40_000n }),
        fee: fc.oneof(fc.constant(0n), fc.bigInt({ min: 0n, max: 5_000n })),
      }),
      { minLength: 1, maxLength: 6 },
    ),
  })
  .map(({ pace, disbursedOn, rows }) => {
    const plan = rows.map((row, index): PlanRow => {
      const principal = index === rows.length - 1 ? row.principal + 1n : row.principal
      return {
        seq: index + 1,
        dueOn: pace(disbursedOn, index + 1),
        principal: principal as Money,
        interest: row.interest as Money,
        fee: row.fee as Money,
      }
    })
    return { disbursedOn, plan, principal: sum(plan.map(row => row.principal)) }
  })

/** Contract terms that vary what the rules look at. */
export const anyTerms = fc.record({
  penaltyRate: fc.constantFrom('0', '0.072', '0.0899', '0.1234567891').map(rate => rate as Rate),
  annualRate: fc.constantFrom('0', '0.048', '0.0599').map(rate => rate as Rate),
  graceDays: fc.integer({ min: 0, max: 5 }),
  order: fc.shuffledSubarray([...components], { minLength: components.length }),
  settlementFeeRate: fc.constantFrom('0', '0.03').map(rate => rate as Rate),
  settlementFreeAfter: fc.integer({ min: 0, max: 4 }),
})

/** Any new book. */
export const anyBook = fc
  .tuple(anyPlan, anyTerms)
  .map(([{ disbursedOn, plan, principal }, terms]) => bookWith(termsOf(principal, disbursedOn, terms), plan))

/** Any new book that begins with grace: nothing is paid for some periods and their interest joins the principal. */
export const graceBook = fc
  .record({
    disbursedOn: fc.integer({ min: 0, max: 60 }).map(offset => addDays('2026-01-01' as Day, offset)),
    principal: fc.bigInt({ min: 1_000n, max: 3_000_000n }),
    annualRate: fc.constantFrom('0.0001', '0.048', '0.24').map(rate => rate as Rate),
    grace: fc.integer({ min: 1, max: 4 }),
    behind: fc.integer({ min: 1, max: 5 }),
    method: fc.constantFrom('equal-installment' as const, 'equal-principal' as const, 'interest-only' as const),
    dayCount: fc.constantFrom('period' as const, 'actual/360' as const),
    terms: anyTerms,
  })
  .map(({ disbursedOn, principal, annualRate, grace, behind, method, dayCount, terms }) => {
    const plan = planFor({
      principal: principal as Money,
      disbursedOn,
      annualRate,
      periods: grace + behind,
      principalGracePeriods: grace,
      method,
      dayCount,
      rounding: 'half-up',
    })
    return bookWith(termsOf(principal as Money, disbursedOn, { ...terms, annualRate, dayCount }), plan.installments)
  })

/** A book that brand and treasury pay a part of: one at once, one with each installment. */
const withSubsidies = (book: Book, choice: number): Book => {
  const part = (row: { interest: Money }, percent: number) => ((row.interest * BigInt(percent)) / 100n) as Money
  const shares = [part, part].map((of, index) => book.installments.map(row => of(row, (choice % 40) + index * 20)))
  const agreed = (payer: 'manufacturer' | 'fiscal', when: 'disbursement' | 'each', earned: Money[]) => ({
    payer,
    when,
    earned,
    amount: sum(earned),
  })
  const subsidies = subsidiesOf(
    [agreed('manufacturer', 'disbursement', shares[0]!), agreed('fiscal', 'each', shares[1]!)],
    book.installments,
    book.terms.disbursedOn,
    { overdueDays: 30, clawBack: choice % 2 === 0 },
  )
  return { ...book, subsidies }
}
/** Any new book with subsidies. */
export const subsidisedBook = fc
  .tuple(anyBook, fc.nat({ max: 59 }))
  .map(([book, choice]) => withSubsidies(book, choice))

/** Any new book: of every third nothing is paid at first and the interest joins the principal. */
export const anyOrigin = fc.oneof({ weight: 2, arbitrary: subsidisedBook }, { weight: 1, arbitrary: graceBook })

/** The golden plan of the domain notes: 100,000 over 36 months at 4.8 %, the first four rows and the rest as one. */
export function goldenPlan(disbursedOn: Day): PlanRow[] {
  const rows: [principal: number, interest: number][] = [
    [258_812, 40_000],
    [259_847, 38_965],
    [260_887, 37_925],
    [261_930, 36_882],
  ]
  const repaid = rows.reduce((total, [principal]) => total + principal, 0)
  rows.push([10_000_000 - repaid, 35_834])
  return rows.map(([principal, interest], index) => ({
    seq: index + 1,
    dueOn: addMonths(disbursedOn, index + 1),
    principal: fen(principal),
    interest: fen(interest),
    fee: fen(0),
  }))
}

/** Disburses a random book as it is; its number is a whole number, from which product and branch follow. */
export const disburseBook = (house: House, number: string, book: Book, change: Partial<NewLoan> = {}) =>
  house.system('test.disburse', ctx =>
    openLoan(ctx, {
      number,
      applicationKey: null,
      contractKey: null,
      customerKey: BigInt(number),
      productKey: BigInt(Number(number) % 3) + 1n,
      productVersion: 1,
      dealerKey: 1n,
      ownerKey: null,
      groupKey: null,
      branchKey: BigInt(Number(number) % 2) + 1n,
      principal: book.terms.principal,
      annualRate: book.terms.annualRate,
      penaltyRate: book.terms.penaltyRate,
      dayCount: book.terms.dayCount,
      rounding: book.terms.rounding,
      scale: book.terms.scale,
      penaltyMultiple: book.terms.penaltyMultiple,
      plan: book,
      disbursedOn: book.terms.disbursedOn,
      payee: { dealerKey: 1n },
      graceDays: book.terms.graceDays,
      order: book.terms.order,
      settlementFee: { rate: book.terms.settlementFeeRate, freeAfterPeriods: book.terms.settlementFreeAfter },
      ...change,
    }),
  )

/** Disburses a loan in a test's house and returns its id; branch 1, product 1 unless told otherwise. */
export async function disburse(
  house: TestHouse,
  number: string,
  plan: readonly PlanRow[],
  change: Partial<NewLoan> = {},
): Promise<Id<'loan'>> {
  return house.system('test.disburse', ctx =>
    openLoan(ctx, {
      number,
      applicationKey: null,
      contractKey: null,
      customerKey: 1n,
      productKey: 1n,
      productVersion: 1,
      dealerKey: 1n,
      ownerKey: null,
      groupKey: null,
      branchKey: 1n,
      principal: sum(plan.map(row => row.principal)),
      annualRate: '0.048' as Rate,
      penaltyRate: '0.072' as Rate,
      plan: { installments: plan },
      disbursedOn: ctx.today,
      payee: { dealerKey: 1n },
      ...change,
    }),
  )
}

/** Closes the open day and every one after it, up to but not including `until`; the clock is then at 09:00 of that day. */
export async function liveUntil(house: TestHouse, until: string): Promise<void> {
  const through = addDays(until as Day, -1)
  await closeDay(house.spine, { through })
  house.clock.set(instantAt(until as Day, '09:00'))
}

/** The code a rule or use case refuses with, or `accepted`. */
export async function codeOf(run: () => unknown): Promise<string> {
  try {
    await run()
  } catch (error) {
    if (error instanceof Refusal) return error.code
    throw error
  }
  return 'accepted'
}
