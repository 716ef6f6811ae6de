import type { Decimal } from 'decimal.js'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { quote } from '../../modules/product/quote-answer.ts'
import { runs } from '../runs.ts'
import { costOf, Long, type Row, read } from './quote-reading.ts'
import { anyTerms, termsOf } from './quote-terms.ts'

describe('plans of terms nobody chose', () => {
  it('come out as a second, slow reading of the command has them', { timeout: 600_000 }, () => {
    fc.assert(
      fc.property(anyTerms, shape => {
        const terms = termsOf(shape)
        const rows = read(terms)
        if (typeof rows === 'string') {
          expect(() => quote(terms)).toThrow(expect.objectContaining({ code: rows }))
          return
        }
        const answer = quote(terms)
        const figures = (row: Row) => ({
          dueOn: row.dueOn,
          days: row.days,
          principal: row.principal.toFixed(2),
          interest: row.interest.toFixed(2),
          fee: row.fee.toFixed(2),
          payment: row.principal.plus(row.interest).plus(row.fee).toFixed(2),
          balance: row.balance.toFixed(2),
        })
        expect(answer.installments).toEqual(rows.map((row, index) => ({ seq: index + 1, ...figures(row) })))
        const total = (pick: (row: Row) => Decimal) => rows.reduce((sum, row) => sum.plus(pick(row)), new Long(0))
        expect(answer.totals).toEqual({
          principal: terms.principal,
          interest: total(row => row.interest).toFixed(2),
          fee: total(row => row.fee).toFixed(2),
          payment: total(row => row.principal.plus(row.interest).plus(row.fee)).toFixed(2),
        })
        const cost = costOf(terms, answer.installments)
        // Yearly rates beyond a thousand percent, of daily fees say, have more digits than a float keeps.
        if (cost.effective < 1000) {
          expect(Math.abs(Number(answer.apr.simple) - cost.simple)).toBeLessThan(0.000051)
          expect(Math.abs(Number(answer.apr.effective) - cost.effective)).toBeLessThan(0.000051)
        }
      }),
      { numRuns: runs(400) },
    )
  })
})
