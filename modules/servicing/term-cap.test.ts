import { describe, expect, it } from 'vitest'
import { day } from '#lib/day'
import { beyondCap } from './term-cap.ts'

const caps = [
  { condition: 'new', licence: 'auto-finance', maxMonths: 60 },
  { condition: 'used', licence: 'auto-finance', maxMonths: 36 },
] as const
const loan = { originatedOn: null, disbursedOn: day('2026-01-15'), vehicleCondition: 'used' } as const
const dues = (before: string, after: string) => ({ before: day(before), after: day(after) })

describe('the longest term', () => {
  it('counts from the day the loan was made, extensions included, by the vehicle', () => {
    expect(beyondCap(loan, dues('2028-12-15', '2029-01-15'), 'auto-finance', caps)).toBeNull()
    expect(beyondCap(loan, dues('2028-12-15', '2029-01-16'), 'auto-finance', caps)).toEqual({
      condition: 'used',
      months: 36,
      until: '2029-01-15',
    })
    const fresh = { ...loan, vehicleCondition: 'new' as const }
    expect(beyondCap(fresh, dues('2028-12-15', '2029-01-16'), 'auto-finance', caps)).toBeNull()
    const older = { ...loan, originatedOn: day('2025-06-15') }
    expect(beyondCap(older, dues('2028-05-15', '2028-07-15'), 'auto-finance', caps)).toMatchObject({
      until: '2028-06-15',
    })
  })

  it('never stands in the way of a change that makes the term no longer', () => {
    expect(beyondCap(loan, dues('2030-01-15', '2030-01-15'), 'auto-finance', caps)).toBeNull()
    expect(beyondCap(loan, dues('2030-01-15', '2029-06-15'), 'auto-finance', caps)).toBeNull()
    expect(beyondCap(loan, dues('2030-01-15', '2030-01-16'), 'auto-finance', caps)).not.toBeNull()
  })

  it('holds an unknown vehicle to the cap of a new one, and knows none for another licence', () => {
    const unknown = { ...loan, vehicleCondition: null }
    expect(beyondCap(unknown, dues('2031-01-15', '2031-01-16'), 'auto-finance', caps)).toMatchObject({ months: 60 })
    expect(beyondCap(unknown, dues('2031-01-15', '2040-01-16'), 'bank', caps)).toBeNull()
  })
})
