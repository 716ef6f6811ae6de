import { addMonths, type Day } from '#lib/day'
import type { Context } from '#platform/context'
import type { Input, Output } from '#platform/operation'
import type { api } from '../api.ts'
import { disclosureSums } from '../store/disclosure.ts'

/** 递延与追索扣回披露: what a year deferred, paid later, held, took back, from how many people and for which reasons. */
export async function disclosure(
  ctx: Context,
  { year }: Input<typeof api.disclosure>,
): Promise<Output<typeof api.disclosure>> {
  const from = `${year}-01-01` as Day
  return { year, asOf: ctx.now, ...(await disclosureSums(ctx.sql, from, addMonths(from, 12))) }
}
