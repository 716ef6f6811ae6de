import { accounts, balances, type LineInput, post } from '#ledger'
import type { Day } from '#lib/day'
import type { Money } from '#lib/money'
import type { Context } from '#platform/context'
import { accruedOn, totalsOfDay } from '../store/close.ts'

/** The source of the loan book's journals in the general ledger. */
export const closeSource = 'servicing.day-closed'

/**
 * Posts the day to the general ledger: one journal for each branch and product, with the day's loan entries summed by
 * account, and the change of interest earned but not yet due. That accrual is derived from the book every evening and
 * brought to its new height, so nothing is stored per loan and it cannot drift.
 * @returns how many loans are running
 */
export async function postDay(ctx: Context, day: Day): Promise<number> {
  const lines = new Map<string, { branchKey: bigint; productKey: bigint; lines: LineInput[] }>()
  const linesOf = (branchKey: bigint, productKey: bigint) => {
    const key = `${branchKey}/${productKey}`
    const known = lines.get(key) ?? { branchKey, productKey, lines: [] }
    lines.set(key, known)
    return known.lines
  }
  for (const total of await totalsOfDay(ctx.sql, day)) {
    const { account, productKey } = total
    const own = linesOf(total.branchKey, productKey)
    own.push({ account, productKey, debit: total.debit }, { account, productKey, credit: total.credit })
  }
  const changes = new Map<string, { branchKey: bigint; productKey: bigint; change: bigint }>()
  const add = (branchKey: bigint, productKey: bigint, amount: bigint) => {
    const key = `${branchKey}/${productKey}`
    changes.set(key, { branchKey, productKey, change: (changes.get(key)?.change ?? 0n) + amount })
  }
  const accrued = await accruedOn(ctx.sql, day)
  for (const row of accrued) add(row.branchKey, row.productKey, row.accrued)
  const before = await balances(ctx.sql, day, { accounts: [accounts.interestAccrued], sources: [closeSource] })
  for (const row of before) if (row.productKey !== null) add(row.branchKey, row.productKey, -row.balance)
  for (const { branchKey, productKey, change } of changes.values()) {
    if (change === 0n) continue
    const amount = (change > 0n ? change : -change) as Money
    const [up, down] = [
      { account: accounts.interestAccrued, productKey },
      { account: accounts.interestIncome, productKey },
    ]
    const [debit, credit] = change > 0n ? [up, down] : [down, up]
    linesOf(branchKey, productKey).push({ ...debit, debit: amount }, { ...credit, credit: amount })
  }
  for (const { branchKey, lines: own } of lines.values())
    await post(ctx, { day, source: closeSource, about: null, branchKey, description: closeSource, lines: own })
  return accrued.reduce((total, row) => total + row.loans, 0)
}
