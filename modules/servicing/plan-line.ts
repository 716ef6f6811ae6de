import type { Day } from '#lib/day'
import type { Money } from '#lib/money'

/** What an installment asks and when, whatever has been paid on it. */
export type Planned = { dueOn: Day; principal: Money; interest: Money; fee: Money }

/** The row of a number as planned from now on; null where the plan has none any more. */
export type PlanLine = { seq: number; planned: Planned | null }

type Row = Planned & { seq: number }

const plannedOf = ({ dueOn, principal, interest, fee }: Planned): Planned => ({ dueOn, principal, interest, fee })

/** The lines by which one plan comes out of another: one for each row that is different, new or gone. Rows have `seq` 1…n. */
export function linesBetween(before: readonly Row[], after: readonly Row[]): PlanLine[] {
  const lines: PlanLine[] = []
  for (let index = 0; index < Math.max(before.length, after.length); index += 1) {
    const [was, is] = [before[index], after[index]]
    const same =
      was !== undefined &&
      is !== undefined &&
      was.dueOn === is.dueOn &&
      was.principal === is.principal &&
      was.interest === is.interest &&
      was.fee === is.fee
    if (!same) lines.push({ seq: index + 1, planned: is ? plannedOf(is) : null })
  }
  return lines
}
