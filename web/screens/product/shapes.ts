import type { client } from '../../client.ts'

export type Product = Awaited<ReturnType<typeof client.product.listProducts>>[number]
export type ProductPage = Awaited<ReturnType<typeof client.product.getProduct>>
export type Version = Awaited<ReturnType<typeof client.product.getVersion>>
export type Definition = Version['definition']
export type DefinitionIn = Parameters<typeof client.product.saveVersion>[0]['definition']
export type Comparison = Awaited<ReturnType<typeof client.product.comparePlans>>
export type Quote = NonNullable<Comparison['rows'][number]['quote']>
export type CostItem = Quote['costForm']['items'][number]
