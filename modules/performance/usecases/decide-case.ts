import { powers } from '#authority'
import { must } from '#lib/assert'
import { addDays, type Day } from '#lib/day'
import { toId, toKey } from '#lib/id'
import { fen, formatYuan, sum } from '#lib/money'
import { Refusal, refuseUnless } from '#lib/refusal'
import { notify } from '#notification'
import type { Context } from '#platform/context'
import type { Input, Output } from '#platform/operation'
import { parameterOn } from '#reference'
import type { api } from '../api.ts'
import { handsIn } from '../evidence.ts'
import { balancesOf, type PayLine, release, takeBack } from '../pay-line.ts'
import { takeBackPool } from '../pool-part.ts'
import { atFault } from '../recovery.ts'
import * as store from '../store/fault.ts'
import { lockMonths, openMonthFor, payMonths } from '../store/month.ts'
import { insertLines, linesOfLoans, type PayEntry, type PayLineRow } from '../store/pay.ts'
import { poolsOfLoans } from '../store/pool.ts'
import { evidenceNow } from './evidence-of.ts'
import { continued, ofLoan } from './hold-pay.ts'
import { caseView } from './list-cases.ts'
import { spreadClaim } from './spread-claim.ts'

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
    evidence: await evidenceNow(ctx, found.evidence, found.loanKey),
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
  await tellJudges(ctx, found)
  await ctx.emit('performance.case-appealed', { caseId: input.id })
  return caseView(ctx, found.key)
}

/** Tells those who may hear the appeal and were not involved that one waits. */
async function tellJudges(ctx: Context, found: store.CaseRow): Promise<void> {
  const place = { ownerId: found.personKey, groupId: found.groupId, branchId: found.branchId }
  const not = await involved(ctx, found)
  const judges = (await powers.holdersWithin(ctx, 'performance.case.appeal', [place])).map(one => one.key)
  await notify(ctx, {
    to: judges.filter(key => key !== found.decidedBy && !not.has(key)),
    template: 'performance.notice.appealed',
    facts: {},
    about: toId('case', found.key),
  })
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
  const earned = paidBy(lines)
  const outcome = found.appealOutcome ?? found.outcome!
  const wanted = atFault(earned, outcome, found.appealOutcome ? found.appealShare : found.share)
  const taken = takeBack(before, wanted)
  const written = taken.map(line => continued(ctx, line, month, ctx.today, 'finding', key))
  const after = [...lines, ...written.map((line, at) => ({ ...line, key: -BigInt(at + 1) }) as PayLine)]
  const freed = release(after).map(line => continued(ctx, line, month, ctx.today, 'finding', key))
  const ofPools = await settlePools(ctx, found, month)
  const all = [...written, ...freed, ...ofPools]
  await insertLines(ctx.sql, all)
  const claims = all.filter(line => line.step === 'claim')
  for (const [personKey, own] of Map.groupBy(claims, line => line.personKey))
    await spreadClaim(ctx, { caseKey: key, personKey, left: sum(own.map(line => line.amount)), first: month })
  await store.closeCase(ctx.sql, key, ctx.now)
  const claim = sum(claims.filter(line => line.personKey === found.personKey).map(line => line.amount))
  ctx.note({ wanted: formatYuan(wanted), claim: formatYuan(claim), pools: ofPools.length })
}

/** What the loan has paid the person: what it earned less what gates and corrections took; what cases took is their own. */
function paidBy(lines: readonly PayLineRow[]) {
  const own = lines.filter(line => line.step === 'earn' || line.step === 'defer')
  const cut = lines.filter(line => line.caseKey === null && line.step.startsWith('cancel-'))
  return fen(sum(own.map(line => line.amount)) - sum(cut.map(line => line.amount)))
}

/** What the finding takes of the pools that the commission went into, from everybody who shares in them. */
async function settlePools(ctx: Context, found: store.CaseRow, month: Day): Promise<PayEntry[]> {
  const pools = await poolsOfLoans(ctx.sql, [found.loanKey])
  if (pools.length === 0) return []
  const cases = await store.casesOf(ctx.sql, found.loanKey, found.personKey)
  const frozen = (await payMonths(ctx.sql))[0]?.month
  const finding = {
    ...{ loanKey: found.loanKey, personKey: found.personKey, cases },
    outcome: found.appealOutcome ?? found.outcome!,
    share: found.appealOutcome ? found.appealShare : found.share,
    isPaidOut: (line: PayLine) => frozen !== undefined && (line as PayLineRow).month <= frozen,
  }
  const lines = pools.flatMap(pool => takeBackPool(pool, finding))
  const written = lines.map(line => ofLoan(continued(ctx, line, month, ctx.today, 'finding', found.key), found.loanKey))
  for (const [personKey, own] of Map.groupBy(
    written.filter(line => line.step !== 'release' && line.personKey !== found.personKey),
    line => line.personKey,
  ))
    await notify(ctx, {
      to: [personKey],
      template: 'performance.notice.pool-taken',
      facts: { amount: formatYuan(sum(own.map(line => line.amount))) },
      once: `performance:pool:${found.key}:${personKey}`,
    })
  return written
}

/** A loan's lines with what months that are frozen have paid out of them: that is no longer to be kept back, only claimed. */
async function asPaid(ctx: Context, lines: readonly PayLineRow[]): Promise<PayLine[]> {
  const frozen = (await payMonths(ctx.sql))[0]?.month
  const gone = balancesOf(lines.filter(line => frozen !== undefined && line.month <= frozen)).payable
  if (gone <= 0n) return [...lines]
  return [...lines, { ...lines[0]!, key: 0n, step: 'pay', amount: fen(gone), parent: null, vestsOn: null }]
}

/** Everyone the case is about, whom its loan paid, be it through a pool, or who had a hand in its file. */
export async function involved(ctx: Context, found: store.CaseRow): Promise<Set<bigint>> {
  const lines = [
    ...(await linesOfLoans(ctx.sql, [found.loanKey])),
    ...(await poolsOfLoans(ctx.sql, [found.loanKey])).flatMap(pool => pool.lines),
  ]
  const { steps, votes } = await evidenceNow(ctx, found.evidence, found.loanKey)
  return new Set([found.personKey, ...lines.map(line => line.personKey), ...handsIn({ steps, votes }).map(toKey)])
}

function checkShare(outcome: string, share: string | null): void {
  const fits = outcome === 'partial' ? share !== null && Number(share) > 0 && Number(share) < 1 : share === null
  refuseUnless(fits, 'performance.case_share', {}, 'share')
}
