import { addDays, dayAt, instantAt } from '#lib/day'
import type { Context } from '#platform/context'
import type { Input, Output } from '#platform/operation'
import { personNames } from '#team'
import type { api } from '../api.ts'
import * as store from '../store/certificate.ts'
import { certificateView } from '../view.ts'
import { peopleWithin } from './people-within.ts'

/** A page of the certificates of the people in the reader's scope, and where each stands now. */
export async function listCertificates(
  ctx: Context,
  input: Input<typeof api.listCertificates>,
): Promise<Output<typeof api.listCertificates>> {
  const people = await peopleWithin(ctx, 'training.certificate.read', input)
  const wanted = input.search?.toLowerCase()
  const keys = [...people.values()]
    .filter(person => !wanted || person.name.includes(wanted) || person.username.startsWith(wanted))
    .map(person => person.key)
  const { endsWithinDays } = input
  const page = await store.listCertificates(ctx.sql, keys, {
    ...input,
    now: ctx.now,
    ...(endsWithinDays === undefined
      ? {}
      : { endsBefore: instantAt(addDays(dayAt(ctx.now), endsWithinDays + 1), '00:00') }),
  })
  const issuers = await personNames(
    ctx.sql,
    page.rows.flatMap(row => row.issuedBy ?? []),
  )
  return {
    rows: page.rows.map(row => certificateView(row, people.get(row.personKey)!, issuers, ctx.now)),
    next: page.next,
    total: page.total,
  }
}
