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
