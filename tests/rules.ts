import type { Day, Instant } from '#lib/day'
import { firstRules } from '../modules/authority/first-rules.ts'
import type { RuleVersion } from '../modules/authority/rule-book.ts'

let sequence = 0n
const long = '2020-01-01' as Day

/** An approved version of a rule of rights, in force since long ago; `change` says what is otherwise. */
export function ruleVersion(
  kind: RuleVersion['kind'],
  code: string,
  content: object | null,
  change: Partial<RuleVersion> = {},
): RuleVersion {
  sequence += 1n
  const then = `${long}T00:00:00.000Z` as Instant
  const proposed = { reason: '', source: '', proposedBy: null, proposedByName: '', proposedAt: then }
  const decided = { approved: true, decidedBy: null, decidedByName: '', decidedAt: then, decisionReason: '' }
  return {
    key: sequence,
    kind,
    code,
    number: 1,
    content,
    fromDay: long,
    toDay: null,
    ...proposed,
    ...decided,
    ...change,
  }
}

/** The rules every installation begins with, approved. */
export const firstVersions = (): RuleVersion[] => firstRules().map(one => ruleVersion(one.kind, one.code, one.content))
