import { must } from '#lib/assert'
import type { Context } from '#platform/context'
import type { Output } from '#platform/operation'
import type { api } from '../api.ts'
import { personById } from '../store/person.ts'

/** Who the reader is, the posts held today, and the permissions that shape the screens. */
export async function me(ctx: Context): Promise<Output<typeof api.me>> {
  const person = must(await personById(ctx.sql, ctx.actor.id as `person_${string}`, ctx.today), 'the actor is a person')
  return {
    person: { id: person.id, name: person.name, username: person.username },
    posts: person.post ? [{ post: person.post, group: person.groupName ?? '', branch: person.branchName ?? '' }] : [],
    permissions: [...ctx.rights.permissions],
    businessDay: ctx.today,
  }
}
