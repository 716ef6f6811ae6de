import { must } from '#lib/assert'
import type { Context } from '#platform/context'
import type { Output } from '#platform/operation'
import type { api } from '../api.ts'
import * as store from '../store/together.ts'

/** What the reader has chosen. */
export const myChoices = (ctx: Context): Promise<Output<typeof api.myChoices>> =>
  store.choicesOf(ctx.sql, must(ctx.actor.key, 'who asks is a person'))
