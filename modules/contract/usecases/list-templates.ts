import type { Context } from '#platform/context'
import type { Output } from '#platform/operation'
import type { api } from '../api.ts'
import * as store from '../store/template.ts'
import { templateLine } from './get-template.ts'

/** Every version of the contract template, newest first. */
export async function listTemplates(ctx: Context): Promise<Output<typeof api.listTemplates>> {
  const inForce = await store.templateOn(ctx.sql, ctx.today)
  return (await store.listTemplates(ctx.sql)).map(row => templateLine(row, inForce?.key ?? null))
}
