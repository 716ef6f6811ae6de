import { day } from '#lib/day'
import type { Context } from '#platform/context'
import { defaultTemplate } from '../default-template.ts'
import { insertDraft, publishDraft, templateOn } from '../store/template.ts'

/** Gives a new installation its first contract template; one that has a template keeps its own. */
export async function installTemplate(ctx: Context): Promise<void> {
  if (await templateOn(ctx.sql, ctx.today)) return
  await publishDraft(ctx, await insertDraft(ctx, { note: '初始模板', body: defaultTemplate }), day('2018-01-01'))
}
