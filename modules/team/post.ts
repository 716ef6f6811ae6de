/** The posts of the business, in the order a customer meets them. What a post may do is the authority module's. */
export const posts = [
  'market_developer',
  'credit_reviewer',
  'senior_reviewer',
  'risk_officer',
  'risk_director',
  'service_agent',
  'collector',
  'finance_officer',
  'finance_manager',
  'team_manager',
  'hr_officer',
  'auditor',
  'administrator',
] as const
export type Post = (typeof posts)[number]

/** Posts whose work reaches beyond one branch, or that watch over it: a branch neither gives nor takes them. */
export const headOfficePosts: readonly Post[] = [
  'risk_officer',
  'risk_director',
  'finance_officer',
  'finance_manager',
  'hr_officer',
  'auditor',
  'administrator',
]

/** What a group is for. */
export const groupFunctions = [
  'market',
  'review',
  'risk',
  'service',
  'collection',
  'finance',
  'management',
  'training',
  'audit',
  'administration',
] as const
export type GroupFunction = (typeof groupFunctions)[number]
