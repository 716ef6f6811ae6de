import { must } from '#lib/assert'
import { type Money, parseYuan } from '#lib/money'

/** Agreed payments as they are kept, in money. */
export function agreedPayments(kept: readonly { seq: number; amount: string }[]): { seq: number; amount: Money }[] {
  return kept.map(({ seq, amount }) => ({ seq, amount: must(parseYuan(amount), 'a kept payment is yuan') }))
}
