import { Decimal } from '#lib/decimal'
import { formatYuan, type Money } from '#lib/money'
import type { Rate } from '#lib/rate'

/** What plans beside each other are compared by: yuan, and yearly rates. */
export const comparedMoney = [
  'principal',
  'downPayment',
  'firstPayment',
  'lastPayment',
  'upFrontFees',
  'totalInterest',
  'totalCost',
  'totalPayment',
] as const
export const comparedRates = ['annualRate', 'simple'] as const
export const comparedFigures = [...comparedMoney, ...comparedRates] as const
type Figure = (typeof comparedFigures)[number]

/** The figures of one plan, money in fen; a down payment is not known where a loan amount was asked for. */
export type ComparedPlan = Record<Exclude<(typeof comparedMoney)[number], 'downPayment'>, bigint> &
  Record<(typeof comparedRates)[number], Rate> & { downPayment: bigint | null }

/**
 * In which figures plans differ, the one that differs most first: by the distance of the highest from the lowest as a share
 * of the highest, which compares yuan with rates. `above` says, in the plans' order, by how much each lies above the lowest, in
 * the figure's own unit (yuan text, decimal share); null for the lowest, for a plan that could not be worked, and where the
 * figure is not known.
 */
export function differencesOf(plans: readonly (ComparedPlan | null)[]): { figure: Figure; above: (string | null)[] }[] {
  return comparedFigures
    .flatMap(figure => {
      const values = plans.map(plan => (plan ? exact(plan[figure]) : null))
      const known = values.filter(value => value !== null)
      if (known.length < 2) return []
      const lowest = Decimal.min(...known)
      const highest = Decimal.max(...known)
      if (highest.eq(lowest)) return []
      const above = values.map(value => (value === null || value.eq(lowest) ? null : value.minus(lowest).toFixed()))
      const isMoney = (comparedMoney as readonly string[]).includes(figure)
      return {
        figure,
        spread: highest.minus(lowest).div(Decimal.max(highest.abs(), lowest.abs())),
        above: above.map(text => (text !== null && isMoney ? formatYuan(BigInt(text) as Money) : text)),
      }
    })
    .sort((a, b) => b.spread.cmp(a.spread))
    .map(({ figure, above }) => ({ figure, above }))
}

const exact = (value: bigint | Rate | null) => (value === null ? null : new Decimal(value.toString()))
