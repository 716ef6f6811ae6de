import { type Id, toId } from '#lib/id'
import { Refusal, refuseUnless } from '#lib/refusal'
import type { Context } from '#platform/context'
import type { HeldAnswer, Hold, Order } from '#platform/held'
import { writeJson } from '#platform/write-path'
import { byDemand, type HeldCheckers, type HeldRuleBody, heldTimes, ruleHolds } from '../held.ts'
import * as store from '../store/held.ts'
import { heldRulesOn } from '../store/held-rule.ts'
import { type Candidate, candidatesOf, spokenCandidates } from './checkers.ts'
import { houseFacts } from './house-operations.ts'
import { pictureOf, type Trial } from './picture-of.ts'

/** Context names under which what is held is sealed. */
export const seals = {
  input: 'authority.held.input',
  picture: 'authority.held.picture',
  answer: 'authority.held.answer',
}

/**
 * Says whether a command must wait for a second person: the rules of its operation, compared with what was asked and with what the
 * command, run on trial, would answer. Whether somebody can check it is asked here, before anything waits.
 * @throws Refusal what the command refuses; authority.held_nobody with who could but is on leave, uncertified or in conflict
 */
export async function holdCommand(ctx: Context, order: Order): Promise<Hold | null> {
  const rules = await heldRulesOn(ctx.sql, order.operation, ctx.today)
  const operation = rules.length > 0 ? houseFacts().operations.get(order.operation) : undefined
  if (!operation || ctx.actor.key === null) return null
  const maker = { key: ctx.actor.key, name: ctx.actor.name }
  const trial = await pictureOf(ctx, operation, order.input, { onPresent: false })
  const facts = {
    input: order.input,
    answer: trial.answer,
    maker: {
      branch: ctx.actor.branchKey === null ? null : toId('branch', ctx.actor.branchKey),
      group: ctx.actor.groupKey === null ? null : toId('group', ctx.actor.groupKey),
    },
  }
  const rule = rules.filter(one => ruleHolds(one.body, facts)).sort(byDemand)[0]
  if (!rule) return null
  const asked = (check: HeldCheckers) => ({
    check,
    sameBranch: rule.body.sameBranch,
    makerBranchKey: ctx.actor.branchKey,
  })
  const first = await candidatesOf(ctx, asked(rule.body.check), maker, trial.places)
  const second = rule.body.backup ? await candidatesOf(ctx, asked(rule.body.backup), maker, trial.places) : []
  const able = [...first, ...second].filter(one => one.fault === null)
  if (able.length === 0) {
    throw new Refusal('authority.held_nobody', {
      operation: `operation.${order.operation}`,
      people: named(
        ctx,
        [...first, ...second].filter(one => one.key !== maker.key),
      ),
    })
  }
  return { keep: () => keep(ctx, order, rule, trial, able) }
}

async function keep(
  ctx: Context,
  order: Order,
  rule: { key: bigint; body: HeldRuleBody },
  trial: Trial,
  able: readonly Candidate[],
): Promise<HeldAnswer> {
  const { body } = rule
  refuseUnless(!body.reasonRequired || order.reason, 'authority.held_reason', {
    operation: `operation.${order.operation}`,
    people: named(ctx, able),
  })
  const { deadlineAt, expiresAt } = heldTimes(body, ctx.now)
  const about = [...new Set([...(trial.picture.record === null ? [] : [trial.picture.record]), ...trial.about])]
  const key = await store.insertHeld(ctx, {
    operation: order.operation,
    ruleKey: rule.key,
    checkPermission: body.check.permission,
    checkRole: body.check.role,
    backupPermission: body.backup?.permission ?? null,
    backupRole: body.backup?.role ?? null,
    sameBranch: body.sameBranch,
    makerKey: ctx.actor.key!,
    makerName: ctx.actor.name,
    makerBranchKey: ctx.actor.branchKey,
    reason: order.reason,
    idempotencyKey: order.idempotencyKey,
    inputSealed: ctx.vault.seal(writeJson(order.input), seals.input),
    pictureSealed: ctx.vault.seal(JSON.stringify(trial.picture), seals.picture),
    fingerprint: trial.fingerprint,
    about,
    deadlineAt,
    expiresAt,
    places: trial.places,
  })
  const id: Id<'held'> = toId('held', key)
  ctx.about(id, ...about)
  ctx.note({ heldId: id })
  await ctx.emit('authority.change-held', { heldId: id })
  return { id, deadlineAt, checkers: named(ctx, able) }
}

/** The people of a list once each, said for the reader; none is said, too. */
function named(ctx: Context, candidates: readonly Candidate[]): string[] {
  const once = [...new Map(candidates.map(one => [one.key, one])).values()]
  return once.length === 0 ? ['—'] : spokenCandidates(ctx, once.slice(0, 12))
}
