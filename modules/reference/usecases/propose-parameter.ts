import { toId } from '#lib/id'
import { Refusal, refuseUnless } from '#lib/refusal'
import type { Context } from '#platform/context'
import type { Input, Output } from '#platform/operation'
import type { api } from '../api.ts'
import { faultOf, parameterSchemas } from '../parameter.ts'
import { insertParameter } from '../store.ts'

/** Proposes a value from a day on; it waits for a second person. @throws Refusal reference.value, reference.from_day */
export async function proposeParameter(
  ctx: Context,
  input: Input<typeof api.proposeParameter>,
): Promise<Output<typeof api.proposeParameter>> {
  const fault = faultOf(input.code, input.value)
  if (fault) throw new Refusal('reference.value', fault, 'value')
  refuseUnless(input.fromDay > ctx.today, 'reference.from_day', { today: ctx.today }, 'fromDay')
  const value = parameterSchemas[input.code].parse(input.value)
  const key = await insertParameter(ctx.sql, { ...input, value, proposedBy: ctx.actor.key, now: ctx.now })
  const id = toId('parameter', key)
  ctx.about(id)
  ctx.note({ code: input.code, fromDay: input.fromDay })
  await ctx.emit('reference.parameter-proposed', { parameterId: id, code: input.code })
  return { id }
}
