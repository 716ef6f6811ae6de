import type { Language } from '#lib/words'
import { summaryOf } from '../../operations.ts'

/** Works the house does by itself, by the name the write path knows them under. */
const chores: Readonly<Record<string, string>> = {
  install: 'authority.chore.install',
  'import-tape': 'authority.chore.import-tape',
  'servicing.close-day': 'authority.chore.close-day',
}

/** An audit line's operation as people say it: the contract's summary, or the event the house answered to. */
export function spoken(operation: string, language: Language, t: (key: string) => string): string {
  const summary = summaryOf(operation, language)
  if (summary) return summary
  const chore = chores[operation]
  if (chore) return t(chore)
  if (operation.startsWith('demo.')) return t('authority.chore.demo')
  const event = `event.${operation.split('.').slice(1).join('.')}`
  const said = t(event)
  return said === event ? t('authority.chore') : `${said} → ${t(operation.split('.')[0] ?? '')}`
}

const nouns: Readonly<Record<string, string>> = {
  application: 'origination.application',
  document: 'origination.papers',
  funding: 'origination.funding-queue',
  lead: 'origination.lead',
  ruleset: 'decision.rule-set',
  repayment: 'servicing.repayment',
  import: 'servicing.imports',
  template: 'contract.template',
  contract: 'contract',
  customer: 'party.customer',
  dealer: 'party.dealer',
  consent: 'party.consents',
  loan: 'servicing.loan',
  product: 'product',
  decision: 'decision',
  journal: 'ledger.journal',
  parameter: 'reference.parameter',
  post: 'team.post',
  person: 'team.person',
  group: 'team.group',
  branch: 'team.branch',
  leave: 'team.leave',
  message: 'notification.message',
  rule: 'authority.rules',
  key: 'authority.keys',
  glass: 'authority.emergency',
  sitting: 'origination.sitting',
  held: 'authority.held',
  announcement: 'notification.announcement',
  task: 'notification.task',
  minutes: 'notification.minutes',
  line: 'notification.thread',
  heldrule: 'authority.held-rule',
  campaign: 'authority.campaign',
  reviewline: 'authority.campaign',
  check: 'origination.quality',
  session: 'training.session',
  course: 'training.course',
  certificate: 'training.certificate',
  attempt: 'training.exam',
  proposal: 'training.proposal',
  newcomer: 'training.newcomer',
  case: 'performance.case',
  dispute: 'performance.dispute',
  improvement: 'performance.improvement',
  cycle: 'performance.cycle',
  planversion: 'performance.plan',
  target: 'performance.target',
  payline: 'performance.pay',
}

/** What kind of record an identifier names, as a word key; null where people have no word for it. */
export const nounOf = (id: string): string | null =>
  nouns[id.slice(0, id.includes(':') ? id.indexOf(':') : id.lastIndexOf('_'))] ?? null
