import { type Day, daysBetween } from '#lib/day'
import { toId, toKey } from '#lib/id'
import { Refusal, refuseUnless } from '#lib/refusal'
import { notify } from '#notification'
import type { Context } from '#platform/context'
import type { Input, Output } from '#platform/operation'
import type { api } from '../api.ts'
import * as store from '../store/appraisal.ts'
import { openAsksOf } from '../store/calibration.ts'
import { wholeHouse } from './subject-for.ts'

const kinds = ['goals', 'self', 'manager', 'peer', 'signature'] as const
type Owed = { personKey: bigint; kind: (typeof kinds)[number]; count: number }

/** Reminds everybody who owes something; once a day, whoever asks. @throws Refusal performance.cycle_not_found, cycle_state */
export async function remindCycle(
  ctx: Context,
  { id }: Input<typeof api.remindCycle>,
): Promise<Output<typeof api.remindCycle>> {
  const cycle = await store.cycleByKey(ctx.sql, toKey(id))
  if (!cycle) throw new Refusal('performance.cycle_not_found')
  ctx.rights.check('performance.cycle.write', wholeHouse)
  refuseUnless(cycle.state === 'open' || cycle.state === 'signing', 'performance.cycle_state')
  ctx.about(id)
  return { people: await remind(ctx, cycle, ctx.today) }
}

/** A day has been closed: cycles whose end is so many days off as the house says, or that are late by whole weeks, remind by themselves. */
export async function remindDue(ctx: Context, { day }: { day: Day }): Promise<void> {
  for (const cycle of await store.cycles(ctx.sql)) {
    if (cycle.state !== 'open' && cycle.state !== 'signing') continue
    const end = cycle.state === 'open' ? cycle.dueDay : (cycle.appealUntil ?? cycle.dueDay)
    const left = daysBetween(day, end)
    const due = (cycle.rules?.remindDays ?? []).includes(left) || (left < 0 && left % 7 === 0)
    if (due) await remind(ctx, cycle, day)
  }
}

async function remind(ctx: Context, cycle: store.CycleRow, day: Day): Promise<number> {
  const owed = await owedIn(ctx, cycle)
  for (const { personKey, kind, count } of owed)
    await notify(ctx, {
      to: [personKey],
      template: `performance.notice.owed-${kind}`,
      facts: {
        name: cycle.name,
        count,
        day: cycle.state === 'open' ? cycle.dueDay : (cycle.appealUntil ?? cycle.dueDay),
      },
      about: toId('cycle', cycle.key),
      once: `performance:owed:${cycle.key}:${kind}:${personKey}:${day}`,
    })
  return new Set(owed.map(one => one.personKey)).size
}

/** Who owes what of the present state: goals to agree, the own and the manager's assessment, answers about colleagues, signatures. */
async function owedIn(ctx: Context, cycle: store.CycleRow): Promise<Owed[]> {
  const rows = await store.appraisalsOf(ctx.sql, cycle.key)
  const owed = (kind: Owed['kind'], people: readonly (bigint | null)[]): Owed[] =>
    [
      ...Map.groupBy(
        people.filter(key => key !== null),
        key => key,
      ),
    ].map(([personKey, all]) => ({
      personKey,
      kind,
      count: all.length,
    }))
  if (cycle.state === 'signing') {
    const free = rows.filter(row => row.appeal === null || row.appealAnswer !== null)
    return owed('signature', [
      ...free.map(row => (row.signedByPerson ? null : row.personKey)),
      ...free.map(row => (row.signedByManager ? null : row.managerKey)),
    ])
  }
  const peers = await openAsksOf(ctx.sql, cycle.key)
  return [
    ...owed(
      'goals',
      rows.flatMap(row => [
        row.goalsByPerson ? null : row.personKey,
        row.goals.length === 0 || row.goalsByManager ? null : row.managerKey,
      ]),
    ),
    ...owed(
      'self',
      rows.map(row => (row.self ? null : row.personKey)),
    ),
    ...owed(
      'manager',
      rows.map(row => (row.manager ? null : row.managerKey)),
    ),
    ...[...peers].map(([personKey, count]) => ({ personKey, kind: 'peer' as const, count })),
  ]
}
