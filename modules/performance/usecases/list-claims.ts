import { must } from '#lib/assert'
import { toId } from '#lib/id'
import { fen, min } from '#lib/money'
import type { Context } from '#platform/context'
import type { Input, Output } from '#platform/operation'
import { pastWall } from '#platform/wall'
import { loanByKey } from '#servicing'
import { peopleNamed, personById } from '#team'
import type { api } from '../api.ts'
import { monthlyCap } from '../recovery.ts'
import * as store from '../store/claim.ts'
import { wagesOn } from '../store/pay.ts'
import { recoveryLaw } from './spread-claim.ts'

/**
 * A page of claims, newest first. Whoever pays months notes what is paid back, and has to see what it is of: the amounts, not the
 * case behind them, whose evidence tells of borrowers and colleagues.
 */
export async function listClaims(
  ctx: Context,
  input: Input<typeof api.listClaims>,
): Promise<Output<typeof api.listClaims>> {
  // Who reads a case, or takes the money, reads what it claims; the lines it is summed up from are walled by the right to see pay.
  const people = await peopleNamed(ctx.sql, input.search)
  const behind = ['performance.pay_line', 'performance.recovery_step']
  const page = await pastWall(ctx.sql, () => store.listClaims(ctx, { ...input, people }), behind)
  const rows = await pastWall(ctx.sql, () => Promise.all(page.rows.map(row => claimView(ctx, row))))
  return { rows, next: page.next, total: page.total }
}

/** One claim as it stands. */
export async function claimView(ctx: Context, row: store.ClaimRow): Promise<Output<typeof api.planClaim>> {
  const personId = toId('person', row.personKey)
  const person = must(await personById(ctx.sql, personId, ctx.today), 'who owes is a person')
  const [wage] =
    person.leftOn !== null && person.leftOn < ctx.today ? [] : await wagesOn(ctx.sql, ctx.today, [row.personKey])
  const left = leftOf(row)
  const most = wage ? monthlyCap(wage.monthly, await recoveryLaw(ctx, ctx.today)) : null
  return {
    caseId: toId('case', row.caseKey),
    loanNumber: row.loanKey === null ? null : ((await loanByKey(ctx.sql, row.loanKey))?.number ?? null),
    personId,
    personName: person.name,
    gone: person.leftOn !== null && person.leftOn < ctx.today,
    opens: ctx.rights.verdict('performance.case.read', placeOf(row)).allow,
    month: row.month,
    claimed: row.claimed,
    deducted: row.deducted,
    repaid: row.repaid,
    waived: row.waived,
    left,
    planned: row.planned,
    nextMonth: row.nextMonth,
    nextAmount: row.nextAmount,
    lastMonth: row.lastMonth,
    wage: wage?.monthly ?? null,
    most,
    offer: most === null ? null : min(most, left),
  }
}

/** Where a claim belongs: with the person, as they stood. */
export const placeOf = (row: store.ClaimRow) => ({
  ownerId: row.personKey,
  groupId: row.groupId,
  branchId: row.branchId,
})

/** What is still claimed. */
export const leftOf = (row: store.ClaimRow) => fen(row.claimed - row.deducted - row.repaid - row.waived)
