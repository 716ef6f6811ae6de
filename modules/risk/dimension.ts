/** What the book can be grouped by, in the order people are offered it. */
export const dimensions = [
  'dealer',
  'dealerGroup',
  'branch',
  'group',
  'owner',
  'product',
  'brand',
  'model',
  'condition',
  'region',
  'channel',
] as const
export type Dimension = (typeof dimensions)[number]
