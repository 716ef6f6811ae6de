import { must } from '#lib/assert'
import { type Id, toKey } from '#lib/id'
import { say } from '#lib/words'
import { answered } from '#party'
import type { Context } from '#platform/context'
import { pastWall } from '#platform/wall'
import { parameterOn, versionOn } from '#reference'
import { factWord, incomeFacts, notTold } from '../fact.ts'
import { reasonView, shown, type Verdict } from '../rule-set.ts'
import { scoreOf } from '../scorecard.ts'
import * as store from '../store.ts'

/** A decision's verdict and reasons in the reader's language, for the page of the record it is about. */
export async function reasonsOf(ctx: Context, id: Id<'decision'>) {
  return pastWall(ctx.sql, async () => {
    const decision = must(await store.decisionByKey(ctx.sql, toKey(id)), 'the decision is there')
    const earns = answered.incomeShown(ctx, decision)
    const ruleSet = must(await store.ruleSetByKey(ctx.sql, decision.ruleSetKey), 'a decision has its rule set')
    const byCode = new Map(ruleSet.rules.map(rule => [rule.code, rule]))
    return {
      id,
      verdict: decision.verdict satisfies Verdict,
      ruleSetNumber: ruleSet.number,
      decidedAt: decision.decidedAt,
      facts: decision.facts,
      score: await scoreView(ctx, decision, earns),
      /** The rules of policy it did not pass: those that can decline, whatever they did here; rules that only refer send a file to a person. */
      breaches: decision.reasons
        .filter(
          ({ rule, outcome }) => outcome !== 'pass' && byCode.get(rule)?.cases.some(one => one.outcome === 'decline'),
        )
        .map(reason => reason.rule),
      reasons: decision.reasons.map(reason => reasonView(byCode.get(reason.rule), reason, ctx.language, earns)),
    }
  })
}

/**
 * The score that a decision was made with, figure by figure as the card of its day counts them; null for one
 * that was not scored. Of an income that is kept from the reader neither the figure is
 * said, nor what it gave, nor the sum, which less the other lines would tell it: the band alone.
 */
async function scoreView(
  ctx: Context,
  { facts, businessDay }: Pick<store.DecisionRow, 'facts' | 'businessDay'>,
  earns: boolean,
) {
  const { 'score.points': points, 'score.band': band } = facts
  if (typeof points !== 'number' || typeof band !== 'string') return null
  const card = await parameterOn(ctx.sql, 'score.card', businessDay)
  const lines = scoreOf(card, facts).lines.map(({ fact, value, points: given }) => ({
    label: say(factWord(fact), ctx.language),
    value:
      value === null
        ? null
        : !earns && incomeFacts.has(fact)
          ? say(notTold, ctx.language)
          : shown(fact, value, ctx.language),
    points: earns || !incomeFacts.has(fact) ? given : null,
  }))
  const version = await versionOn(ctx.sql, 'score.card', businessDay)
  return { card: version, points: earns ? points : null, band, basePoints: card.base, lines }
}
