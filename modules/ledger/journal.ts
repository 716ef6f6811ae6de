import { formatYuan, type Money, sum } from '#lib/money'
import { Refusal, refuseUnless } from '#lib/refusal'
import type { AccountCode } from './account.ts'

/** One line of a journal: a debit or a credit, in fen, greater than zero. */
export type JournalLine = { account: AccountCode; debit: Money; credit: Money; productKey: bigint | null }

/** A line as modules write it: either side, the other left out. */
export type LineInput = { account: AccountCode; debit?: Money; credit?: Money; productKey?: bigint | null }

/** The source of journals that people post themselves; all others belong to the module that posted them. */
export const manualSource = 'ledger.journal-posted'

/**
 * Turns lines as written into the lines of a journal; lines of zero fall away.
 * @throws Refusal ledger.unbalanced, ledger.line_sides, ledger.journal_empty
 */
export function journalLines(input: readonly LineInput[]): JournalLine[] {
  const lines = input
    .map(line => ({
      account: line.account,
      debit: line.debit ?? (0n as Money),
      credit: line.credit ?? (0n as Money),
      productKey: line.productKey ?? null,
    }))
    .filter(line => line.debit !== 0n || line.credit !== 0n)
  lines.forEach((line, index) => {
    const oneSide = line.debit >= 0n && line.credit >= 0n && (line.debit === 0n) !== (line.credit === 0n)
    if (!oneSide) throw new Refusal('ledger.line_sides', { line: index + 1 }, `lines.${index}`)
  })
  refuseUnless(lines.length > 0, 'ledger.journal_empty', {}, 'lines')
  const debits = sum(lines.map(line => line.debit))
  const credits = sum(lines.map(line => line.credit))
  refuseUnless(
    debits === credits,
    'ledger.unbalanced',
    { debits: formatYuan(debits), credits: formatYuan(credits) },
    'lines',
  )
  return lines
}

/** The lines that undo a journal: every debit a credit and every credit a debit. */
export function reversed(lines: readonly JournalLine[]): JournalLine[] {
  return lines.map(line => ({ ...line, debit: line.credit, credit: line.debit }))
}
