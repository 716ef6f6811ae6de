import { assert, must } from '#lib/assert'
import type { Day } from '#lib/day'
import { type Id, toId } from '#lib/id'
import { type Money, sum, zero } from '#lib/money'
import { parseRate, type Rate } from '#lib/rate'
import { refuseUnless } from '#lib/refusal'
import type { Context } from '#platform/context'
import type { floating } from '#product'
import { parameterOn, versionOn } from '#reference'
import { type Book, standAt } from '../book.ts'
import { type Charge, chargeEntries, isOurs, payoutAfter, told } from '../charge.ts'
import { noGrowth } from '../claim.ts'
import { disbursementEntries, payoutEntries, subsidyTransaction } from '../entry.ts'
import { resetAfter } from '../floating.ts'
import { noHold } from '../hold.ts'
import { isGrace, plannedInstallment } from '../installment.ts'
import type { Decider, Terms } from '../loan.ts'
import { fullOrder } from '../standing.ts'
import { saveStates } from '../store/change.ts'
import { morningOf } from '../store/close.ts'
import { insertLoan, newKeys, numberTaken, type Slices } from '../store/loan.ts'
import { insertSubsidies } from '../store/subsidy.ts'
import { insertTransactions } from '../store/transaction.ts'
import { type AgreedSubsidy, postSubsidies, subsidiesOf, subsidyMoved } from '../subsidy.ts'
import { holdDay } from './open-book.ts'
import { noteLate } from './save-change.ts'
import { standingRulesOn } from './standing-rules-on.ts'

/** What disbursing a loan needs. Keys are database keys of the neighbours' records; the loan book only keeps them. */
export type NewLoan = {
  number: string
  applicationKey: bigint | null
  contractKey: bigint | null
  customerKey: bigint
  /** Corporate, dealer or fleet: judged with the debtor's other loans. Default: retail. */
  nonRetail?: boolean
  productKey: bigint
  productVersion: number
  dealerKey: bigint | null
  ownerKey: bigint | null
  groupKey: bigint | null
  /** Who brought it in, where that is not the owner of the day. */
  originator?: { key: bigint; groupKey: bigint | null } | null
  /** Who approved it last, where a person did. */
  decider?: Decider | null
  branchKey: bigint
  /** Paid out now; the plan repays it. */
  principal: Money
  /** What the contract commits to lend in all; more than `principal` where it is paid out in tranches. */
  commitment?: Money
  annualRate: Rate
  penaltyRate: Rate
  /** How the contract counts a period's part of the year; default: whole periods. */
  dayCount?: Terms['dayCount']
  /** How the contract rounds its installments; default: half-up to the fen. */
  rounding?: Terms['rounding']
  scale?: Terms['scale']
  /** By which multiple of the contract rate the penalty rate was agreed. */
  penaltyMultiple?: Rate | null
  /** The plan as the pure engine made it; its principal adds up to the loan's. */
  plan: {
    installments: readonly { seq: number; dueOn: Day; principal: Money; interest: Money; fee: Money }[]
  }
  disbursedOn: Day
  /** Who gets the money; entrusted payment to the dealer is the rule. */
  payee: { dealerKey: bigint | null }
  /** The contract's own terms where they differ from the parameters of the day. */
  graceDays?: number
  order?: Terms['order']
  lateOrders?: Terms['lateOrders']
  settlementFee?: { rate: Rate; freeAfterPeriods: number }
  /** How the contract lets the rate float; absent or null: fixed. */
  floating?: floating.FloatingTerms | null
  /** Fees at disbursement, as the borrower signed for them. */
  charges?: readonly Charge[]
  /** Who pays a part of what it costs, as the deal has it, and when that is lost. */
  subsidies?: readonly AgreedSubsidy[]
  subsidyLoss?: { overdueDays: number; clawBack: boolean } | null
  /** What pictures of the book are cut by. */
  slices?: Slices
}

/**
 * Disburses: stores the plan, takes the loan into the books, charges the fees of disbursement and pays the dealer what
 * they leave. The first due day must not have passed.
 * Emits `servicing.loan-disbursed`.
 * @throws Refusal servicing.number_taken, servicing.value_date, servicing.day_stale
 */
export async function openLoan(ctx: Context, input: NewLoan): Promise<Id<'loan'>> {
  await holdDay(ctx)
  const plan = input.plan.installments
  assert(sum(plan.map(row => row.principal)) === input.principal, 'the plan repays the principal, no more and no less')
  assert(
    plan.every(row => !isGrace(row) || (row.principal + row.interest === 0n && row.fee === 0n)),
    'a balance grows by interest of grace alone',
  )
  assert(
    plan.every((row, index) => row.seq === index + 1 && row.dueOn > (plan[index - 1]?.dueOn ?? input.disbursedOn)),
    'the plan is in order and begins after the disbursement',
  )
  const first = must(plan[0], 'the plan has rows')
  refuseUnless(
    input.disbursedOn <= ctx.today && first.dueOn >= ctx.today,
    'servicing.value_date',
    { from: input.disbursedOn, to: ctx.today },
    'disbursedOn',
  )
  refuseUnless(
    !(await numberTaken(ctx.sql, input.number)),
    'servicing.number_taken',
    { number: input.number },
    'number',
  )
  const fee = await parameterOn(ctx.sql, 'settlement.fee', ctx.today)
  const terms: Terms = {
    principal: input.principal,
    disbursedOn: input.disbursedOn,
    annualRate: input.annualRate,
    penaltyRate: input.penaltyRate,
    penaltyMultiple: input.penaltyMultiple ?? null,
    dayCount: input.dayCount ?? 'period',
    rounding: input.rounding ?? 'half-up',
    scale: input.scale ?? 2,
    graceDays: input.graceDays ?? (await parameterOn(ctx.sql, 'grace.days', ctx.today)),
    order: fullOrder(input.order ?? (await parameterOn(ctx.sql, 'allocation.order', ctx.today))),
    lateOrders: input.lateOrders ?? (input.order ? [] : await lateOrdersOn(ctx)),
    settlementFeeRate: input.settlementFee?.rate ?? must(parseRate(fee.rate), 'the parameter is a rate'),
    settlementFreeAfter: input.settlementFee?.freeAfterPeriods ?? fee.freeAfterPeriods,
  }
  const rules = await standingRulesOn(ctx.sql, ctx.today)
  const book: Book = standAt(
    {
      terms,
      installments: plan.map(plannedInstallment),
      nextSeq: 1,
      oldestUnpaidDue: null,
      state: 'active',
      bucket: '',
      class: '',
      stage: 1,
      hold: { ...noHold, nonRetail: input.nonRetail ?? false },
      recheckOn: null,
      advance: zero,
      claim: zero,
      growth: noGrowth,
      restructuring: null,
      subsidies: postSubsidies(
        input.subsidies?.length
          ? subsidiesOf(
              input.subsidies,
              plan,
              input.disbursedOn,
              input.subsidyLoss ?? (await parameterOn(ctx.sql, 'subsidy.loss', ctx.today)),
            )
          : [],
        ctx.today,
      ),
    },
    ctx.today,
    rules,
  )
  const charges = (input.charges ?? []).filter(charge => charge.amount > 0n).map(told)
  const paidOut = payoutAfter(input.principal, charges)
  assert(paidOut > 0n, 'fees leave something to pay out')
  const [key, disbursement, payout, subsidised, ...chargeKeys] = (await newKeys(ctx.sql, 4 + charges.length)) as [
    bigint,
    bigint,
    bigint,
    bigint,
    ...bigint[],
  ]
  const subsidy = subsidyMoved([], book.subsidies)
  const id = toId('loan', key)
  const loan = { key, branchId: input.branchKey, productKey: input.productKey }
  await insertLoan(
    ctx.sql,
    {
      ...loan,
      number: input.number,
      applicationKey: input.applicationKey,
      contractKey: input.contractKey,
      customerKey: input.customerKey,
      productVersion: input.productVersion,
      dealerKey: input.dealerKey,
      ownerId: input.ownerKey,
      groupId: input.groupKey,
      originatorId: input.originator?.key ?? input.ownerKey,
      originatorGroupId: input.originator ? input.originator.groupKey : input.groupKey,
      decider: input.decider ?? null,
      maturesOn: must(plan.at(-1), 'the plan has rows').dueOn,
      periods: plan.length,
      openedAt: ctx.now,
      allocationVersion: input.order ? null : await versionOn(ctx.sql, 'allocation.order', ctx.today),
      commitment: input.commitment ?? null,
      upfrontFee: sum(charges.filter(isOurs).map(charge => charge.amount)),
      floating: input.floating ?? null,
      resetOn: input.floating ? resetAfter(input.floating.reset, input.disbursedOn, input.disbursedOn) : null,
    },
    input.slices ?? {},
    book,
  )
  const brand = input.slices?.vehicle?.brand ?? null
  await insertSubsidies(ctx.sql, loan, book.subsidies, { dealerKey: input.dealerKey, brand }, ctx.today)
  await saveStates(ctx.sql, [{ loanKey: key, from: input.disbursedOn, book }])
  const common = {
    valueDate: input.disbursedOn,
    postedOn: ctx.today,
    amount: input.principal,
    recordedBy: ctx.actor.id,
    recordedAt: ctx.now,
  }
  await insertTransactions(ctx.sql, [
    {
      loan,
      one: { ...common, key: disbursement, kind: 'disbursement', entries: disbursementEntries(input.principal) },
    },
    {
      loan,
      one: { ...common, key: payout, kind: 'payout', amount: paidOut, entries: payoutEntries(paidOut) },
    },
    ...(subsidy.due > 0n ? [{ loan, one: { ...common, key: subsidised, ...subsidyTransaction(subsidy) } }] : []),
    ...charges.map(({ amount, ...charge }, index) => ({
      loan,
      one: {
        ...common,
        key: must(chargeKeys[index], 'a key for each'),
        kind: 'charge' as const,
        amount,
        charged: isOurs(charge) ? amount : zero,
        terms: charge,
        entries: isOurs(charge) ? chargeEntries({ amount, ...charge }) : [],
      },
    })),
  ])
  if ((await morningOf(ctx.sql, ctx.today, key)) > ctx.today) await noteLate(ctx, [key])
  ctx.about(id)
  await ctx.emit('servicing.loan-disbursed', {
    loanId: id,
    applicationId: input.applicationKey === null ? null : toId('application', input.applicationKey),
    customerId: toId('customer', input.customerKey),
    day: ctx.today,
  })
  return id
}

/** The orders for late loans by the parameter; a contract with an order of its own takes over no other for later days. */
async function lateOrdersOn(ctx: Context): Promise<Terms['lateOrders']> {
  const orders = await parameterOn(ctx.sql, 'allocation.late-orders', ctx.today)
  return orders.map(one => ({ ...one, order: fullOrder(one.order) }))
}
