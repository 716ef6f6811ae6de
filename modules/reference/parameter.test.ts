import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { firstValues } from './first-values.ts'
import { faultOf, type ParameterCode, parameterCodes, parameterSchemas, stateOn } from './parameter.ts'
import { words } from './words.ts'

describe('parameters', () => {
  it('have a first value of their own shape, a source and a name in words, every one', () => {
    for (const code of parameterCodes) {
      const values = firstValues.filter(value => value.code === code)
      expect(values.length, code).toBeGreaterThan(0)
      for (const { value, source } of values) {
        expect(faultOf(code, value), code).toBeNull()
        expect(source).not.toBe('')
      }
      expect(words, code).toHaveProperty([`reference.parameter.${code}`])
    }
  })

  it('have a word for every choice they offer', () => {
    const choices = (schema: { _zod: { def: Record<string, unknown> & { type: string } } }): string[] => {
      const { def } = schema._zod
      if (def.type === 'enum') return Object.values(def.entries as Record<string, string>)
      if (def.type === 'array') return choices(def.element as typeof schema)
      if (def.type === 'object') return Object.values(def.shape as Record<string, typeof schema>).flatMap(choices)
      return []
    }
    const offered = parameterCodes.flatMap(code => choices(parameterSchemas[code] as never))
    expect(offered).toContain('payout')
    for (const choice of offered) expect(words, choice).toHaveProperty([`reference.value.${choice}`])
  })

  it('refuse a value that programs cannot use, and say where and what', () => {
    const bad: [ParameterCode, unknown, string, string][] = [
      ['penalty.multiple', 1.5, 'reference.parameter.penalty.multiple', 'problem.invalid_type'],
      ['rate.cap', { annual: '24' }, 'reference.field.annual', 'problem.invalid_format'],
      [
        'ltv.cap',
        [{ use: 'self', energy: 'steam', condition: 'new', cap: '0.8' }],
        'reference.field.energy',
        'problem.invalid_value',
      ],
      ['bucket.bounds', [1, 61, 31], 'reference.parameter.bucket.bounds', 'reference.problem.ascending'],
      ['class.bounds', [1, 91], 'reference.parameter.class.bounds', 'reference.problem.four'],
      [
        'allocation.order',
        ['interest', 'interest', 'principal'],
        'reference.parameter.allocation.order',
        'reference.problem.twice',
      ],
      ['allocation.order', ['fee'], 'reference.parameter.allocation.order', 'reference.problem.order'],
      ['ecl.lgd', [{ class: 'normal', lgd: '0.4' }], 'reference.parameter.ecl.lgd', 'reference.problem.five'],
      [
        'ecl.scenarios',
        [{ name: 'base', weight: '0.9999999999', pdMultiple: '1', lgdMultiple: '1' }],
        'reference.parameter.ecl.scenarios',
        'reference.problem.weights',
      ],
      ['ecl.pd', [{ fromDays: 1, annual: '0.1' }], 'reference.parameter.ecl.pd', 'reference.problem.ascending'],
      ['debit.days', [3, 0], 'reference.parameter.debit.days', 'reference.problem.ascending'],
      [
        'stage.backstops',
        { significant: 91, default: 31, cureMonths: 3 },
        'reference.field.default',
        'reference.problem.ascending',
      ],
      ['work.hours', [{ from: '99:99', to: '12:00' }], 'reference.field.from', 'problem.invalid_format'],
      ['work.hours', [{ from: '13:00', to: '12:00' }], 'reference.field.to', 'reference.problem.ascending'],
      [
        'work.hours',
        [
          { from: '13:00', to: '18:00' },
          { from: '09:00', to: '12:00' },
        ],
        'reference.parameter.work.hours',
        'reference.problem.ascending',
      ],
      ['age.range', { min: 65, max: 18 }, 'reference.field.min', 'reference.problem.ascending'],
      [
        'affordability.installment-to-income',
        { refer: '0.6', max: '0.5' },
        'reference.field.refer',
        'reference.problem.ascending',
      ],
    ]
    for (const [code, value, where, what] of bad) {
      expect(faultOf(code, value), code).toMatchObject({ where, what })
      expect(words, where).toHaveProperty([where])
    }
    expect(
      faultOf('work.hours', [
        { from: '09:00', to: '12:00' },
        { from: '13:00', to: '1' },
      ])?.line,
    ).toBe('#2 ')
  })

  it('never take what is no share for a cap', () => {
    fc.assert(
      fc.property(fc.double({ min: 1.0000000001, max: 100, noNaN: true }), cap => {
        expect(parameterSchemas['rate.cap'].safeParse({ annual: cap.toFixed(10) }).success).toBe(false)
      }),
    )
  })

  it('hold on a day what was approved to begin by then, whatever came later', () => {
    const version = { approved: true, fromDay: '2026-04-01' }
    expect(stateOn(version, '2026-03-31', false)).toBe('waiting')
    expect(stateOn(version, '2026-04-01', false)).toBe('in-force')
    expect(stateOn(version, '2026-05-01', true)).toBe('past')
    expect(stateOn({ ...version, approved: null }, '2026-03-31', false)).toBe('proposed')
    expect(stateOn({ ...version, approved: null }, '2026-04-01', false)).toBe('lapsed')
    expect(stateOn({ ...version, approved: false }, '2026-04-01', false)).toBe('rejected')
  })
})
