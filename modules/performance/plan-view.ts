import { toId } from '#lib/id'
import type { PlanBody } from './incentive-plan.ts'
import { lintPlan } from './plan-lint.ts'

/** Stands for a version as the store gives it. */
type Row = {
  key: bigint
  planKey: bigint
  code: string
  name: string
  number: number
  state: 'draft' | 'approved' | 'discarded'
  body: PlanBody
  reason: string
  fromDay: string | null
  toDay: string | null
  madeBy: bigint | null
  madeByName: string
  madeAt: string
  approvedByName: string | null
  approvedAt: string | null
  findings: unknown[]
  acceptedBecause: string | null
  version: number
}

/** A version in one line. */
export function planSummary(row: Row) {
  return {
    id: toId('planversion', row.key),
    planId: toId('plan', row.planKey),
    code: row.code,
    name: row.name,
    number: row.number,
    state: row.state,
    posts: [...row.body.posts],
    fromDay: row.fromDay as never,
    toDay: row.toDay as never,
    reason: row.reason,
    madeByName: row.madeByName,
    madeAt: row.madeAt as never,
    approvedByName: row.approvedByName,
    approvedAt: row.approvedAt as never,
    version: row.version,
  }
}

/** A version with its body and what the linter says: of a draft now, of an approved one what it said then. */
export function planDetail(row: Row, actorKey: bigint | null) {
  return {
    ...planSummary(row),
    body: row.body as never,
    findings: (row.state === 'approved' ? row.findings : lintPlan(row.body)) as ReturnType<typeof lintPlan>,
    acceptedBecause: row.acceptedBecause,
    mine: row.madeBy !== null && row.madeBy === actorKey,
  }
}
