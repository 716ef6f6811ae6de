import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { fen, type Money, sum } from '#lib/money'
import { Refusal } from '#lib/refusal'
import { journalLines, type LineInput, reversed } from './journal.ts'

const codeOf = (run: () => unknown) => {
  try {
    run()
  } catch (error) {
    if (error instanceof Refusal) return error.code
    throw error
  }
  return 'accepted'
}

describe('a journal', () => {
  it('keeps both sides equal and drops lines of zero', () => {
    const lines = journalLines([
      { account: '1303', debit: fen(100) },
      { account: '1002', credit: fen(100) },
      { account: '6011', credit: fen(0) },
    ])
    expect(lines).toHaveLength(2)
  })

  it('refuses what does not balance, has two sides or none, or is empty', () => {
    expect(codeOf(() => journalLines([{ account: '1303', debit: fen(100) }]))).toBe('ledger.unbalanced')
    expect(codeOf(() => journalLines([{ account: '1303', debit: fen(1), credit: fen(1) }]))).toBe('ledger.line_sides')
    expect(
      codeOf(() =>
        journalLines([
          { account: '1303', debit: fen(-1) },
          { account: '1002', credit: fen(-1) },
        ]),
      ),
    ).toBe('ledger.line_sides')
    expect(codeOf(() => journalLines([{ account: '1303' }]))).toBe('ledger.journal_empty')
  })

  it('and its reversal leave every account where it was', () => {
    const amounts = fc.array(fc.bigInt({ min: 1n, max: 10n ** 12n }), { minLength: 1, maxLength: 8 })
    fc.assert(
      fc.property(amounts, parts => {
        const debits: LineInput[] = parts.map((amount, index) => ({
          account: String(1000 + index),
          debit: amount as Money,
        }))
        const lines = journalLines([...debits, { account: '1002', credit: sum(parts) }])
        const both = [...lines, ...reversed(lines)]
        for (const { account } of lines) {
          const own = both.filter(line => line.account === account)
          expect(sum(own.map(line => line.debit - line.credit))).toBe(0n)
        }
      }),
    )
  })
})
