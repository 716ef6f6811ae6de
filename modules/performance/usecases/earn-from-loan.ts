import { must } from '#lib/assert'
import type { Day } from '#lib/day'
import { type Id, toId, toKey } from '#lib/id'
import { formatYuan, type Money } from '#lib/money'
import { dealOf } from '#origination'
import type { Context } from '#platform/context'
import { hadLoanBefore, type LoanRow, loanByKey } from '#servicing'
import { personById } from '#team'
import { earnedLines } from '../deferral.ts'
import { figureOf } from '../figure.ts'
import { type Component, type Earned, type Earning, earn, inputsOfDeal, type PlanRole } from '../incentive-plan.ts'
import { metricCodes } from '../metric.ts'
import { firstOf } from '../period.ts'
import { keepFigure } from '../store/kept.ts'
import { ask, measureOne } from '../store/measure.ts'
import { lockMonths, openMonthFor } from '../store/month.ts'
import { insertLines, monthSoFar, notePaidLoan, type PayEntry } from '../store/pay.ts'
import { type PlanVersionRow, plansOn } from '../store/plan.ts'
import type { Why } from '../why.ts'
import { metricsOnDay } from './metrics-on-day.ts'

/** Somebody whose work a loan pays for, and how. */
export type Share = { personKey: bigint; role: PlanRole; minutes: number | null; withinTime: boolean | null }

/** What a deal says to the plans, whether it has been paid out or not. */
export type DealFacts = {
  principal: Money
  price: Money | null
  termMonths: number
  annualRate: string
  newCustomer: boolean
  shares: readonly Share[]
}

/** One component's pay for one person. */
export type Due = { share: Share; plan: PlanVersionRow; component: Component; earned: Earned; why: Why }

/** A loan has been paid out: whoever brought it and whoever approved it earn by the plans of that day. Told twice, it pays once. */
export async function earnFromLoan(ctx: Context, { loanId, day }: { loanId: Id<'loan'>; day: Day }): Promise<void> {
  await lockMonths(ctx.sql, false)
  if (!(await notePaidLoan(ctx.sql, toKey(loanId), ctx.now))) return
  const loan = must(await loanByKey(ctx.sql, toKey(loanId)), 'a loan that was paid out is there')
  const facts = await factsOfLoan(ctx, loan)
  const month = await openMonthFor(ctx.sql, day)
  const lines: PayEntry[] = []
  for (const due of await duesOf(ctx, facts, day, keptQuality())) {
    if (due.earned.amount === 0n) continue
    const person = must(await personById(ctx.sql, toId('person', due.share.personKey), day), 'who worked is a person')
    const rule = due.component.deferred ? due.plan.body.deferral : { share: '0', parts: [] }
    const line = {
      personKey: due.share.personKey,
      groupId: person.groupKey,
      branchId: person.branchKey,
      loanKey: loan.key,
      month,
      planVersionKey: due.plan.key,
      component: due.component.code,
      part: due.component.kind,
      parent: null,
      caseKey: null,
      why: due.why,
      valueDay: day,
      postedAt: ctx.now,
      postedBy: ctx.actor.id,
    } as const
    lines.push(...earnedLines(line, due.earned.amount, rule, day))
  }
  await insertLines(ctx.sql, lines)
}

/** How a person's own loans fare by a metric of the registry in the year up to a day; null when there is no such metric. */
type QualityFrom = (ctx: Context, code: string, person: Standing, day: Day) => Promise<QualityFound | null>
type Standing = { personKey: bigint; groupId: bigint | null; branchId: bigint | null }
type QualityFound = NonNullable<Why['quality']>

/** What each plan of the day would pay for a deal, component by component, nothing included. Reads only, unless `qualityFrom` keeps. */
export async function duesOf(
  ctx: Context,
  facts: DealFacts,
  day: Day,
  qualityFrom: QualityFrom = toldQuality,
): Promise<Due[]> {
  const plans = await plansOn(ctx.sql, day)
  const dues: Due[] = []
  for (const share of facts.shares) {
    const person = await personById(ctx.sql, toId('person', share.personKey), day)
    const plan = plans.find(one => person?.post && one.body.posts.includes(person.post))
    if (!plan) continue
    for (const component of plan.body.components) {
      if (component.role !== share.role) continue
      const soFar = await monthSoFar(ctx.sql, share.personKey, component.code, firstOf(day))
      const inputs = inputsOfDeal({ ...facts, ...share })
      const standing = {
        personKey: share.personKey,
        groupId: person?.groupKey ?? null,
        branchId: person?.branchKey ?? null,
      }
      const quality = component.quality ? await qualityFrom(ctx, component.quality.metric, standing, day) : null
      const earned = earn(component, {
        inputs,
        principal: facts.principal,
        before: { amount: soFar.amount, count: soFar.count },
        paidSoFar: soFar.paid,
        quality:
          quality === null || quality.value === null ? null : { share: quality.value, loans: quality.figureRows },
      })
      dues.push({ share, plan, component, earned, why: whyOf(plan, component, earned, inputs, day, quality) })
    }
  }
  return dues
}

/** The five steps of a line that a loan paid. */
function whyOf(
  plan: PlanVersionRow,
  component: Component,
  earned: Earned,
  inputs: Earning['inputs'],
  day: Day,
  quality: QualityFound | null,
): Why {
  const read = new Set(['principal', ...earned.inputs])
  return {
    plan: { code: plan.code, name: plan.name, number: plan.number },
    anchor: { event: 'loan-disbursed', day },
    inputs: Object.entries(inputs)
      .filter(([name]) => read.has(name))
      .map(([name, value]) => ({ name, value: value.toString() })),
    sum: {
      base: earned.base.toString(),
      rate: component.rate,
      tier: earned.tier.toString(),
      quality: earned.quality.toString(),
      note: earned.note,
      whole: formatYuan(earned.amount),
    },
    gates: [],
    ...(quality ? { quality } : {}),
  }
}

/** The metric of a quality coefficient and the year it looks at. */
async function yearOf(ctx: Context, code: string, day: Day) {
  const known = metricCodes.find(one => one === code)
  const from = `${Number(day.slice(0, 4)) - 1}${day.slice(4)}` as Day
  return known ? { metric: (await metricsOnDay(ctx, day)).get(known)!, span: { from, to: day } } : null
}

/** A quality coefficient's figure as the records say it now. */
async function toldQuality(ctx: Context, code: string, { personKey }: Standing, day: Day) {
  const year = await yearOf(ctx, code, day)
  if (!year) return null
  const tally = await measureOne(await ask(ctx, 'everything'), year.metric, year.span, { personKey })
  const { value, rows } = figureOf(year.metric, tally)
  return { code: year.metric.code, ...year.span, value, figureRows: rows }
}

/** The same, kept with its rows because somebody is paid by it; once for each person and metric. */
function keptQuality(): QualityFrom {
  const kept = new Map<string, QualityFound | null>()
  return async (ctx, code, standing, day) => {
    const name = `${standing.personKey}:${code}`
    if (kept.has(name)) return kept.get(name)!
    const year = await yearOf(ctx, code, day)
    const made = year && (await keepFigure(await ask(ctx, 'everything'), year.metric, year.span, standing))
    const figure = made && figureOf(year!.metric, made.tally)
    const found = made && {
      code: year!.metric.code,
      ...year!.span,
      value: figure!.value,
      figureRows: figure!.rows,
      figureId: toId('figure', made.key),
    }
    kept.set(name, found)
    return found
  }
}

/** What a loan that has been paid out says to the plans. */
export async function factsOfLoan(ctx: Context, loan: LoanRow): Promise<DealFacts> {
  const deal = loan.applicationKey === null ? null : await dealOf(ctx.sql, loan.applicationKey)
  const brought: Share[] =
    loan.originatorId === null
      ? []
      : [{ personKey: loan.originatorId, role: 'brought', minutes: null, withinTime: null }]
  return {
    principal: loan.principal,
    price: deal?.price ?? null,
    termMonths: loan.periods,
    annualRate: loan.annualRate,
    newCustomer: !(await hadLoanBefore(ctx.sql, loan.customerKey, loan.key)),
    shares: [...brought, ...sharesOf(deal?.approvals ?? [])],
  }
}

/** Each reviewer once, however many stages they approved: with all their minutes, late when any was. */
export function sharesOf(
  approvals: readonly { personKey: bigint; minutes: number | null; withinTime: boolean | null }[],
): Share[] {
  return [...Map.groupBy(approvals, one => one.personKey)].map(([personKey, own]) => ({
    personKey,
    role: 'reviewed' as const,
    minutes: own.reduce((total, one) => total + (one.minutes ?? 0), 0),
    withinTime: own.every(one => one.withinTime !== false),
  }))
}
