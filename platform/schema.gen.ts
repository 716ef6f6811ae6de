// Generated from the migrated schema by `npm run generate`. Do not edit.
import type { ColumnType, Generated } from 'kysely'
import type { Day, Instant } from '#lib/day'

/** A JSON column: parsed when read, text when written. */
export type Json = ColumnType<unknown, string, string>

export type DB = {
  'authority.approval_limit': {
    id: Generated<bigint>
    role: string
    stage: string
    max_exposure: bigint
    from_day: Day
    to_day: Day | null
    source: string
  }
  'authority.grant_line': {
    id: Generated<bigint>
    person_id: bigint
    role: string
    from_day: Day
    to_day: Day | null
    reason: string
    granted_by: bigint | null
    granted_at: Instant
  }
  'authority.post_role': {
    post: string
    role: string
  }
  'authority.role': {
    code: string
    name_zh: string
    name_en: string
    version: Generated<number>
  }
  'authority.role_permission': {
    role: string
    permission: string
    scope: string
  }
  'decision.decision': {
    id: Generated<bigint>
    rule_set_id: bigint
    about: string | null
    facts: Json
    verdict: string
    reasons: Json
    decided_at: Instant
    business_day: Day
    owner_id: bigint | null
    group_id: bigint | null
    branch_id: bigint | null
  }
  'decision.rule_set': {
    id: Generated<bigint>
    number: number
    state: string
    note: string
    rules: Json
    drafted_by: bigint | null
    drafted_by_name: string
    drafted_at: Instant
    published_by: bigint | null
    published_by_name: string | null
    published_at: Instant | null
    effective_from: Day | null
    version: Generated<number>
  }
  'ledger.account': {
    code: string
    name_zh: string
    name_en: string
    kind: string
  }
  'ledger.journal': {
    id: Generated<bigint>
    day: Day
    branch_id: bigint
    source: string
    description: string
    note: string | null
    about: string | null
    parent_id: bigint | null
    posted_by: string
    posted_at: Instant
  }
  'ledger.line': {
    journal_id: bigint
    seq: number
    day: Day
    branch_id: bigint
    product_id: bigint | null
    account: string
    debit: Generated<bigint>
    credit: Generated<bigint>
  }
  'platform.audit': {
    id: Generated<bigint>
    at: Instant
    business_day: Day
    actor: string
    actor_name: string
    operation: string
    outcome: string
    refusal: string | null
    about: Generated<string[]>
    detail: Generated<Json>
    request_id: string
    address: string | null
  }
  'platform.business_day': {
    day: Day
    opened_at: Instant
    closed_at: Instant | null
  }
  'platform.file': {
    sha256: string
    media_type: string
    size: number
    sealed: boolean
    content: Buffer
    created_at: Instant
  }
  'platform.idempotency': {
    actor: string
    key: string
    operation: string
    body_hash: string
    answer: Json | null
    created_at: Instant
  }
  'platform.installation': {
    name: string
    value: Json
  }
  'team.assignment': {
    id: Generated<bigint>
    person_id: bigint
    post: string
    group_id: bigint
    reports_to: bigint | null
    from_day: Day
    to_day: Day | null
  }
  'team.branch': {
    id: Generated<bigint>
    code: string
    name: string
    city: string
  }
  'team.leave': {
    id: Generated<bigint>
    person_id: bigint
    kind: string
    from_day: Day
    to_day: Day
    stand_in_id: bigint | null
    reason: string
    cancelled_at: Instant | null
  }
  'team.person': {
    id: Generated<bigint>
    user_id: string
    username: string
    name: string
    joined_on: Day
    left_on: Day | null
    version: Generated<number>
  }
  'team.team_group': {
    id: Generated<bigint>
    branch_id: bigint
    parent_id: bigint | null
    name: string
    function: string
    version: Generated<number>
  }
}
