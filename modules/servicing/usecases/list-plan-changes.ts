import { toId, toKey } from '#lib/id'
import { type Money, sum } from '#lib/money'
import { refuseUnless } from '#lib/refusal'
import type { Context } from '#platform/context'
import type { Input, Output } from '#platform/operation'
import type { api } from '../api.ts'
import { loanByKey } from '../store/loan.ts'
import { type PlanLineRow, planLinesOf } from '../store/plan-line.ts'

type Answer = Output<typeof api.listPlanChanges>

/** Which installments each change of a loan's plan replaced by which, the newest change first. @throws Refusal servicing.loan_not_found, authority.* */
export async function listPlanChanges(ctx: Context, input: Input<typeof api.listPlanChanges>): Promise<Answer> {
  const loan = await loanByKey(ctx.sql, toKey(input.id))
  refuseUnless(loan, 'servicing.loan_not_found')
  ctx.rights.check('servicing.loan.read', loan)
  const lines = await planLinesOf(ctx.sql, loan.key, {
    before: input.before === undefined ? null : toKey(input.before),
    limit: input.limit + 1,
    knownOn: input.knownOn ?? null,
  })
  const byChange = Map.groupBy(lines, line => line.key)
  const shown = [...byChange.values()].slice(0, input.limit)
  return {
    rows: shown.map(changeView),
    next: byChange.size > input.limit ? toId('repayment', shown.at(-1)![0]!.key) : null,
  }
}

function changeView(lines: PlanLineRow[]): Answer['rows'][number] {
  const { key, kind, valueDate, postedOn, takesBack } = lines[0]!
  return {
    id: toId('repayment', key),
    kind,
    valueDate,
    postedOn,
    takesBack,
    lines: lines.map(line => ({
      seq: line.seq,
      before: planned(line.wasDueOn, line.wasPrincipal, line.wasInterest, line.wasFee),
      after: planned(line.dueOn, line.principal, line.interest, line.fee),
      replaces:
        line.replaces === null
          ? null
          : {
              id: toId('repayment', line.replaces),
              kind: line.replacesKind!,
              valueDate: line.replacesValueDate!,
            },
    })),
  }
}

function planned(
  dueOn: PlanLineRow['dueOn'],
  principal: Money | null,
  interest: Money | null,
  fee: Money | null,
): Answer['rows'][number]['lines'][number]['before'] {
  if (dueOn === null || principal === null || interest === null || fee === null) return null
  return { dueOn, principal, interest, fee, payment: sum([principal, interest, fee]) }
}
