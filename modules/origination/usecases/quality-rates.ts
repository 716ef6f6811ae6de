import { addDays, addMonths, type Day } from '#lib/day'
import { toId } from '#lib/id'
import type { Context } from '#platform/context'
import type { Input, Output } from '#platform/operation'
import { parameterOn } from '#reference'
import type { api } from '../api.ts'
import { type Count, compare, wilson } from '../interval.ts'
import * as store from '../store/quality-lesson.ts'

const rate = (count: Count) => ({ ...count, ...wilson(count) })

/** Defect rates of a period, by default the days of the parameter, by person and by code. */
export async function qualityRates(
  ctx: Context,
  input: Input<typeof api.qualityRates>,
): Promise<Output<typeof api.qualityRates>> {
  const to = input.to ?? ctx.today
  const { compareDays } = await parameterOn(ctx.sql, 'quality.windows', ctx.today)
  const from = input.from ?? addDays(to, 1 - compareDays)
  const random = input.basis === 'random'
  const people = await store.personRates(ctx, { from, to }, random)
  const codes = await store.codeRates(ctx, { from, to }, random)
  const checked = people.reduce((sum, one) => sum + one.checked, 0)
  const found = people.reduce((sum, one) => sum + one.found, 0)
  return {
    from,
    to,
    total: rate({ found, checked }),
    pending: people.reduce((sum, one) => sum + one.pending, 0),
    people: people.map(one => ({
      personId: toId('person', one.personKey),
      personName: one.personName,
      ...rate({ found: one.found, checked: one.checked }),
    })),
    codes: codes.map(one => ({
      code: one.code,
      name: one.name,
      nameEn: one.nameEn,
      severity: one.severity,
      ...rate({ found: one.found, checked }),
    })),
  }
}

/** The lessons of the last year: each person's, and together by code. */
export async function listQualityLessons(ctx: Context): Promise<Output<typeof api.listQualityLessons>> {
  const { compareDays } = await parameterOn(ctx.sql, 'quality.windows', ctx.today)
  const rows = await store.lessonRows(ctx, addMonths(ctx.today, -12), compareDays)
  const codes = Map.groupBy(rows, row => row.code)
  return {
    rows: rows.map(row => ({
      id: toId('lesson', row.key),
      personId: toId('person', row.personKey),
      personName: row.personName,
      courseCode: row.courseCode,
      courseGiven: row.courseGiven,
      day: row.day,
      learntAt: row.learntAt,
      recheckFiles: row.recheckFiles,
      recheckLeft: row.recheckLeft,
      ...effectOf([row]),
    })),
    codes: [...codes.values()].map(effectOf),
  }
}

/** Before and after of lessons on one code, taken together. */
function effectOf(rows: readonly store.LessonRow[]) {
  const [{ code, name, nameEn }] = rows as readonly [store.LessonRow]
  const sum = (of: (row: store.LessonRow) => number) => rows.reduce((total, row) => total + of(row), 0)
  const before = { found: sum(row => row.beforeFound), checked: sum(row => row.beforeChecked) }
  const after = { found: sum(row => row.afterFound), checked: sum(row => row.afterChecked) }
  const { fall, low, high, effect } = compare(before, after)
  return { code, name, nameEn, before: rate(before), after: rate(after), fall, fallLow: low, fallHigh: high, effect }
}

/**
 * How often one person's decisions, drawn at random and settled, had a defect from a day through another: a share in ten-thousandths,
 * half-up, and the files it rests on; null where none was checked. Whose eyes it is seen with is the caller's to say in `ctx`.
 */
export async function defectRateOf(
  ctx: Context,
  personKey: bigint,
  from: Day,
  to: Day,
): Promise<{ value: bigint; rows: number } | null> {
  const own = (await store.personRates(ctx, { from, to }, true)).find(one => one.personKey === personKey)
  return own && own.checked > 0
    ? { value: BigInt(Math.round((own.found * 10_000) / own.checked)), rows: own.checked }
    : null
}
