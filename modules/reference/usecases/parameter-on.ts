import { must } from '#lib/assert'
import type { Day } from '#lib/day'
import type { Rate } from '#lib/rate'
import type { Sql } from '#platform/database'
import { type ParameterCode, type ParameterValue, parameterSchemas } from '../parameter.ts'
import type { SeriesCode } from '../series.ts'
import { seriesOn, seriesThrough, valueOn, valuesInForce, valuesOn } from '../store.ts'

/** The value of a parameter in force on a day. @throws Bug when the installation has none: every code has a first value. */
export async function parameterOn<Code extends ParameterCode>(
  sql: Sql,
  code: Code,
  on: Day,
): Promise<ParameterValue<Code>> {
  const row = must(await valueOn(sql, code, on), `parameter ${code} has no value on ${on}`)
  return parameterSchemas[code].parse(row.value) as ParameterValue<Code>
}

/** Which version of a parameter is in force on a day, as `code@first day`: what a contract that takes it over names. */
export async function versionOn(sql: Sql, code: ParameterCode, on: Day): Promise<string> {
  const row = must(await valueOn(sql, code, on), `parameter ${code} has no value on ${on}`)
  return `${code}@${row.fromDay}`
}

/** Several parameters as they are in force on a day, read at once. @throws Bug as `parameterOn` */
export async function parametersOn<Code extends ParameterCode>(
  sql: Sql,
  codes: readonly Code[],
  on: Day,
): Promise<{ [C in Code]: ParameterValue<C> }> {
  const found = new Map((await valuesOn(sql, codes, on)).map(row => [row.code, row.value]))
  return Object.fromEntries(
    codes.map(code => [
      code,
      parameterSchemas[code].parse(must(found.get(code), `parameter ${code} has no value on ${on}`)),
    ]),
  ) as { [C in Code]: ParameterValue<C> }
}

/** How a parameter has stood since its first value: what to take on any day, the last version that had begun by then. */
export async function parameterOver<Code extends ParameterCode>(
  sql: Sql,
  code: Code,
): Promise<(day: Day) => ParameterValue<Code>> {
  const found = (await valuesInForce(sql, code)).map(({ fromDay, value }) => ({
    fromDay,
    value: parameterSchemas[code].parse(value) as ParameterValue<Code>,
  }))
  return day =>
    must(
      found.find(one => one.fromDay <= day),
      `parameter ${code} has no value on ${day}`,
    ).value
}

/** The figure of a market series last published on or before a day, exact decimal text; null before the series begins. */
export async function seriesValueOn(sql: Sql, code: SeriesCode, on: Day): Promise<{ value: string; day: Day } | null> {
  return seriesOn(sql, code, on)
}

/** The figures of some market series published by a day, each series oldest first, corrections applied. */
export async function seriesPointsThrough<Code extends SeriesCode>(
  sql: Sql,
  codes: readonly Code[],
  through: Day,
): Promise<Record<Code, { from: Day; value: Rate }[]>> {
  const points = Object.fromEntries(codes.map(code => [code, []])) as unknown as Record<
    Code,
    { from: Day; value: Rate }[]
  >
  for (const { code, day, value } of await seriesThrough(sql, codes, through))
    points[code as Code].push({ from: day, value: value as Rate })
  return points
}

/** The loan prime rate last published on or before a day. @throws Bug before the series begins. */
export async function lprOn(sql: Sql, tenor: '1Y' | '5Y', on: Day): Promise<Rate> {
  const point = must(await seriesOn(sql, tenor === '1Y' ? 'lpr-1y' : 'lpr-5y', on), `no LPR ${tenor} on ${on}`)
  return point.value as Rate
}
