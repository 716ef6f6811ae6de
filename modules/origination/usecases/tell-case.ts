import { type DecisionFacts, factsOfDecisions } from '#decision'
import { must } from '#lib/assert'
import { refuseUnless } from '#lib/refusal'
import type { Context } from '#platform/context'
import type { Input, Output } from '#platform/operation'
import { pastWall } from '#platform/wall'
import { parameterOn } from '#reference'
import { loanByKey } from '#servicing'
import { addCase } from '#training'
import type { api } from '../api.ts'
import { anonymous, caseFactsOf, marksOf, storyOf } from '../case-facts.ts'
import { verdictOf } from '../shadow.ts'
import { type ApplicationRow, eventsOf } from '../store/application.ts'
import { insertCaseExport, lastDecisions } from '../store/case.ts'
import { applicationFor } from './application-for-update.ts'

/** Of how many customers' files a told one must be hidden among, at most: the newest say what is usual. */
const crowd = 5_000

/** A decided file as a case, as it would be given to training. @throws Refusal origination.application_not_found, case_open, case_rare */
export async function tellCase(ctx: Context, { id }: Input<typeof api.tellCase>): Promise<Output<typeof api.tellCase>> {
  const row = await applicationFor(ctx, id, 'origination.case.export')
  const { facts, decided, outcome, alike } = await pastWall(ctx.sql, () => told(ctx, row))
  return { story: storyOf(facts), facts, decided, outcome, alike }
}

/**
 * Gives a decided file to training as a case that names nobody: derived and rounded facts only, as coarse as it takes for so many
 * customers to share them. Which file it was stays here and is not told.
 * @throws Refusal origination.application_not_found, case_open, case_rare, case_taken, training.case_not_anonymous
 */
export async function exportCase(
  ctx: Context,
  input: Input<typeof api.exportCase>,
): Promise<Output<typeof api.exportCase>> {
  const row = await applicationFor(ctx, input.id, 'origination.case.export')
  const { facts, outcome } = await pastWall(ctx.sql, () => told(ctx, row))
  refuseUnless(await insertCaseExport(ctx, row.key), 'origination.case_taken')
  const { title, topic, policyVerdict, policyReasons, policyNote, outcomeNote } = input
  const made = await addCase(ctx, {
    title,
    topic,
    story: storyOf(facts),
    facts,
    policyVerdict,
    policyReasons,
    policyNote,
    outcome,
    outcomeNote,
    source: '本机构匿名进件',
  })
  ctx.about(input.id)
  return made
}

async function told(ctx: Context, row: ApplicationRow) {
  const events = await eventsOf(ctx.sql, row.key)
  const real = events.findLast(event => ['approve', 'reject'].includes(event.action))
  refuseUnless(real && row.decisionKey !== null && row.customerKey !== null, 'origination.case_open')
  const { smallest } = await parameterOn(ctx.sql, 'training.anonymity', ctx.today)
  const others = (await lastDecisions(ctx.sql, crowd)).filter(one => one.customerKey !== row.customerKey)
  const known = await factsOfDecisions(ctx.sql, [row.decisionKey, ...others.map(one => one.decisionKey)])
  const own = must(known.get(row.decisionKey), 'a decision has its facts')
  const all: DecisionFacts[] = [own]
  for (const { decisionKey } of others) all.push(must(known.get(decisionKey), 'a decision has its facts'))
  const how = anonymous(own, all, smallest)
  refuseUnless(how, 'origination.case_rare', { count: smallest })
  const marks = JSON.stringify(marksOf(own, how))
  return {
    facts: caseFactsOf(own, how),
    decided: verdictOf(real.action),
    outcome: await outcomeSoFar(ctx, row),
    alike: all.filter(one => JSON.stringify(marksOf(one, how)) === marks).length,
  }
}

async function outcomeSoFar(ctx: Context, row: ApplicationRow) {
  const loan = row.loanKey === null ? null : await loanByKey(ctx.sql, row.loanKey)
  if (!loan) return 'unknown' as const
  if (loan.state === 'written-off') return 'defaulted' as const
  if (loan.state === 'overdue') return loan.stage === 3 ? ('defaulted' as const) : ('late' as const)
  // Before anything fell due nobody knows.
  return loan.nextSeq > 1 || loan.state !== 'active' ? ('performed' as const) : ('unknown' as const)
}
