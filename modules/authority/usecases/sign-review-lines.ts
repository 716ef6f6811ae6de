import { toId, toKey } from '#lib/id'
import { refuseUnless } from '#lib/refusal'
import type { Context } from '#platform/context'
import type { Input, Output } from '#platform/operation'
import type { api } from '../api.ts'
import type { RuleContent } from '../rule.ts'
import { bookOn } from '../rule-book.ts'
import { bookWith, effectsOf, type Standee, type WantedRule } from '../rule-change.ts'
import * as store from '../store/review.ts'
import { approvedRules } from './book.ts'
import { grantCode, proposeRule } from './change-rule.ts'
import { everybody } from './everyone.ts'
import { houseFacts } from './house-operations.ts'
import { maySign } from './list-reviews.ts'

/**
 * Keeps or revokes rights line by line. What is kept although something was pointed out, and what is revoked, needs a reason; a
 * revocation waits for a second person. In a preview nothing stays, and what each person would lose is said.
 * @throws Refusal authority.review_not_found, review_closed, review_line_not_found, review_own, review_not_yours, review_reason,
 *   review_waiting_conflict, and those of a change of rules
 */
export async function signReviewLines(
  ctx: Context,
  input: Input<typeof api.signReviewLines>,
): Promise<Output<typeof api.signReviewLines>> {
  const campaign = await store.campaignByKey(ctx.sql, toKey(input.id), true)
  refuseUnless(campaign, 'authority.review_not_found')
  refuseUnless(campaign.settledAt === null && ctx.today <= campaign.dueOn, 'authority.review_closed', {
    due: campaign.dueOn,
  })
  const wanted = new Map(input.lines.map(line => [toKey(line.id), line.keeps]))
  const lines = await store.linesByKey(ctx.sql, [...wanted.keys()])
  const there = lines.length === wanted.size && lines.every(line => line.campaignKey === campaign.key)
  refuseUnless(there, 'authority.review_line_not_found', {}, 'lines')
  for (const line of lines) {
    const told = { person: line.personName }
    refuseUnless(line.personKey !== ctx.actor.key, 'authority.review_own', told, 'lines')
    refuseUnless(maySign(ctx, line), 'authority.review_not_yours', told, 'lines')
    const waits = line.state === 'revoking' || line.state === 'revoked'
    refuseUnless(!waits, 'authority.review_waiting_conflict', told, 'lines')
  }
  const kept = lines.filter(line => wanted.get(line.key))
  const revoked = lines.filter(line => !wanted.get(line.key))
  const keptFlagged = kept.filter(line => line.flags.length > 0)
  refuseUnless(
    input.reason || keptFlagged.length + revoked.length === 0,
    'authority.review_reason',
    {
      count: keptFlagged.length + revoked.length,
    },
    'reason',
  )
  const title = (line: store.LineRow) => (ctx.language === 'zh' ? line.titleZh : line.titleEn)
  const answers = kept.map(line => ({ lineKey: line.key, keeps: true, versionKey: null as bigint | null }))
  const revoking: Output<typeof api.signReviewLines>['revoking'] = []
  for (const line of revoked) {
    revoking.push({ personName: line.personName, title: title(line), lost: await lostBy(ctx, line) })
    answers.push({
      lineKey: line.key,
      keeps: false,
      versionKey: await proposeRevocation(ctx, line, input.reason ?? ''),
    })
  }
  await store.insertAnswers(ctx, answers, input.reason)
  ctx.about(input.id, ...new Set(lines.map(line => toId('person', line.personKey))))
  ctx.note({ kept: kept.length, revoking: revoked.length })
  if (revoked.length > 0) await ctx.emit('authority.review-revoking', { campaignId: input.id, count: revoked.length })
  return {
    kept: kept.length,
    keptFlagged: keptFlagged.map(line => ({ personName: line.personName, title: title(line), flags: line.flags })),
    revoking,
  }
}

/**
 * The change of rules that takes a role away: a grant of one source ends; what the post brings, or several sources, is withheld.
 * Null for what is no rule.
 */
function changeFor(ctx: Context, line: store.LineRow): WantedRule | null {
  if (line.kind === 'delegation' || line.kind === 'key') return null
  const person = toId('person', line.personKey)
  const [only, ...more] = line.snapshot.sources
  const granted = /^grant:(.+)#\d+$/.exec(only?.rule ?? '')?.[1]
  if (line.kind === 'grant' && granted && more.length === 0)
    return { kind: 'grant', code: granted, content: null, fromDay: ctx.today, toDay: null }
  const content: RuleContent['grant'] = { person, role: line.code, effect: 'withhold' }
  return { kind: 'grant', code: grantCode(content), content, fromDay: ctx.today, toDay: null }
}

/** Proposes that a right ends; the key of the version that waits, or null where what ends is no rule. */
export async function proposeRevocation(ctx: Context, line: store.LineRow, reason: string): Promise<bigint | null> {
  const change = changeFor(ctx, line)
  if (change === null) return null
  const { quarter } = (await store.campaignByKey(ctx.sql, line.campaignKey))!
  const { id } = await proposeRule(ctx, { ...change, reason, source: `access-review ${quarter}` })
  return toKey(id)
}

/** What its holder would lose with a right, by the same rules that will say so once it is gone. */
async function lostBy(ctx: Context, line: store.LineRow): Promise<string[]> {
  const wanted = changeFor(ctx, line)
  if (wanted === null) return line.snapshot.permissions.map(one => one.permission)
  const versions = await approvedRules(ctx.sql)
  const people: Standee[] = (await everybody(ctx.sql, { on: ctx.today, at: ctx.now }))
    .filter(({ person }) => person.key === line.personKey)
    .map(({ person, holder, loans }) => ({ key: person.key, name: person.name, holder, loans }))
  const before = bookOn(versions, ctx.today)
  const [effect] = effectsOf(before, bookWith(versions, wanted), people, houseFacts().permissions)
  return effect?.lost.map(one => one.slice(0, one.lastIndexOf('@'))) ?? []
}
