import { addDays, type Day } from '#lib/day'
import { type Id, toKey } from '#lib/id'
import { formatYuan, type Money, sum } from '#lib/money'
import { refuseUnless } from '#lib/refusal'
import type { Context } from '#platform/context'
import type { Input, Output } from '#platform/operation'
import type { Deed } from '../action.ts'
import type { actionApi } from '../action-api.ts'
import { type Book, figuresOf } from '../book.ts'
import { disbursementEntries, payoutEntries } from '../entry.ts'
import { isUnpaid } from '../installment.ts'
import { repricingNotice } from '../repricing-notice.ts'
import { insertNotices } from '../store/notice.ts'
import { planView } from '../view.ts'
import { lossNotice } from './lose-subsidies.ts'
import { type RecordedAction, recordAction } from './record-action.ts'
import { withinPeriods } from './relief-limits.ts'
import { withinTermCap } from './within-term-cap.ts'

type Change = Output<typeof actionApi.deferLoan>
type Wanted = {
  permission: string
  event: string
  facts: Record<string, string | number | boolean>
  valueDate?: Day | undefined
  deed: Deed
  /** Whether a term beyond the cap is asked for as an exception; undefined where the deed makes no term longer. */
  termException?: boolean
}

async function changePlan(ctx: Context, input: { id: Id<'loan'>; reason: string }, wanted: Wanted) {
  const done = await recordAction(ctx, {
    loanId: input.id,
    permission: wanted.permission,
    valueDate: wanted.valueDate,
    decide: () => wanted.deed,
    async check(opened, relived) {
      if (wanted.termException !== undefined) await withinTermCap(ctx, opened, relived.book, wanted.termException)
    },
    told: { note: input.reason },
    event: wanted.event,
    facts: wanted.facts,
  })
  return { done, change: planChange(done, ctx.today) }
}

/** A plan before and after, and what of it is different. */
export function planChange({ id, opened, after }: Pick<RecordedAction, 'id' | 'opened' | 'after'>, today: Day): Change {
  const both = <T>(of: (book: Book) => T) => ({ before: of(opened.book), after: of(after) })
  const next = (book: Book) => book.installments.find(isUnpaid)
  const cost = both(book => sum(book.installments.map(row => row.interest - row.interestPaid + row.fee - row.feePaid)))
  return {
    id,
    state: after.state,
    periods: both(book => book.installments.length),
    maturesOn: both(book => book.installments.at(-1)!.dueOn),
    nextDueOn: both(book => next(book)?.dueOn ?? null),
    nextPayment: both(book => {
      const row = next(book)
      return (row ? row.principal + row.interest + row.fee : 0n) as Money
    }),
    cost: { ...cost, more: (cost.after - cost.before) as Money },
    outstanding: both(book => figuresOf(book).outstanding),
    installments: planView(after, today),
  }
}

/** Puts off the installments not yet due. Emits `servicing.loan-deferred`. @throws Refusal servicing.over_periods, servicing.over_term_cap, and as `defer` and `recordAction` */
export async function deferLoan(ctx: Context, input: Input<typeof actionApi.deferLoan>): Promise<Change> {
  await withinPeriods(ctx, input.periods)
  const { periods, interest, valueDate } = input
  const { change } = await changePlan(ctx, input, {
    permission: 'servicing.plan.change',
    event: 'loan-deferred',
    facts: { periods, interest },
    valueDate,
    deed: { kind: 'deferral', periods, interest },
    termException: input.termException,
  })
  return change
}

/** Moves the due day. Emits `servicing.due-day-moved`. @throws Refusal as `moveDueDay` and `recordAction` */
export async function moveDueDay(ctx: Context, input: Input<typeof actionApi.moveDueDay>): Promise<Change> {
  const { date, valueDate } = input
  const { change } = await changePlan(ctx, input, {
    permission: 'servicing.plan.change',
    event: 'due-day-moved',
    facts: { date },
    valueDate,
    deed: { kind: 'due-day', date },
  })
  return change
}

/** A new plan for all that is unpaid. Emits `servicing.loan-restructured`. @throws Refusal servicing.over_term_cap, and as `restructure` and `recordAction` */
export async function restructureLoan(
  ctx: Context,
  input: Input<typeof actionApi.restructureLoan>,
): Promise<Output<typeof actionApi.restructureLoan>> {
  const { id: _, reason: __, valueDate, termException, ...terms } = input
  const { change, done } = await changePlan(ctx, input, {
    permission: 'servicing.restructuring.record',
    event: 'loan-restructured',
    facts: { periods: terms.periods, annualRate: terms.annualRate, distress: terms.distress },
    valueDate,
    deed: { kind: 'restructuring', ...terms },
    termException,
  })
  return { ...change, observation: terms.distress ? done.after.restructuring : null }
}

/** Declares everything due. Emits `servicing.loan-accelerated`. @throws Refusal as `accelerate` and `recordAction` */
export async function accelerateLoan(ctx: Context, input: Input<typeof actionApi.accelerateLoan>): Promise<Change> {
  const { payBy } = input
  const { change } = await changePlan(ctx, input, {
    permission: 'servicing.acceleration.record',
    event: 'loan-accelerated',
    facts: { payBy },
    deed: { kind: 'acceleration', payBy },
  })
  return change
}

/** Another rate from a day on; the borrower is told the next morning. Emits `servicing.loan-repriced`. @throws Refusal as `reprice` and `recordAction` */
export async function repriceLoan(ctx: Context, input: Input<typeof actionApi.repriceLoan>): Promise<Change> {
  const { annualRate, valueDate } = input
  const { change, done } = await changePlan(ctx, input, {
    permission: 'servicing.repricing.record',
    event: 'loan-repriced',
    facts: { annualRate },
    valueDate,
    deed: { kind: 'repricing', annualRate },
  })
  const { loan, book } = done.opened
  const on = valueDate ?? ctx.today
  await insertNotices(ctx.sql, addDays(ctx.today, 1), [
    repricingNotice(loan, toKey(done.id), book.terms.annualRate, done.after, on),
  ])
  return change
}

/**
 * Stops the treasury's part from the next installment on: the borrower pays it from then. The borrower is told the next
 * morning. Emits `servicing.subsidy-lost`. @throws Refusal servicing.no_subsidy_ahead, and as `recordAction`
 */
export async function loseSubsidy(ctx: Context, input: Input<typeof actionApi.loseSubsidy>): Promise<Change> {
  const { cause, valueDate } = input
  const { change, done } = await changePlan(ctx, input, {
    permission: 'servicing.subsidy.stop',
    event: 'subsidy-lost',
    facts: { cause },
    valueDate,
    deed: { kind: 'subsidy-loss', cause },
  })
  const { loan, book } = done.opened
  await insertNotices(ctx.sql, addDays(ctx.today, 1), [
    lossNotice(loan, toKey(done.id), book, done.after, valueDate ?? ctx.today),
  ])
  return change
}

/** Pays out another tranche to the dealer. Emits `servicing.tranche-disbursed`. @throws Refusal servicing.tranche_exceeds, and as `lendMore` and `recordAction` */
export async function disburseTranche(ctx: Context, input: Input<typeof actionApi.disburseTranche>): Promise<Change> {
  const { amount } = input
  const done = await recordAction(ctx, {
    loanId: input.id,
    permission: 'servicing.tranche.record',
    decide({ loan }) {
      const left = ((loan.commitment ?? loan.principal) - loan.principal) as Money
      refuseUnless(
        amount <= left,
        'servicing.tranche_exceeds',
        { amount: formatYuan(amount), left: formatYuan(left) },
        'amount',
      )
      return { kind: 'tranche', amount }
    },
    told: { note: input.reason, amount, entries: [...disbursementEntries(amount), ...payoutEntries(amount)] },
    event: 'tranche-disbursed',
    facts: { amount: formatYuan(amount) },
  })
  return planChange(done, ctx.today)
}
