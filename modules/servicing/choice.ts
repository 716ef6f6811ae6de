/**
 * What people choose from when they decide about a loan: words that the contract, the screens and the rules share, in a file
 * that reaches for nothing else.
 */

/**
 * What becomes of the interest of the periods nothing is repaid in: none is charged; it joins the first installment behind
 * them, or the last; it is spread over all; it is paid as it falls due; or it runs on: the installments stay as high as they
 * are, meet interest before principal, and further ones repay what is then left.
 */
export const deferralInterests = ['free', 'first', 'spread', 'last', 'paid', 'runs-on'] as const
export type DeferralInterest = (typeof deferralInterests)[number]

/** What a prepayment keeps: the installment (the loan ends sooner) or the term (the installments get lower). */
export const prepaymentKeeps = ['installment', 'term'] as const
export type PrepaymentKeeps = (typeof prepaymentKeeps)[number]

/** What people decide about a loan that had ended before the value it was set by was corrected. */
export const correctionOutcomes = ['refund', 'waive', 'nothing'] as const
export type CorrectionOutcome = (typeof correctionOutcomes)[number]
export const correctionStates = ['open', 'decided', 'replaced'] as const
export type CorrectionState = (typeof correctionStates)[number]
