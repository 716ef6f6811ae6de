import { toId } from '#lib/id'
import { formatYuan } from '#lib/money'
import { Refusal } from '#lib/refusal'
import { sendMessage } from '#notification'
import { contactsOf } from '#party'
import type { Context } from '#platform/context'
import { businessDay, runSystem, type Spine } from '#platform/write-path'
import { holdReminders, type ReminderOutcome, saveReminders, type WaitingReminder } from '../store/reminder.ts'

/** How many reminders one transaction sends. */
const batch = 200

/**
 * Sends the open day's reminders as text messages, so many in a transaction, each once: what has been paid since is left
 * out, and a borrower without a usable number is noted as unreachable.
 */
export async function sendReminders(spine: Spine): Promise<void> {
  const day = await businessDay(spine.database)
  for (;;) {
    const sent = await runSystem(spine, 'servicing.remind', async ctx => {
      const waiting = await holdReminders(ctx.sql, day, batch)
      if (waiting.length === 0) return 0
      const contacts = await contactsOf(ctx, [...new Set(waiting.map(one => one.customerKey))])
      const done: ReminderOutcome[] = []
      for (const one of waiting) {
        const outcome = await remind(ctx, one, contacts.get(one.customerKey)?.phone)
        done.push({ loanKey: one.loanKey, seq: one.seq, outcome })
      }
      await saveReminders(ctx.sql, day, done)
      ctx.note({ day, reminders: waiting.length })
      return waiting.length
    })
    if (sent < batch) return
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
