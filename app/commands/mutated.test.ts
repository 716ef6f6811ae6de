import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { outsideJson } from '../../tests/golden/outside.ts'
import { run as actus } from './actus.ts'
import { run as apr } from './apr.ts'
import { run as quote } from './quote.ts'

/** What may stand in the place of any value of a case: wrong types, empty lists, absurd numbers and days, huge cycles. */
const junk = fc.constantFrom<unknown>(
  ...[
    null,
    '',
    ' ',
    'NaN',
    '-1',
    -1,
    0,
    '0',
    1e308,
    1e-308,
    '1e99',
    '99999999999999999999',
    true,
    [],
    {},
    [null],
    ['x'],
  ],
  ...[
    'P1DL1',
    'P1DL0',
    'P1WL0',
    'P99999YL1',
    'P1D',
    'P0ML1',
    '1900-01-01',
    '2999-12-31T23:59:59',
    '2013-02-30',
    '9999-12-31',
  ],
  ...[
    'RPL',
    'NTL',
    'A',
    'N',
    'EOM',
    'MF',
    'CSMP',
    'B252',
    '30E360ISDA',
    'ONO',
    'VAR',
    'LAX',
    '0.08',
    '-0.5',
    '__proto__',
  ],
)
const anyChange = fc.record({
  path: fc.array(fc.nat(40), { minLength: 1, maxLength: 5 }),
  drop: fc.boolean(),
  value: junk,
})
type Change = { path: number[]; drop: boolean; value: unknown }

/** A copy of a case with values somewhere inside it dropped or replaced. */
function mutated(original: unknown, changes: readonly Change[]): unknown {
  const copy = structuredClone(original)
  for (const { path, drop, value } of changes) {
    let at = copy as Record<string, unknown>
    for (const [depth, step] of path.entries()) {
      const keys = Object.keys(at)
      if (keys.length === 0) break
      const key = keys[step % keys.length]!
      const inner = at[key]
      if (depth < path.length - 1 && typeof inner === 'object' && inner !== null) {
        at = inner as Record<string, unknown>
        continue
      }
      if (drop && !Array.isArray(at)) delete at[key]
      else at[key] = structuredClone(value)
      break
    }
  }
  return copy
}

const flows = {
  unitPeriodsPerYear: 12,
  advances: [{ amount: '5000', t: 0, f: 0 }],
  payments: Array.from({ length: 24 }, (_, t) => ({ amount: '230', t: t + 1, f: 0.5 })),
}
const terms = {
  principal: '100000.00',
  disbursedOn: '2026-01-31',
  annualRate: '0.048',
  periods: 36,
  every: { count: 1, unit: 'month' },
  method: 'equal-installment',
  dayCount: 'period',
  rounding: { mode: 'half-up', scale: 2 },
  tail: 'last',
}
const plans = [
  {
    ...terms,
    method: 'balloon',
    balloon: '30000',
    fees: [{ name: 'a', amount: '300', when: 'disbursement', chargedBy: 'lender' }],
  },
  {
    ...terms,
    method: 'stepped',
    steps: [
      { periods: 12, paymentShare: '0.5' },
      { periods: 3, payment: '1000.00' },
    ],
  },
  { ...terms, method: 'custom', periods: 3, payments: ['50000', '40000', '20000'] },
  {
    ...terms,
    rateChanges: [{ from: '2027-01-01', annualRate: '0.045' }],
    subsidy: { payer: 'dealer', customerRate: '0.01', cap: '3000' },
    dayCount: 'actual/actual',
    tail: 'level',
  },
]
const published = ['ann', 'lam', 'nam', 'pam', 'lax'].flatMap(type =>
  Object.values(outsideJson<Record<string, { results?: unknown }>>(`actus/${type}.json`) ?? {}).map(
    ({ results: _, ...one }) => one,
  ),
)

describe.each([
  ['quote', quote, plans],
  ['apr', apr, [flows]],
  ['actus', actus, published],
] as const)('mutated cases of %s', (_name, run, cases) => {
  it.skipIf(cases.length === 0)('are answered or refused in their place, each soon', { timeout: 120_000 }, () => {
    let refused = 0
    fc.assert(
      fc.property(fc.nat(), fc.array(anyChange, { minLength: 1, maxLength: 3 }), (which, changes) => {
        const one = mutated(cases[which % cases.length], changes)
        const began = performance.now()
        const [answer] = run([one]) as [{ error?: { code: string; message: string } }]
        expect(performance.now() - began).toBeLessThan(20_000)
        if (answer.error === undefined) return void expect(JSON.stringify(answer)).not.toMatch(/NaN|Infinity|undefined/)
        refused += 1
        expect(answer.error.code).toMatch(/^product\.[a-z_]+$/)
        expect(answer.error.message).not.toMatch(/[{}]/)
      }),
      { numRuns: 1500 },
    )
    expect(refused).toBeGreaterThan(50)
  })
})
