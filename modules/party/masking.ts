/** How personal data looks to who has not asked for it in full. Source: domain.md §6.2. */

/** 张三 → 张**, 欧阳小明 → 欧**: the length says nothing. An organisation's name is public and stays. */
export function maskName(name: string): string {
  const first = [...name.trim()][0]
  return first ? `${first}**` : ''
}

/** First six and last four: 990101********8519. */
export function maskIdNumber(text: string): string {
  return `${text.slice(0, 6)}${'*'.repeat(Math.max(0, text.length - 10))}${text.slice(-4)}`
}

/** 138****8000. */
export function maskPhone(text: string): string {
  return `${text.slice(0, 3)}****${text.slice(-4)}`
}

/** **** 0004. */
export function maskBankCard(text: string): string {
  return `**** ${text.slice(-4)}`
}

/** To the district: what follows 区, 县 or 市 is hidden. */
export function maskAddress(text: string): string {
  const district = /^.*?(?:区|县|旗)/.exec(text)?.[0] ?? /^.*?市/.exec(text)?.[0]
  return district ? `${district}****` : '****'
}
