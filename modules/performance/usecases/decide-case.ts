import { must } from '#lib/assert'
import { addDays, type Day } from '#lib/day'
import { toId, toKey } from '#lib/id'
import { fen, formatYuan, type Money, parseYuan, sum } from '#lib/money'
import { Refusal, refuseUnless } from '#lib/refusal'
import { notify } from '#notification'
import type { Context } from '#platform/context'
import type { Input, Output } from '#platform/operation'
import { parameterOn } from '#reference'
import type { api } from '../api.ts'
import { balancesOf, type PayLine, release, takeBack } from '../pay-line.ts'
import { atFault, planRecovery } from '../recovery.ts'
import * as store from '../store/fault.ts'
import { lockMonths, openMonthFor, payMonths } from '../store/month.ts'
import { insertLines, linesOfLoans, type PayLineRow, wagesOn } from '../store/pay.ts'
import { continued } from './hold-pay.ts'
import { caseView } from './list-cases.ts'

/** The case and what the law of authority asks: in scope, of this state, not about oneself. @throws Refusal performance.case_not_found, case_state, own_case, stale */
async function caseFor(
  ctx: Context,
  input: { id: `case_${string}`; version: number },
  state: store.CaseState,
  permission: string,
): Promise<store.CaseRow> {
  const found = await store.caseByKey(ctx.sql, toKey(input.id), true)
  if (!found) throw new Refusal('performance.case_not_found')
  ctx.rights.check(permission, { ownerId: found.personKey, groupId: found.groupId, branchId: found.branchId })
  refuseUnless(found.state === state, 'performance.case_state', { state: `performance.case.${found.state}` })
  refuseUnless(found.version === input.version, 'performance.stale')
  return found
}

/**
 * 责任认定: no fault, part of it, or all. Who approved the file or was paid by it does not judge. The money moves when the
 * days of appeal are over.
 * @throws Refusal performance.case_not_found, case_state, own_case, stale, case_share, case_must
 */
export async function decideCase(
  ctx: Context,
  input: Input<typeof api.decideCase>,
): Promise<Output<typeof api.decideCase>> {
  const found = await caseFor(ctx, input, 'open', 'performance.case.decide')
  const by = must(ctx.actor.key, 'people judge')
  refuseUnless(!(await involved(ctx, found)).has(by), 'performance.own_case')
  checkShare(input.outcome, input.share)
  refuseUnless(found.duty === 'may' || input.outcome === 'full', 'performance.case_must', {}, 'outcome')
  const days = await parameterOn(ctx.sql, 'pay.days', ctx.today)
  await store.keepFinding(ctx.sql, found.key, {
    outcome: input.outcome,
    share: input.share,
    reason: input.reason,
    by,
    byName: ctx.actor.name,
    at: ctx.now,
    appealUntil: addDays(ctx.today, days.appeal),
  })
  ctx.about(input.id, toId('loan', found.loanKey), toId('person', found.personKey))
  ctx.note({ outcome: input.outcome, share: input.share })
  await notify(ctx, {
    to: [found.personKey],
    template: 'performance.notice.found',
    facts: { until: addDays(ctx.today, days.appeal) },
    about: input.id,
  })
  await ctx.emit('performance.case-found', { caseId: input.id, personId: toId('person', found.personKey) })
  return caseView(ctx, found.key)
}

/** The person appeals within the days there are. @throws Refusal performance.case_not_found, case_state, stale, appeal_late, not_yours */
export async function appealCase(
  ctx: Context,
  input: Input<typeof api.appealCase>,
): Promise<Output<typeof api.appealCase>> {
  const found = await caseFor(ctx, input, 'found', 'performance.case.read')
  refuseUnless(found.personKey === ctx.actor.key, 'performance.not_yours')
  refuseUnless(ctx.today <= found.appealUntil!, 'performance.appeal_late', { until: found.appealUntil! })
  await store.keepAppeal(ctx.sql, found.key, input.text, ctx.now)
  ctx.about(input.id, toId('loan', found.loanKey), toId('person', found.personKey))
  await ctx.emit('performance.case-appealed', { caseId: input.id })
  return caseView(ctx, found.key)
}

/**
 * Somebody who was not involved, neither in the file nor in the finding, decides the appeal; never worse than the finding.
 * @throws Refusal performance.case_not_found, case_state, own_case, stale, case_share, appeal_worse
 */
export async function decideAppeal(
  ctx: Context,
  input: Input<typeof api.decideAppeal>,
): Promise<Output<typeof api.decideAppeal>> {
  const found = await caseFor(ctx, input, 'appealed', 'performance.case.appeal')
  const by = must(ctx.actor.key, 'people judge')
  refuseUnless(by !== found.decidedBy && !(await involved(ctx, found)).has(by), 'performance.own_case')
  checkShare(input.outcome, input.share)
  const weight = (outcome: string, share: string | null) =>
    outcome === 'none' ? 0 : outcome === 'full' ? 1 : Number(share)
  const better = weight(input.outcome, input.share) <= weight(found.outcome!, found.share)
  refuseUnless(better, 'performance.appeal_worse', {}, 'outcome')
  await store.keepAppealDecision(ctx.sql, found.key, {
    outcome: input.outcome,
    share: input.share,
    reason: input.reason,
    by,
    byName: ctx.actor.name,
  })
  ctx.about(input.id, toId('loan', found.loanKey), toId('person', found.personKey))
  ctx.note({ outcome: input.outcome, share: input.share })
  await notify(ctx, { to: [found.personKey], template: 'performance.notice.ruled', facts: {}, about: input.id })
  await settleCase(ctx, found.key)
  return caseView(ctx, found.key)
}

/** After a close: findings that nobody appealed in time take effect. Told twice, the second time finds none. */
export async function settleFindings(ctx: Context): Promise<void> {
  for (const key of await store.findingsDue(ctx.sql, ctx.today)) await settleCase(ctx, key)
}

/**
 * Moves the money of a finding: what is held and waits first, then what is not yet paid, the rest becomes a claim that is taken
 * from coming months within the law's bounds. What is not taken back is let go.
 */
async function settleCase(ctx: Context, key: bigint): Promise<void> {
  const found = must(await store.caseByKey(ctx.sql, key, true), 'the case is there')
  await lockMonths(ctx.sql, false)
  const month = await openMonthFor(ctx.sql, ctx.today)
  const lines = await linesOfLoans(ctx.sql, [found.loanKey], found.personKey)
  const before = await asPaid(ctx, lines)
  const earned = sum(lines.filter(line => line.step === 'earn' || line.step === 'defer').map(line => line.amount))
  const outcome = found.appealOutcome ?? found.outcome!
  const wanted = atFault(earned, outcome, found.appealOutcome ? found.appealShare : found.share)
  const taken = takeBack(before, wanted)
  const written = taken.map(line => continued(ctx, line, month, ctx.today, 'finding', key))
  const after = [...lines, ...written.map((line, at) => ({ ...line, key: -BigInt(at + 1) }) as PayLine)]
  const freed = release(after).map(line => continued(ctx, line, month, ctx.today, 'finding', key))
  await insertLines(ctx.sql, [...written, ...freed])
  const claim = sum(taken.filter(line => line.step === 'claim').map(line => line.amount))
  if (claim > 0n) await spread(ctx, found, claim, month)
  await store.closeCase(ctx.sql, key, ctx.now)
  ctx.note({ wanted: formatYuan(wanted), claim: formatYuan(claim) })
}

/** Spreads a claim over months; without a wage (or room in it) it stays open to be agreed on. */
async function spread(ctx: Context, found: store.CaseRow, claim: Money, first: Day): Promise<void> {
  const law = await parameterOn(ctx.sql, 'pay.recovery', ctx.today)
  const [wage] = await wagesOn(ctx.sql, ctx.today, [found.personKey])
  const limits = { mostShare: law.mostShare, leastWage: must(parseYuan(law.leastWage), 'an amount') }
  const steps = wage ? planRecovery(claim, wage.monthly, limits, first) : null
  if (steps) await store.insertRecovery(ctx.sql, found.key, found.personKey, steps)
}

/** A loan's lines with what months that are frozen have paid out of them: that is no longer to be kept back, only claimed. */
async function asPaid(ctx: Context, lines: readonly PayLineRow[]): Promise<PayLine[]> {
  const frozen = (await payMonths(ctx.sql))[0]?.month
  const gone = balancesOf(lines.filter(line => frozen !== undefined && line.month <= frozen)).payable
  if (gone <= 0n) return [...lines]
  return [...lines, { ...lines[0]!, key: 0n, step: 'pay', amount: fen(gone), parent: null, vestsOn: null }]
}

/** Everyone the case is about or who decided on its file. */
async function involved(ctx: Context, found: store.CaseRow): Promise<Set<bigint>> {
  const lines = await linesOfLoans(ctx.sql, [found.loanKey])
  const approvals = (found.evidence.approvals ?? []) as { personId: `person_${string}` }[]
  return new Set([found.personKey, ...lines.map(line => line.personKey), ...approvals.map(one => toKey(one.personId))])
}

function checkShare(outcome: string, share: string | null): void {
  const fits = outcome === 'partial' ? share !== null && Number(share) > 0 && Number(share) < 1 : share === null
  refuseUnless(fits, 'performance.case_share', {}, 'share')
}
