/** A share as percent text, exact: `0.0035` → `0.35`. What is no decimal stays as it is. */
export const percentOf = (share: string): string => movePoint(share, 2)

/** Percent as it is typed, a `%` behind it or not, as the share it is: `33.3333` → `0.333333`. What is no decimal stays as it is. */
export const shareOf = (percent: string): string => movePoint(percent.trim().replace(/\s*[%％]$/, ''), -2)

/** Moves the decimal point of a text; nothing is calculated, so nothing is rounded. */
function movePoint(text: string, places: number): string {
  const found = /^(\d*)\.?(\d*)$/.exec(text)
  if (!found || !/\d/.test(text)) return text
  const [, whole = '', part = ''] = found
  const zeros = '0'.repeat(Math.abs(places))
  const digits = `${zeros}${whole}${part}${zeros}`
  const point = zeros.length + whole.length + places
  const before = `0${digits.slice(0, point)}`.replace(/^0+(?=\d)/, '')
  const after = digits.slice(point).replace(/0+$/, '')
  return after === '' ? before : `${before}.${after}`
}
