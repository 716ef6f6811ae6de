import type { Every } from './terms.ts'

/** How often an installment of a product may fall due. */
export const frequencies = ['weekly', 'biweekly', 'monthly', 'quarterly', 'half-yearly'] as const
export type Frequency = (typeof frequencies)[number]

const everyOf: Record<Frequency, Every> = {
  weekly: { count: 1, unit: 'week' },
  biweekly: { count: 2, unit: 'week' },
  monthly: { count: 1, unit: 'month' },
  quarterly: { count: 1, unit: 'quarter' },
  'half-yearly': { count: 2, unit: 'quarter' },
}

/** The engine's period of a frequency. */
export function frequencyOf(frequency: Frequency): Every {
  return everyOf[frequency]
}

/** Whole months between two due days; 0 where they are counted in weeks. */
export function monthsEach(frequency: Frequency): number {
  const { count, unit } = everyOf[frequency]
  return unit === 'week' ? 0 : count * (unit === 'quarter' ? 3 : 1)
}

/** The term in months, rounded up, as caps of law count it: 52 weeks are a year. */
export function termMonths(periods: number, frequency: Frequency): number {
  const { count } = everyOf[frequency]
  const months = monthsEach(frequency)
  return months > 0 ? periods * months : Math.ceil((periods * count * 12) / 52)
}
