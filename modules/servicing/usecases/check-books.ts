import { accounts, balances } from '#ledger'
import { toId } from '#lib/id'
import { type Money, sum } from '#lib/money'
import type { Context } from '#platform/context'
import type { Output } from '#platform/operation'
import { pastWall } from '#platform/wall'
import type { api } from '../api.ts'
import * as check from '../store/check.ts'
import { dayCloses } from '../store/close.ts'
import { totalsOn } from '../store/totals.ts'
import { closeSource } from './post-day.ts'

/**
 * Proves that the books agree: each loan's row with its plan and its entries, and all entries up to the last closed day
 * with the general ledger, by branch, product and account. Interest earned and not yet due is compared while the open day
 * has no entries of its own, for afterwards the book has moved on.
 */
export async function checkBooks(ctx: Context): Promise<Output<typeof api.checkBooks>> {
  const totals = await pastWall(ctx.sql, () => check.bookTotals(ctx.sql))
  const loans = await pastWall(ctx.sql, () => check.loanDifferences(ctx.sql, 50))
  const through = (await dayCloses(ctx.sql, 2)).find(day => day.finishedAt !== null)?.day ?? null
  const differences = new Map<
    string,
    { branchKey: bigint; productKey: bigint; account: string; entries: bigint; ledger: bigint }
  >()
  const add = (branchKey: bigint, productKey: bigint, account: string, entries: bigint, ledger: bigint) => {
    const key = `${branchKey}/${productKey}/${account}`
    const known = differences.get(key) ?? { branchKey, productKey, account, entries: 0n, ledger: 0n }
    differences.set(key, { ...known, entries: known.entries + entries, ledger: known.ledger + ledger })
  }
  let accruedInLedger = 0n
  if (through !== null) {
    for (const row of await check.entryBalances(ctx.sql, through))
      add(row.branchKey, row.productKey, row.account, row.balance, 0n)
    for (const row of await balances(ctx.sql, through, { sources: [closeSource] })) {
      const productKey = row.productKey ?? 0n
      add(row.branchKey, productKey, row.account, 0n, row.balance)
      if (row.account !== accounts.interestAccrued) continue
      // The accrual has no loan entries: it is taken out of both accounts it stands on.
      accruedInLedger += row.balance
      add(row.branchKey, productKey, accounts.interestAccrued, row.balance, 0n)
      add(row.branchKey, productKey, accounts.interestIncome, -row.balance, 0n)
    }
  }
  const ledgerDifferences = [...differences.values()].filter(row => row.entries !== row.ledger)
  const compared = through !== null && !(await check.postedOn(ctx.sql, ctx.today))
  const accruedInBook = compared
    ? sum((await pastWall(ctx.sql, () => totalsOn(ctx.sql, through!))).map(row => row.accrued))
    : (accruedInLedger as Money)
  return {
    agree: loans.length === 0 && ledgerDifferences.length === 0 && accruedInBook === accruedInLedger,
    through,
    loans: totals.loans,
    outstanding: totals.outstanding,
    loanDifferences: loans.map(row => ({
      loanId: toId('loan', row.loanKey),
      number: row.number,
      figure: row.figure,
      row: row.row,
      plan: row.plan,
      entries: row.entries,
    })),
    ledgerDifferences: ledgerDifferences.map(row => ({
      branchId: toId('branch', row.branchKey),
      productId: toId('product', row.productKey),
      account: row.account,
      entries: row.entries as Money,
      ledger: row.ledger as Money,
    })),
    accrued: { compared, book: accruedInBook, ledger: accruedInLedger as Money },
  }
}
