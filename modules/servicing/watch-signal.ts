/** What a watch list can be narrowed by: what speaks against a loan, or that it is to be looked at again. */
export const watchSignals = [
  'first-payment',
  'overdue',
  'restructured',
  'contagion',
  'non-performing',
  'held',
  'watched',
  'review-due',
] as const
export type WatchSignal = (typeof watchSignals)[number]
