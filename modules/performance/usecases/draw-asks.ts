import { randomInt } from 'node:crypto'
import { must } from '#lib/assert'
import { addDays, dayAt, earliest, instantAt, msBetween } from '#lib/day'
import { toId } from '#lib/id'
import { Refusal } from '#lib/refusal'
import { housePages, sendMessage } from '#notification'
import { files as record } from '#origination'
import { contactsOf, surveys } from '#party'
import type { Context } from '#platform/context'
import { runSystem, type Spine } from '#platform/write-path'
import { parameterOn } from '#reference'
import { roster } from '#team'
import { drawPeers, type Part } from '../appraisal.ts'
import * as store from '../store/appraisal.ts'
import { askedBefore, insertVoiceAsk } from '../store/voice.ts'
import { askedBy, drawVoices, isQuiet, type Served, usualVoice } from '../voice.ts'
import { voiceToken } from './answer-voice.ts'

const random = () => randomInt(2 ** 32) / 2 ** 32

/** It is morning: in every open cycle whoever came to share files or to serve customers since is asked about, up to what the house says. */
export const asksDue = (spine: Spine): Promise<void> => runSystem(spine, 'performance.asks-due', drawInAll)

/** Draws colleagues and customers in every open cycle, as far as there are any by now. */
export async function drawInAll(ctx: Context): Promise<void> {
  for (const cycle of await store.cycles(ctx.sql)) {
    if (cycle.state !== 'open') continue
    await drawColleagues(ctx, cycle)
    await drawCustomers(ctx, cycle)
  }
}

const weighs = (cycle: store.CycleRow, part: Part) =>
  cycle.body.weights.some(one => one.part === part && one.weight > 0)

/**
 * Draws colleagues to ask about everybody of an open cycle. A cycle opened before its work was done draws again each morning until it has
 * asked as many as it may; nobody is asked twice about the same person.
 */
export async function drawColleagues(ctx: Context, cycle: store.CycleRow): Promise<void> {
  if (!weighs(cycle, 'peer')) return
  const { askPeers } = must(cycle.rules, 'set on opening')
  const wanting = (await store.appraisalsOf(ctx.sql, cycle.key)).filter(row => row.peersAsked < askPeers)
  if (wanting.length === 0) return
  const here = new Set((await roster.peopleOn(ctx.sql, ctx.today)).map(one => one.key))
  const until = earliest(cycle.to, ctx.today)
  const shared = Map.groupBy(
    [
      ...(await record.sharedFiles(ctx.sql, cycle.from, until)),
      ...(await store.sharedLoans(ctx.sql, cycle.from, until)),
    ].filter(pair => here.has(pair.otherKey)),
    pair => pair.personKey,
  )
  const asked = await store.askedPeers(ctx.sql, cycle.key)
  for (const row of wanting) {
    const files = Map.groupBy(shared.get(row.personKey) ?? [], pair => pair.otherKey)
    const candidates = [...files].map(([personKey, own]) => ({
      personKey,
      files: own.reduce((all, pair) => all + pair.files, 0),
    }))
    const barred = [row.personKey, row.managerKey, ...(asked.get(row.key) ?? [])]
    for (const peer of drawPeers(candidates, barred, askPeers - row.peersAsked, random))
      await store.insertAsk(ctx.sql, row.key, peer.personKey, peer.files)
  }
}

/** Asks customers about whoever served them, in the morning alone: no page of anybody's draws them or opens where they are reached. */
async function drawCustomers(ctx: Context, cycle: store.CycleRow): Promise<void> {
  if (!weighs(cycle, 'customer')) return
  const rules = cycle.rules?.customers ?? usualVoice
  const morning = msBetween(instantAt(dayAt(ctx.now), '00:00'), ctx.now) / 60_000
  const time = `${String(Math.floor(morning / 60)).padStart(2, '0')}:${String(Math.floor(morning % 60)).padStart(2, '0')}`
  if (isQuiet(time, await parameterOn(ctx.sql, 'contact.quiet-hours', ctx.today))) return
  const served = await servedIn(ctx, cycle)
  const asked = await askedBefore(ctx.sql, addDays(ctx.today, -rules.quietDays))
  const everybody = [...served.values()].flat().map(one => one.customerKey)
  const declined = new Set((await surveys.refused(ctx.sql, everybody)).keys())
  const asks: { askKey: bigint; served: Served }[] = []
  for (const row of await store.appraisalsOf(ctx.sql, cycle.key)) {
    const more = askedBy(ctx.today, cycle, rules.ask) - row.customersAsked
    for (const one of drawVoices(served.get(row.personKey) ?? [], asked, declined, more, random))
      asks.push({ askKey: await insertVoiceAsk(ctx, row, one), served: one })
  }
  if (asks.length === 0) return
  const contacts = await contactsOf(
    ctx,
    asks.map(one => one.served.customerKey),
  )
  for (const { askKey, served } of asks) {
    const phone = contacts.get(served.customerKey)?.phone
    if (phone) await send(ctx, askKey, served, phone, rules.linkDays)
  }
  ctx.note({ customersAsked: asks.length })
}

/** Whose customers somebody served in a cycle: files they worked on that were paid out, and loans they looked after. */
async function servedIn(ctx: Context, cycle: store.CycleRow): Promise<Map<bigint, Served[]>> {
  const until = earliest(cycle.to, ctx.today)
  const files = await record.servedCustomers(ctx.sql, cycle.from, until)
  const after = await store.workedLoans(ctx.sql, cycle.from, until)
  return Map.groupBy([...files, ...after], one => one.personKey)
}

/** A number no message reaches is no answer; the question stands as asked. */
async function send(ctx: Context, askKey: bigint, served: Served, to: string, days: number): Promise<void> {
  try {
    await sendMessage(ctx, {
      channel: 'sms',
      to,
      template: 'performance.voice.message',
      facts: {
        number: served.number,
        url: housePages.pageAt(`/api/voice?token=${voiceToken(ctx.vault, askKey)}`),
        days,
      },
      language: 'zh',
      about: toId('customer', served.customerKey),
    })
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
  }
}
