import { screens } from '../../screens.ts'

/** Where a record's page is, by the prefix of its identifier. */
const places: Readonly<Record<string, string>> = {
  application: '/origination/applications',
  lead: '/origination/leads',
  funding: '/origination/funding',
  contract: '/contract/contracts',
  template: '/contract/templates',
  loan: '/servicing/loans',
  customer: '/party/customers',
  dealer: '/party/dealers',
  product: '/product/products',
  ruleset: '/decision/rule-sets',
  decision: '/decision/decisions',
  journal: '/ledger/journals',
  person: '/team/people',
  held: '/authority/held',
  campaign: '/authority/access-reviews',
  check: '/origination/quality',
  announcement: '/notification/announcements',
  task: '/notification/tasks',
  minutes: '/notification/minutes',
  group: '/notification/feed',
  session: '/training/sessions',
  course: '/training/courses',
  parameter: '/reference/parameters',
  post: '/team/posts',
  certificate: '/training',
  proposal: '/training/proposals',
  proof: '/training/proofs',
  ladder: '/training/ladders',
  contest: '/training/contests',
  newcomer: '/training/first-days',
  talk: '/performance/talks',
  case: '/performance/cases',
  dispute: '/performance/disputes',
  appraisal: '/performance/appraisals',
  payline: '/performance/my-pay',
}

/** The page a notice leads to; null when there is none, or the reader's post does not include it. */
export function pageOf(about: string | null, may: (permission: string) => boolean): string | null {
  if (!about) return null
  const [kind, code] = about.includes(':') ? about.split(':') : [about.slice(0, about.lastIndexOf('_'))]
  const place = places[kind!]
  const own = code === undefined ? '$id' : '$code'
  const screen =
    place && (screens.find(one => one.path === `${place}/${own}`) ?? screens.find(one => one.path === place))
  if (!screen || !may(screen.permission)) return null
  // Addresses write the dots of a code as underscores.
  return screen.path.endsWith(`/${own}`) ? `${place}/${code?.replaceAll('.', '_') ?? about}` : screen.path
}
