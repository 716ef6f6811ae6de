import type { Day } from '#lib/day'
import type { FirstValue } from './first-values.ts'
import type { ParameterValue } from './parameter.ts'

type Line = ParameterValue<'score.card'>['lines'][number]
const lines = (fact: Line['fact'], points: Record<string, number>): Line[] =>
  Object.entries(points).map(([from, given]) => ({ fact, from, points: given }))

/**
 * A scorecard written by experts, for a house that has no history of its own to fit one on: down payment, burden, loan to value,
 * term and age, in the directions every published auto scorecard finds.
 */
export const scoreFirstValues: FirstValue[] = [
  {
    code: 'score.card',
    fromDay: '2018-01-01' as Day,
    source: '本机构专家评分卡，待以自有数据校准；方向同公开车贷评分卡（首付、负担、成数、期限、年龄）',
    mark: 'D',
    value: {
      base: 600,
      unknown: -20,
      lines: [
        ...lines('application.down-payment-ratio', { '0': -40, '0.20': 0, '0.30': 20, '0.50': 40 }),
        ...lines('customer.installment-to-income', { '0': 40, '0.20': 20, '0.35': 0, '0.50': -40, '0.60': -80 }),
        ...lines('application.ltv', { '0': 30, '0.50': 15, '0.70': 0, '0.80': -20 }),
        ...lines('application.term', { '0': 10, '25': 0, '37': -10, '49': -20 }),
        ...lines('customer.age', { '0': -30, '22': -10, '25': 0, '30': 10, '45': 15, '60': -10 }),
      ],
      bands: [
        { grade: 'A', from: 680 },
        { grade: 'B', from: 640 },
        { grade: 'C', from: 600 },
        { grade: 'D', from: 560 },
        { grade: 'E', from: 0 },
      ],
    },
  },
]
