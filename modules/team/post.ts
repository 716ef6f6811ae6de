/**
 * The posts every installation has, in the order a customer meets them. An installation adds its own: posts are data. What a post
 * may do is the authority module's.
 */
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
export type FoundingPost = (typeof posts)[number]

/** The code of a post: one of the founding ones, or one an installation added. */
export type Post = FoundingPost | (string & {})

/** The post without which nobody could set anything right: it is never left empty. */
export const indispensablePost = 'administrator'

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

/** What there is to do when somebody joins, moves or leaves; the word of each is `team.todo.<item>`. */
export const todo = {
  join: ['contract-signed', 'identity-checked', 'password-handed', 'equipment-issued', 'mentor-named', 'rules-signed'],
  move: ['hand-over-note', 'rights-reviewed', 'customers-told', 'seal-returned'],
  leave: [
    'hand-over-note',
    'customers-told',
    'equipment-returned',
    'seal-returned',
    'confidentiality-reminded',
    'pay-settled',
  ],
} as const
export type TransitionKind = keyof typeof todo
export const transitionKinds = ['join', 'move', 'leave'] as const
