import { describe, expect, it } from 'vitest'
import type { Money } from '#lib/money'
import { extensionsOf } from './extension.ts'

const installment = 100n as Money
const zero = 0n as Money
/** A loan whose balance lasts, with these payments; `gone` says from which month the balance is nothing. */
const paying = (payments: number[], gone = Number.POSITIVE_INFINITY) => ({
  installment,
  months: payments.map((payment, index) => ({
    month: index + 1,
    balance: (index + 1 >= gone ? 0n : 5_000n) as Money,
    principal: zero,
    payment: BigInt(payment) as Money,
    recovered: zero,
    costs: zero,
  })),
})

describe('what the tape tells of installments put off', () => {
  it('sees a month missed and never made up, after which the borrower goes on', () => {
    expect([...extensionsOf(paying([100, 0, 100, 100, 100, 100, 100]))]).toEqual([2])
    expect([...extensionsOf(paying([100, 0, 0, 100, 100, 100, 100, 100]))]).toEqual([2, 3])
  })

  it('calls late what is made up, at once or in parts', () => {
    expect([...extensionsOf(paying([100, 0, 200, 100, 100, 100]))]).toEqual([])
    expect([...extensionsOf(paying([100, 0, 140, 140, 100, 100]))]).toEqual([])
  })

  it('calls default what nobody pays again, and what leaves the book', () => {
    expect([...extensionsOf(paying([100, 0, 0, 0, 0, 0]))]).toEqual([])
    expect([...extensionsOf(paying([100, 0, 100, 0, 0, 0, 0], 5))]).toEqual([])
  })
})
