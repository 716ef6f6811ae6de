import type { Day } from '#lib/day'
import { toId } from '#lib/id'
import { formatYuan } from '#lib/money'
import { Refusal } from '#lib/refusal'
import { sendMessage } from '#notification'
import { contactsOf } from '#party'
import { businessDay } from '#platform/business-day'
import type { Context } from '#platform/context'
import { runSystem, type Spine } from '#platform/write-path'
import { holdNotices, saveNotices, type WaitingNotice } from '../store/notice.ts'
import {
  holdReminders,
  type ReminderOutcome,
  type ReminderPlace,
  saveReminders,
  type WaitingReminder,
} from '../store/reminder.ts'

/** How many reminders one transaction sends. */
const batch = 200

/**
 * Sends the open day's reminders as text messages, so many in a transaction, each once: what has been paid since is left
 * out, and a borrower without a usable number is noted as unreachable.
 */
export async function sendReminders(spine: Spine): Promise<void> {
  const day = await businessDay(spine.database)
  let after: ReminderPlace = { loanKey: 0n, seq: 0 }
  for (;;) {
    const waiting = await runSystem(spine, 'servicing.remind', async ctx => {
      const waiting = await holdReminders(ctx.sql, day, after, batch)
      if (waiting.length === 0) return waiting
      const contacts = await contactsOf(ctx, [...new Set(waiting.map(one => one.customerKey))])
      const done: ReminderOutcome[] = []
      for (const one of waiting) {
        const outcome = await remind(ctx, one, contacts.get(one.customerKey)?.phone)
        done.push({ loanKey: one.loanKey, seq: one.seq, outcome })
      }
      await saveReminders(ctx.sql, day, done)
      ctx.note({ day, reminders: waiting.length })
      return waiting
    })
    after = waiting.at(-1) ?? after
    if (waiting.length < batch) break
  }
  await sendNotices(spine, day)
}

/** Tells borrowers what was noted for them by the day, so many in a transaction, each once. */
async function sendNotices(spine: Spine, day: Day): Promise<void> {
  for (;;) {
    const sent = await runSystem(spine, 'servicing.notify', async ctx => {
      const waiting = await holdNotices(ctx.sql, day, batch)
      if (waiting.length === 0) return 0
      const contacts = await contactsOf(ctx, [...new Set(waiting.map(one => one.customerKey))])
      const done: Parameters<typeof saveNotices>[1][number][] = []
      for (const one of waiting)
        done.push({ ...one, outcome: await tell(ctx, one, contacts.get(one.customerKey)?.phone) })
      await saveNotices(ctx.sql, done)
      ctx.note({ day, notices: waiting.length })
      return waiting.length
    })
    if (sent < batch) return
  }
}

async function tell(ctx: Context, one: WaitingNotice, phone: string | undefined): Promise<'queued' | 'unreachable'> {
  if (!phone) return 'unreachable'
  try {
    const { template, facts } = one
    const about = toId('loan', one.loanKey)
    await sendMessage(ctx, { channel: 'sms', to: phone, template, facts, language: 'zh', about })
    return 'queued'
  } catch (error) {
    if (error instanceof Refusal) return 'unreachable'
    throw error
  }
}

async function remind(ctx: Context, one: WaitingReminder, phone: string | undefined) {
  if (one.unpaid <= 0n) return 'paid'
  if (!phone) return 'unreachable'
  const when = one.days < 0 ? 'before' : one.days === 0 ? 'today' : 'after'
  try {
    await sendMessage(ctx, {
      channel: 'sms',
      to: phone,
      template: `servicing.reminder.${when}`,
      facts: { number: one.number, seq: one.seq, amount: formatYuan(one.unpaid), day: one.dueOn },
      language: 'zh',
      about: toId('loan', one.loanKey),
    })
    return 'queued'
  } catch (error) {
    if (error instanceof Refusal) return 'unreachable'
    throw error
  }
}
