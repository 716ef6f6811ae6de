import { must } from '#lib/assert'
import type { Day, Instant } from '#lib/day'
import { type Id, toId } from '#lib/id'
import { type Money, sum, zero } from '#lib/money'
import type { Rate } from '#lib/rate'
import type { PlacedColumns } from '#platform/context'
import { oneOrNone, prepared, rows, type Sql, sql } from '#platform/database'
import type { floating } from '#product'
import { type Book, type Figures, figuresOf } from '../book.ts'
import { noGrowth } from '../claim.ts'
import type { Hold } from '../hold.ts'
import { type Installment, plannedInstallment } from '../installment.ts'
import type { Decider, LateOrder, LoanState, Terms } from '../loan.ts'
import type { Component } from '../share.ts'
import { inScope, type Loans } from './steps/scope.ts'
import { agreedSubsidies, subsidiesOfLoans } from './subsidy.ts'

/** A loan's row. */
export type LoanRow = Figures & {
  key: bigint
  id: Id<'loan'>
  number: string
  applicationKey: bigint | null
  contractKey: bigint | null
  customerKey: bigint
  productKey: bigint
  productVersion: number
  dealerKey: bigint | null
  ownerId: bigint | null
  groupId: bigint | null
  /** Who brought the loan in and the group they stood in then; a hand-over leaves them. */
  originatorId: bigint | null
  originatorGroupId: bigint | null
  branchId: bigint
  principal: Money
  annualRate: Rate
  penaltyRate: Rate
  dayCount: Terms['dayCount']
  rounding: Terms['rounding']
  scale: Terms['scale']
  penaltyMultiple: Rate | null
  graceDays: number
  order: Component[]
  lateOrders: LateOrder[] | null
  /** Which version of the allocation policy the contract took over. */
  allocationVersion: string | null
  settlementFeeRate: Rate
  settlementFreeAfter: number
  disbursedOn: Day
  maturesOn: Day
  periods: number
  openedAt: Instant
  state: LoanState
  nextSeq: number
  /** The due day from which days past due are counted; null when nothing counts as overdue. */
  oldestUnpaidDue: Day | null
  bucket: string
  class: string
  stage: 1 | 2 | 3
  recheckOn: Day | null
  nonRetail: boolean
  contagion: Hold['contagion']
  watched: boolean
  classUntil: Day | null
  stageUntil: Day | null
  observedUntil: Day | null
  observedClass: Hold['observedClass']
  closedOn: Day | null
  advance: Money
  claim: Money
  claimBearing: Money
  claimProduct: bigint
  claimThrough: Day | null
  claimGrownPaid: Money
  /** Fees charged at disbursement, less what was given back. */
  upfrontFee: Money
  /** The day on which a floating rate is to be looked at next. */
  resetOn: Day | null
  vehicleCondition: 'new' | 'used' | null
  originatedOn: Day | null
  /** What the contract commits to lend in all; null when it was lent at once. */
  commitment: Money | null
  /** How the rate floats, as the contract fixed it; null where it does not. */
  floating: floating.FloatingTerms | null
  originalRate: Rate | null
  originalPenaltyRate: Rate | null
  restructuredOn: Day | null
  firstRepaymentOn: Day | null
  observationEndsOn: Day | null
  restructuredAgain: boolean | null
}

/** Where a loan stands for data scopes; the loan table is `l` in every query. */
export const loanPlace: PlacedColumns = { owner: 'l.owner_id', group: 'l.group_id', branch: 'l.branch_id' }

export const loanColumns = sql`
  l.loan_id AS key, l.number, l.application_id AS "applicationKey", l.contract_id AS "contractKey", l.customer_id AS "customerKey",
  l.product_id AS "productKey", l.product_version AS "productVersion", l.dealer_id AS "dealerKey", l.owner_id AS "ownerId",
  l.group_id AS "groupId", l.originator_id AS "originatorId", l.originator_group_id AS "originatorGroupId", l.branch_id AS "branchId", l.principal, l.annual_rate AS "annualRate", l.penalty_rate AS "penaltyRate", l.day_count AS "dayCount",
  coalesce(l.rounding, 'half-up') AS rounding, coalesce(l.scale, 2) AS scale, l.penalty_multiple AS "penaltyMultiple",
  l.grace_days AS "graceDays", l.allocation_order AS "order", l.settlement_fee_rate AS "settlementFeeRate",
  l.settlement_free_after AS "settlementFreeAfter", l.disbursed_on AS "disbursedOn", l.matures_on AS "maturesOn", l.periods,
  l.opened_at AS "openedAt", l.state, l.outstanding, l.overdue_principal AS "overduePrincipal", l.overdue_interest AS "overdueInterest",
  l.overdue_fee AS "overdueFee", l.next_seq AS "nextSeq", l.next_due_on AS "nextDueOn", l.payable_from AS "payableFrom", l.next_interest AS "nextInterest",
  l.period_from AS "periodFrom", l.oldest_unpaid_due AS "oldestUnpaidDue", l.bucket, l.class, l.stage,
  l.recheck_on AS "recheckOn", l.non_retail AS "nonRetail", l.contagion, l.watched, l.class_until AS "classUntil",
  l.stage_until AS "stageUntil", l.observed_until AS "observedUntil", l.observed_class AS "observedClass",
  l.final_principal AS "finalPrincipal", l.closed_on AS "closedOn",
  l.late_orders AS "lateOrders", l.allocation_version AS "allocationVersion", l.advance, l.claim, l.commitment, l.floating, l.original_rate AS "originalRate",
  l.original_penalty_rate AS "originalPenaltyRate",
  l.restructured_on AS "restructuredOn", l.first_repayment_on AS "firstRepaymentOn", l.observation_ends_on AS "observationEndsOn",
  l.restructured_again AS "restructuredAgain", l.claim_bearing AS "claimBearing", l.claim_product::bigint AS "claimProduct",
  l.claim_through AS "claimThrough", l.claim_grown_paid AS "claimGrownPaid", l.upfront_fee AS "upfrontFee",
  l.reset_on AS "resetOn",
  l.vehicle_condition AS "vehicleCondition", l.originated_on AS "originatedOn"`

/** Gives a loan row its outside name. */
export const named = (row: Omit<LoanRow, 'id'>): LoanRow => ({ ...row, id: toId('loan', row.key) })

/** One loan, locked when about to be changed; null when there is none. */
export async function loanByKey(database: Sql, key: bigint, lock = false): Promise<LoanRow | null> {
  const row = await oneOrNone(
    prepared(
      sql<
        Omit<LoanRow, 'id'>
      >`SELECT ${loanColumns} FROM servicing.loan l WHERE l.loan_id = ${key} ${lock ? sql`FOR UPDATE` : sql``}`,
    ),
    database,
  )
  return row && named(row)
}

/** Loans of a range that owe something due and hold money paid in advance, other than those set aside. */
export async function loansWithAdvance(database: Sql, loans: Loans): Promise<LoanRow[]> {
  const found = await rows(
    sql<Omit<LoanRow, 'id'>>`SELECT ${loanColumns} FROM servicing.loan l
      WHERE l.advance > 0 AND l.overdue_principal + l.overdue_interest + l.overdue_fee > 0 AND ${inScope({ loans })}
      ORDER BY l.loan_id FOR UPDATE`,
    database,
  )
  return found.map(named)
}

/** The keys of loans by their numbers. */
export async function keysByNumber(database: Sql, numbers: readonly string[]): Promise<Map<string, bigint>> {
  const found = await rows(
    sql<{
      number: string
      key: bigint
    }>`SELECT number, loan_id AS key FROM servicing.loan WHERE number = ANY(${[...numbers]}::text[])`,
    database,
  )
  return new Map(found.map(row => [row.number, row.key]))
}

/** Whether a number is taken; two openings of the same number wait for each other here. */
export async function numberTaken(database: Sql, number: string): Promise<boolean> {
  await sql`SELECT pg_advisory_xact_lock(hashtext('servicing.loan.number'), hashtext(${number}))`.execute(database)
  return (await keysByNumber(database, [number])).size > 0
}

/** A key of our own making, time-sortable. */
export async function newKey(database: Sql): Promise<bigint> {
  return (await newKeys(database, 1))[0]!
}

/** So many keys of our own making, ascending. */
export async function newKeys(database: Sql, count: number): Promise<bigint[]> {
  const made = await rows(
    sql<{ key: bigint }>`SELECT platform.new_key() AS key FROM generate_series(1, ${count}::int) ORDER BY 1`,
    database,
  )
  return made.map(row => row.key)
}

const installmentColumns = sql`
  seq, due_on AS "dueOn", principal, interest, fee, principal_paid AS "principalPaid", interest_paid AS "interestPaid", fee_paid AS "feePaid",
  coalesce(penalty_paid, 0) AS "penaltyPaid", coalesce(compound_paid, 0) AS "compoundPaid", coalesce(penalty_posted, 0) AS "penaltyPosted",
  coalesce(compound_posted, 0) AS "compoundPosted", coalesce(penalty_before, 0) AS "penaltyBefore",
  coalesce(compound_before, 0) AS "compoundBefore", coalesce(principal_product, 0) AS "principalProduct",
  coalesce(interest_product, 0) AS "interestProduct", coalesce(product_through, due_on) AS "productThrough"`

/** The plans of loans with what has been paid on them, each in order. */
export async function installmentsOf(database: Sql, loanKeys: readonly bigint[]): Promise<Map<bigint, Installment[]>> {
  const found = await rows(
    sql<
      Installment & { loanKey: bigint }
    >`SELECT loan_id AS "loanKey", ${installmentColumns} FROM servicing.installment WHERE loan_id = ANY(${[...loanKeys]}::bigint[]) ORDER BY loan_id, seq`,
    database,
  )
  const byLoan = new Map<bigint, Installment[]>(loanKeys.map(key => [key, []]))
  for (const { loanKey, ...row } of found) byLoan.get(loanKey)!.push(row)
  return byLoan
}

/** The loan as the rules see it. */
export async function bookOf(database: Sql, loan: LoanRow): Promise<Book> {
  return must((await booksOf(database, [loan])).get(loan.key), 'the loan has a book')
}

/** Loans as the rules see them, by key. */
export async function booksOf(database: Sql, loans: readonly LoanRow[]): Promise<Map<bigint, Book>> {
  const keys = loans.map(loan => loan.key)
  const plans = await installmentsOf(database, keys)
  const subsidies = await subsidiesOfLoans(database, keys)
  return new Map(
    loans.map(loan => [
      loan.key,
      {
        terms: {
          principal: loan.principal,
          disbursedOn: loan.disbursedOn,
          annualRate: loan.annualRate,
          penaltyRate: loan.penaltyRate,
          penaltyMultiple: loan.penaltyMultiple,
          dayCount: loan.dayCount,
          rounding: loan.rounding,
          scale: loan.scale,
          graceDays: loan.graceDays,
          order: loan.order,
          lateOrders: loan.lateOrders ?? [],
          settlementFeeRate: loan.settlementFeeRate,
          settlementFreeAfter: loan.settlementFreeAfter,
        },
        installments: must(plans.get(loan.key), 'the loan has a plan'),
        nextSeq: loan.nextSeq,
        state: loan.state,
        bucket: loan.bucket,
        class: loan.class,
        oldestUnpaidDue: loan.oldestUnpaidDue,
        stage: loan.stage,
        hold: holdOf(loan),
        recheckOn: loan.recheckOn,
        advance: loan.advance,
        claim: loan.claim,
        growth: {
          bearing: loan.claimBearing,
          product: loan.claimProduct,
          through: loan.claimThrough,
          paid: loan.claimGrownPaid,
        },
        restructuring: restructuringOf(loan),
        subsidies: subsidies.get(loan.key) ?? [],
      },
    ]),
  )
}

/** What pictures of the book are cut by, as it was when the money left. */
export type Slices = {
  /** The day the loan's age counts from, where that is not the day it was disbursed: it was taken over from another book. */
  originatedOn?: Day | undefined
  vehicle?: { brand: string | null; model: string | null; condition: 'new' | 'used' | null } | undefined
  region?: string | null | undefined
}

/** Why a loan may stand worse than its days say. */
const holdOf = (loan: LoanRow): Hold => ({
  nonRetail: loan.nonRetail,
  contagion: loan.contagion,
  watched: loan.watched,
  classUntil: loan.classUntil,
  stageUntil: loan.stageUntil,
  observedUntil: loan.observedUntil,
  observedClass: loan.observedClass,
})

function restructuringOf(loan: LoanRow): Book['restructuring'] {
  if (loan.restructuredOn === null) return null
  return {
    on: loan.restructuredOn,
    firstRepaymentOn: must(loan.firstRepaymentOn, 'an observation has a first repayment date'),
    endsOn: must(loan.observationEndsOn, 'an observation has an end'),
    again: loan.restructuredAgain ?? false,
  }
}

/** The book as it was disbursed: the first plan and rate, nothing paid, nothing fallen due. */
export async function originOf(database: Sql, loan: LoanRow, book: Book): Promise<Book> {
  const kept = await rows(
    sql<{ seq: number; dueOn: Day; principal: Money; interest: Money; fee: Money }>`
      SELECT seq, due_on AS "dueOn", principal, interest, fee FROM servicing.original_installment WHERE loan_id = ${loan.key} ORDER BY seq`,
    database,
  )
  const installments = (kept.length > 0 ? kept : book.installments).map(plannedInstallment)
  return {
    terms: {
      ...book.terms,
      principal: sum(installments.map(row => row.principal)),
      annualRate: loan.originalRate ?? book.terms.annualRate,
      penaltyRate: loan.originalPenaltyRate ?? book.terms.penaltyRate,
    },
    installments,
    nextSeq: 1,
    state: 'active',
    bucket: book.bucket,
    class: book.class,
    oldestUnpaidDue: null,
    stage: book.stage,
    hold: book.hold,
    recheckOn: book.recheckOn,
    advance: zero,
    claim: zero,
    growth: noGrowth,
    restructuring: null,
    subsidies: await agreedSubsidies(database, loan.key, book.subsidies),
  }
}

/** Writes a new loan with its plan. */
export async function insertLoan(
  database: Sql,
  loan: Pick<
    LoanRow,
    | 'key'
    | 'number'
    | 'applicationKey'
    | 'contractKey'
    | 'customerKey'
    | 'productKey'
    | 'productVersion'
    | 'dealerKey'
    | 'ownerId'
    | 'groupId'
    | 'originatorId'
    | 'originatorGroupId'
    | 'branchId'
    | 'maturesOn'
    | 'periods'
    | 'openedAt'
    | 'allocationVersion'
    | 'commitment'
    | 'floating'
    | 'upfrontFee'
    | 'resetOn'
  > & { decider: Decider | null },
  slices: Slices,
  book: Book,
): Promise<void> {
  const figures = figuresOf(book)
  const { terms } = book
  await sql`INSERT INTO servicing.loan (loan_id, number, application_id, contract_id, customer_id, product_id, product_version, dealer_id,
      owner_id, group_id, originator_id, originator_group_id, decider_id, decider_group_id, decider_branch_id, branch_id, principal, annual_rate, penalty_rate, grace_days, allocation_order, settlement_fee_rate,
      settlement_free_after, disbursed_on, matures_on, periods, opened_at, state, outstanding, next_seq, next_due_on, payable_from, next_interest,
      period_from, bucket, class, originated_on, vehicle_brand, vehicle_model, vehicle_condition, region, stage, non_retail, final_principal,
      late_orders, allocation_version, commitment, floating, upfront_fee, reset_on, day_count, rounding, scale, penalty_multiple)
    VALUES (${loan.key}, ${loan.number}, ${loan.applicationKey}, ${loan.contractKey}, ${loan.customerKey}, ${loan.productKey},
      ${loan.productVersion}, ${loan.dealerKey}, ${loan.ownerId}, ${loan.groupId}, ${loan.originatorId}, ${loan.originatorGroupId}, ${loan.decider?.key ?? null}, ${loan.decider?.groupKey ?? null}, ${loan.decider?.branchKey ?? null}, ${loan.branchId}, ${terms.principal}, ${terms.annualRate},
      ${terms.penaltyRate}, ${terms.graceDays}, ${[...terms.order]}, ${terms.settlementFeeRate}, ${terms.settlementFreeAfter}, ${terms.disbursedOn},
      ${loan.maturesOn}, ${loan.periods}, ${loan.openedAt}, ${book.state}, ${figures.outstanding}, ${book.nextSeq}, ${figures.nextDueOn}, ${figures.payableFrom},
      ${figures.nextInterest}, ${figures.periodFrom}, ${book.bucket}, ${book.class},
      ${slices.originatedOn ?? null}, ${slices.vehicle?.brand ?? null}, ${slices.vehicle?.model ?? null}, ${slices.vehicle?.condition ?? null},
      ${slices.region ?? null}, ${book.stage}, ${book.hold.nonRetail}, ${figures.finalPrincipal},
      ${terms.lateOrders.length > 0 ? JSON.stringify(terms.lateOrders) : null}::jsonb, ${loan.allocationVersion}, ${loan.commitment},
      ${loan.floating ? JSON.stringify(loan.floating) : null}::jsonb, ${loan.upfrontFee}, ${loan.resetOn}, ${terms.dayCount},
      nullif(${terms.rounding}, 'half-up'), nullif(${terms.scale}, 2), ${terms.penaltyMultiple})`.execute(database)
  const plan = book.installments
  await sql`INSERT INTO servicing.installment (loan_id, seq, due_on, principal, interest, fee, principal_paid, interest_paid)
    SELECT ${loan.key}::bigint, * FROM unnest(${plan.map(row => row.seq)}::int[], ${plan.map(row => row.dueOn)}::date[],
      ${plan.map(row => row.principal)}::bigint[], ${plan.map(row => row.interest)}::bigint[], ${plan.map(row => row.fee)}::bigint[],
      ${plan.map(row => row.principalPaid)}::bigint[], ${plan.map(row => row.interestPaid)}::bigint[])`.execute(
    database,
  )
}

export type StateRow = {
  fromDay: Day
  state: LoanState
  bucket: string
  class: string
  stage: 1 | 2 | 3
  outstanding: Money
}

/** Where a loan has stood, oldest first: all, or the latest so many. */
export async function statesOf(database: Sql, loanKey: bigint, latest = 10_000, by: Day | null = null) {
  const found = await rows(
    sql<StateRow>`SELECT from_day AS "fromDay", state, bucket, class, stage, outstanding FROM servicing.loan_state WHERE loan_id = ${loanKey} AND from_day <= coalesce(${by}::date, 'infinity') ORDER BY from_day DESC LIMIT ${latest}`,
    database,
  )
  return found.reverse()
}
