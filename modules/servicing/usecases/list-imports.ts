import type { Context } from '#platform/context'
import type { Input, Output } from '#platform/operation'
import type { api } from '../api.ts'
import * as store from '../store/import.ts'
import { importView } from './get-import.ts'

/** A page of imported files, newest first. */
export async function listImports(
  ctx: Context,
  input: Input<typeof api.listImports>,
): Promise<Output<typeof api.listImports>> {
  const page = await store.listImports(ctx.sql, input)
  return { ...page, rows: page.rows.map(importView) }
}
