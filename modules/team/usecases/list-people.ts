import type { Context } from '#platform/context'
import type { Input, Output } from '#platform/operation'
import type { api } from '../api.ts'
import * as people from '../store/person.ts'
import { personView } from '../view.ts'

/** A page of the people in the reader's scope. */
export async function listPeople(
  ctx: Context,
  input: Input<typeof api.listPeople>,
): Promise<Output<typeof api.listPeople>> {
  const page = await people.listPeople(ctx, input)
  return { rows: page.rows.map(personView), next: page.next, total: page.total }
}
