import type { Word } from '#lib/words'

/** What a fact is measured in. Money is yuan text, a rate a decimal text, a number whole, a flag yes or no, a code a word. */
export type FactKind = 'money' | 'rate' | 'number' | 'flag' | 'code'

/** A fact's value; null says that nobody knows, which is not the same as zero or no. */
export type FactValue = string | number | boolean | null

/** Everything one decision may look at, by name. Derived figures and counts only: no name, number or address of anybody. */
export type DecisionFacts = Readonly<Record<string, FactValue>>

type Fact = { kind: FactKind; word: Word }

/** Facts about the case. The module that asks for a decision works them out and hands them over. */
export const caseFacts = {
  'application.amount': { kind: 'money', word: ['贷款金额', 'Loan amount'] },
  'application.term': { kind: 'number', word: ['期限（月）', 'Term in months'] },
  'application.annual-rate': { kind: 'rate', word: ['年利率', 'Annual rate'] },
  'application.all-in-rate': { kind: 'rate', word: ['综合年化成本', 'All-in annual cost'] },
  'application.down-payment': { kind: 'money', word: ['首付款', 'Down payment'] },
  'application.down-payment-ratio': { kind: 'rate', word: ['首付比例', 'Down-payment ratio'] },
  'application.installment': { kind: 'money', word: ['月供', 'Monthly installment'] },
  'application.ltv': { kind: 'rate', word: ['贷款成数', 'Loan-to-value'] },
  'vehicle.price-base': { kind: 'money', word: ['计价基础', 'Price base'] },
  'vehicle.use': { kind: 'code', word: ['用途', 'Use'] },
  'vehicle.energy': { kind: 'code', word: ['动力', 'Energy'] },
  'vehicle.condition': { kind: 'code', word: ['车况', 'Condition'] },
  'customer.kind': { kind: 'code', word: ['客户类型', 'Customer kind'] },
  'customer.age': { kind: 'number', word: ['年龄', 'Age'] },
  'customer.age-at-end': { kind: 'number', word: ['到期时年龄', 'Age at the last installment'] },
  'customer.monthly-income': { kind: 'money', word: ['月收入', 'Monthly income'] },
  'customer.monthly-debt': { kind: 'money', word: ['月负债支出', 'Monthly debt service'] },
  'customer.installment-to-income': { kind: 'rate', word: ['月供收入比', 'Installment-to-income'] },
  'customer.exposure': { kind: 'money', word: ['单户敞口', 'Total exposure'] },
  'customer.blacklisted': { kind: 'flag', word: ['黑名单', 'Blacklisted'] },
  'customer.credit-consent': { kind: 'flag', word: ['征信授权', 'Credit consent'] },
  'duplicates.vehicle': {
    kind: 'number',
    word: ['同车架号在途或在贷', 'Open applications and loans on the same vehicle'],
  },
  'duplicates.vehicle-other-customer': {
    kind: 'number',
    word: ['同车架号他人在途或在贷', 'Open applications and loans of others on the same vehicle'],
  },
  'duplicates.customer': { kind: 'number', word: ['同证件在途', 'Open applications of the same identity'] },
  'duplicates.phone': { kind: 'number', word: ['同手机号他人在途', 'Open applications of others with the same phone'] },
  'duplicates.document': { kind: 'number', word: ['资料重复使用', 'Papers also used in other applications'] },
  'dealer.frozen': { kind: 'flag', word: ['经销商冻结', 'Dealer frozen'] },
  'documents.missing': { kind: 'number', word: ['缺少资料', 'Missing papers'] },
  'score.points': { kind: 'number', word: ['评分', 'Score'] },
  'score.band': { kind: 'code', word: ['评分等级', 'Score band'] },
  'product.minimum-amount': { kind: 'money', word: ['产品最低金额', 'Product minimum amount'] },
  'product.maximum-amount': { kind: 'money', word: ['产品最高金额', 'Product maximum amount'] },
  'product.minimum-down-payment-ratio': { kind: 'rate', word: ['产品最低首付', 'Product minimum down payment'] },
  'product.term-offered': { kind: 'flag', word: ['产品有此期限', 'Term offered by the product'] },
} as const satisfies Record<string, Fact>

/** What tells a customer's income: kept together with it where a rule about fields withholds it. The score less its other lines tells the burden's. */
export const incomeFacts: ReadonlySet<string> = new Set<FactName>([
  'customer.monthly-income',
  'customer.monthly-debt',
  'customer.installment-to-income',
  'score.points',
])
/** What stands in a sentence where a value is kept from the reader. */
export const notTold: Word = ['不予显示', 'withheld']

/** Dated parameters a rule may refer to by code: the caller hands over the value that held on the day, for this vehicle. */
export const parameterFacts = {
  'parameter.ltv.cap': { kind: 'rate', word: ['贷款成数上限', 'Loan-to-value cap'] },
  'parameter.term.cap': { kind: 'number', word: ['期限上限（月）', 'Term cap in months'] },
  'parameter.age.range.min': { kind: 'number', word: ['最低年龄', 'Minimum age'] },
  'parameter.age.range.max': { kind: 'number', word: ['到期最高年龄', 'Maximum age at the end'] },
  'parameter.affordability.installment-to-income.refer': {
    kind: 'rate',
    word: ['月供收入比转人工线', 'Installment-to-income refer line'],
  },
  'parameter.affordability.installment-to-income.max': {
    kind: 'rate',
    word: ['月供收入比上限', 'Installment-to-income cap'],
  },
  'parameter.rate.cap': { kind: 'rate', word: ['综合年化成本上限', 'All-in cost cap'] },
  'parameter.decision.auto-approve.max-amount': {
    kind: 'money',
    word: ['自动通过金额上限', 'Automatic approval up to an amount of'],
  },
  'parameter.decision.auto-approve.max-exposure': {
    kind: 'money',
    word: ['自动通过敞口上限', 'Automatic approval up to an exposure of'],
  },
  'parameter.decision.auto-approve.max-ltv': {
    kind: 'rate',
    word: ['自动通过成数上限', 'Automatic approval up to a loan-to-value of'],
  },
} as const satisfies Record<string, Fact>

const catalogue: Readonly<Record<string, Fact>> = { ...caseFacts, ...parameterFacts }

export type FactName = keyof typeof caseFacts | keyof typeof parameterFacts

/** Every fact a rule may name, in the order screens show them. */
export const factNames = Object.keys(catalogue) as FactName[]

/** What kind a fact is; null when there is no such fact. */
export function kindOf(name: string): FactKind | null {
  return catalogue[name]?.kind ?? null
}

/** The name people know a fact by. */
export function factWord(name: string): Word {
  return catalogue[name]?.word ?? [name, name]
}

const codes: Readonly<Record<string, Word>> = {
  individual: ['个人', 'individual'],
  'sole-proprietor': ['个体工商户', 'sole proprietor'],
  enterprise: ['企业', 'enterprise'],
  self: ['自用', 'own use'],
  commercial: ['商用', 'commercial use'],
  fuel: ['传统动力', 'combustion'],
  'new-energy': ['新能源', 'new energy'],
  new: ['新车', 'new'],
  used: ['二手车', 'used'],
}

/** The name people know a code by. */
export function codeWord(code: string): Word {
  return codes[code] ?? [code, code]
}

/** `application.down-payment-ratio` → `applicationDownPaymentRatio`: the hole a rule's sentence names it by. */
export function holeOf(name: string): string {
  return name.replace(/[.-]([a-z])/g, (_, letter: string) => letter.toUpperCase())
}

/** Whether a value is written as its kind is written. */
export function fits(kind: FactKind, value: FactValue): boolean {
  if (value === null) return true
  switch (kind) {
    case 'money':
      return typeof value === 'string' && /^-?\d{1,15}(\.\d{1,2})?$/.test(value)
    case 'rate':
      return typeof value === 'string' && /^-?\d{1,9}(\.\d{1,10})?$/.test(value)
    case 'number':
      return typeof value === 'number' && Number.isSafeInteger(value)
    case 'flag':
      return typeof value === 'boolean'
    case 'code':
      return typeof value === 'string'
  }
}

/** The names in a facts record that are unknown to the catalogue or written wrongly; empty when all is well. */
export function misfits(facts: DecisionFacts): string[] {
  return Object.entries(facts)
    .filter(([name, value]) => {
      const kind = kindOf(name)
      return kind === null || !fits(kind, value)
    })
    .map(([name]) => name)
}

const scale = 10

/** A number as a whole count of 10⁻¹⁰, so that any two compare exactly. */
export function exact(value: string | number): bigint {
  const [, sign, whole, part = ''] = /^(-?)(\d+)(?:\.(\d+))?$/.exec(String(value))!
  const magnitude = BigInt(whole! + part.padEnd(scale, '0'))
  return sign ? -magnitude : magnitude
}
