import { toId, toKey } from '#lib/id'
import { refuseUnless } from '#lib/refusal'
import type { Context } from '#platform/context'
import type { Input, Output } from '#platform/operation'
import { checkRuleBody } from '../held.ts'
import type { heldApi } from '../held-api.ts'
import * as rules from '../store/held-rule.ts'
import { houseFacts } from './house-operations.ts'

/** Every version of every rule. */
export async function listHeldRules(ctx: Context): Promise<Output<typeof heldApi.listHeldRules>> {
  const found = await rules.listHeldRules(ctx.sql)
  const inForce = new Set<bigint>()
  for (const operation of new Set(found.map(row => row.operation)))
    for (const rule of await rules.heldRulesOn(ctx.sql, operation, ctx.today)) inForce.add(rule.key)
  return found.map(({ key, proposedBy, ...row }) => ({
    ...row,
    id: toId('heldrule', key),
    summary: houseFacts().operations.get(row.operation)?.summary[ctx.language === 'zh' ? 0 : 1] ?? row.operation,
    mine: proposedBy !== null && proposedBy === ctx.actor.key,
    state: row.approved === null ? 'proposed' : row.approved ? (inForce.has(key) ? 'in-force' : 'approved') : 'refused',
  }))
}

/** The commands that can be made to wait, with the fields a condition may look at. */
export async function listHoldable(ctx: Context): Promise<Output<typeof heldApi.listHoldable>> {
  const language = ctx.language === 'zh' ? 0 : 1
  return {
    permissions: [...houseFacts().permissions],
    operations: [...houseFacts().operations.values()].map(({ name, summary, permission, fields }) => ({
      operation: name,
      summary: summary[language],
      permission,
      fields: fields.map(({ path, label, kind }) => ({ path, label: label[language], kind })),
    })),
  }
}

/**
 * Proposes a version of a rule; it counts from its day on once another person has approved it.
 * @throws Refusal authority.held_unknown, authority.held_rule_permission, authority.held_rule_hours, authority.held_rule_condition, authority.held_rule_day, authority.held_rule_pending_conflict
 */
export async function proposeHeldRule(
  ctx: Context,
  input: Input<typeof heldApi.proposeHeldRule>,
): Promise<Output<typeof heldApi.proposeHeldRule>> {
  const { operations, permissions } = houseFacts()
  refuseUnless(operations.has(input.operation), 'authority.held_unknown', {}, 'operation')
  refuseUnless(input.fromDay >= ctx.today, 'authority.held_rule_day', { today: ctx.today }, 'fromDay')
  if (input.body) {
    checkRuleBody(input.body)
    for (const one of [input.body.check, ...(input.body.backup ? [input.body.backup] : [])])
      refuseUnless(
        permissions.includes(one.permission),
        'authority.held_rule_permission',
        { permission: one.permission },
        'body.check.permission',
      )
  }
  const last = await rules.lastHeldRule(ctx.sql, input.code)
  refuseUnless(!last || last.operation === input.operation, 'authority.held_rule_taken', { code: input.code }, 'code')
  refuseUnless(last?.approved !== null || !last, 'authority.held_rule_pending_conflict', { code: input.code }, 'code')
  const key = await rules.insertHeldRule(ctx, { ...input, number: (last?.number ?? 0) + 1 })
  const id = toId('heldrule', key)
  ctx.about(id)
  ctx.note({ code: input.code, operation: input.operation })
  return { id }
}

/** Approves or refuses a proposed version: never its maker. @throws Refusal authority.held_rule_not_found, authority.held_rule_conflict, authority.held_rule_own, authority.held_rule_day */
export async function decideHeldRule(
  ctx: Context,
  input: Input<typeof heldApi.decideHeldRule>,
): Promise<Output<typeof heldApi.decideHeldRule>> {
  const row = await rules.heldRuleForUpdate(ctx.sql, toKey(input.id))
  refuseUnless(row, 'authority.held_rule_not_found')
  refuseUnless(row.approved === null, 'authority.held_rule_conflict')
  refuseUnless(row.proposedBy !== ctx.actor.key, 'authority.held_rule_own')
  refuseUnless(!input.approved || row.fromDay >= ctx.today, 'authority.held_rule_day', { today: ctx.today })
  await rules.insertHeldRuleDecision(ctx, row.key, input.approved, input.note)
  ctx.about(input.id)
  ctx.note({ code: row.code, approved: input.approved })
  return { id: input.id }
}
