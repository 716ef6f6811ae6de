import { must } from '#lib/assert'
import type { Day } from '#lib/day'
import { toId, toKey } from '#lib/id'
import { refuseUnless } from '#lib/refusal'
import type { Context } from '#platform/context'
import type { Input, Output } from '#platform/operation'
import type { api } from '../api.ts'
import { hold } from '../pay-line.ts'
import { holdPool } from '../pool-part.ts'
import { casesOfLoan, openCaseOf, openCases } from '../store/fault.ts'
import { lockMonths, openMonthFor } from '../store/month.ts'
import { insertLines, linesOfLoans, type PayEntry } from '../store/pay.ts'
import { poolsOfLoans } from '../store/pool.ts'
import { evidenceOf } from './evidence-of.ts'
import { continued, ofLoan, tellPeople } from './hold-pay.ts'
import { caseView } from './list-cases.ts'

/**
 * Opens a case by hand: conduct, falsified or wrong facts, unapproved pay. What the loan paid the person and is not paid out is
 * held until it is decided; of pools that the person's commission went into, what stems from it, from everybody who shares in them,
 * as the close would.
 * @throws Refusal performance.case_nothing, case_taken, own_case
 */
export async function openCase(ctx: Context, input: Input<typeof api.openCase>): Promise<Output<typeof api.openCase>> {
  const loanKey = toKey(input.loanId)
  const personKey = toKey(input.personId)
  refuseUnless(personKey !== ctx.actor.key, 'performance.own_case')
  // Before lines are read: a close that finds the same loan in trouble has held, or waits, and nothing is held twice.
  await lockMonths(ctx.sql, true)
  const lines = await linesOfLoans(ctx.sql, [loanKey], personKey)
  const first = lines[0]
  refuseUnless(first, 'performance.case_nothing')
  ctx.rights.check('performance.case.open', { ownerId: personKey, groupId: first.groupId, branchId: first.branchId })
  refuseUnless((await openCaseOf(ctx.sql, loanKey, personKey)) === null, 'performance.case_taken')
  const evidence = { ...(await evidenceOf(ctx, loanKey, 0)), facts: input.text, openedBy: ctx.actor.name }
  await openCases(ctx.sql, [{ personKey, groupId: first.groupId, branchId: first.branchId, loanKey }], {
    day: ctx.today,
    trigger: input.trigger,
    duty: input.duty,
    evidence,
  })
  const month = await openMonthFor(ctx.sql, ctx.today)
  const own = hold(lines).map(line => continued(ctx, line, month, ctx.today, 'hold'))
  const held = [...own, ...(await heldOfPools(ctx, loanKey, month))]
  await insertLines(ctx.sql, held)
  await tellPeople(ctx, held, ctx.today, 'performance.notice.case-held')
  const key = must(await openCaseOf(ctx.sql, loanKey, personKey), 'the case is open')
  ctx.about(toId('case', key), input.loanId, input.personId)
  await ctx.emit('performance.case-opened', { loanId: input.loanId, personIds: [input.personId] })
  return caseView(ctx, key)
}

/** What pools hold for a loan: all that stems from the commissions of whom a case about it is open against. */
async function heldOfPools(ctx: Context, loanKey: bigint, month: Day): Promise<PayEntry[]> {
  const pools = await poolsOfLoans(ctx.sql, [loanKey])
  if (pools.length === 0) return []
  const known = await casesOfLoan(ctx.sql, loanKey)
  const people = new Set(known.filter(one => one.open).map(one => one.personKey))
  const cases = new Set(known.filter(one => people.has(one.personKey)).map(one => one.key))
  return pools
    .flatMap(pool => holdPool(pool, loanKey, { people, cases }))
    .map(line => ofLoan(continued(ctx, line, month, ctx.today, 'hold'), loanKey))
}
