import type { Day } from '#lib/day'
import type { Mark } from './parameter.ts'

/** The market series people watch; a value is exact decimal text, shares as 0.03 and indices as they are published. */
export const seriesCodes = [
  'lpr-1y',
  'lpr-5y',
  'residual-bev',
  'residual-phev',
  'inventory-alert-index',
  'unemployment',
  'abs-m2',
  'abs-m3',
  'npl-auto-finance',
] as const
export type SeriesCode = (typeof seriesCodes)[number]

/** One published figure. */
export type SeriesPoint = { code: SeriesCode; day: Day; value: string; source: string; mark: Mark }

/** Loan prime rate, one year and over five: each day on which a figure changed. */
const lprChanges: readonly (readonly [from: string, oneYear: string, fiveYears: string])[] = [
  ['2019-08-20', '0.0425', '0.0485'],
  ['2019-09-20', '0.0420', '0.0485'],
  ['2019-11-20', '0.0415', '0.0480'],
  ['2020-02-20', '0.0405', '0.0475'],
  ['2020-04-20', '0.0385', '0.0465'],
  ['2021-12-20', '0.0380', '0.0465'],
  ['2022-01-20', '0.0370', '0.0460'],
  ['2022-05-20', '0.0370', '0.0445'],
  ['2022-08-22', '0.0365', '0.0430'],
  ['2023-06-20', '0.0355', '0.0420'],
  ['2023-08-21', '0.0345', '0.0420'],
  ['2024-02-20', '0.0345', '0.0395'],
  ['2024-07-22', '0.0335', '0.0385'],
  ['2024-10-21', '0.0310', '0.0360'],
  ['2025-05-20', '0.0300', '0.0350'],
]

/**
 * The loan prime rate as it is published every month on the 20th or the next workday, from August 2019 to August 2026, the
 * last month confirmed to us. Figures since May 2025 are mark B (domain.md §3.3), earlier ones C.
 * @param publishedOn the publication day of a month, given its 20th
 */
export function firstLoanPrimeRates(publishedOn: (twentieth: Day) => Day): SeriesPoint[] {
  const points: SeriesPoint[] = []
  for (let month = 2019 * 12 + 7; month <= 2026 * 12 + 7; month += 1) {
    const twentieth = `${Math.floor(month / 12)}-${String((month % 12) + 1).padStart(2, '0')}-20` as Day
    const day = publishedOn(twentieth)
    const change = lprChanges.findLast(([from]) => from <= day)!
    const shared = { day, source: '全国银行间同业拆借中心', mark: day < '2025-05-20' ? ('C' as const) : ('B' as const) }
    points.push({ code: 'lpr-1y', value: change[1], ...shared }, { code: 'lpr-5y', value: change[2], ...shared })
  }
  return points
}

const point = (code: SeriesCode, day: string, value: string, source: string): SeriesPoint => ({
  code,
  day: day as Day,
  value,
  source,
  mark: 'B',
})

/** Market figures that reports confirm; domain.md §1.2, §2.4, §9.1. */
export const firstMarketFigures: readonly SeriesPoint[] = [
  point('residual-bev', '2025-07-31', '0.448', '中国汽车流通协会：三年保值率，纯电'),
  point('residual-phev', '2025-07-31', '0.441', '中国汽车流通协会：三年保值率，插混'),
  point('abs-m2', '2025-06-30', '0.0021', '惠誉博华车贷 ABS 指数'),
  point('abs-m2', '2025-09-30', '0.0023', '惠誉博华车贷 ABS 指数'),
  point('abs-m2', '2025-12-31', '0.0029', '惠誉博华车贷 ABS 指数'),
  point('abs-m3', '2025-06-30', '0.0015', '惠誉博华车贷 ABS 指数'),
  point('abs-m3', '2025-09-30', '0.0013', '惠誉博华车贷 ABS 指数'),
  point('abs-m3', '2025-12-31', '0.0017', '惠誉博华车贷 ABS 指数'),
  point('npl-auto-finance', '2022-12-31', '0.0071', '汽车金融公司行业发展报告'),
  point('npl-auto-finance', '2023-12-31', '0.0058', '汽车金融公司行业发展报告'),
  point('npl-auto-finance', '2024-12-31', '0.0065', '汽车金融公司行业发展报告'),
]
