import { formatYuan, type Money, max, min, sum, zero } from '#lib/money'
import { refuseUnless } from '#lib/refusal'

/** What is open of a subsidy: more than zero is still to come in, less is to go back to the payer. */
export type Claim = { loanKey: bigint; seq: number; open: Money }

/** What money meets of a claim; with the claim's own sign. */
export type Met = { loanKey: bigint; seq: number; amount: Money }

/**
 * What subsidy money meets, the oldest claims first. Money that came in sets off what is to go back, if so agreed, so that the
 * claims it meets come to more than itself; money that went back (negative) meets what is to go back.
 * @param claims of one payer, oldest first
 * @throws Refusal servicing.subsidy_exceeds when the claims cannot take it all
 */
export function meetClaims(claims: readonly Claim[], amount: Money, setOff: boolean): Met[] {
  const met: Met[] = []
  const take = (claim: Claim, part: Money) => {
    if (part !== 0n) met.push({ loanKey: claim.loanKey, seq: claim.seq, amount: part })
  }
  const most = (back: boolean) =>
    sum(claims.filter(claim => back === claim.open < 0n).map(claim => claim.open)) as bigint
  const returns = amount > 0n && setOff ? most(true) : 0n
  const open = amount > 0n ? most(false) + returns : most(true)
  refuseUnless(
    amount > 0n ? amount <= open : amount >= open,
    'servicing.subsidy_exceeds',
    { amount: formatYuan((amount < 0n ? -amount : amount) as Money), open: formatYuan(magnitude(open, amount)) },
    'amount',
  )
  let left = (amount - returns) as Money
  for (const claim of claims) {
    if (amount > 0n && claim.open < 0n) {
      if (setOff) take(claim, claim.open)
      continue
    }
    const part = amount > 0n ? min(left, claim.open) : max(left, min(claim.open, zero))
    take(claim, part)
    left = (left - part) as Money
  }
  return met
}

const magnitude = (open: bigint, amount: bigint) => max((amount < 0n ? -open : open) as Money, zero)
