import type { StateTable } from '#lib/state'

export type LeadState = 'new' | 'contacted' | 'qualified' | 'converted' | 'lost'
export type LeadAction = 'contact' | 'qualify' | 'lose' | 'convert' | 'reopen'

/** A lead from the first word to an application, or to the reason why not. */
export const leadStates: StateTable<LeadState, LeadAction> = {
  new: { contact: 'contacted', qualify: 'qualified', lose: 'lost' },
  contacted: { contact: 'contacted', qualify: 'qualified', lose: 'lost' },
  qualified: { contact: 'qualified', convert: 'converted', lose: 'lost' },
  converted: {},
  lost: { reopen: 'contacted' },
}

export const leadSources = ['walk-in', 'dealer', 'referral', 'online', 'event', 'existing-customer', 'other'] as const
export const lostReasons = ['bought-elsewhere', 'price', 'not-eligible', 'no-answer', 'no-interest', 'other'] as const
