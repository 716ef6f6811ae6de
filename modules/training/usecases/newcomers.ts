import { toKey } from '#lib/id'
import type { Context } from '#platform/context'
import type { Sql } from '#platform/database'
import { firstDaysOf } from '../store/newcomer.ts'
import type { TrainingNotice } from './notice-of.ts'

/** Who walks beside somebody whose first days are open; null when they are not. */
export async function mentorOf(database: Sql, personKey: bigint): Promise<bigint | null> {
  const row = await firstDaysOf(database, personKey)
  return row?.state === 'open' ? row.mentorId : null
}

/** Somebody was given a newcomer to mentor. */
export async function mentorNotice(
  ctx: Context,
  told: { personId: `person_${string}`; mentorId: `person_${string}` },
): Promise<TrainingNotice> {
  return {
    to: [toKey(told.mentorId)],
    template: 'training.notice.mentor',
    facts: { day: ctx.today },
    about: told.personId,
    once: `mentor.${told.personId}.${told.mentorId}`,
  }
}
