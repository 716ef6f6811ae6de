import type { RawBuilder } from 'kysely'
import type { Day } from '#lib/day'
import { applicationRows, checkRows, heldRows, leadRows, reviewRows, scoredRows } from '#origination'
import type { Context } from '#platform/context'
import { sql } from '#platform/database'
import type { ParameterValue } from '#reference'
import { loanFigureRows } from '#servicing'
import { roster } from '#team'
import { creditRows } from '#training'
import type { Attribution } from '../attribution.ts'
import { reviewedPart } from '../attribution.ts'
import type { Metric, SourceName } from '../metric.ts'
import type { Period } from '../period.ts'
import { peerScoreRows, voiceRows } from './voice.ts'

/** What the sources must know beside the rows: the bounds of overdue buckets, how credit is shared and what counts as a warning, as in force; and what money cost on any day. */
export type SourceFacts = {
  bounds: readonly { name: string; from: number }[]
  attribution: Attribution
  warnings: ParameterValue<'performance.warnings'>
  fundingOn: (day: Day) => string
  /** What is kept as sums at this moment. */
  kept: Awaited<ReturnType<typeof loanFigureRows.keptSums>>
}

/** Whose rows: within the reader's scope for a permission, or all (null). A person's key and the days asked for spare the look at all others. */
export type Asked = {
  ctx: Context
  permission: string | null
  personKey: bigint | null
  days: Period
  /** Nobody in particular is asked about, over many months: much is worth adding up at once. */
  everybody?: boolean
}

/** The type of the identifiers that a source's rows open. */
export const prefixes: Record<SourceName, 'lead' | 'application' | 'loan' | 'person' | 'appraisal' | null> = {
  leads: 'lead',
  applications: 'application',
  held: 'application',
  reviews: 'application',
  checks: 'application',
  loans: 'loan',
  lookedAfter: 'loan',
  firstPayments: 'loan',
  decidedFirstPayments: 'loan',
  aged: 'loan',
  decidedAged: 'loan',
  standings: 'loan',
  rolls: 'loan',
  credits: 'loan',
  dues: 'loan',
  receipts: 'loan',
  learnt: null,
  leavers: 'person',
  voices: 'application',
  peerScores: 'appraisal',
  wentBad: 'loan',
  warnedOf: 'loan',
  scored: 'loan',
  margins: 'loan',
}

/** Sources about who approved a loan, and those about who brought it: the same loans looked at in the same way. */
const twins: Partial<Record<SourceName, SourceName>> = { decidedFirstPayments: 'firstPayments', decidedAged: 'aged' }

/** The source whose rows tell of both who brought and who approved a loan, or the source itself. */
export const bothHandsOf = (source: SourceName | null) => (source && twins[source]) ?? source

/** Which of such rows, as `r`, are the metric's own. */
export const ownHand = (metric: Metric): RawBuilder<unknown> =>
  metric.source && twins[metric.source] ? sql`NOT r.is_brought` : sql`r.is_brought`

/** The rows of a source that metrics about who brought and about who approved share; null where it has none. */
export function rowsOfBothHands(
  asked: Asked,
  metrics: readonly Metric[],
  facts: SourceFacts,
): RawBuilder<unknown> | null {
  const metric = metrics[0]!
  if (asked.permission !== null || metrics.every(one => one.source === metric.source)) return null
  return bothHandsOf(metric.source) === 'aged'
    ? loanFigureRows.aged(asked, metric.mob ?? 0, lateNames(metric, facts), 'both')
    : loanFigureRows.firstPayments(asked, metric.daysLater ?? 0, 'both')
}

const lateNames = (metric: Metric, { bounds }: SourceFacts) =>
  bounds.filter(bound => bound.from >= (metric.lateFrom ?? 1)).map(bound => bound.name)

/** The rows of a metric's source: key, number, person_id, group_id, branch_id, a day and what is measured. */
export function sourceRows(asked: Asked, metric: Metric, facts: SourceFacts): RawBuilder<unknown> {
  const late = lateNames(metric, facts)
  switch (metric.source) {
    case 'leads':
      return leadRows(asked)
    case 'applications':
      return applicationRows(asked)
    case 'held':
      return heldRows(asked)
    case 'reviews':
      return reviewRows(asked)
    case 'checks':
      return checkRows(asked)
    case 'firstPayments':
      return loanFigureRows.firstPayments(asked, metric.daysLater ?? 0)
    case 'decidedFirstPayments':
      return loanFigureRows.firstPayments(asked, metric.daysLater ?? 0, 'decided')
    case 'aged':
      return loanFigureRows.aged(asked, metric.mob ?? 0, late)
    case 'decidedAged':
      return loanFigureRows.aged(asked, metric.mob ?? 0, late, 'decided')
    case 'credits':
      return credits(asked, facts)
    case 'learnt':
      return learnt(asked)
    case 'leavers':
      return scoped(asked, roster.leavers())
    case 'voices':
      return scoped(asked, voiceRows())
    case 'peerScores':
      return scoped(asked, peerScoreRows())
    case 'wentBad':
    case 'warnedOf':
      return loanFigureRows[metric.source](asked, late, facts.warnings)
    case 'scored':
      return scored(asked, metric.mob ?? 0, late)
    case 'margins':
      return loanFigureRows.margins(asked, facts.fundingOn, facts.kept.margin)
    case null:
      return sql`SELECT NULL::bigint AS key, NULL::text AS number, NULL::bigint AS person_id, NULL::bigint AS group_id, NULL::bigint AS branch_id WHERE false`
    default:
      return loanFigureRows[metric.source](asked)
  }
}

/**
 * The rows of a source already added up, where they are kept so: the same columns but for key and number, each for `n` rows. Null where only
 * the rows themselves tell: within a reader's scope, or where an end of a month asked for is not summed.
 */
export function summedRows(
  { ctx, permission }: Asked,
  metric: Metric,
  facts: SourceFacts,
  ends: readonly Day[],
): RawBuilder<unknown> | null {
  if (permission !== null) return null
  const all = (kept: ReadonlySet<Day>) => ends.every(end => end >= ctx.today || kept.has(end))
  switch (metric.source) {
    case 'dues':
    case 'receipts':
      return facts.kept.byDay ? loanFigureRows.sums[metric.source]() : null
    case 'standings':
      return all(facts.kept.standing) ? loanFigureRows.sums.standings() : null
    case 'rolls':
      return all(facts.kept.roll) ? loanFigureRows.sums.rolls() : null
    case 'margins':
      return all(facts.kept.margin) ? loanFigureRows.sums.margins() : null
    default:
      return null
  }
}

/** Whether a source gives the rows of the days asked for and no others; of the others the days are still to be told apart. */
export const isExact = (source: SourceName | null) =>
  source !== null && ['aged', 'decidedAged', 'rolls', 'scored', 'margins'].includes(source)

/**
 * Loans with the score that the verdict on them was made with: those that come to an age, whose outcome is known, and those lent in the month. Ones
 * that were never scored are left out.
 */
function scored(asked: Asked, mob: number, late: readonly string[]): RawBuilder<unknown> {
  const columns = sql`l.key, l.number, l.person_id, l.group_id, l.branch_id, l.month_end, l.application_id`
  return sql`SELECT l.*, s.score FROM (
      SELECT ${columns}, l.is_bad, true AS is_known, false AS is_new FROM (${loanFigureRows.matured(asked, mob, late)}) l
      UNION ALL SELECT ${columns}, false, false, true FROM (${loanFigureRows.newborn(asked)}) l) l
    JOIN (${scoredRows()}) s ON s.application_id = l.application_id`
}

/** Rows that know their place, within the reader's scope. */
function scoped({ ctx, permission }: Asked, source: RawBuilder<unknown>): RawBuilder<unknown> {
  if (permission === null) return source
  return sql`SELECT s.* FROM (${source}) s WHERE ${ctx.rights.where(permission, { owner: 's.person_id', group: 's.group_id', branch: 's.branch_id' })}`
}

/** The principal of each loan shared out between who brought it and who decided on it; nobody's share is lost. */
function credits(asked: Asked, { attribution }: SourceFacts): RawBuilder<unknown> {
  // What "saved" means is known to collection alone; until it tells, that share is spread over the others.
  const { numerator, denominator } = reviewedPart(attribution, { reviewed: true, saved: false })
  const part = sql`div(l.amount::numeric * ${numerator}::numeric, ${denominator}::numeric)::bigint`
  const columns = sql`l.key, l.number, l.person_id, l.group_id, l.branch_id, l.disbursed_day`
  const ofHand = (isBrought: boolean) =>
    sql`SELECT ${columns}, l.amount, l.is_decided, ${sql.lit(isBrought)} AS is_brought FROM (${loanFigureRows.loans(asked, isBrought ? 'brought' : 'decided')}) l`
  const loans =
    asked.everybody && asked.permission === null
      ? loanFigureRows.loans(asked, 'both')
      : sql`${ofHand(true)} UNION ALL ${ofHand(false)}`
  return sql`SELECT * FROM (
      SELECT ${columns}, CASE WHEN NOT l.is_brought THEN ${part} WHEN l.is_decided THEN l.amount - ${part} ELSE l.amount END AS amount FROM (${loans}) l) x WHERE x.amount > 0`
}

/** Hours of training, each where the person stood on its day. */
function learnt(asked: Asked): RawBuilder<unknown> {
  return scoped(
    asked,
    sql`SELECT c.*, a.group_id, a.branch_id FROM (${creditRows()}) c LEFT JOIN (${roster.stints()}) a ON a.person_id = c.person_id
          AND a.from_day <= c.day AND (a.to_day IS NULL OR c.day < a.to_day)`,
  )
}
