import { accounts, balances, type LineInput, post } from '#ledger'
import { type Day, monthEnd } from '#lib/day'
import type { Money } from '#lib/money'
import type { Context } from '#platform/context'
import { totalsOfDay } from '../store/close.ts'
import { type Loss, lossesOn, saveTotals, totalsOn } from '../store/totals.ts'

/** The source of the loan book's journals in the general ledger. */
export const closeSource = 'servicing.day-closed'

/** The source of the journals that bring the loan loss allowance to what is expected to be lost. */
export const provisionSource = 'servicing.provision'

type Change = { branchKey: bigint; productKey: bigint; change: bigint }

/**
 * Posts the day to the general ledger: one journal for each branch and product, with the day's loan entries summed by
 * account, and the change of interest earned but not yet due; at a month's end another, with the change of the loan loss
 * allowance. Accrual and allowance are derived from the book and brought to their new height, so neither can drift. The
 * whole book's totals are kept.
 * @returns how many loans are running
 */
export async function postDay(ctx: Context, day: Day): Promise<bigint> {
  const totals = await totalsOn(ctx.sql, day)
  const losses = day === monthEnd(day) ? await lossesOn(ctx.sql, day) : null
  await saveTotals(ctx.sql, day, totals, losses)
  const lines = new Map<string, { branchKey: bigint; lines: LineInput[] }>()
  const linesOf = (branchKey: bigint, productKey: bigint) => {
    const key = `${branchKey}/${productKey}`
    const known = lines.get(key) ?? { branchKey, lines: [] }
    lines.set(key, known)
    return known.lines
  }
  for (const total of await totalsOfDay(ctx.sql, day)) {
    const { account, productKey } = total
    const own = linesOf(total.branchKey, productKey)
    own.push({ account, productKey, debit: total.debit }, { account, productKey, credit: total.credit })
  }
  const accrual = await changesOf(
    ctx,
    day,
    totals.map(row => ({ ...row, change: row.accrued })),
    { account: accounts.interestAccrued, sources: [closeSource], side: 1n },
  )
  for (const row of accrual)
    linesOf(row.branchKey, row.productKey).push(...moving(row, accounts.interestAccrued, accounts.interestIncome))
  for (const { branchKey, lines: own } of lines.values())
    await post(ctx, { day, source: closeSource, about: null, branchKey, description: closeSource, lines: own })
  if (losses) await provide(ctx, day, losses)
  return totals.reduce((total, row) => total + row.loans, 0n)
}

/** Brings the allowance of each branch and product to what its loans are expected to lose; write-offs have drawn on it. */
async function provide(ctx: Context, day: Day, found: readonly Loss[]): Promise<void> {
  const losses = found.map(row => ({ ...row, change: row.loss }))
  const sources = [closeSource, provisionSource]
  for (const row of await changesOf(ctx, day, losses, { account: accounts.lossAllowance, sources, side: -1n })) {
    await post(ctx, {
      day,
      source: provisionSource,
      about: null,
      branchKey: row.branchKey,
      description: provisionSource,
      lines: moving(row, accounts.impairmentLoss, accounts.lossAllowance),
    })
  }
}

/** How far an account stands from where it should, by branch and product. `side` is −1 for a credit account. */
async function changesOf(
  ctx: Context,
  day: Day,
  wanted: readonly Change[],
  { account, sources, side }: { account: string; sources: string[]; side: bigint },
): Promise<Change[]> {
  const changes = new Map<string, Change>()
  const add = ({ branchKey, productKey, change }: Change) => {
    const key = `${branchKey}/${productKey}`
    changes.set(key, { branchKey, productKey, change: (changes.get(key)?.change ?? 0n) + change })
  }
  for (const row of wanted) add(row)
  for (const row of await balances(ctx.sql, day, { accounts: [account], sources }))
    if (row.productKey !== null)
      add({ branchKey: row.branchKey, productKey: row.productKey, change: -side * row.balance })
  return [...changes.values()].filter(row => row.change !== 0n)
}

/** An amount from one account to the other; a negative one goes back. */
function moving({ productKey, change }: Change, up: string, down: string): LineInput[] {
  const amount = (change > 0n ? change : -change) as Money
  const [debit, credit] = change > 0n ? [up, down] : [down, up]
  return [
    { account: debit, productKey, debit: amount },
    { account: credit, productKey, credit: amount },
  ]
}
