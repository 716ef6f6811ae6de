/**
 * Who charges a fee, and how it is taken: out of what is paid to the dealer, paid by the borrower to us, or taken from the
 * borrower by the dealer or third party itself.
 */
export const chargers = ['lender', 'dealer', 'third-party'] as const
export const chargeWays = ['payout', 'borrower', 'direct'] as const
