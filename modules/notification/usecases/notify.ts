import { assert } from '#lib/assert'
import type { Id } from '#lib/id'
import type { Context } from '#platform/context'
import { insertNotices } from '../store.ts'
import type { NoticeFacts } from '../template.ts'
import { houseWords } from './house-words.ts'

/** A notice to people of the team. */
export type NewNotice = {
  /** Keys of persons; named twice, told once. */
  to: readonly bigint[]
  /** A key of some module's words, with holes. */
  template: string
  /** What fills the holes. No personal data in clear: names masked, no numbers of persons. */
  facts: NoticeFacts
  about?: Id<string>
  /** A key under which a person is told only once, for events that may be delivered twice. */
  once?: string
}

/** Puts a notice into people's inboxes in the caller's transaction. @throws Bug when the template is in no module's words */
export async function notify(ctx: Context, notice: NewNotice): Promise<void> {
  assert(houseWords()[notice.template], `no words for the notice ${notice.template}`)
  if (notice.to.length === 0) return
  await insertNotices(ctx.sql, {
    to: [...new Set(notice.to)],
    template: notice.template,
    facts: notice.facts,
    about: notice.about ?? null,
    once: notice.once ?? null,
    now: ctx.now,
  })
}
