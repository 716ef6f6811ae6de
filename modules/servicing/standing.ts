import type { Bounds, StandingRules } from './loan.ts'
import { type Component, components } from './share.ts'

/** The five classes of the regulation, best first (商业银行金融资产风险分类办法, 2023). */
export const loanClasses = ['normal', 'special-mention', 'substandard', 'doubtful', 'loss'] as const
export type LoanClass = (typeof loanClasses)[number]

/** Buckets of days past due: M0 is current, each bound begins the next, the last is open-ended: 1, 31 … 151, 181 → M1, M2 … M6, M6+. */
export function bucketBounds(days: readonly number[]): Bounds {
  const named = days.map((from, index) => ({ from, name: index === days.length - 1 ? `M${index}+` : `M${index + 1}` }))
  return [{ from: 0, name: 'M0' }, ...named]
}

/** Classes by days past due: each bound begins the next worse class. */
export function classBounds(days: readonly number[]): Bounds {
  return loanClasses
    .slice(0, days.length + 1)
    .map((name, index) => ({ name, from: index === 0 ? 0 : days[index - 1]! }))
}

/** A full order of parts from one that may leave some out; those follow in the statutory order: costs, interest, principal. */
export function fullOrder(order: readonly Component[]): Component[] {
  return [...order, ...components.filter(component => !order.includes(component))]
}

/** Whether two days' rules put any number of days elsewhere. */
export function sameRules(a: StandingRules, b: StandingRules): boolean {
  const text = (rules: StandingRules) =>
    JSON.stringify(rules, (_, value) => (typeof value === 'bigint' ? `${value}` : value))
  return text(a) === text(b)
}

/** A share, decimal text with at most ten decimals, as whole ten-billionths. */
export function shareUnits(share: string): bigint {
  const [whole = '0', fraction = ''] = share.split('.')
  return BigInt(whole + fraction.padEnd(10, '0'))
}
