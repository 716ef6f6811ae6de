import { assert } from '#lib/assert'
import type { Money } from '#lib/money'

const digits = '零壹贰叁肆伍陆柒捌玖'
const places = ['', '拾', '佰', '仟']
const sections = ['', '万', '亿']

/**
 * An amount in capital Chinese numerals, as contracts and bills write it: 人民币壹拾万零伍佰元整. Below one jiao the fen
 * follows 零. Source: 票据法 annex 正确填写票据和结算凭证的基本规定. @throws Bug for negative amounts and from 10^12 yuan
 */
export function amountInWords(amount: Money): string {
  assert(amount >= 0n && amount < 10n ** 14n, 'an amount on paper is not negative and below 10^12 yuan')
  const yuan = amount / 100n
  // Digits below one yuan, never a rounded figure.
  const rest = (amount % 100n).toString().padStart(2, '0')
  const jiao = digits[rest.charCodeAt(0) - 48]!
  const fen = digits[rest.charCodeAt(1) - 48]!
  const whole = yuan > 0n ? `${inWords(yuan)}元` : ''
  if (amount === 0n) return '人民币零元整'
  if (rest === '00') return `人民币${whole}整`
  if (fen === '零') return `人民币${whole}${jiao}角整`
  if (jiao === '零') return `人民币${whole}${whole ? '零' : ''}${fen}分`
  return `人民币${whole}${jiao}角${fen}分`
}

function inWords(yuan: bigint): string {
  let text = ''
  let open = false
  const groups: bigint[] = []
  for (let rest = yuan; rest > 0n; rest /= 10_000n) groups.push(rest % 10_000n)
  for (let index = groups.length - 1; index >= 0; index -= 1) {
    const group = groups[index]!
    if (group === 0n) {
      open = text !== ''
      continue
    }
    // A zero is said once where digits are missing between two groups.
    if (text && (open || group < 1000n)) text += '零'
    text += groupInWords(group) + sections[index]!
    open = false
  }
  return text
}

/** 1–9999 without a leading zero: 伍佰, 壹仟零贰拾. */
function groupInWords(group: bigint): string {
  let text = ''
  let skipped = false
  const written = group.toString()
  for (let index = 0; index < written.length; index += 1) {
    const digit = written.charCodeAt(index) - 48
    if (digit === 0) {
      skipped = text !== ''
      continue
    }
    text += (skipped ? '零' : '') + digits[digit]! + places[written.length - 1 - index]!
    skipped = false
  }
  return text
}
