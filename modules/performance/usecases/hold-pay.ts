import type { Day } from '#lib/day'
import { toId } from '#lib/id'
import { formatYuan, sum } from '#lib/money'
import { notify } from '#notification'
import type { Context } from '#platform/context'
import { parameterOn } from '#reference'
import { hold, type NewLine, release } from '../pay-line.ts'
import { holdPool, type Pool, releasePool } from '../pool-part.ts'
import { openCaseLoans, openCases } from '../store/fault.ts'
import { lockMonths, openMonthFor } from '../store/month.ts'
import { heldLoans, insertLines, linesOfLoans, type PayEntry, type PayLineRow } from '../store/pay.ts'
import { poolsOfLoans } from '../store/pool.ts'
import { moved, type WhyEvent } from '../why.ts'
import { evidenceOf } from './evidence-of.ts'

type Crossing = { loanKey: bigint; overdueDays: number; firstPaymentDays: number | null }

/** What the close tells this step. */
export type HoldScope = {
  day: Day
  loans: { from: bigint; to: bigint } | { keys: readonly bigint[] }
  crossings: readonly Crossing[]
  overdueDaysOf(keys: readonly bigint[]): Promise<Map<bigint, number>>
}

/**
 * A loan in trouble holds exactly what it paid, in the transaction that finds the trouble: first payment missed, or past due
 * above `holdDays`; of pools that its commission went into, what stems from it. Above `caseDays` a case opens for everyone it paid
 * for work on it, with what is known. A loan that owes nothing any more lets go of what it held, unless a case is open. Done again it
 * finds nothing.
 */
export async function holdPay(ctx: Context, scope: HoldScope): Promise<number> {
  const held = await heldLoans(ctx.sql, scope.loans)
  if (scope.crossings.length === 0 && held.length === 0) return 0
  const bounds = await parameterOn(ctx.sql, 'pay.hold', scope.day)
  const troubled = scope.crossings.filter(
    one => one.overdueDays > bounds.holdDays || (one.firstPaymentDays ?? 0) >= bounds.firstPaymentDays,
  )
  // Before lines are read: a case opened by hand holds for the same loan, and what it has held is not held again.
  await lockMonths(ctx.sql, false)
  const lines = await linesOfLoans(ctx.sql, [...new Set([...troubled.map(one => one.loanKey), ...held])])
  if (lines.length === 0) return 0
  const month = await openMonthFor(ctx.sql, scope.day)
  const byLoan = Map.groupBy(lines, line => line.loanKey!)
  const written: PayEntry[] = []
  // One pool may stand behind several of these loans: what one of them holds of it the next one finds held.
  const pools = await poolsOfLoans(ctx.sql, [...byLoan.keys()])
  const keep = (event: WhyEvent, loanKey: bigint, own: readonly NewLine[], ofPool: (pool: Pool) => NewLine[]) => {
    written.push(...own.map(one => continued(ctx, one, month, scope.day, event)))
    for (const pool of pools) {
      const found = ofPool(pool).map(one => ofLoan(continued(ctx, one, month, scope.day, event), loanKey))
      written.push(...found)
      pool.lines.push(...found.map((line, at) => ({ ...line, key: -BigInt(pool.lines.length + at + 1) }) as PayLineRow))
    }
  }
  for (const { loanKey } of troubled)
    keep('hold', loanKey, hold(byLoan.get(loanKey) ?? []), pool => holdPool(pool, loanKey))
  const standing = await scope.overdueDaysOf(held)
  const cases = await openCaseLoans(ctx.sql, held)
  for (const loanKey of held) {
    if ((standing.get(loanKey) ?? 0) === 0 && !cases.has(loanKey))
      keep('cure', loanKey, release(byLoan.get(loanKey) ?? []), pool => releasePool(pool, loanKey))
  }
  await insertLines(ctx.sql, written)
  await tellPeople(ctx, written, scope.day, 'performance.notice.held')
  for (const { loanKey, overdueDays } of troubled.filter(one => one.overdueDays > bounds.caseDays)) {
    const own = byLoan.get(loanKey) ?? []
    const people = [...new Map(own.map(line => [line.personKey, line])).values()]
    if (people.length === 0) continue
    const evidence = await evidenceOf(ctx, loanKey, overdueDays)
    await openCases(
      ctx.sql,
      people.map(({ personKey, groupId, branchId }) => ({ personKey, groupId, branchId, loanKey })),
      { day: scope.day, trigger: 'overdue-90', duty: 'may', evidence },
    )
    await notify(ctx, {
      to: people.map(line => line.personKey),
      template: 'performance.notice.case',
      facts: { number: evidence.loan.number },
      about: toId('loan', loanKey),
      once: `performance:case:${loanKey}:${scope.day}`,
    })
    await ctx.emit('performance.case-opened', {
      loanId: toId('loan', loanKey),
      personIds: people.map(line => toId('person', line.personKey)),
    })
  }
  return new Set(written.map(line => line.loanKey)).size
}

/** Tells each person once what a loan holds, by this notice, or lets go. */
export async function tellPeople(
  ctx: Context,
  written: readonly PayEntry[],
  day: Day,
  holding: 'performance.notice.held' | 'performance.notice.case-held',
): Promise<void> {
  const groups = Map.groupBy(written, line => `${line.personKey}:${line.loanKey}:${line.step}`)
  for (const [key, own] of groups) {
    const first = own[0]!
    await notify(ctx, {
      to: [first.personKey],
      template: first.step === 'hold' ? holding : 'performance.notice.released',
      facts: { amount: formatYuan(sum(own.map(line => line.amount))) },
      // Whoever only shares in a pool may not open the loan.
      ...(own.some(line => line.part !== 'pool') ? { about: toId('loan', first.loanKey!) } : {}),
      once: `performance:${key}:${day}`,
    })
  }
}

/** A line that continues an earlier one: same person, loan, plan and place. */
export function continued(
  ctx: Context,
  { step, amount, parent }: NewLine,
  month: Day,
  day: Day,
  event: WhyEvent,
  caseKey: bigint | null = null,
): PayEntry {
  const origin = parent as PayLineRow
  return {
    personKey: origin.personKey,
    groupId: origin.groupId,
    branchId: origin.branchId,
    loanKey: origin.loanKey,
    month,
    planVersionKey: origin.planVersionKey,
    component: origin.component,
    part: origin.part,
    step,
    amount,
    vestsOn: null,
    parent: origin.key,
    caseKey,
    why: moved(event, day),
    valueDay: day,
    postedAt: ctx.now,
    postedBy: ctx.actor.id,
  }
}

/** The line of a pool, on account of one of the loans behind it. */
export const ofLoan = (line: PayEntry, loanKey: bigint): PayEntry => ({ ...line, loanKey })

/** The step as the day close runs it. */
export const holdPayStep = {
  name: 'pay-holds',
  reads: ['signal', 'loan', 'set_aside'],
  writes: ['performance.pay_line', 'performance.fault_case'],
  run: holdPay,
}
