import { must } from '#lib/assert'
import { type Id, toId } from '#lib/id'
import type { Context } from '#platform/context'
import type { Definition } from '../definition.ts'
import * as store from '../store.ts'
import { settledOn } from './deal-on.ts'

/** A product with its first definition. */
export type NewProduct = { code: string; note: string; definition: Definition }

/** Adds a product; its first version is a draft that a second person publishes. @throws Refusal product.code_taken */
export async function addProduct(ctx: Context, input: NewProduct): Promise<{ id: Id<'product'>; number: number }> {
  const key = await store.insertProduct(ctx, input.code)
  const definition = await settledOn(ctx.sql, input.definition, ctx.today)
  const number = must(await store.insertDraft(ctx, key, { ...input, definition }), 'a new product has no draft')
  const id = toId('product', key)
  ctx.about(id)
  ctx.note({ code: input.code })
  return { id, number }
}
