import { accounts, balances } from '#ledger'
import { addDays } from '#lib/day'
import { toId } from '#lib/id'
import { formatYuan, type Money } from '#lib/money'
import { Refusal } from '#lib/refusal'
import type { Context } from '#platform/context'
import * as check from '../store/check.ts'
import { controls } from '../store/totals.ts'
import { closeSource } from './post-day.ts'

/** How many loans are proved one by one each evening; the sample walks through the book. */
const sampleSize = 200

/**
 * Refuses unless the books agree before anything of a day is closed: what all loans' rows add up to is what the general
 * ledger and today's entries say, and of a sample of loans, another one each evening, row, plan and entries agree. When
 * the sums differ, every loan is looked at, to name the ones that are wrong.
 * @returns how many loans there are
 * @throws Refusal servicing.books_broken naming the loan, servicing.ledger_broken when no loan is wrong
 */
export async function proveBooks(ctx: Context): Promise<number> {
  const { loans, interestReceivable, feeReceivable } = accounts
  const book = await controls(ctx.sql, ctx.today, { loans, interestReceivable, feeReceivable })
  const { sums } = book
  const ledger = new Map<string, bigint>()
  const through = addDays(ctx.today, -1)
  const only = { accounts: sums.map(sum => sum.account), sources: [closeSource] }
  for (const row of await balances(ctx.sql, through, only))
    ledger.set(row.account, (ledger.get(row.account) ?? 0n) + row.balance)
  const wrong = sums.find(sum => sum.rows !== (ledger.get(sum.account) ?? 0n) + sum.today)
  const broken = await check.loanDifferences(
    ctx.sql,
    3,
    wrong ? null : await check.sampleOf(ctx.sql, ctx.today, sampleSize),
  )
  const [first] = broken
  if (first) {
    ctx.about(toId('loan', first.loanKey))
    throw new Refusal('servicing.books_broken', {
      number: [...new Set(broken.map(row => row.number))],
      figure: `servicing.figure.${first.figure}`,
      row: formatYuan(first.row),
      plan: formatYuan(first.plan),
      entries: formatYuan(first.entries),
    })
  }
  if (wrong)
    throw new Refusal('servicing.ledger_broken', {
      account: wrong.account,
      rows: formatYuan(wrong.rows),
      ledger: formatYuan(((ledger.get(wrong.account) ?? 0n) + wrong.today) as Money),
    })
  return book.loans
}
