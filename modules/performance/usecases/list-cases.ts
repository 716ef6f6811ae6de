import { reasonsOf } from '#decision'
import { must } from '#lib/assert'
import { toId, toKey } from '#lib/id'
import { sum } from '#lib/money'
import { Refusal } from '#lib/refusal'
import type { Context } from '#platform/context'
import type { Input, Output } from '#platform/operation'
import { pastWall } from '#platform/wall'
import { loanByKey } from '#servicing'
import { peopleNamed, personNames } from '#team'
import type { api } from '../api.ts'
import { balancesOf } from '../pay-line.ts'
import { heldOfPool } from '../pool-part.ts'
import { recoverySteps } from '../store/claim.ts'
import * as store from '../store/fault.ts'
import { linesOfLoans } from '../store/pay.ts'
import { poolsOfLoans } from '../store/pool.ts'
import { evidenceNow } from './evidence-of.ts'

/** A page of cases of fault finding, newest first. */
export async function listCases(
  ctx: Context,
  input: Input<typeof api.listCases>,
): Promise<Output<typeof api.listCases>> {
  const page = await store.listCases(ctx, { ...input, people: await peopleNamed(ctx.sql, input.search) })
  const names = await personNames(
    ctx.sql,
    page.rows.map(row => row.personKey),
  )
  // Which loan a case is about is said to whoever may read the case.
  const keys = [...new Set(page.rows.map(row => row.loanKey))]
  const loans = await pastWall(ctx.sql, () => Promise.all(keys.map(key => loanByKey(ctx.sql, key))), ['servicing.loan'])
  const numbers = new Map(loans.flatMap(loan => (loan ? [[loan.key, loan.number] as const] : [])))
  // What was found stands until an appeal is ruled on, then the ruling does.
  const standing = (row: store.CaseRow) =>
    row.appealOutcome ? { outcome: row.appealOutcome, share: row.appealShare } : {}
  const rows = page.rows.map(row => ({
    ...summary(row),
    ...standing(row),
    personName: names.get(row.personKey) ?? '',
    loanNumber: numbers.get(row.loanKey) ?? '',
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
  const mine = found.personKey === ctx.actor.key
  return {
    ...summary(found),
    personName: names.get(found.personKey) ?? '',
    loanNumber: (await loanByKey(ctx.sql, found.loanKey))?.number ?? '',
    evidence: await evidenceView(ctx, found),
    reason: found.reason,
    decidedByName: found.decidedByName,
    decidedAt: found.decidedAt,
    appealUntil: found.appealUntil,
    appeal: found.appeal,
    appealedAt: found.appealedAt,
    appealOutcome: found.appealOutcome,
    appealShare: found.appealShare,
    appealReason: found.appealReason,
    appealByName: found.appealByName,
    closedAt: found.closedAt,
    mine,
    balances: { earned: -cost as typeof cost, ...balances },
    heldOfPools: mine
      ? null
      : sum((await poolsOfLoans(ctx.sql, [found.loanKey])).map(pool => heldOfPool(pool, found.loanKey))),
    recovery: (await recoverySteps(ctx.sql, key))
      .filter(step => step.personKey === found.personKey)
      .map(({ month, amount }) => ({ month, amount })),
  }
}

/** The evidence: what the finding was made by, until then as it is now; the decision of the rules in the reader's language. */
async function evidenceView(ctx: Context, found: store.CaseRow): Promise<Output<typeof api.getCase>['evidence']> {
  const { application, ...kept } =
    found.state === 'open' ? await evidenceNow(ctx, found.evidence, found.loanKey) : found.evidence
  const decided = application?.decisionId ? await reasonsOf(ctx, application.decisionId) : null
  return {
    ...kept,
    application: application && { id: application.id, number: application.number },
    decision: decided && {
      id: decided.id,
      verdict: decided.verdict,
      ruleSetNumber: decided.ruleSetNumber,
      decidedAt: decided.decidedAt,
      score: decided.score,
      reasons: decided.reasons.map(({ rule, name, outcome, sentence, unknown }) => ({
        rule,
        name,
        outcome,
        sentence,
        unknown,
      })),
    },
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
