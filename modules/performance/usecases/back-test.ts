import { addDays, addMonths } from '#lib/day'
import { toId, toKey } from '#lib/id'
import { fen, type Money, sum } from '#lib/money'
import { Refusal } from '#lib/refusal'
import type { Context } from '#platform/context'
import type { Input, Output } from '#platform/operation'
import { pastWall } from '#platform/wall'
import { parameterOn } from '#reference'
import { personNames } from '#team'
import type { api } from '../api.ts'
import { portion } from '../deferral.ts'
import { figureOf } from '../figure.ts'
import { type Component, earn, inputsOfDeal, makeUp, type PaidBefore } from '../incentive-plan.ts'
import { metricCodes } from '../metric.ts'
import { firstOf } from '../period.ts'
import { loansOfYear, paidByLoans } from '../store/back-test.ts'
import { ask, measure } from '../store/measure.ts'
import { planVersion } from '../store/plan.ts'
import { metricsOnDay } from './metrics-on-day.ts'
import { replayGates, replayPools, replayScores } from './replay-month.ts'

/**
 * What a plan would have paid on the loans of the last twelve months: in all, per person beside what was paid, and how much of
 * it loans that are now in trouble would hold, and at most take back. Only people of the plan's posts count; months are replayed in order, so that tiers
 * (made up for at the month's end where they count as a whole) and caps count as they would have. Scores of closed cycles, team
 * pools and gates count as they would have at each month's end. The quality coefficient is that of the year up to today. Nothing is written; amounts are half-up to the fen for each loan and component.
 * @throws Refusal performance.plan_not_found
 */
export async function backTest(ctx: Context, { id }: Input<typeof api.backTest>): Promise<Output<typeof api.backTest>> {
  const version = await planVersion(ctx.sql, toKey(id))
  if (!version) throw new Refusal('performance.plan_not_found')
  const { body } = version
  const from = addMonths(firstOf(ctx.today), -12)
  const deals = await pastWall(ctx.sql, () => loansOfYear(ctx, from, body.posts))
  const paidBefore = await pastWall(ctx.sql, () => paidByLoans(ctx, from, body.posts))
  const bounds = await parameterOn(ctx.sql, 'pay.hold', ctx.today)
  const people = new Map<bigint, Would>()
  const months = new Map<string, bigint>()
  const soFar = new Map<string, { amount: bigint; count: number; paid: bigint }>()
  const qualityOf = await pastWall(ctx.sql, () => qualityOfYear(ctx, body.components))
  const tiered = new Map<string, { personKey: bigint; month: string; code: string; lines: PaidBefore[] }>()
  for (const deal of deals) {
    for (const component of body.components) {
      if (component.role !== deal.role) continue
      const key = `${deal.personKey}:${component.code}:${deal.day.slice(0, 7)}`
      const before = soFar.get(key) ?? { amount: 0n, count: 0, paid: 0n }
      const earned = earn(component, {
        principal: deal.principal,
        inputs: inputsOfDeal({ ...deal, termMonths: deal.periods }),
        before: { amount: fen(before.amount), count: before.count },
        paidSoFar: fen(before.paid),
        quality: component.quality ? (qualityOf.get(`${deal.personKey}:${component.quality.metric}`) ?? null) : null,
      })
      soFar.set(key, {
        amount: before.amount + deal.principal,
        count: before.count + 1,
        paid: before.paid + earned.amount,
      })
      const own = people.get(deal.personKey) ?? nothing()
      const deferred = component.deferred ? portion(earned.amount, body.deferral.share) : 0n
      people.set(deal.personKey, {
        pay: own.pay + earned.amount,
        held: own.held + (deal.overdueDays > bounds.holdDays ? deferred : 0n),
        stake: own.stake + (deal.overdueDays > bounds.caseDays ? earned.amount : 0n),
        // A loan counts once, however many components it pays by.
        loans: own.loans.add(deal.loanKey),
      })
      const month = deal.day.slice(0, 7)
      months.set(month, (months.get(month) ?? 0n) + earned.amount)
      const group = tiered.get(key) ?? { personKey: deal.personKey, month, code: component.code, lines: [] }
      const line = { key: deal.loanKey, amount: deal.principal, tier: earned.tier.toString(), paid: earned.amount }
      group.lines.push(line)
      tiered.set(key, group)
    }
  }
  for (const { personKey, month, code, lines } of tiered.values()) {
    const component = body.components.find(one => one.code === code)!
    const more = sum(makeUp(component, lines).map(one => one.difference))
    if (more === 0n) continue
    const own = people.get(personKey)!
    people.set(personKey, { ...own, pay: own.pay + more })
    months.set(month, months.get(month)! + more)
  }
  const commissions = new Set(body.components.flatMap(one => (one.kind === 'commission' ? [one.code] : [])))
  const replayed = [...tiered.values()].map(({ personKey, month, code, lines }) => ({
    personKey,
    month,
    code,
    amount: sum([
      ...lines.map(line => line.paid),
      ...makeUp(body.components.find(one => one.code === code)!, lines).map(one => one.difference),
    ]),
  }))
  const more = await pastWall(ctx.sql, async () => [
    ...(await replayScores(ctx, body, from)),
    ...(await replayPools(
      ctx,
      body,
      replayed.filter(one => commissions.has(one.code)),
    )),
  ])
  const cut = await pastWall(ctx.sql, () => replayGates(ctx, body, [...replayed, ...more]))
  for (const { personKey, month, amount } of [...more, ...cut]) {
    const own = people.get(personKey) ?? nothing()
    people.set(personKey, { ...own, pay: own.pay + amount })
    months.set(month, (months.get(month) ?? 0n) + amount)
  }
  for (const key of paidBefore.keys()) if (!people.has(key)) people.set(key, nothing())
  const names = await personNames(ctx.sql, [...people.keys()])
  const rows = [...people]
    .map(([key, own]) => {
      const before = paidBefore.get(key) ?? (0n as Money)
      return {
        personId: toId('person', key),
        personName: names.get(key) ?? '',
        loans: own.loans.size,
        would: fen(own.pay),
        was: before,
        difference: fen(own.pay - before),
        wouldHold: fen(own.held),
        atStake: fen(own.stake),
      }
    })
    .toSorted((a, b) => (a.difference < b.difference ? 1 : -1))
  return {
    from,
    to: addDays(ctx.today, 0),
    loans: new Set(deals.map(deal => deal.loanKey)).size,
    would: sum(rows.map(row => row.would)),
    was: sum(rows.map(row => row.was)),
    wouldHold: sum(rows.map(row => row.wouldHold)),
    atStake: sum(rows.map(row => row.atStake)),
    months: [...months].toSorted().map(([month, amount]) => ({ month, amount: fen(amount) })),
    people: rows,
  }
}

/** What somebody would have been paid; `held`: deferred on loans in trouble now, `stake`: earned by loans that a case would be about. */
type Would = { pay: bigint; held: bigint; stake: bigint; loans: Set<bigint> }
const nothing = (): Would => ({ pay: 0n, held: 0n, stake: 0n, loans: new Set() })

/** What the quality coefficients of a plan go by, for everybody at once: the metric over the year up to today. */
async function qualityOfYear(ctx: Context, components: readonly Component[]) {
  const metrics = await metricsOnDay(ctx, ctx.today)
  const asked = metricCodes.filter(code => components.some(one => one.quality?.metric === code))
  const found = new Map<string, { share: string; loans: number }>()
  if (asked.length === 0) return found
  const span = { from: addMonths(ctx.today, -12), to: ctx.today }
  const told = await measure(
    await ask(ctx, 'everything'),
    asked.map(code => metrics.get(code)!),
    [span],
    'people',
  )
  for (const { code, subjectKey, tally } of told) {
    const { value, rows } = figureOf(metrics.get(code)!, tally)
    if (value !== null) found.set(`${subjectKey}:${code}`, { share: value, loans: rows })
  }
  return found
}
