import { must } from '#lib/assert'
import { toId, toKey } from '#lib/id'
import { Refusal, refuseUnless } from '#lib/refusal'
import type { Context } from '#platform/context'
import type { Input, Output } from '#platform/operation'
import { boardGroups, personNames } from '#team'
import type { api } from '../api.ts'
import { gradeOf, leniency, scoreOfGrade } from '../appraisal.ts'
import * as store from '../store/appraisal.ts'
import { insertSitting, originalsOf, sittingsOf } from '../store/calibration.ts'
import { loadAppraisal, rescore } from './fill-appraisal.ts'
import { wholeHouse } from './subject-for.ts'

type Board = Output<typeof api.calibrationBoard>

/** Grades by group, for whoever may see them; nobody sees the own before it is published. @throws Refusal performance.cycle_not_found */
export async function calibrationBoard(ctx: Context, { id }: Input<typeof api.calibrationBoard>): Promise<Board> {
  const cycle = await store.cycleByKey(ctx.sql, toKey(id))
  if (!cycle) throw new Refusal('performance.cycle_not_found')
  const mine = await appraisalsSeen(ctx, cycle)
  const bands = cycle.rules?.bands ?? []
  const scored = cycle.state !== 'draft' && cycle.state !== 'open'
  const found = scored ? mine : []
  const published = cycle.state === 'signing' || cycle.state === 'closed'
  const shown = found.filter(row => published || row.personKey !== ctx.actor.key)
  const originals = await originalsOf(ctx.sql, cycle.key)
  const names = await personNames(
    ctx.sql,
    shown.flatMap(row => [row.personKey, row.managerKey ?? row.personKey]),
  )
  const groups = new Map((await boardGroups(ctx.sql, ctx.today)).map(group => [group.key, group.name]))
  return {
    id,
    name: cycle.name,
    state: cycle.state,
    bands: [...bands].sort((a, b) => b.from - a.from),
    groups: [...Map.groupBy(shown, row => row.groupId)].map(([key, own]) => ({
      groupId: key === null ? null : toId('group', key),
      groupName: key === null ? null : (groups.get(key) ?? null),
      people: own.map(row => {
        const original = originals.get(row.key) ?? row.score
        return {
          id: toId('appraisal', row.key),
          version: row.version,
          personId: toId('person', row.personKey),
          personName: names.get(row.personKey) ?? '',
          managerName: row.managerKey === null ? null : (names.get(row.managerKey) ?? ''),
          original,
          originalGrade: original === null ? null : gradeOf(original, bands),
          score: row.score,
          grade: row.grade,
          missing: (row.result ?? []).filter(part => part.missing !== null).length,
        }
      }),
    })),
    sittings: (await sittingsOf(ctx.sql, cycle.key)).map(({ key: _, attended, ...sitting }) => ({
      ...sitting,
      satWith: attended.map(one => one.name),
    })),
    managers: ctx.rights.verdict('performance.appraisal.calibrate').allow
      ? leniency(
          shown.flatMap(row =>
            row.manager && row.managerKey ? [{ manager: row.managerKey, score: row.manager.score }] : [],
          ),
        ).map(({ manager, ...one }) => ({ ...one, name: names.get(manager) ?? '' }))
      : [],
    canCalibrate: cycle.state === 'calibrating' && ctx.rights.verdict('performance.appraisal.calibrate').allow,
  }
}

/** The appraisals of a cycle within reach; a cycle shows to whoever runs cycles or sees one of them. @throws Refusal performance.cycle_not_found */
async function appraisalsSeen(ctx: Context, cycle: store.CycleRow) {
  const found = await store.appraisalsFor(ctx, cycle.key)
  const runs = ctx.rights.verdict('performance.cycle.write', wholeHouse).allow
  if (!runs && found.length === 0) throw new Refusal('performance.cycle_not_found')
  return found
}

/**
 * Moves people to other grades in one sitting: all or nothing, each with a reason.
 * @throws Refusal performance.cycle_not_found, appraisal_not_found, stale, appraisal_state, own_appraisal, sitting_few, grade_unknown, grade_same, person_not_found
 */
export async function sitCalibration(ctx: Context, input: Input<typeof api.sitCalibration>): Promise<Board> {
  const cycle = await store.cycleByKey(ctx.sql, toKey(input.id), 'hold')
  if (!cycle) throw new Refusal('performance.cycle_not_found')
  await appraisalsSeen(ctx, cycle)
  const me = must(ctx.actor.key, 'people judge')
  const sat = [...new Set([me, ...input.attended.map(one => toKey(one))])]
  refuseUnless(sat.length >= 2, 'performance.sitting_few', {}, 'attended')
  const names = await personNames(ctx.sql, sat)
  refuseUnless(
    sat.every(key => names.has(key)),
    'performance.person_not_found',
    {},
    'attended',
  )
  const attended = sat.map(key => ({ id: toId('person', key), name: names.get(key)! }))
  const sittingKey = await insertSitting(ctx.sql, {
    cycleKey: cycle.key,
    attended,
    byKey: me,
    byName: ctx.actor.name,
    at: ctx.now,
  })
  const { bands } = must(cycle.rules, 'set on opening')
  for (const [at, change] of input.changes.entries()) {
    const found = await loadAppraisal(ctx, change, 'calibrating', 'performance.appraisal.calibrate')
    refuseUnless(found.row.cycleKey === cycle.key && found.row.score !== null, 'performance.appraisal_state')
    refuseUnless(!sat.includes(found.row.personKey), 'performance.own_appraisal', {}, 'attended')
    const field = `changes.${at}.grade`
    refuseUnless(
      bands.some(band => band.grade === change.grade),
      'performance.grade_unknown',
      {},
      field,
    )
    refuseUnless(found.row.grade !== change.grade, 'performance.grade_same', {}, field)
    const score = scoreOfGrade(change.grade, found.row.score, bands)
    await rescore(ctx, found, score, change.reason, null, sittingKey)
  }
  ctx.about(input.id)
  return calibrationBoard(ctx, { id: input.id })
}
