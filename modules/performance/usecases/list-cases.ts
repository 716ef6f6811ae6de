import { must } from '#lib/assert'
import { toId, toKey } from '#lib/id'
import { Refusal } from '#lib/refusal'
import type { Context } from '#platform/context'
import type { Input, Output } from '#platform/operation'
import { pastWall } from '#platform/wall'
import { loanByKey } from '#servicing'
import { personNames } from '#team'
import type { api } from '../api.ts'
import { balancesOf } from '../pay-line.ts'
import * as store from '../store/fault.ts'
import { linesOfLoans } from '../store/pay.ts'

/** A page of cases of fault finding, newest first. */
export async function listCases(
  ctx: Context,
  input: Input<typeof api.listCases>,
): Promise<Output<typeof api.listCases>> {
  const page = await store.listCases(ctx, input)
  const names = await personNames(
    ctx.sql,
    page.rows.map(row => row.personKey),
  )
  // What was found stands until an appeal is ruled on, then the ruling does.
  const standing = (row: store.CaseRow) =>
    row.appealOutcome ? { outcome: row.appealOutcome, share: row.appealShare } : {}
  const rows = page.rows.map(row => ({
    ...summary(row),
    ...standing(row),
    personName: names.get(row.personKey) ?? '',
  }))
  return { rows, next: page.next, total: page.total }
}

/** One case with its evidence, what the loan paid the person, and where that stands. @throws Refusal performance.case_not_found */
export async function getCase(ctx: Context, { id }: Input<typeof api.getCase>): Promise<Output<typeof api.getCase>> {
  const found = await store.caseByKey(ctx.sql, toKey(id))
  if (!found) throw new Refusal('performance.case_not_found')
  ctx.rights.check('performance.case.read', {
    ownerId: found.personKey,
    groupId: found.groupId,
    branchId: found.branchId,
  })
  return pastWall(ctx.sql, () => caseView(ctx, found.key))
}

/** The view of a case that whoever asks may see. */
export async function caseView(ctx: Context, key: bigint): Promise<Output<typeof api.getCase>> {
  const found = must(await store.caseByKey(ctx.sql, key), 'the case is there')
  const names = await personNames(ctx.sql, [found.personKey])
  const lines = await linesOfLoans(ctx.sql, [found.loanKey], found.personKey)
  const { cost, ...balances } = balancesOf(lines)
  return {
    ...summary(found),
    personName: names.get(found.personKey) ?? '',
    loanNumber: (await loanByKey(ctx.sql, found.loanKey))?.number ?? '',
    evidence: found.evidence,
    reason: found.reason,
    decidedByName: found.decidedByName,
    decidedAt: found.decidedAt,
    appealUntil: found.appealUntil,
    appeal: found.appeal,
    appealOutcome: found.appealOutcome,
    appealShare: found.appealShare,
    appealReason: found.appealReason,
    appealByName: found.appealByName,
    closedAt: found.closedAt,
    mine: found.personKey === ctx.actor.key,
    balances: { earned: -cost as typeof cost, ...balances },
    recovery: (await store.recoverySteps(ctx.sql, { caseKey: key }))
      .filter(step => step.personKey === found.personKey)
      .map(({ month, amount }) => ({ month, amount })),
  }
}

const summary = (row: store.CaseRow) => ({
  id: toId('case', row.key),
  loanId: toId('loan', row.loanKey),
  personId: toId('person', row.personKey),
  openedDay: row.openedDay,
  trigger: row.trigger,
  duty: row.duty,
  state: row.state,
  outcome: row.outcome,
  share: row.share,
  version: row.version,
})
