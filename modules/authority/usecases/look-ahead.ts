import { refuseUnless } from '#lib/refusal'
import type { Context } from '#platform/context'
import type { Input, Output } from '#platform/operation'
import type { heldApi } from '../held-api.ts'
import { heldRulesOn } from '../store/held-rule.ts'
import { candidatesOf, whyNot } from './checkers.ts'
import { houseFacts } from './house-operations.ts'

/** Before anything is asked for: would the operation wait, under which conditions, and who could check it today. @throws Refusal authority.held_unknown */
export async function lookAhead(
  ctx: Context,
  input: Input<typeof heldApi.lookAhead>,
): Promise<Output<typeof heldApi.lookAhead>> {
  refuseUnless(houseFacts().operations.has(input.operation), 'authority.held_unknown', {}, 'operation')
  const rules = await heldRulesOn(ctx.sql, input.operation, ctx.today)
  const maker = { key: ctx.actor.key ?? 0n, name: ctx.actor.name }
  const found = []
  for (const { code, body } of rules) {
    const ways = [body.check, ...(body.backup ? [body.backup] : [])]
    const people = []
    for (const check of ways)
      people.push(
        ...(await candidatesOf(
          ctx,
          { check, sameBranch: body.sameBranch, makerBranchKey: ctx.actor.branchKey },
          maker,
          [],
        )),
      )
    const once = [...new Map(people.filter(one => one.key !== maker.key).map(one => [one.key, one])).values()]
    found.push({
      code,
      conditional: body.conditions.length > 0,
      reasonRequired: body.reasonRequired,
      deadlineHours: body.deadlineHours,
      checkers: once.map(({ name, fault }) => ({ name, why: fault === null ? null : whyNot(ctx, fault) })),
    })
  }
  return found
}
