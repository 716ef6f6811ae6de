import type { Id } from '#lib/id'
import { toKey } from '#lib/id'
import type { Context } from '#platform/context'
import { pastWall } from '#platform/wall'
import * as store from '../store.ts'

/** The band a decision was made with; null for one that was not scored. Asked of a decision whose record the kernel has opened. */
export async function bandOf(ctx: Context, id: Id<'decision'>): Promise<string | null> {
  const decision = await pastWall(ctx.sql, () => store.decisionByKey(ctx.sql, toKey(id)))
  const band = decision?.facts['score.band']
  return typeof band === 'string' ? band : null
}
