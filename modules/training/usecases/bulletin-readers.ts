import { toId, toKey } from '#lib/id'
import { refuseUnless } from '#lib/refusal'
import type { Context } from '#platform/context'
import type { Input, Output } from '#platform/operation'
import type { api } from '../api.ts'
import { bulletinByKey, readersOf } from '../store/report.ts'
import { peopleWithin } from './people-within.ts'

/** Who of the people within reach has confirmed, who has not yet first. @throws Refusal training.bulletin_not_found */
export async function bulletinReaders(
  ctx: Context,
  input: Input<typeof api.bulletinReaders>,
): Promise<Output<typeof api.bulletinReaders>> {
  const bulletin = await bulletinByKey(ctx.sql, toKey(input.id), null)
  refuseUnless(bulletin, 'training.bulletin_not_found')
  const read = await readersOf(ctx.sql, bulletin.key)
  const people = [...(await peopleWithin(ctx, 'training.report.read')).values()].filter(
    person => bulletin.posts.length === 0 || bulletin.posts.includes(person.post),
  )
  return people
    .map(person => ({
      personId: toId('person', person.key),
      personName: person.name,
      groupName: person.groupName,
      readAt: read.get(person.key) ?? null,
    }))
    .sort((a, b) => Number(a.readAt !== null) - Number(b.readAt !== null))
}
