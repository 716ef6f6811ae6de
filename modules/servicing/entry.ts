import { accounts } from '#ledger'
import { assert } from '#lib/assert'
import { type Money, sum } from '#lib/money'
import type { Book, FallenDue } from './book.ts'
import type { Effect } from './effect.ts'
import { isGrace } from './installment.ts'
import { type Component, components, noParts, type Parts, type Share } from './share.ts'
import type { TransactionKind } from './transaction.ts'

/** One entry of the loan's subledger: an amount from one account to another, so that it cannot be unbalanced. */
export type Entry = { debit: string; credit: string; amount: Money }

/** The accounts a loan moves, by account: debits positive, credits negative; they sum to zero. */
export type Balances = Map<string, bigint>

/** What moved per account, as entries: debits are matched with credits in the order of the accounts. */
export function entriesOf(balances: Balances): Entry[] {
  const debits = [...balances].filter(([, amount]) => amount > 0n).sort(byAccount)
  const credits = [...balances].filter(([, amount]) => amount < 0n).sort(byAccount)
  const entries: Entry[] = []
  let creditIndex = 0
  let left = credits[0] ? -credits[0][1] : 0n
  for (const [debit, whole] of debits) {
    for (let open = whole; open > 0n; ) {
      if (left === 0n) {
        creditIndex += 1
        left = -(credits[creditIndex]?.[1] ?? 0n)
      }
      assert(left > 0n, 'debits equal credits')
      const amount = open < left ? open : left
      entries.push({ debit, credit: credits[creditIndex]![0], amount: amount as Money })
      open -= amount
      left -= amount
    }
  }
  assert(left === 0n && creditIndex >= credits.length - 1, 'debits equal credits')
  return entries
}

const byAccount = ([a]: [string, bigint], [b]: [string, bigint]) => (a < b ? -1 : a > b ? 1 : 0)

function moving(...movements: Movement[]): Balances {
  const balances: Balances = new Map()
  for (const [debit, credit, amount] of movements) {
    balances.set(debit, (balances.get(debit) ?? 0n) + amount)
    balances.set(credit, (balances.get(credit) ?? 0n) - amount)
  }
  return balances
}

/** The money leaves: the loan stands against what we owe the dealer (entrusted payment). */
export function disbursementEntries(principal: Money): Entry[] {
  return entriesOf(moving([accounts.loans, accounts.payableToDealers, principal]))
}

/** The dealer is paid. */
export function payoutEntries(principal: Money): Entry[] {
  return entriesOf(moving([accounts.payableToDealers, accounts.bank, principal]))
}

/** What an installment that fell due asks, and what of it joins the principal instead. */
export type Falling = Pick<FallenDue, 'interest' | 'fee'> & Partial<Pick<FallenDue, 'capitalised'>>

/** Interest and fee of an installment that fell due become receivable and income; interest of grace becomes principal and income. */
export function dueEntries(fallen: Falling): Entry[] {
  return entriesOf(moving(...dueMovements(fallen)))
}

const dueMovements = ({ interest, fee, capitalised = 0n as Money }: Falling): Movement[] => [
  [accounts.interestReceivable, accounts.interestIncome, interest],
  [accounts.feeReceivable, accounts.feeIncome, fee],
  [accounts.loans, accounts.interestIncome, capitalised],
]

/** Penalty and compound interest accrued since they were last posted; negative when too much had been posted. */
export function penaltyEntries(posted: Money): Entry[] {
  return entriesOf(moving([accounts.penaltyReceivable, accounts.penaltyIncome, posted]))
}

/** What has become receivable of subsidies, and what of them has been earned: what is paid before it is earned waits as deferred. */
export function subsidyTransaction({ due, earned }: { due: Money; earned: Money }) {
  const { subsidyReceivable, deferredSubsidy, interestIncome } = accounts
  return {
    kind: 'subsidy' as const,
    amount: due === 0n ? earned : due,
    terms: { due: `${due}n`, earned: `${earned}n` },
    entries: entriesOf(moving([subsidyReceivable, deferredSubsidy, due], [deferredSubsidy, interestIncome, earned])),
  }
}

/** Subsidy money in, or back out where the amount is negative. */
export function subsidyReceiptEntries(amount: Money): Entry[] {
  return entriesOf(moving([accounts.bank, accounts.subsidyReceivable, amount]))
}

type Movement = [debit: string, credit: string, amount: bigint]

/**
 * What discharges parts of installments, by account. Interest and fee that have fallen due lower what is receivable; those
 * discharged ahead are income at once.
 * @param from the account that gives, by part
 * @param nextSeq the first installment that has not fallen due
 */
function discharging(shares: readonly Share[], nextSeq: number, from: (part: Component) => string): Movement[] {
  return shares.flatMap((share): Movement[] => {
    const fallen = share.seq < nextSeq
    return [
      [from('principal'), accounts.loans, share.principal],
      [from('interest'), fallen ? accounts.interestReceivable : accounts.interestIncome, share.interest],
      [from('fee'), fallen ? accounts.feeReceivable : accounts.feeIncome, share.fee],
      [from('penalty'), accounts.penaltyReceivable, share.penalty],
      [from('compound'), accounts.penaltyReceivable, share.compound],
    ]
  })
}

/** The income that a waived part was: a waiver takes it back. */
const incomeOf: Record<Component, string> = {
  fee: accounts.feeIncome,
  penalty: accounts.penaltyIncome,
  compound: accounts.penaltyIncome,
  interest: accounts.interestIncome,
  principal: accounts.loans,
}

/**
 * What an action's effect (or a change of it, with either sign) books: money in or out through the bank; what was paid in
 * advance meets what is due; a waiver takes income back; a write-off uses the loss allowance, and what comes back of it
 * returns there.
 */
export function effectEntries(kind: TransactionKind, effect: Effect, nextSeq: number): Entry[] {
  const { bank, advancesFromCustomers, lossAllowance, penaltyIncome, settlementFeeIncome } = accounts
  if (kind === 'application')
    return entriesOf(moving(...discharging(effect.shares, nextSeq, () => advancesFromCustomers)))
  if (kind === 'waiver') return entriesOf(moving(...discharging(effect.shares, nextSeq, part => incomeOf[part])))
  if (kind === 'write-off') return entriesOf(moving(...discharging(effect.shares, nextSeq, () => lossAllowance)))
  return entriesOf(
    moving(
      ...discharging(effect.shares, nextSeq, () => bank),
      [bank, advancesFromCustomers, effect.advance],
      [bank, lossAllowance, effect.recovered],
      [bank, penaltyIncome, effect.grown],
      [bank, settlementFeeIncome, effect.settlementFee],
    ),
  )
}

const cleared = 'cleared'

/** How much interest has joined the principal. */
const capitalisedIn = (book: Book) =>
  sum(book.installments.map(row => (isGrace(row) && row.seq < book.nextSeq ? row.interest : 0n)))

/** What the plan says of its accounts, leaving open what discharged the parts that are no longer owed; without penalty posted. */
function position(book: Book): Balances {
  return moving(
    ...book.installments.flatMap((row): Movement[] => {
      const fallen = row.seq < book.nextSeq
      if (isGrace(row)) return fallen ? [[accounts.loans, accounts.interestIncome, row.interest]] : []
      return [
        ...(fallen
          ? ([
              [accounts.interestReceivable, accounts.interestIncome, row.interest],
              [accounts.feeReceivable, accounts.feeIncome, row.fee],
            ] as Movement[])
          : []),
        ...discharging(
          [
            {
              seq: row.seq,
              fee: row.feePaid,
              penalty: row.penaltyPaid,
              compound: row.compoundPaid,
              interest: row.interestPaid,
              principal: row.principalPaid,
            },
          ],
          book.nextSeq,
          () => cleared,
        ),
      ]
    }),
  )
}

/**
 * What a change of a loan's life books beside the effects of its actions: interest and fees of installments that have fallen
 * due, and interest that has joined the principal, by the new plan and not by the old one, or in another amount.
 * @param moved the changes of effects that are booked as such, with the installment that was next when they were
 * @param fallen what is booked as having fallen due
 */
export function adjustmentEntries(
  before: Book,
  after: Book,
  moved: readonly Share[],
  fallen: readonly Falling[],
): Entry[] {
  const rest: Balances = position(after)
  const less = (balances: Balances) => {
    for (const [account, amount] of balances) rest.set(account, (rest.get(account) ?? 0n) - amount)
  }
  less(position(before))
  less(moving(...discharging(moved, before.nextSeq, () => cleared)))
  less(moving(...fallen.flatMap(dueMovements)))
  assert((rest.get(cleared) ?? 0n) === 0n, 'what is discharged on the plan is what the actions discharged')
  const grown = capitalisedIn(after) - capitalisedIn(before) - sum(fallen.map(one => one.capitalised ?? 0n))
  assert((rest.get(accounts.loans) ?? 0n) === grown, 'principal moves by actions and by grace alone')
  return entriesOf(rest)
}

/** What a loan's accounts must stand at beside the plan: totals over its transactions. */
export type Totals = {
  settlementFees: bigint
  /** What was waived, by part. */
  waived: Parts
  writtenOff: bigint
  recovered: bigint
  /** What has been collected of the growth of claims. */
  grown: bigint
  /** What was paid in advance in all, and what of it met installments. */
  advances: bigint
  applied: bigint
}

export const noTotals = (): Totals => ({
  settlementFees: 0n,
  waived: noParts(),
  writtenOff: 0n,
  recovered: 0n,
  grown: 0n,
  advances: 0n,
  applied: 0n,
})

/**
 * What the plan says the loan's accounts must stand at: the third side of the check that loan row, entries and plan agree.
 */
export function balancesOf(book: Book, totals: Totals): Balances {
  const balances = position(book)
  const add = (...movements: Movement[]) => {
    for (const [account, amount] of moving(...movements)) balances.set(account, (balances.get(account) ?? 0n) + amount)
  }
  const { bank, lossAllowance, advancesFromCustomers } = accounts
  for (const row of book.installments)
    add([accounts.penaltyReceivable, accounts.penaltyIncome, row.penaltyPosted + row.compoundPosted])
  for (const part of components) add([incomeOf[part], cleared, totals.waived[part]])
  const discharged = balances.get(cleared) ?? 0n
  add(
    [accounts.loans, bank, book.terms.principal],
    [lossAllowance, cleared, totals.writtenOff],
    [advancesFromCustomers, cleared, totals.applied],
    [bank, cleared, discharged - totals.writtenOff - totals.applied],
    [bank, accounts.settlementFeeIncome, totals.settlementFees],
    [bank, lossAllowance, totals.recovered],
    [bank, accounts.penaltyIncome, totals.grown],
    [bank, advancesFromCustomers, totals.advances],
  )
  for (const [account, amount] of balances) if (amount === 0n) balances.delete(account)
  return balances
}

/** The balances that entries add up to; accounts at zero are left out. */
export function sumEntries(entries: Iterable<Entry>): Balances {
  const balances: Balances = new Map()
  for (const { debit, credit, amount } of entries) {
    balances.set(debit, (balances.get(debit) ?? 0n) + amount)
    balances.set(credit, (balances.get(credit) ?? 0n) - amount)
  }
  for (const [account, amount] of balances) if (amount === 0n) balances.delete(account)
  return balances
}
