import { must } from '#lib/assert'
import { toId } from '#lib/id'
import { fen } from '#lib/money'
import type { Context } from '#platform/context'
import type { Input, Output } from '#platform/operation'
import { pastWall } from '#platform/wall'
import { loanByKey } from '#servicing'
import { personById } from '#team'
import type { api } from '../api.ts'
import { monthlyCap } from '../recovery.ts'
import * as store from '../store/claim.ts'
import { wagesOn } from '../store/pay.ts'
import { recoveryLaw } from './spread-claim.ts'

/** A page of claims, newest first. */
export async function listClaims(
  ctx: Context,
  input: Input<typeof api.listClaims>,
): Promise<Output<typeof api.listClaims>> {
  // Who reads a case reads what it claims; the lines it is summed up from are walled by the right to see pay.
  const behind = ['performance.pay_line', 'performance.recovery_step']
  const page = await pastWall(ctx.sql, () => store.listClaims(ctx, input), behind)
  const rows = await pastWall(ctx.sql, () => Promise.all(page.rows.map(row => claimView(ctx, row))))
  return { rows, next: page.next, total: page.total }
}

/** One claim as it stands. */
export async function claimView(ctx: Context, row: store.ClaimRow): Promise<Output<typeof api.planClaim>> {
  const personId = toId('person', row.personKey)
  const person = must(await personById(ctx.sql, personId, ctx.today), 'who owes is a person')
  const [wage] =
    person.leftOn !== null && person.leftOn < ctx.today ? [] : await wagesOn(ctx.sql, ctx.today, [row.personKey])
  return {
    caseId: toId('case', row.caseKey),
    loanNumber: row.loanKey === null ? null : ((await loanByKey(ctx.sql, row.loanKey))?.number ?? null),
    personId,
    personName: person.name,
    gone: person.leftOn !== null && person.leftOn < ctx.today,
    month: row.month,
    claimed: row.claimed,
    deducted: row.deducted,
    repaid: row.repaid,
    waived: row.waived,
    left: leftOf(row),
    planned: row.planned,
    nextMonth: row.nextMonth,
    nextAmount: row.nextAmount,
    lastMonth: row.lastMonth,
    wage: wage?.monthly ?? null,
    most: wage ? monthlyCap(wage.monthly, await recoveryLaw(ctx, ctx.today)) : null,
  }
}

/** What is still claimed. */
export const leftOf = (row: store.ClaimRow) => fen(row.claimed - row.deducted - row.repaid - row.waived)
