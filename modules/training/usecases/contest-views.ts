import { toId } from '#lib/id'
import type { Context } from '#platform/context'
import { personNames } from '#team'
import type * as store from '../store/contest.ts'

/** Contests as the contract shows them. */
export async function contestViews(ctx: Context, found: readonly store.ContestRow[]) {
  const names = await personNames(
    ctx.sql,
    found.flatMap(row => [row.personKey, ...(row.ruledBy === null ? [] : [row.ruledBy])]),
  )
  const rules = ctx.rights.verdict('training.question.write').allow
  return found.map(row => ({
    id: toId('contest', row.key),
    attemptId: toId('attempt', row.attemptKey),
    questionId: toId('question', row.questionKey),
    topic: row.topic,
    stem: row.stem,
    personName: names.get(row.personKey) ?? '',
    given: row.given,
    reason: row.reason,
    state: row.state,
    madeAt: row.madeAt,
    ruledByName: row.ruledBy === null ? null : (names.get(row.ruledBy) ?? null),
    ruledAt: row.ruledAt,
    ruling: row.ruling ?? '',
    regraded: row.regraded,
    passedNow: row.passedNow,
    actions: rules && row.state === 'open' && row.personKey !== ctx.actor.key ? ['rule' as const] : [],
  }))
}
