import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { day } from '#lib/day'
import { fen, formatYuan, sum } from '#lib/money'
import { csvProtocol } from './debit-file.ts'

const results = (rows: string[], total: string) =>
  ['H,CHEDAI-DD-RESULT,1,DD20260215,2026-02-15', ...rows, total, ''].join('\r\n')

describe('the direct-debit file', () => {
  it('names batch and day, quotes what holds a comma, and ends with count and total', () => {
    const orders = [
      { number: 'L-1', amount: fen(298812), account: '6222020000000000000', name: '张三' },
      { number: 'L-2', amount: fen(100), account: '6222020000000000018', name: '甲,乙"丙"' },
    ]
    expect(csvProtocol.write(day('2026-02-15'), orders)).toEqual({
      fileName: 'DD20260215.csv',
      content:
        'H,CHEDAI-DD,1,DD20260215,2026-02-15\r\nD,L-1,2988.12,6222020000000000000,张三\r\nD,L-2,1.00,6222020000000000018,"甲,乙""丙"""\r\nT,2,2989.12\r\n',
    })
  })

  it('is read back as it was written, whatever the bank says', () => {
    const anyResult = fc.record({
      number: fc.stringMatching(/^L-[0-9]{1,8}$/),
      collected: fc.boolean(),
      amount: fc.bigInt({ min: 0n, max: 10n ** 9n }).map(fen),
      reference: fc.stringMatching(/^[A-Z0-9]{4,12}$/),
      reason: fc.constantFrom('', '余额不足', 'closed, "frozen"'),
    })
    fc.assert(
      fc.property(fc.array(anyResult, { maxLength: 20 }), list => {
        const quoted = (text: string) => (text.includes(',') ? `"${text.replaceAll('"', '""')}"` : text)
        const rows = list.map(one =>
          ['R', one.number, formatYuan(one.amount), one.collected ? 'S' : 'F', one.reference, quoted(one.reason)].join(
            ',',
          ),
        )
        const total = formatYuan(sum(list.filter(one => one.collected).map(one => one.amount)))
        expect(csvProtocol.read(results(rows, `T,${list.length},${total}`))).toEqual({
          day: '2026-02-15',
          results: list,
        })
      }),
      { numRuns: 50 },
    )
  })

  it('is refused whole when a total or a record does not fit', () => {
    const row = 'R,L-1,2988.12,S,B001,'
    const bad = [
      ['servicing.debit_totals', results([row], 'T,1,2988.13')],
      ['servicing.debit_totals', results([row], 'T,2,2988.12')],
      ['servicing.debit_unreadable', results(['R,L-1,2988.12,S,,'], 'T,1,2988.12')],
      ['servicing.debit_unreadable', results(['R,L-1,-5,S,B001,'], 'T,1,-5.00')],
      ['servicing.debit_unreadable', results([row], '')],
      ['servicing.debit_unreadable', 'hello'],
    ] as const
    for (const [code, content] of bad)
      expect(() => csvProtocol.read(content)).toThrow(expect.objectContaining({ code }))
  })
})
