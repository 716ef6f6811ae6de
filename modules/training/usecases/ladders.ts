import { dayAt } from '#lib/day'
import { refuseUnless } from '#lib/refusal'
import type { Context } from '#platform/context'
import type { Input, Output } from '#platform/operation'
import { personNames } from '#team'
import type { api } from '../api.ts'
import type { Step } from '../career.ts'
import * as store from '../store/career.ts'
import { listKinds } from '../store/certificate.ts'
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
    versions.flatMap(row => row.madeBy ?? []),
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
        madeByName: one.madeBy === null ? null : (names.get(one.madeBy) ?? null),
        madeAt: one.madeAt,
      })),
  }))
}

/**
 * Publishes a version of a ladder from a day on; the versions before it stay as they were, and proposals keep the one they were
 * made on. @throws Refusal training.stale, training.ladder_day, training.ladder_step
 */
export async function saveLadder(
  ctx: Context,
  input: Input<typeof api.saveLadder>,
): Promise<Output<typeof api.saveLadder>> {
  const last = (await store.ladderVersions(ctx.sql, input.code))[0]
  refuseUnless((last?.number ?? 0) === input.number, 'training.stale')
  refuseUnless(
    input.fromDay >= dayAt(ctx.now) && (!last || input.fromDay >= last.fromDay),
    'training.ladder_day',
    { since: last?.fromDay ?? '' },
    'fromDay',
  )
  await checkSteps(ctx, input.steps)
  const number = input.number + 1
  const { code, function: of, name, nameEn, fromDay, changeNote, steps } = input
  const kept = await store.insertLadder(ctx, { code, number, function: of, name, nameEn, steps, fromDay, changeNote })
  refuseUnless(kept, 'training.stale')
  ctx.note({ ladder: code, number, fromDay })
  return { code, number }
}

/** Makes sure that steps are distinct and ask only for what there is. @throws Refusal training.ladder_step */
async function checkSteps(ctx: Context, steps: readonly Step[]): Promise<void> {
  const kinds = new Set((await listKinds(ctx.sql)).map(kind => kind.code))
  const skills = new Set((await store.skills(ctx.sql)).map(skill => skill.code))
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
    skills: await store.skills(ctx.sql),
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
  await store.saveSkill(ctx.sql, input)
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
  const known = (await store.skills(ctx.sql)).some(skill => skill.code === input.skill)
  refuseUnless(known, 'training.skill_not_found', {}, 'skill')
  const { skill, rating, note } = input
  await store.insertRating(ctx, { personKey: person.key, skill, rating, note })
  ctx.about(input.personId)
  ctx.note({ skill, rating })
  return { rating }
}
