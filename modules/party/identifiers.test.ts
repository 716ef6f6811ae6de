import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  bankCardFault,
  birthDateOf,
  mobileFault,
  plateFault,
  residentCheckDigit,
  residentIdFault,
  usccFault,
  vinCheckDigit,
  vinFault,
} from './identifiers.ts'
import { maskAddress, maskBankCard, maskIdNumber, maskName, maskPhone } from './masking.ts'

describe('identifiers', () => {
  it('accept the standards’ samples', () => {
    for (const id of [
      '110101190001010014',
      '990101199003078519',
      '99020219851231402X',
      '990303200002290031',
      '99010119880808003X',
    ])
      expect(residentIdFault(id, true), id).toBeNull()
    for (const code of ['91990000MA0000007X', '91990100MA00TE5T29', '91990200MAFLEET02E', '91990300MADEALR15Q'])
      expect(usccFault(code, true), code).toBeNull()
    for (const vin of ['1M8GDM9AXKP042788', 'LTESTCAR7RX000001', 'LTESTNEV8SX000002', 'LTESTTRK2TX000003'])
      expect(vinFault(vin), vin).toBeNull()
    for (const card of ['6200000000000005', '6205500000000000004', '9999000000000000004'])
      expect(bankCardFault(card), card).toBeNull()
    for (const plate of ['京A00000', '京AD00000', '沪AF00001', '粤B00000D']) expect(plateFault(plate), plate).toBeNull()
    expect(mobileFault('13800138000')).toBeNull()
  })
  it('say what is wrong', () => {
    expect(residentIdFault('990101199003078510', true)).toBe('check_digit')
    expect(residentIdFault('99010119900307851', true)).toBe('format')
    expect(residentIdFault(`99010119900230851${residentCheckDigit('99010119900230851')}`, true)).toBe('birth_date')
    expect(residentIdFault('990101199003078519', false)).toBe('fictional')
    expect(usccFault('91990000MA0000007X', false)).toBe('fictional')
    expect(usccFault('91990000MA00000070', true)).toBe('check_digit')
    expect(vinFault('LTESTCAR6RX000001')).toBe('check_digit')
    expect(vinFault('LTESTCAR7RX00000O')).toBe('format')
    expect(bankCardFault('6200000000000006')).toBe('check_digit')
    expect([mobileFault('12800138000'), plateFault('京I00000')]).toEqual(['format', 'format'])
  })
  it('catch every single changed digit', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 16 }), fc.integer({ min: 1, max: 9 }), (position, shift) => {
        const id = '990101199003078519'
        const changed = id.slice(0, position) + ((Number(id[position]) + shift) % 10) + id.slice(position + 1)
        expect(residentIdFault(changed, true)).not.toBeNull()
        const card = '6205500000000000004'
        expect(
          bankCardFault(card.slice(0, position) + ((Number(card[position]) + shift) % 10) + card.slice(position + 1)),
        ).not.toBeNull()
      }),
      { numRuns: 500 },
    )
  })
  it('make valid numbers for demo data', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 999 }), fc.integer({ min: 0, max: 999999 }), (sequence, serial) => {
        const first = `9901011990030${String(sequence).padStart(3, '0')}`.padEnd(17, '1')
        expect(residentIdFault(first + residentCheckDigit(first), true)).not.toBe('check_digit')
        const body = `LTESTCAR0RX${String(serial).padStart(6, '0')}`
        expect(vinFault(body.slice(0, 8) + vinCheckDigit(body) + body.slice(9))).toBeNull()
      }),
    )
    expect(birthDateOf('990101199003078519')).toBe('1990-03-07')
  })
})

describe('masking', () => {
  it('shows what identifies nobody', () => {
    expect([
      maskName('张三'),
      maskName('欧阳小明'),
      maskIdNumber('990101199003078519'),
      maskPhone('13800138000'),
      maskBankCard('6200000000000005'),
    ]).toEqual(['张*', '欧***', '990101********8519', '138****8000', '**** 0005'])
    expect(maskAddress('上海市浦东新区世纪大道100号')).toBe('上海市浦东新区****')
    expect(maskAddress('somewhere')).toBe('****')
  })
})
