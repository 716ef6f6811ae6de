import type { Day } from '#lib/day'
import type { Money } from '#lib/money'
import type { Conflict } from './duty.ts'
import { certificatesFor, type Holder } from './holding.ts'
import { approvalVerdict } from './matrix.ts'
import { type Loan, type Power, powerFrom } from './power.ts'
import { type Stage, stages } from './rule.ts'
import { type RuleBook, withoutLimit } from './rule-book.ts'

/**
 * The most somebody may approve at each desk on a day, leave apart; lines whose certificate they do not hold live count for nothing,
 * and a desk they may not use is left out. Fen.
 */
export function limitsOf(power: Power, on: Day): { stage: Stage; limit: Money }[] {
  const approver = { ...power.approver, onLeave: false }
  const live = new Set(approver.certificates.map(held => held.code))
  const matrix = power.book.matrix.filter(line =>
    certificatesFor(power.book, 'matrix', of => of === line.code).every(rule => live.has(rule.certificate)),
  )
  return stages.flatMap(stage => {
    const { limit } = approvalVerdict(
      approver,
      { ...power.book, matrix },
      { stage, exposure: 1n as Money, broughtBy: null, submittedBy: null, decidedBy: [] },
      on,
    )
    const capped = limit > withoutLimit ? withoutLimit : limit
    return capped > 0n ? [{ stage, limit: capped as Money }] : []
  })
}

/**
 * What somebody could approve and which duties would newly meet in them, if the giver lent them deciding cases: the same rules that
 * will hold once it is lent.
 */
export function standInFor(
  book: RuleBook,
  one: { holder: Holder; loans: readonly Loan[] },
  giver: Holder | null,
  approves: boolean,
  on: Day,
): { conflicts: Conflict[]; limits: { stage: Stage; limit: Money }[] } {
  const before = powerFrom(book, one.holder, one.loans)
  if (!giver || !approves) return { conflicts: [], limits: limitsOf(before, on) }
  const lent = { key: 0n, fromKey: giver.personKey, fromName: '', permissions: ['approval'], cap: withoutLimit }
  const after = powerFrom(book, one.holder, [...one.loans, { lent, giver }])
  const known = new Set(before.withheld.map(pair => pair.rule))
  return { conflicts: after.withheld.filter(pair => !known.has(pair.rule)), limits: limitsOf(after, on) }
}
