import { must } from '#lib/assert'
import { toId } from '#lib/id'
import { formatYuan } from '#lib/money'
import { files } from '#origination'
import type { Context } from '#platform/context'
import { loanByKey } from '#servicing'
import type { Evidence, FileEvidence } from '../evidence.ts'

/** Collects what is known of a loan and of how it came about. */
export async function evidenceOf(ctx: Context, loanKey: bigint, overdueDays: number): Promise<Evidence> {
  const loan = must(await loanByKey(ctx.sql, loanKey), 'a loan in trouble is there')
  return {
    loan: {
      id: loan.id,
      number: loan.number,
      principal: formatYuan(loan.principal),
      outstanding: formatYuan(loan.outstanding),
      disbursedOn: loan.disbursedOn,
      overdueDays,
    },
    ...(await fileEvidence(ctx, loan.applicationKey)),
  }
}

/**
 * The evidence of a case as it is now: until a finding is made, quality control and the committee may still add to the file; the
 * loan stays as it stood when the case was opened.
 */
export async function evidenceNow(ctx: Context, kept: Evidence, loanKey: bigint): Promise<Evidence> {
  const loan = await loanByKey(ctx.sql, loanKey)
  return { ...kept, ...(await fileEvidence(ctx, loan?.applicationKey ?? null)) }
}

async function fileEvidence(ctx: Context, applicationKey: bigint | null): Promise<FileEvidence> {
  const file = applicationKey === null ? null : await files.fileRecord(ctx.sql, applicationKey)
  if (applicationKey === null || !file) return { application: null, steps: [], votes: [], checks: [] }
  const { number, decisionKey, steps, votes, checks } = file
  const decisionId = decisionKey === null ? null : toId('decision', decisionKey)
  return { application: { id: toId('application', applicationKey), number, decisionId }, steps, votes, checks }
}
