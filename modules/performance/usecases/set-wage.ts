import { toKey } from '#lib/id'
import { Refusal, refuseUnless } from '#lib/refusal'
import type { Context } from '#platform/context'
import type { Input, Output } from '#platform/operation'
import { personById } from '#team'
import type { api } from '../api.ts'
import { payMonths } from '../store/month.ts'
import { insertWage, wagesOn } from '../store/pay.ts'

/**
 * Sets what a person earns a month from a day on; earlier wages stay. A day in a frozen month is over, and nobody sets their own.
 * @throws Refusal performance.person_not_found, own_wage, wage_frozen
 */
export async function setWage(ctx: Context, input: Input<typeof api.setWage>): Promise<Output<typeof api.setWage>> {
  const person = await personById(ctx.sql, input.personId, ctx.today)
  if (!person) throw new Refusal('performance.person_not_found')
  refuseUnless(person.key !== ctx.actor.key, 'performance.own_wage')
  const frozen = (await payMonths(ctx.sql))[0]?.month
  refuseUnless(
    !frozen || input.fromDay.slice(0, 7) > frozen.slice(0, 7),
    'performance.wage_frozen',
    { month: frozen?.slice(0, 7) ?? '' },
    'fromDay',
  )
  await insertWage(ctx.sql, {
    personKey: toKey(input.personId),
    fromDay: input.fromDay,
    monthly: input.monthly,
    reason: input.reason,
    setBy: ctx.actor.key,
    setAt: ctx.now,
  })
  ctx.about(input.personId)
  const [wage] = await wagesOn(ctx.sql, ctx.today, [person.key])
  return { personId: input.personId, monthly: wage?.monthly ?? null, fromDay: wage?.fromDay ?? null }
}
