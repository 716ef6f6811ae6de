import { toId, toKey } from '#lib/id'
import { Refusal, refuseUnless } from '#lib/refusal'
import type { Context } from '#platform/context'
import type { Input, Output } from '#platform/operation'
import type { api } from '../api.ts'
import { metricOf } from '../metric.ts'
import * as store from '../store/target.ts'
import { targetIn, targetOut, targetPeriod } from '../target.ts'
import { planSplit } from './plan-split.ts'
import {
  checkSetter,
  checkTarget,
  isOwn,
  mayWrite,
  placed,
  placeOf,
  samePeriod,
  samePlace,
  targetFor,
} from './target-place.ts'

/**
 * Sets a target, or changes one that stands: the change is a new version beside the old one and says why.
 * @throws Refusal performance.target_level, target_zero, target_value, target_period, period_frozen, stale, subject_not_found, person_not_found,
 * target_yours
 */
export async function setTarget(
  ctx: Context,
  input: Input<typeof api.setTarget>,
): Promise<Output<typeof api.setTarget>> {
  const metric = metricOf(input.code)
  const place = await placeOf(ctx, input)
  await checkSetter(ctx, place)
  const period = targetPeriod(input.from, input.grain)
  await checkTarget(ctx, metric, place, period)
  const value = targetIn(metric, input.value)
  const upper = input.upper === null ? null : targetIn(metric, input.upper, 'upper')
  refuseUnless(
    upper === null || (metric.better === 'band' && Number(upper) > Number(value)),
    'performance.target_value',
    {},
    'upper',
  )
  await store.lockTargets(ctx.sql, metric.code)
  const now = (await store.targetsIn(ctx.sql, [metric.code], period)).find(
    one => samePlace(one, place) && samePeriod(one, period),
  )
  refuseUnless((now?.number ?? 0) === input.version, 'performance.stale')
  const origin = now ? 'change' : 'set'
  return write(ctx, [
    { ...place, ...period, code: metric.code, value, upper, origin, parentKey: null, reason: input.reason },
  ])
}

async function write(ctx: Context, targets: readonly store.NewTarget[]) {
  const ids = (await store.insertTargets(ctx, targets)).map(key => toId('target', key))
  ctx.about(...ids)
  ctx.note({ code: targets[0]?.code, targets: targets.length })
  return { ids }
}

/** What a target would be split into. @throws Refusal as splitTarget */
export async function previewSplit(
  ctx: Context,
  input: Input<typeof api.previewSplit>,
): Promise<Output<typeof api.previewSplit>> {
  const { target, metric } = await targetFor(ctx, input.id)
  ctx.rights.check(mayWrite, { ...placed(target), ownerId: null })
  const value = input.value === undefined ? target.value : targetIn(metric, input.value)
  const { parts, closed } = await planSplit(ctx, metric, { ...target, value }, input)
  return {
    closed: targetOut(metric, String(closed)),
    parts: parts.map(part => ({
      level: part.place.level,
      name: part.name,
      from: part.from,
      to: part.to,
      value: targetOut(metric, part.value),
      was: part.was && targetOut(metric, part.was.value),
      kept: part.kept,
      weight: input.basis === 'past' && !part.kept ? targetOut(metric, String(part.weight)) : String(part.weight),
    })),
  }
}

/**
 * Splits a target. Parts that are over keep what they were; a part that comes to nothing gets no target.
 * @throws Refusal performance.target_not_found, stale, period_frozen, target_past, target_nobody, target_period
 */
export async function splitTarget(
  ctx: Context,
  input: Input<typeof api.splitTarget>,
): Promise<Output<typeof api.splitTarget>> {
  const { target, metric } = await targetFor(ctx, input.id, input.version)
  ctx.rights.check(mayWrite, { ...placed(target), ownerId: null })
  await checkTarget(ctx, metric, target, target)
  await store.lockTargets(ctx.sql, metric.code)
  const { parts } = await planSplit(ctx, metric, target, input)
  const { code, upper } = target
  const changed = parts.filter(part => !part.kept && part.value !== '0' && part.was?.value !== part.value)
  return write(
    ctx,
    changed.map(({ place, from, to, value }) => ({
      ...{ level: place.level, branchKey: place.branchKey, groupKey: place.groupKey, personKey: place.personKey },
      ...{ code, from, to, value, upper, origin: 'cascade', parentKey: target.key, reason: input.reason },
    })),
  )
}

/**
 * Whom a target is for says what it should be instead, and why. It stands until whoever may set it answers.
 * @throws Refusal performance.target_not_found, own_target, counter_conflict, period_frozen, target_zero, target_value
 */
export async function counterTarget(
  ctx: Context,
  input: Input<typeof api.counterTarget>,
): Promise<Output<typeof api.counterTarget>> {
  const { target, metric } = await targetFor(ctx, input.id)
  if (!(await isOwn(ctx, target))) ctx.rights.check('performance.target.counter', placed(target))
  refuseUnless(target.madeBy !== ctx.actor.key, 'performance.own_target')
  await checkTarget(ctx, metric, target, target)
  const value = targetIn(metric, input.value)
  const key = await store.insertCounter(ctx, { targetKey: target.key, value, reason: input.reason })
  if (key === null) throw new Refusal('performance.counter_conflict')
  ctx.about(input.id)
  ctx.note({ code: target.code, value: input.value })
  return { id: toId('targetcounter', key) }
}

/**
 * Accepts an answer, which becomes the target, or declines it. Nobody answers their own. What was split from the target before stays; the board
 * shows by how much its parts differ from it now.
 * @throws Refusal performance.counter_not_found, own_counter, target_yours, period_frozen, stale
 */
export async function answerCounter(
  ctx: Context,
  input: Input<typeof api.answerCounter>,
): Promise<Output<typeof api.answerCounter>> {
  const counter = await store.counterForUpdate(ctx.sql, toKey(input.id))
  if (!counter) throw new Refusal('performance.counter_not_found')
  refuseUnless(counter.madeBy !== ctx.actor.key, 'performance.own_counter')
  const { target, metric } = await targetFor(ctx, toId('target', counter.targetKey))
  await checkSetter(ctx, target)
  await checkTarget(ctx, metric, target, target)
  await store.closeCounter(ctx, toKey(input.id), input.accept, input.answer)
  if (!input.accept) return { ids: [] }
  const { level, branchKey, groupKey, personKey, code, from, to, upper, parentKey } = target
  return write(ctx, [
    {
      level,
      branchKey,
      groupKey,
      personKey,
      code,
      from,
      to,
      upper,
      parentKey,
      value: counter.value,
      origin: 'counter',
      reason: input.answer,
    },
  ])
}
