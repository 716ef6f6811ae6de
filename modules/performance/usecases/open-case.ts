import { must } from '#lib/assert'
import { toId, toKey } from '#lib/id'
import { refuseUnless } from '#lib/refusal'
import type { Context } from '#platform/context'
import type { Input, Output } from '#platform/operation'
import type { api } from '../api.ts'
import { hold } from '../pay-line.ts'
import { openCaseOf, openCases } from '../store/fault.ts'
import { lockMonths, openMonthFor } from '../store/month.ts'
import { insertLines, linesOfLoans } from '../store/pay.ts'
import { evidenceOf } from './evidence-of.ts'
import { continued } from './hold-pay.ts'
import { caseView } from './list-cases.ts'

/**
 * Opens a case by hand: conduct, falsified or wrong facts, unapproved pay. What the loan paid the person and is not paid out is
 * held until it is decided.
 * @throws Refusal performance.case_nothing, case_taken, own_case
 */
export async function openCase(ctx: Context, input: Input<typeof api.openCase>): Promise<Output<typeof api.openCase>> {
  const loanKey = toKey(input.loanId)
  const personKey = toKey(input.personId)
  refuseUnless(personKey !== ctx.actor.key, 'performance.own_case')
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
  await lockMonths(ctx.sql, false)
  const month = await openMonthFor(ctx.sql, ctx.today)
  await insertLines(
    ctx.sql,
    hold(lines).map(line => continued(ctx, line, month, ctx.today, 'hold')),
  )
  const key = must(await openCaseOf(ctx.sql, loanKey, personKey), 'the case is open')
  ctx.about(toId('case', key), input.loanId, input.personId)
  await ctx.emit('performance.case-opened', { loanId: input.loanId, personIds: [input.personId] })
  return caseView(ctx, key)
}
