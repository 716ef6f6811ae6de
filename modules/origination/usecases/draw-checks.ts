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

/** How far back a draw looks for decisions no draw has seen: the first one, and after evenings that were not heard of. */
const backDays = 7
/** For how long after the money went out a loan is watched for its first payment. */
const firstPaymentWatch = 120
/** The first payment counts as defaulted when it has been unpaid for so many days (LOAN-BOOK: first payment default, 30 days). */
const defaultDays = 30

/**
 * Draws the decided files of a closed day: a share at random, and all of newcomers, of policy exceptions and of first payment
 * defaults. Nobody asks for it and nobody chooses; the seed is made here and kept. A day is drawn once. Defects left without an
 * answer past their days stand from this evening on.
 */
export async function drawChecks(ctx: Context, { day }: { day: Day }): Promise<void> {
  const last = await lastDraw(ctx.sql)
  if (last && last.day >= day) return
  const values = await parametersOn(ctx.sql, ['quality.sampling'], day)
  const { randomShare, newcomerDays, replyDays } = values['quality.sampling']
  const decided = await undrawn(ctx.sql, addDays(day, -backDays), day)
  const seed = randomBytes(16).toString('hex')
  const carryBefore = last?.carry ?? 0n
  const population = decided.map(one => one.key)
  const { taken, carry } = draw(seed, population, randomShare, carryBefore)
  await insertDraw(ctx, { day, seed, share: randomShare, carryBefore, carryAfter: carry, population, taken })

  const joined = new Map((await roster.peopleOn(ctx.sql, day)).map(person => [person.key, person.joinedOn]))
  const random = new Set(taken)
  const checks: NewCheck[] = decided.flatMap(one => {
    const since = joined.get(one.personKey)
    const reasons = [
      ...(random.has(one.key) ? (['random'] as const) : []),
      ...(one.exceptions > 0 ? (['exception'] as const) : []),
      ...(since && daysBetween(since, day) < newcomerDays ? (['newcomer'] as const) : []),
    ]
    return reasons.length > 0 ? [{ eventKey: one.key, occasion: 'decision' as const, reasons }] : []
  })
  const loans = await approvedLoans(ctx.sql, instantAt(addDays(day, -firstPaymentWatch), '00:00'))
  const missed = await watchList.firstPaymentMissed(
    ctx.sql,
    loans.map(one => one.loanKey),
    addDays(day, 1),
    defaultDays,
  )
  for (const { eventKey, loanKey } of loans)
    if (missed.has(loanKey))
      checks.push({ eventKey, occasion: 'first-payment-default', reasons: ['first-payment-default'] })
  await insertChecks(ctx, checks)
  ctx.note({ day, population: population.length, random: taken.length, checks: checks.length })

  for (const { key } of await unansweredSince(ctx.sql, instantAt(addDays(day, 1 - replyDays), '00:00')))
    await lapse(ctx, key)
}
