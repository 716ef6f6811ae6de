import { formatYuan } from '#lib/money'

/** `186000.00` fen-exact as people read it in a sentence: `186,000.00`. */
export function yuanWord(amount: bigint): string {
  const [whole, part] = formatYuan(amount).split('.')
  return `${whole!.replace(/\B(?=(\d{3})+$)/g, ',')}.${part}`
}
