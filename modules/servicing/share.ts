import type { Money } from '#lib/money'

/** What an installment can owe: 手续费, 罚息 (on principal), 复利 (on interest), 利息, 本金. */
export const components = ['fee', 'penalty', 'compound', 'interest', 'principal'] as const
export type Component = (typeof components)[number]
export type Parts = Record<Component, Money>

/** What one transaction moved on one installment. */
export type Share = Parts & { seq: number }

const none = 0n as Money

export function noParts(): Parts {
  return { fee: none, penalty: none, compound: none, interest: none, principal: none }
}

/** The sum of all parts. */
export function totalOf(parts: Parts): Money {
  return components.reduce((total, component) => (total + parts[component]) as Money, none)
}

/** The parts of several shares together. */
export function sumParts(shares: Iterable<Parts>): Parts {
  const sum = noParts()
  for (const share of shares)
    for (const component of components) sum[component] = (sum[component] + share[component]) as Money
  return sum
}

/** Shares with every sign turned: what a reversal moves. */
export function negated(shares: readonly Share[]): Share[] {
  return shares.map(share => {
    const turned = { seq: share.seq, ...noParts() }
    for (const component of components) turned[component] = -share[component] as Money
    return turned
  })
}

/** What has to move for `before` to become `after`, installment by installment; nothing where nothing moves. */
export function difference(before: readonly Share[], after: readonly Share[]): Share[] {
  const bySeq = new Map<number, Share>()
  for (const share of [...negated(before), ...after]) {
    const known = bySeq.get(share.seq)
    bySeq.set(share.seq, known ? { ...sumParts([known, share]), seq: share.seq } : share)
  }
  return [...bySeq.values()]
    .filter(share => components.some(component => share[component] !== 0n))
    .sort((a, b) => a.seq - b.seq)
}
