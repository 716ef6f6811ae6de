import { randomBytes } from 'node:crypto'
import { addDays, type Day, daysBetween, instantAt } from '#lib/day'
import type { Context } from '#platform/context'
import { parametersOn } from '#reference'
import { watchList } from '#servicing'
import { roster } from '#team'
import { draw } from '../quality-lot.ts'
import { unansweredSince } from '../store/quality.ts'
import { approvedLoans, insertChecks, insertDraw, lastDraw, type NewCheck, undrawn } from '../store/quality-draw.ts'
import { lapse } from './settle-defects.ts'

/**
 * Draws the decided files of a closed day: a share at random, and all of newcomers, of policy exceptions and of first payment
 * defaults. Nobody asks for it and nobody chooses; the seed is made here and kept. A day is drawn once. Defects left without an
 * answer past their days stand from this evening on.
 */
export async function drawChecks(ctx: Context, { day }: { day: Day }): Promise<void> {
  const last = await lastDraw(ctx.sql)
  if (last && last.day >= day) return
  const values = await parametersOn(ctx.sql, ['quality.sampling', 'quality.windows'], day)
  const { randomShare, newcomerDays, replyDays } = values['quality.sampling']
  const windows = values['quality.windows']
  const decided = await undrawn(ctx.sql, addDays(day, -windows.drawBackDays), day)
  const seed = randomBytes(16).toString('hex')
  const carryBefore = last?.carry ?? 0n
  // A decision lies in the draw once, however many had a say in it.
  const population = [...new Set(decided.map(one => one.key))]
  const { taken, carry } = draw(seed, population, randomShare, carryBefore)
  await insertDraw(ctx, { day, seed, share: randomShare, carryBefore, carryAfter: carry, population, taken })

  const people = new Map((await roster.peopleOn(ctx.sql, day)).map(person => [person.key, person]))
  const member = (personKey: bigint, decision: 'approve' | 'reject') => {
    const { name = '', groupKey = null, branchKey = null } = people.get(personKey) ?? {}
    return name === '' ? {} : { member: { personKey, name, groupKey, branchKey, decision } }
  }
  const random = new Set(taken)
  const checks: NewCheck[] = decided.flatMap(one => {
    const since = people.get(one.personKey)?.joinedOn
    const reasons = [
      ...(random.has(one.key) ? (['random'] as const) : []),
      ...(one.exceptions > 0 ? (['exception'] as const) : []),
      ...(since && daysBetween(since, day) < newcomerDays ? (['newcomer'] as const) : []),
    ]
    return reasons.length > 0
      ? [{ eventKey: one.key, occasion: 'decision' as const, reasons, ...member(one.personKey, one.decision) }]
      : []
  })
  const loans = await approvedLoans(ctx.sql, instantAt(addDays(day, -windows.firstPaymentWatchDays), '00:00'))
  const missed = await watchList.firstPaymentMissed(
    ctx.sql,
    loans.map(one => one.loanKey),
    addDays(day, 1),
    windows.firstPaymentDays,
  )
  for (const { eventKey, loanKey, personKey } of loans)
    if (missed.has(loanKey))
      checks.push({
        eventKey,
        occasion: 'first-payment-default',
        reasons: ['first-payment-default'],
        ...member(personKey, 'approve'),
      })
  await insertChecks(ctx, checks)
  ctx.note({ day, population: population.length, random: taken.length, checks: checks.length })

  for (const { key } of await unansweredSince(ctx.sql, instantAt(addDays(day, 1 - replyDays), '00:00')))
    await lapse(ctx, key)
}
