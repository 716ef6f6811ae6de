import { must } from '#lib/assert'
import type { Word } from '#lib/words'
import { words as productWords } from '#product/words'
import { words } from '../words.ts'

const known: Readonly<Record<string, Word>> = { ...productWords, ...words }

/** What a code is called on paper: `method.equal-installment` → 等额本息. The contract's own word goes before the product's. */
export function onPaper(key: string): string {
  return must(known[`contract.${key}`] ?? known[`product.${key}`], `no word for ${key}`)[0]
}
