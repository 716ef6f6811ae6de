import { addDays, addMonths, type Day, instantAt } from '#lib/day'
import { Decimal } from '#lib/decimal'
import { toId } from '#lib/id'
import type { Context } from '#platform/context'
import { roster } from '#team'
import { missingCertificates } from '#training'
import type { Gate, GateCode } from '../incentive-plan.ts'
import { gateCuts } from '../score-pay.ts'
import type { PayEntry } from '../store/pay.ts'
import { plansIn } from '../store/plan.ts'
import { redLines, variableLines } from '../store/pool.ts'
import { moved, type Why } from '../why.ts'
import { continued } from './hold-pay.ts'
import { metricsOnDay } from './metrics-on-day.ts'
import { tellFigures } from './tell-figures.ts'

/** What a gate looks at, at the end of a month, of one person or of the company; `of`: the cases and certificates themselves. */
type Found = (code: GateCode, personKey: bigint) => { reached: Decimal; of: string[] }

/** Gates that are closed for a person, with what was found, and what they leave together. */
export function closedGates(gates: readonly Gate[], personKey: bigint, found: Found) {
  const closed = gates
    .map(gate => {
      const { reached, of } = found(gate.code, personKey)
      return { ...gate, reached: reached.toString(), of }
    })
    .filter(gate => new Decimal(gate.reached).gte(gate.bound))
  return { closed, factor: closed.reduce((all, gate) => all.times(gate.factor), new Decimal(1)) }
}

/** What gates see of a month: findings that became final in it, certificates of the post that did not count at its end, the company's bad loans. */
export async function gateFacts(ctx: Context, first: Day, people: readonly bigint[]): Promise<Found> {
  const end = addMonths(first, 1)
  const last = addDays(end, -1)
  const at = instantAt(end, '00:00')
  const red = await redLines(ctx.sql, instantAt(first, '00:00'), at)
  const posts = (await roster.employmentIn(ctx.sql, first, end)).flatMap(one =>
    one.post !== null && people.includes(one.key) ? [{ key: one.key, post: one.post }] : [],
  )
  const missing = await missingCertificates(ctx.sql, posts, at)
  const company = { level: 'company' as const, key: 0n, name: null, subject: {}, post: null }
  const npl = [(await metricsOnDay(ctx, last)).get('npl')!]
  const [told] = await tellFigures(ctx, npl, company, [{ from: first, to: last }])
  const risk = new Decimal(told?.figure?.value ?? 0)
  return (code, personKey) => {
    if (code === 'company-risk') return { reached: risk, of: [] }
    const of =
      code === 'red-line' ? (red.get(personKey) ?? []).map(key => toId('case', key)) : (missing.get(personKey) ?? [])
    return { reached: new Decimal(of.length), of }
  }
}

/**
 * Gates of the plans at a month's end: whatever they leave of variable pay stays, the rest is taken off by lines that name the line
 * they cut and the gates that were closed.
 */
export async function applyGates(ctx: Context, first: Day): Promise<PayEntry[]> {
  const end = addMonths(first, 1)
  const plans = await plansIn(ctx.sql, first, end)
  if (plans.every(plan => plan.body.gates.length === 0)) return []
  const lines = await variableLines(ctx.sql, first)
  const found = await gateFacts(ctx, first, [...new Set(lines.map(line => line.personKey))])
  const gatesOf = new Map(plans.map(plan => [plan.key, plan.body.gates]))
  const written: PayEntry[] = []
  for (const own of Map.groupBy(lines, line => `${line.personKey}:${line.planVersionKey}`).values()) {
    const { personKey, planVersionKey } = own[0]!
    const { closed, factor } = closedGates(gatesOf.get(planVersionKey!) ?? [], personKey, found)
    if (closed.length === 0) continue
    const day = addDays(end, -1)
    for (const cut of gateCuts(own, factor)) {
      const line = continued(ctx, cut, first, day, 'gate')
      const why: Why = {
        ...moved('gate', day),
        gates: closed.map(({ code, bound, reached, factor, of }) => ({
          code,
          bound,
          reached,
          factor,
          month: first,
          of,
        })),
      }
      written.push({ ...line, why })
    }
  }
  return written
}
