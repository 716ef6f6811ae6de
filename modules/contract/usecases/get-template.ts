import { type Id, toId, toKey } from '#lib/id'
import { Refusal, refuseUnless } from '#lib/refusal'
import { nextState } from '#lib/state'
import { type Language, say } from '#lib/words'
import type { Context } from '#platform/context'
import type { Input, Output } from '#platform/operation'
import type { api } from '../api.ts'
import { contractHoles } from '../holes.ts'
import * as store from '../store/template.ts'
import { type TemplateBody, templateFaults, templateStates } from '../template.ts'
import { words } from '../words.ts'

/** One template. @throws Refusal contract.template_not_found */
export async function getTemplate(
  ctx: Context,
  { id }: Input<typeof api.getTemplate>,
): Promise<Output<typeof api.getTemplate>> {
  return templateView(ctx, id)
}

/** A template as lists show it. */
export function templateLine(row: store.TemplateRow, inForceKey: bigint | null) {
  return {
    id: toId('template', row.key),
    number: row.number,
    state: row.state,
    inForce: row.key === inForceKey,
    note: row.note,
    title: row.body.title,
    draftedByName: row.draftedByName,
    draftedAt: row.draftedAt,
    publishedByName: row.publishedByName,
    publishedAt: row.publishedAt,
    effectiveFrom: row.effectiveFrom,
    version: row.version,
  }
}

/** A template with its words, its faults and what the reader may do. */
export async function templateView(ctx: Context, id: Id<'template'>): Promise<Output<typeof api.getTemplate>> {
  const row = await store.templateByKey(ctx.sql, toKey(id))
  refuseUnless(row, 'contract.template_not_found')
  const inForce = await store.templateOn(ctx.sql, ctx.today)
  const may = (permission: string) => ctx.rights.verdict(permission).allow
  const draft = row.state === 'draft'
  const wrote = ctx.actor.key !== null && row.editors.includes(ctx.actor.key)
  return {
    ...templateLine(row, inForce?.key ?? null),
    body: row.body,
    holes: [...contractHoles],
    faults: faultsSaid(row.body, ctx.language),
    actions: [
      ...(draft && may('contract.template.write') ? (['save', 'discard'] as const) : []),
      ...(draft && !wrote && may('contract.template.publish') ? (['publish'] as const) : []),
    ],
  }
}

/** What is wrong with a template, in sentences. */
export function faultsSaid(body: TemplateBody, language: Language) {
  return templateFaults(body).map(({ code, where, hole }) => ({
    code,
    where,
    message: say(words[`contract.fault.${code}`], language, { where, hole: `{${hole}}` }),
  }))
}

/** The draft, locked, if it is still one and unchanged. @throws Refusal contract.template_not_found, template_state, template_stale */
export async function draftForUpdate(
  ctx: Context,
  input: { id: Id<'template'>; version: number },
  action: 'save' | 'publish' | 'discard',
): Promise<store.TemplateRow> {
  const row = await store.templateByKey(ctx.sql, toKey(input.id), true)
  refuseUnless(row, 'contract.template_not_found')
  const open = action === 'save' ? row.state === 'draft' : nextState(templateStates, row.state, action) !== null
  if (!open) throw new Refusal('contract.template_state', { state: `contract.template.${row.state}` })
  refuseUnless(row.version === input.version, 'contract.template_stale')
  return row
}
