import { must } from '#lib/assert'
import { type Day, dayAt } from '#lib/day'
import { toId } from '#lib/id'
import { refuseUnless } from '#lib/refusal'
import type { Context } from '#platform/context'
import type { Input, Output } from '#platform/operation'
import { personNames, roster } from '#team'
import type { api } from '../api.ts'
import type { Step } from '../career.ts'
import * as skillStore from '../store/career.ts'
import { listKinds } from '../store/certificate.ts'
import * as store from '../store/ladder.ts'
import { ladderHead } from './career-view.ts'
import { personWithin } from './people-within.ts'
import { resultSources } from './results.ts'

/** The ladders as they hold on a day, each with its versions. */
export async function listLadders(
  ctx: Context,
  input: Input<typeof api.listLadders>,
): Promise<Output<typeof api.listLadders>> {
  const versions = await store.ladderVersions(ctx.sql)
  const names = await personNames(
    ctx.sql,
    versions.flatMap(row => [row.madeBy ?? [], row.decidedBy ?? []].flat()),
  )
  const found = await store.laddersOn(ctx.sql, input.on ?? dayAt(ctx.now))
  return found.map(row => ({
    ...ladderHead(row),
    changeNote: row.changeNote,
    steps: row.steps,
    versions: versions
      .filter(one => one.code === row.code)
      .map(one => ({
        number: one.number,
        fromDay: one.fromDay,
        changeNote: one.changeNote,
        approved: one.approved,
        madeByName: one.madeBy === null ? null : (names.get(one.madeBy) ?? null),
        madeAt: one.madeAt,
        decidedByName: one.decidedBy === null ? null : (names.get(one.decidedBy) ?? null),
        decisionReason: one.decisionReason ?? '',
      })),
  }))
}

/**
 * Proposes a version of a ladder that holds from a day on once a second person has approved it. The versions before it stay as they
 * were, and proposals of people keep the one they were made on. One version of a ladder waits at a time.
 * @throws Refusal training.stale, training.ladder_waiting, training.ladder_day, training.ladder_step
 */
export async function saveLadder(
  ctx: Context,
  input: Input<typeof api.saveLadder>,
): Promise<Output<typeof api.saveLadder>> {
  const versions = await store.ladderVersions(ctx.sql, input.code)
  refuseUnless(versions[0]?.approved !== null, 'training.ladder_waiting')
  refuseUnless((versions.find(row => row.approved)?.number ?? 0) === input.number, 'training.stale')
  checkDay(ctx, input.fromDay, versions)
  await checkSteps(ctx, input.steps)
  const number = (versions[0]?.number ?? 0) + 1
  const { code, function: of, name, nameEn, fromDay, changeNote, steps } = input
  const kept = await store.insertLadder(ctx, { code, number, function: of, name, nameEn, steps, fromDay, changeNote })
  refuseUnless(kept, 'training.stale')
  const row = must(await store.ladderForUpdate(ctx.sql, code, number), 'the version was just kept')
  const ladderId = toId('ladder', row.key)
  ctx.about(ladderId)
  ctx.note({ ladder: code, number, fromDay })
  await ctx.emit('training.ladder-proposed', { ladderId })
  return { code, number }
}

/** A version holds from today at the earliest, and not before one that is approved already. @throws Refusal training.ladder_day */
function checkDay(ctx: Context, fromDay: Day, versions: readonly store.LadderRow[]): void {
  const since = versions.find(row => row.approved)?.fromDay ?? ''
  refuseUnless(fromDay >= dayAt(ctx.now) && fromDay >= since, 'training.ladder_day', { since }, 'fromDay')
}

/** The versions that wait for a second person, beside what holds now, and how many people work in the posts of either. */
export async function listLadderVersions(ctx: Context): Promise<Output<typeof api.listLadderVersions>> {
  const waiting = (await store.ladderVersions(ctx.sql)).filter(row => row.approved === null)
  const inForce = await store.laddersOn(ctx.sql, dayAt(ctx.now))
  const names = await personNames(
    ctx.sql,
    waiting.flatMap(row => row.madeBy ?? []),
  )
  const people = await roster.peopleOn(ctx.sql, ctx.today)
  const decides = ctx.rights.verdict('training.ladder.decide').allow
  return waiting.map(row => {
    const before = inForce.find(one => one.code === row.code)?.steps ?? []
    const posts = new Set([...row.steps, ...before].map(step => step.post))
    return {
      ...ladderHead(row),
      changeNote: row.changeNote,
      steps: row.steps,
      before,
      people: people.filter(person => person.post !== null && posts.has(person.post)).length,
      madeByName: row.madeBy === null ? null : (names.get(row.madeBy) ?? null),
      madeAt: row.madeAt,
      actions: !decides ? [] : row.madeBy === ctx.actor.key ? (['withdraw'] as const) : (['decide'] as const),
    }
  })
}

/**
 * A second person approves a version of a ladder or refuses it; who made it can only take it back. What it refers to is looked at
 * again: it may have waited. @throws Refusal training.ladder_not_found, training.ladder_decided, training.own_ladder,
 *   training.ladder_day, training.ladder_step
 */
export async function decideLadder(
  ctx: Context,
  input: Input<typeof api.decideLadder>,
): Promise<Output<typeof api.decideLadder>> {
  const { code, number, approved, reason } = input
  const row = await store.ladderForUpdate(ctx.sql, code, number)
  refuseUnless(row, 'training.ladder_not_found')
  refuseUnless(row.approved === null, 'training.ladder_decided')
  refuseUnless(!approved || row.madeBy !== ctx.actor.key, 'training.own_ladder')
  if (approved) {
    checkDay(ctx, row.fromDay, await store.ladderVersions(ctx.sql, code))
    await checkSteps(ctx, row.steps)
  }
  await store.insertLadderDecision(ctx, { key: row.key, approved, reason })
  const ladderId = toId('ladder', row.key)
  ctx.about(ladderId)
  ctx.note({ ladder: code, number, approved })
  await ctx.emit('training.ladder-decided', { ladderId })
  return { code, number, approved }
}

/** Makes sure that steps are distinct and ask only for what there is. @throws Refusal training.ladder_step */
async function checkSteps(ctx: Context, steps: readonly Step[]): Promise<void> {
  const kinds = new Set((await listKinds(ctx.sql)).map(kind => kind.code))
  const skills = new Set((await skillStore.skills(ctx.sql)).map(skill => skill.code))
  const sources = new Set(resultSources().map(source => source.code))
  const distinct = (values: readonly string[]) => new Set(values).size === values.length
  refuseUnless(
    distinct(steps.map(step => step.code)) && distinct(steps.map(step => `${step.post}/${step.level}`)),
    'training.ladder_step',
    { step: '' },
    'steps',
  )
  for (const [index, step] of steps.entries()) {
    const there =
      step.certificates.every(code => kinds.has(code)) &&
      step.skills.every(skill => skills.has(skill.code)) &&
      step.results.every(result => sources.has(result.source)) &&
      distinct(step.certificates) &&
      distinct(step.skills.map(skill => skill.code))
    refuseUnless(there, 'training.ladder_step', { step: step.name }, `steps.${index}`)
  }
}

/** The skills people are judged on, and the results a ladder can ask for. */
export async function listSkills(ctx: Context): Promise<Output<typeof api.listSkills>> {
  return {
    skills: await skillStore.skills(ctx.sql),
    results: resultSources().map(({ code, name, unit, better }) => ({
      code,
      name: name[0],
      nameEn: name[1],
      unit,
      better,
    })),
  }
}

/** Adds a skill or names it anew. */
export async function saveSkill(
  ctx: Context,
  input: Input<typeof api.saveSkill>,
): Promise<Output<typeof api.saveSkill>> {
  await skillStore.saveSkill(ctx.sql, input)
  ctx.note({ skill: input.code })
  return { code: input.code }
}

/** Judges a person's skill; never one's own. @throws Refusal training.person_not_found, training.own_level, training.skill_not_found, authority.out_of_scope */
export async function rateSkill(
  ctx: Context,
  input: Input<typeof api.rateSkill>,
): Promise<Output<typeof api.rateSkill>> {
  const person = await personWithin(ctx, 'training.skill.rate', input.personId)
  refuseUnless(person.key !== ctx.actor.key, 'training.own_level', {}, 'personId')
  const known = (await skillStore.skills(ctx.sql)).some(skill => skill.code === input.skill)
  refuseUnless(known, 'training.skill_not_found', {}, 'skill')
  const { skill, rating, note } = input
  await skillStore.insertRating(ctx, { personKey: person.key, skill, rating, note })
  ctx.about(input.personId)
  ctx.note({ skill, rating })
  return { rating }
}
