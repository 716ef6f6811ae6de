import { say } from '#lib/words'
import { hasRegularFirst, hasRegularLast } from './due-day.ts'
import type { Plan } from './plan.ts'
import { planWords } from './plan-words.ts'
import type { SubsidyDue } from './subsidy.ts'
import { frontPeriods, type Terms } from './terms.ts'

/** Something a person should know of a plan that is possible all the same. */
export type Warning = { code: string; message: string }

/** Fields that only some methods read. */
const readBy: Partial<Record<keyof Terms, readonly Terms['method'][]>> = {
  balloon: ['balloon'],
  monthlyFeeRate: ['flat-fee'],
  steps: ['stepped'],
  payments: ['custom'],
  paymentMultiple: ['equal-installment', 'balloon', 'stepped'],
}
const notReadBy: Partial<Record<keyof Terms, readonly Terms['method'][]>> = {
  interestOnlyPeriods: ['custom', 'flat-fee'],
  principalGracePeriods: ['custom', 'flat-fee'],
}

/** What is odd about terms and their plan, in words. */
export function warningsOf(
  terms: Terms<bigint>,
  plan: Plan<bigint>,
  { unknownFields, due }: { unknownFields: readonly string[]; due: SubsidyDue<bigint> | null },
): Warning[] {
  const warnings: Warning[] = []
  const warn = (
    code: keyof typeof planWords & `product.warning.${string}`,
    facts: Record<string, string | number> = {},
  ) => {
    const [zh, en] = [say(planWords[code], 'zh', facts), say(planWords[code], 'en', facts)]
    warnings.push({ code: code.replace('.warning', ''), message: `${zh} ${en}` })
  }
  for (const field of unknownFields) warn('product.warning.unknown_field', { field })
  for (const field of ignoredFields(terms)) warn('product.warning.ignored_field', { field, method: terms.method })

  const rows = plan.installments
  const grown = rows.find((row, index) => row.principal < 0n && index >= (terms.principalGracePeriods ?? 0))
  if (grown) warn('product.warning.balance_grows', { seq: grown.seq })
  const repaid = rows.find(row => row.balance === 0n)
  if (repaid && repaid.seq < terms.periods) warn('product.warning.repaid_early', { seq: repaid.seq })
  const promised = fixedPayments(terms)
  const changed = rows.find(
    row => (promised[row.seq - 1] ?? null) !== null && row.principal + row.interest !== promised[row.seq - 1],
  )
  if (changed) warn('product.warning.payment_adjusted', { seq: changed.seq })
  if (terms.dayCount === 'period') {
    if ((terms.firstPeriodDayCount ?? 'period') === 'period' && !hasRegularFirst(terms))
      warn('product.warning.odd_first_period', { days: rows[0]!.days })
    if ((terms.lastPeriodDayCount ?? 'period') === 'period' && !hasRegularLast(terms))
      warn('product.warning.odd_last_period', { days: rows.at(-1)!.days })
  }
  const owed = due && (terms.subsidy?.when === 'each' ? due.undiscounted : due.presentValue)
  if (due && owed !== null && due.amount < owed) warn('product.warning.subsidy_capped')
  return warnings
}

/** The payments that terms fix beforehand, null where a period's payment is computed. */
function fixedPayments(terms: Terms<bigint>): readonly (bigint | null)[] {
  if (terms.method === 'custom') return terms.payments ?? []
  if (terms.method !== 'stepped') return []
  const front = Array.from({ length: frontPeriods(terms) }, () => null)
  return [
    ...front,
    ...(terms.steps ?? []).flatMap(step => Array<bigint | null>(step.periods).fill(step.payment ?? null)),
  ]
}

function ignoredFields(terms: Terms<bigint>): string[] {
  const given = (field: keyof Terms) => terms[field] !== undefined && terms[field] !== 0
  const fields = [
    ...Object.entries(readBy).filter(([, allowed]) => !allowed.includes(terms.method)),
    ...Object.entries(notReadBy).filter(([, excluded]) => excluded.includes(terms.method)),
  ].map(([field]) => field as keyof Terms)
  const counts = [terms.dayCount, terms.firstPeriodDayCount, terms.lastPeriodDayCount]
  if (!counts.some(count => count?.startsWith('actual/actual'))) fields.push('countedDay')
  if (terms.method === 'flat-fee' && !/^-?0*(\.0*)?$/.test(terms.annualRate)) fields.push('annualRate')
  return fields.filter(given)
}
