import { toId } from '#lib/id'
import { dealerNames } from '#party'
import type { Context } from '#platform/context'
import type { Input, Output } from '#platform/operation'
import { boardPeople, personNames, reachOf } from '#team'
import type { api } from '../api.ts'
import { compare, funnel, mixOf } from '../comparison.ts'
import type { MetricCode } from '../metric.ts'
import { checkPeriod } from '../period.ts'
import { mixCells } from '../store/comparison.ts'
import { ask } from '../store/measure.ts'
import { metricsOnDay } from './metrics-on-day.ts'

const permission = 'performance.metric.read'
const codes: Record<'brought' | 'decided', Record<Input<typeof api.compareQuality>['outcome'], MetricCode>> = {
  brought: { fpd30: 'fpd30', mob3: 'late-at-mob3', mob6: 'late-at-mob6' },
  decided: { fpd30: 'decided-fpd30', mob3: 'decided-mob3', mob6: 'decided-mob6' },
}

/**
 * Compares people or dealers fairly. Everybody counts, so that what is expected of a file is what the whole book says; shown are those
 * whose figures the reader may see. Dealers belong to nobody, so their page is for who sees the whole company or a branch.
 * @throws Refusal performance.period, authority.*
 */
export async function compareQuality(
  ctx: Context,
  input: Input<typeof api.compareQuality>,
): Promise<Output<typeof api.compareQuality>> {
  checkPeriod(input)
  const dealers = input.of === 'dealers'
  if (dealers) ctx.rights.check(permission, { ownerId: null, groupId: null, branchId: ctx.actor.branchKey })
  const code = codes[input.of === 'reviewers' ? 'decided' : 'brought'][input.outcome]
  const metric = (await metricsOnDay(ctx, input.to)).get(code)!
  const cells = await mixCells(await ask(ctx, 'everything'), metric, input, dealers ? 'dealers' : 'people')
  const compared = compare(cells, metric.leastRows)
  const keys = compared.rows.map(row => BigInt(row.subject))
  const names = dealers ? await dealerNames(ctx.sql, keys) : await entitledNames(ctx, keys)
  const round = (value: number | null) => (value === null ? null : Number(value.toFixed(3)))
  const shown = compared.rows.filter(row => names.has(BigInt(row.subject)))
  const widest = Math.max(1, ...compared.rows.filter(row => !row.withheld).map(row => row.expected))
  return {
    asOf: ctx.now,
    from: input.from,
    to: input.to,
    metric: code,
    scope: await reachOf(ctx, permission),
    files: compared.files,
    bad: compared.bad,
    leastRows: metric.leastRows,
    chance: compared.chance === null ? null : Number(compared.chance.toFixed(4)),
    verdict: compared.verdict,
    unnamed: compared.rows.length - shown.length,
    rows: shown.map(({ subject, expected, bad, ratio, low, high, ...row }) => {
      const key = BigInt(subject)
      return {
        ...row,
        mix: row.withheld
          ? []
          : mixOf(cells, subject).map(({ product, tenths, condition, rate, expected, ...kind }) => ({
              ...kind,
              productId: toId('product', BigInt(product)),
              tenths: tenths === '?' ? null : Number(tenths),
              condition: condition === 'new' || condition === 'used' ? (condition as 'new' | 'used') : null,
              rate: round(rate)!,
              expected: round(expected)!,
            })),
        id: toId(dealers ? 'dealer' : 'person', key),
        name: names.get(key)!,
        mine: !dealers && key === ctx.actor.key,
        // Of few files even the count would be read as a judgement.
        bad: row.withheld ? null : bad,
        expected: row.withheld ? null : round(expected),
        ratio: round(ratio),
        low: round(low),
        high: round(high),
      }
    }),
    funnel: funnel(Array.from({ length: 40 }, (_, at) => Number((((at + 1) / 40) * widest).toFixed(3)))).map(one => ({
      expected: one.expected,
      low95: round(one.low95)!,
      high95: round(one.high95)!,
      low998: round(one.low998)!,
      high998: round(one.high998)!,
    })),
  }
}

/** The names of those the reader may see figures of, also of people who have left where everything is seen. */
async function entitledNames(ctx: Context, keys: readonly bigint[]): Promise<Map<bigint, string>> {
  if (ctx.rights.verdict(permission, { ownerId: null, groupId: null, branchId: null }).allow)
    return personNames(ctx.sql, keys)
  const seen = await boardPeople(ctx, permission)
  return new Map(seen.map(person => [person.key, person.name]))
}
