import { type Day, daysBetween } from '#lib/day'
import { type Money, mulDiv, sum, zero } from '#lib/money'
import { refuseUnless } from '#lib/refusal'
import { type Installment, isUnpaid } from './installment.ts'

/** Who pays a part of what a loan costs beside the borrower. */
export const subsidyPayers = ['manufacturer', 'dealer', 'fiscal'] as const
export type SubsidyPayer = (typeof subsidyPayers)[number]

/** Why a subsidy stops before its time: the borrower is overdue, the loan is misused, or the policy ended. */
export const lossCauses = ['overdue', 'misuse', 'ended'] as const
export type LossCause = (typeof lossCauses)[number]

/** What of a subsidy becomes receivable on a day, and what of it is interest earned then. */
export type SubsidyLine = { on: Day; due: Money; earned: Money }

/**
 * What one payer pays of a loan. A subsidy paid at once is receivable when the money leaves and earned over the plan; one that
 * comes with each installment is receivable and earned on its due day. Over a whole life what is receivable is what is earned.
 */
export type Subsidy = {
  seq: number
  payer: SubsidyPayer
  atOnce: boolean
  /** Lost above so many days overdue; null where that does not end it. */
  lostAfter: number | null
  /** Whether what is not earned goes back when the loan is settled early. */
  clawBack: boolean
  /** Ascending by day; what lies ahead follows the plan. */
  lines: readonly SubsidyLine[]
  /** The day on which it was lost or given back; null while it runs. */
  lostOn: Day | null
  /** How much of it stands in the books. */
  duePosted: Money
  earnedPosted: Money
}

/** A subsidy as a deal has it. `earned` is by installment, in the plan's order, and adds up to `amount`. */
export type AgreedSubsidy = {
  payer: SubsidyPayer
  when: 'disbursement' | 'each'
  amount: Money
  earned: readonly Money[]
}

type Rows = readonly Pick<Installment, 'dueOn' | 'principal'>[]

/** The subsidies of a new loan; those of nothing are left out. */
export function subsidiesOf(
  agreed: readonly AgreedSubsidy[],
  rows: readonly { dueOn: Day }[],
  disbursedOn: Day,
  loss: { overdueDays: number; clawBack: boolean },
): Subsidy[] {
  return agreed
    .filter(one => one.amount > 0n)
    .map(({ payer, when, amount, earned }, index) => {
      const atOnce = when === 'disbursement'
      const parts = rows.map((row, at) => ({
        on: row.dueOn,
        due: atOnce ? zero : earned[at]!,
        earned: earned[at]!,
      }))
      return {
        seq: index + 1,
        payer,
        atOnce,
        lostAfter: payer === 'fiscal' ? loss.overdueDays : null,
        clawBack: atOnce && loss.clawBack,
        lines: tidy(atOnce ? [{ on: disbursedOn, due: amount, earned: zero }, ...parts] : parts),
        lostOn: null,
        duePosted: zero,
        earnedPosted: zero,
      }
    })
}

const tidy = (lines: readonly SubsidyLine[]) => lines.filter(line => line.due !== 0n || line.earned !== 0n)

/** What has become receivable and been earned up to a day, that day included. */
export function fallenOn({ lines }: Pick<Subsidy, 'lines'>, on: Day): { due: Money; earned: Money } {
  const fallen = lines.filter(line => line.on <= on)
  return { due: sum(fallen.map(line => line.due)), earned: sum(fallen.map(line => line.earned)) }
}

/** The subsidies with everything up to a day in the books: what the day close does in SQL, and a correction by the difference. */
export function postSubsidies(subsidies: readonly Subsidy[], on: Day): readonly Subsidy[] {
  const posted = subsidies.map(one => {
    const { due, earned } = fallenOn(one, on)
    return due === one.duePosted && earned === one.earnedPosted ? one : { ...one, duePosted: due, earnedPosted: earned }
  })
  return posted.every((one, index) => one === subsidies[index]) ? subsidies : posted
}

/** What of subsidies stands in the books more than before; negative where less does. */
export function subsidyMoved(before: readonly Subsidy[], after: readonly Subsidy[]): { due: Money; earned: Money } {
  const posted = (list: readonly Subsidy[], name: 'duePosted' | 'earnedPosted') => sum(list.map(one => one[name]))
  return {
    due: (posted(after, 'duePosted') - posted(before, 'duePosted')) as Money,
    earned: (posted(after, 'earnedPosted') - posted(before, 'earnedPosted')) as Money,
  }
}

/**
 * The subsidies behind a plan made anew on a day. What is paid with each installment goes on as it was for the same balance and
 * days: new part = old part × (balance × days) ÷ (old balance × days) of the period it falls in, rounded down, and never more in
 * all than was agreed. What was paid at once and is not yet earned is spread over the new rows by balance × days.
 */
export function followPlan(
  subsidies: readonly Subsidy[],
  before: { rows: Rows; principal: Money },
  after: { rows: Rows; principal: Money },
  disbursedOn: Day,
  on: Day,
): readonly Subsidy[] {
  if (subsidies.length === 0) return subsidies
  const old = productsOf(before.rows, before.principal, disbursedOn)
  const now = productsOf(after.rows, after.principal, disbursedOn).filter(row => row.dueOn > on)
  return subsidies.map(one => {
    const past = one.lines.filter(line => line.on <= on)
    const ahead = one.lines.filter(line => line.on > on)
    if (ahead.length === 0) return one
    const lines = one.atOnce ? spread(sum(ahead.map(line => line.earned)), now) : scaled(ahead, old, now)
    return { ...one, lines: tidy([...past, ...lines]) }
  })
}

type Product = { dueOn: Day; product: bigint }

/** 积数 of each period of a plan: the balance at its beginning × its days. */
function productsOf(rows: Rows, principal: Money, disbursedOn: Day): Product[] {
  let balance: bigint = principal
  let from = disbursedOn
  return rows.map(row => {
    const product = balance * BigInt(Math.max(0, daysBetween(from, row.dueOn)))
    balance -= row.principal
    from = row.dueOn
    return { dueOn: row.dueOn, product }
  })
}

function spread(amount: Money, rows: readonly Product[]): SubsidyLine[] {
  const whole = rows.reduce((total, row) => total + row.product, 0n)
  let left: bigint = amount
  return rows.map((row, index) => {
    const last = index === rows.length - 1
    const part = last ? left : whole === 0n ? 0n : mulDiv(amount, row.product, whole, 'down')
    left -= part
    return { on: row.dueOn, due: zero, earned: part as Money }
  })
}

function scaled(lines: readonly SubsidyLine[], old: readonly Product[], rows: readonly Product[]): SubsidyLine[] {
  let left: bigint = sum(lines.map(line => line.due))
  const byDay = new Map(lines.map(line => [line.on, line.due]))
  return rows.map(row => {
    const covering = old.find(one => one.dueOn >= row.dueOn)
    const was = covering ? (byDay.get(covering.dueOn) ?? zero) : zero
    const wanted = was === 0n || covering!.product === 0n ? 0n : mulDiv(was, row.product, covering!.product, 'down')
    const due = (wanted < left ? wanted : left) as Money
    left -= due
    return { on: row.dueOn, due, earned: due }
  })
}

/**
 * The loan is settled early: what would have come with later installments never falls due, and of what was paid at once the part
 * not yet earned goes back to its payer, or is earned where the terms let the lender keep it.
 */
export function endSubsidies(subsidies: readonly Subsidy[], on: Day, settled: boolean): readonly Subsidy[] {
  return subsidies.map(one => {
    const ahead = one.lines.filter(line => line.on > on)
    if (ahead.length === 0) return one
    const past = one.lines.filter(line => line.on <= on)
    const unearned = sum(ahead.map(line => line.earned))
    const last: SubsidyLine[] = !one.atOnce
      ? []
      : one.clawBack && settled
        ? [{ on, due: -unearned as Money, earned: zero }]
        : [{ on, due: zero, earned: unearned }]
    return { ...one, lines: merged([...past, ...last]), lostOn: on }
  })
}

/** Lines with one for a day. */
function merged(lines: readonly SubsidyLine[]): SubsidyLine[] {
  const byDay = new Map<Day, SubsidyLine>()
  for (const line of lines) {
    const known = byDay.get(line.on)
    byDay.set(
      line.on,
      known
        ? { on: line.on, due: (known.due + line.due) as Money, earned: (known.earned + line.earned) as Money }
        : line,
    )
  }
  return tidy([...byDay.values()])
}

/** What comes with each installment ends here: the plan made anew asks the borrower for the whole interest. */
export function endParts(subsidies: readonly Subsidy[], on: Day): readonly Subsidy[] {
  return subsidies.map(one =>
    one.atOnce || one.lines.every(line => line.on <= on)
      ? one
      : { ...one, lines: one.lines.filter(line => line.on <= on), lostOn: on },
  )
}

/**
 * The treasury's part is lost from the next installment on: each installment on which nothing has been paid asks the borrower for
 * what the treasury would have paid of it, to the fen. Those paid ahead, wholly or in part, stay as they were paid.
 * @throws Refusal servicing.no_subsidy_ahead when there is nothing to lose
 */
export function loseSubsidy<Row extends Installment>(
  subsidies: readonly Subsidy[],
  rows: readonly Row[],
  on: Day,
): { subsidies: readonly Subsidy[]; rows: Row[] } {
  const raised = new Map(
    rows
      .filter(row => row.dueOn > on && isUnpaid(row) && row.principalPaid + row.interestPaid + row.feePaid === 0n)
      .map(row => [row.dueOn, 0n]),
  )
  const left = subsidies.map(one => {
    if (one.payer !== 'fiscal') return one
    const lost = one.lines.filter(line => raised.has(line.on))
    if (lost.length === 0) return one
    for (const line of lost) raised.set(line.on, raised.get(line.on)! + line.due)
    return { ...one, lines: one.lines.filter(line => !raised.has(line.on)), lostOn: on }
  })
  refuseUnless(
    left.some((one, index) => one !== subsidies[index]),
    'servicing.no_subsidy_ahead',
  )
  return {
    subsidies: left,
    rows: rows.map(row => {
      const more = raised.get(row.dueOn) ?? 0n
      return more > 0n ? { ...row, interest: (row.interest + more) as Money } : row
    }),
  }
}

/** Whether subsidies lie differently, whatever of them stands in the books. */
export function sameSubsidies(a: readonly Subsidy[], b: readonly Subsidy[]): boolean {
  return (
    a === b ||
    (a.length === b.length &&
      a.every((one, index) => {
        const other = b[index]!
        return (
          one.lostOn === other.lostOn &&
          one.lines.length === other.lines.length &&
          one.lines.every((line, at) => {
            const theirs = other.lines[at]!
            return line.on === theirs.on && line.due === theirs.due && line.earned === theirs.earned
          })
        )
      }))
  )
}
