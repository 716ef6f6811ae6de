import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  accountFault,
  bankCardFault,
  birthDateOf,
  creditCheckDigits,
  mobile,
  mobileFault,
  plateFault,
  residentCheckDigit,
  residentId,
  residentIdFault,
  tidy,
  usccFault,
  vinCheckDigit,
  vinFault,
} from './identifiers.ts'
import { maskAddress, maskBankCard, maskIdNumber, maskName, maskPhone } from './masking.ts'

const digits = (count: number) =>
  fc.array(fc.integer({ min: 0, max: 9 }), { minLength: count, maxLength: count }).map(list => list.join(''))
const from = (alphabet: string, count: number) =>
  fc.array(fc.constantFrom(...alphabet), { minLength: count, maxLength: count }).map(list => list.join(''))

/** Any valid resident number born on a real day since 1900. */
const anyResidentId = fc
  .tuple(
    fc
      .tuple(fc.constantFrom('11', '23', '37', '46', '54', '65', '71', '83', '91', '99'), digits(4))
      .map(parts => parts.join('')),
    fc.date({ min: new Date('1900-01-01'), max: new Date('2026-01-01'), noInvalidDate: true }),
    digits(3),
  )
  .map(([region, birth, sequence]) => {
    const first = `${region}${birth.toISOString().slice(0, 10).replaceAll('-', '')}${sequence}`
    return first + residentCheckDigit(first)
  })
const creditAlphabet = '0123456789ABCDEFGHJKLMNPQRTUWXY'
const anyCreditCode = fc.tuple(from(creditAlphabet, 2), digits(6), from(creditAlphabet, 8)).map(parts => {
  const first = parts.join('')
  return first + creditCheckDigits(first)
})
const vinAlphabet = '0123456789ABCDEFGHJKLMNPRSTUVWXYZ'
const anyVin = from(vinAlphabet, 16).map(body => {
  const open = `${body.slice(0, 8)}0${body.slice(8)}`
  return open.slice(0, 8) + vinCheckDigit(open) + open.slice(9)
})
const anyCard = digits(18).map(body => {
  const check = [...'0123456789'].find(digit => bankCardFault(body + digit) === null)!
  return body + check
})

/** The text with the digit at a place moved on by 1–9, and nothing else changed; null where the place holds a letter. */
const slipped = (text: string, place: number, shift: number): string | null =>
  /\d/.test(text[place]!) ? text.slice(0, place) + ((Number(text[place]) + shift) % 10) + text.slice(place + 1) : null

describe('identifiers', () => {
  it('belong to a region', () => {
    for (const region of ['000000', '100101', '160101', '240101', '990101', '820000', '770101']) {
      const first = `${region}19900307851`
      const known = region.startsWith('99') || region.startsWith('82')
      expect(residentIdFault(first + residentCheckDigit(first), true), region).toBe(known ? null : 'region')
    }
  })

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
    for (const plate of ['京A00000', '京AD00000', '沪AF00001', '粤B00000D', '京A1234学'])
      expect(plateFault(plate), plate).toBeNull()
    expect(mobileFault('13800138000')).toBeNull()
    expect(accountFault('31050161000000000123')).toBeNull()
  })
  it('say what is wrong', () => {
    expect(residentIdFault('990101199003078510', true)).toBe('check_digit')
    expect(residentIdFault('99010119900307851', true)).toBe('format')
    expect(residentIdFault(`99010119900230851${residentCheckDigit('99010119900230851')}`, true)).toBe('birth_date')
    expect(residentIdFault(`99010118990101851${residentCheckDigit('99010118990101851')}`, true)).toBe('birth_date')
    expect(residentIdFault('990101199003078519', false)).toBe('fictional')
    expect(residentIdFault('110101190001010014', false)).toBeNull()
    expect(usccFault('91990000MA0000007X', false)).toBe('fictional')
    expect(usccFault('91990000MA00000070', true)).toBe('check_digit')
    expect(usccFault('91990000MI0000007X', true)).toBe('format')
    expect(vinFault('LTESTCAR6RX000001')).toBe('check_digit')
    expect(vinFault('LTESTCAR7RX00000O')).toBe('format')
    expect(bankCardFault('6200000000000006')).toBe('check_digit')
    expect(bankCardFault('620000000005')).toBe('format')
    expect([mobileFault('12800138000'), plateFault('京I00000'), plateFault('京AL00000'), accountFault('12-3')]).toEqual(
      ['format', 'format', 'format', 'format'],
    )
  })
  it('catch every single wrong digit, in any valid number, at any place', () => {
    const place = fc.integer({ min: 0, max: 17 })
    const shift = fc.integer({ min: 1, max: 9 })
    const caught = (any: fc.Arbitrary<string>, fault: (text: string) => string | null) =>
      fc.assert(
        fc.property(any, place, shift, (text, at, by) => {
          expect(fault(text), text).toBeNull()
          const wrong = slipped(text, Math.min(at, text.length - 1), by)
          if (wrong !== null) expect(fault(wrong), `${text} → ${wrong}`).not.toBeNull()
        }),
        { numRuns: 600 },
      )
    caught(anyResidentId, text => residentIdFault(text, true))
    caught(anyCreditCode, text => usccFault(text, true))
    caught(anyVin, vinFault)
    caught(anyCard, bankCardFault)
  })
  it('catch two neighbouring digits swapped in a resident number', () => {
    fc.assert(
      fc.property(anyResidentId, fc.integer({ min: 0, max: 15 }), (id, place) => {
        const swapped = id.slice(0, place) + id[place + 1] + id[place] + id.slice(place + 2)
        if (swapped !== id) expect(residentIdFault(swapped, true)).not.toBeNull()
      }),
      { numRuns: 600 },
    )
  })
  it('hold the birth date', () => {
    expect(birthDateOf('990101199003078519')).toBe('1990-03-07')
  })
  it('read what people type: blanks, dashes, small letters, full-width digits', () => {
    expect(tidy(' 990202-19851231 402x ')).toBe('99020219851231402X')
    expect(mobile('１３８ ００１３ ８０００')).toBe('13800138000')
    expect(residentId('99020219851231402x')).toBe('99020219851231402X')
    expect(residentId('990202198512314021')).toBeNull()
  })
})

describe('masking', () => {
  it('shows what identifies nobody', () => {
    expect([
      maskName('张三'),
      maskName('欧阳小明'),
      maskName(''),
      maskIdNumber('990101199003078519'),
      maskPhone('13800138000'),
      maskBankCard('6200000000000005'),
    ]).toEqual(['张**', '欧**', '', '990101********8519', '138****8000', '**** 0005'])
    expect(maskAddress('上海市浦东新区世纪大道100号')).toBe('上海市浦东新区****')
    expect(maskAddress('浙江省义乌市稠城街道1号')).toBe('浙江省义乌市****')
    expect(maskAddress('somewhere')).toBe('****')
  })
})
