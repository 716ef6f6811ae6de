import type { Context } from '#platform/context'
import type { Input, Output } from '#platform/operation'
import type { api } from '../api.ts'
import { fieldAnswer, fieldNames, unruled } from '../mask.ts'
import { fieldSteps, powerFrom } from '../power.ts'
import { scopeLevels } from '../scope.ts'
import { bookFor } from './book.ts'

/** A stranger at a post, and records at each distance from them. */
const stranger = { personKey: -1n, groupKeys: [-1n], branchKeys: [-1n] }
const rows = {
  own: { ownerId: -1n, groupId: -1n, branchId: -1n },
  group: { ownerId: null, groupId: -1n, branchId: -1n },
  branch: { ownerId: null, groupId: null, branchId: -1n },
  all: { ownerId: null, groupId: null, branchId: null },
} as const

/** How each personal field is answered to a newcomer at a post, by the distance of the record, with the rule that says so. */
export async function seeFields(
  ctx: Context,
  input: Input<typeof api.seeFields>,
): Promise<Output<typeof api.seeFields>> {
  const book = await bookFor(ctx.sql, input.on ?? ctx.today)
  const holder = { personKey: -1n, post: input.post, standing: stranger, onLeave: false, certificates: [] }
  const power = powerFrom(book, holder, [])
  return fieldNames.map(field => {
    const steps = fieldSteps(power, field)
    return { field, at: scopeLevels.map(scope => ({ scope, ...fieldAnswer(steps, rows[scope], unruled(field)) })) }
  })
}
