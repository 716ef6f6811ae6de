import type { DecisionFacts } from '#decision'
import { Decimal } from '#lib/decimal'

/** How coarsely a file is told: each level hides more than the one before. */
export const coarseness = [
  { money: 10_000, years: 10, share: 5 },
  { money: 50_000, years: 20, share: 10 },
  { money: 100_000, years: null, share: 10 },
] as const
export type Coarseness = (typeof coarseness)[number]

/** A figure to the nearest step, half-up; null where nobody knows it. */
function nearest(value: unknown, step: number): string | null {
  if (value === null || value === undefined || value === '') return null
  return new Decimal(String(value)).div(step).toDecimalPlaces(0, Decimal.ROUND_HALF_UP).times(step).toFixed()
}
const money = (value: unknown, step: number) => {
  const near = nearest(value, step)
  return near === null ? null : `约 ${new Decimal(near).div(10_000).toFixed()} 万元`
}
const share = (value: unknown, step: number) => {
  const near =
    value === null || value === undefined ? null : nearest(new Decimal(String(value)).times(100).toFixed(), step)
  return near === null ? null : `约 ${near}%`
}

/**
 * What could point to somebody who knows the person, told at one coarseness: who reads two files with the same marks cannot tell
 * them apart by these.
 */
export function marksOf(facts: DecisionFacts, { money: step, years }: Coarseness): Record<string, string> {
  const kinds = { individual: '个人', 'sole-proprietor': '个体工商户', enterprise: '企业' } as Record<string, string>
  const energies = { fuel: '燃油', 'new-energy': '新能源' } as Record<string, string>
  const age = Number(facts['customer.age'])
  const from = years === null || !age ? null : Math.floor(age / years) * years
  return plain({
    客户类型: kinds[String(facts['customer.kind'])] ?? String(facts['customer.kind'] ?? ''),
    年龄段: from === null || years === null ? null : `${from}–${from + years - 1} 岁`,
    车况: facts['vehicle.condition'] === 'used' ? '二手车' : '新车',
    能源: energies[String(facts['vehicle.energy'])] ?? String(facts['vehicle.energy'] ?? ''),
    贷款金额: money(facts['application.amount'], step),
    计价基础: money(facts['vehicle.price-base'], step),
  })
}

/** The marks and everything else a reviewer weighs: shares rounded, counts as such, income to five thousand or more coarsely. */
export function caseFactsOf(facts: DecisionFacts, how: Coarseness): Record<string, string> {
  const income = nearest(facts['customer.monthly-income'], how.money === 10_000 ? 2_000 : 5_000)
  const debt = nearest(facts['customer.monthly-debt'], how.money === 10_000 ? 1_000 : 2_000)
  const count = (name: string) => (Number(facts[name]) > 0 ? '有' : null)
  return plain({
    ...marksOf(facts, how),
    期限: facts['application.term'] === null ? null : `${facts['application.term']} 个月`,
    首付比例: share(facts['application.down-payment-ratio'], how.share),
    贷款成数: share(facts['application.ltv'], how.share),
    月收入: income === null ? '不详' : `约 ${income} 元`,
    现有月还款: debt === null ? '不详' : `约 ${debt} 元`,
    月供收入比: share(facts['customer.installment-to-income'], how.share),
    同车在途: count('duplicates.vehicle'),
    手机号他人在途: count('duplicates.phone'),
    资料重复使用: count('duplicates.document'),
    缺少资料: count('documents.missing'),
    经销商冻结: facts['dealer.frozen'] === true ? '是' : null,
  })
}

const plain = (facts: Record<string, string | null>): Record<string, string> =>
  Object.fromEntries(Object.entries(facts).flatMap(([name, value]) => (value ? [[name, value]] : [])))

/**
 * The finest coarseness at which at least k customers' files, this one included, bear the same marks (k-anonymity: L. Sweeney, 2002);
 * null when even the coarsest leaves fewer.
 */
export function anonymous(facts: DecisionFacts, all: readonly DecisionFacts[], k: number): Coarseness | null {
  const told = (one: DecisionFacts, how: Coarseness) => JSON.stringify(marksOf(one, how))
  return (
    coarseness.find(how => {
      const own = told(facts, how)
      return all.filter(one => told(one, how) === own).length >= k
    }) ?? null
  )
}

/** The case in one sentence, of the told facts only. */
export function storyOf(told: Readonly<Record<string, string>>): string {
  const { 客户类型: kind = '客户', 年龄段: age, 车况: condition = '车辆', 能源: energy = '', 贷款金额: amount } = told
  return `${kind}客户${age ? `，${age}` : ''}，购买${energy}${condition}，申请贷款${amount ?? '若干'}。请根据要素作出决定。`
}
