import { accounts } from '#ledger'
import { assert } from '#lib/assert'
import type { Money } from '#lib/money'
import type { Book, FallenDue } from './book.ts'
import { isOpen } from './loan.ts'
import type { Share } from './share.ts'

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

function moving(...movements: [debit: string, credit: string, amount: bigint][]): Balances {
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

/** Interest and fee of an installment that fell due become receivable and income. */
export function dueEntries(fallen: Pick<FallenDue, 'interest' | 'fee'>): Entry[] {
  return entriesOf(
    moving(
      [accounts.interestReceivable, accounts.interestIncome, fallen.interest],
      [accounts.feeReceivable, accounts.feeIncome, fallen.fee],
    ),
  )
}

/** Penalty and compound interest accrued since they were last posted; negative when too much had been posted. */
export function penaltyEntries(posted: Money): Entry[] {
  return entriesOf(moving([accounts.penaltyReceivable, accounts.penaltyIncome, posted]))
}

/**
 * Money that came in (or, with negative shares, went back) on installments. Interest and fee that have fallen due lower
 * what is receivable; those paid ahead are income at once.
 * @param nextSeq the first installment that has not fallen due
 */
export function shareEntries(shares: readonly Share[], nextSeq: number, settlementFee: bigint = 0n): Entry[] {
  const { bank } = accounts
  return entriesOf(
    moving(
      ...shares.flatMap((share): [string, string, bigint][] => {
        const fallen = share.seq < nextSeq
        return [
          [bank, accounts.loans, share.principal],
          [bank, fallen ? accounts.interestReceivable : accounts.interestIncome, share.interest],
          [bank, fallen ? accounts.feeReceivable : accounts.feeIncome, share.fee],
          [bank, accounts.penaltyReceivable, share.penalty + share.compound],
        ]
      }),
      [bank, accounts.settlementFeeIncome, settlementFee],
    ),
  )
}

/**
 * What the plan says the loan's accounts must stand at: the third side of the check that loan row, entries and plan
 * agree. `settlementFees` is what was taken for ending early and not given back.
 */
export function balancesOf(book: Book, settlementFees: bigint): Balances {
  const movements: [string, string, bigint][] = [[accounts.loans, accounts.bank, book.terms.principal]]
  for (const row of book.installments) {
    movements.push([accounts.penaltyReceivable, accounts.penaltyIncome, row.penaltyPosted + row.compoundPosted])
    movements.push([accounts.bank, accounts.penaltyReceivable, row.penaltyPaid + row.compoundPaid])
    movements.push([accounts.bank, accounts.loans, row.principalPaid])
    if (row.seq < book.nextSeq) {
      movements.push([accounts.interestReceivable, accounts.interestIncome, row.interest])
      movements.push([accounts.feeReceivable, accounts.feeIncome, row.fee])
      movements.push([accounts.bank, accounts.interestReceivable, row.interestPaid])
      movements.push([accounts.bank, accounts.feeReceivable, row.feePaid])
    } else {
      movements.push([accounts.bank, accounts.interestIncome, row.interestPaid])
      movements.push([accounts.bank, accounts.feeIncome, row.feePaid])
    }
  }
  movements.push([accounts.bank, accounts.settlementFeeIncome, settlementFees])
  const balances = moving(...movements)
  for (const [account, amount] of balances) if (amount === 0n) balances.delete(account)
  // A closed loan owes nothing: had anything been left receivable, it would show here.
  assert(
    isOpen(book.state) || book.state === 'written-off' || !balances.has(accounts.loans),
    'a closed loan owes nothing',
  )
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
