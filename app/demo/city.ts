import { type Money, parseYuan } from '#lib/money'
import type { Rate } from '#lib/rate'
import { residentCheckDigit, vinCheckDigit } from '#party'
import { type ProductVersion, plainRepayment } from '#product'
import type { Random } from './random.ts'

const surnames = '王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗'
const given = [
  '伟',
  '芳',
  '娜',
  '敏',
  '静',
  '磊',
  '强',
  '洋',
  '艳',
  '勇',
  '杰',
  '娟',
  '涛',
  '明',
  '超',
  '秀英',
  '桂兰',
  '建华',
  '志强',
  '海燕',
  '丽华',
  '文博',
  '雨桐',
  '子涵',
  '浩然',
  '思远',
  '晓东',
  '佳怡',
  '俊杰',
  '雪梅',
]

/** A customer of the city: fictional region 99, so that no number belongs to anybody. */
export function personOf(random: Random, sequence: number) {
  const year = random.between(1968, 2002)
  const month = String(random.between(1, 12)).padStart(2, '0')
  const date = String(random.between(1, 28)).padStart(2, '0')
  const first = `9901${String(1 + Math.floor(sequence / 900)).padStart(2, '0')}${year}${month}${date}${String(100 + (sequence % 900)).padStart(3, '0')}`
  const income = random.between(60, 320) * 100
  return {
    name: surnames[random.between(0, surnames.length - 1)]! + random.pick(given),
    idNumber: first + residentCheckDigit(first),
    phone: `1${random.pick(['38', '39', '50', '86', '99'])}${String(10_000_000 + sequence * 7919).slice(-8)}`,
    address: `${random.pick(['上海市浦东新区', '上海市闵行区', '上海市宝山区', '杭州市西湖区', '杭州市余杭区'])}${random.pick(['示范路', '演示大道', '样例街'])}${random.between(1, 300)}号`,
    monthlyIncome: `${income}.00`,
    monthlyDebt: `${random.chance(0.4) ? random.between(5, 40) * 100 : 0}.00`,
    occupation: random.pick(['教师', '工程师', '销售', '个体经营', '公务员', '护士', '司机', '设计师']),
    employer: random.pick(['示范科技有限公司', '演示商贸有限公司', '样例学校', '城市公共服务中心']),
  }
}

const vehicles = [
  { brand: '比亚迪', model: '秦 PLUS DM-i', energy: 'new-energy', price: [79_800, 129_800] },
  { brand: '特斯拉', model: 'Model 3', energy: 'new-energy', price: [235_500, 285_500] },
  { brand: '吉利', model: '星越 L', energy: 'fuel', price: [129_800, 169_800] },
  { brand: '大众', model: '朗逸', energy: 'fuel', price: [93_990, 121_590] },
  { brand: '丰田', model: '凯美瑞', energy: 'fuel', price: [171_800, 206_800] },
  { brand: '理想', model: 'L6', energy: 'new-energy', price: [249_800, 279_800] },
  { brand: '五菱', model: '荣光 EV', energy: 'new-energy', price: [83_800, 97_800] },
] as const

/** A vehicle and what is lent on it: amounts in whole hundreds of yuan. */
export function dealOf(random: Random, sequence: number) {
  const kind = random.pick(vehicles)
  const used = random.chance(0.2)
  const list = random.between(kind.price[0], kind.price[1])
  const price = Math.floor((used ? list * 0.6 : list) / 100) * 100
  const share = used ? random.between(40, 65) : random.between(45, 78)
  const raw = `LTESTCAR0RX${String(sequence).padStart(6, '0')}`
  return {
    vehicle: {
      vin: raw.slice(0, 8) + vinCheckDigit(raw) + raw.slice(9),
      brand: kind.brand,
      model: kind.model,
      energy: kind.energy,
      use: 'self' as const,
      condition: used ? ('used' as const) : ('new' as const),
      price: `${price}.00`,
      // A used vehicle is lent on by the lower of price and appraisal.
      ...(used ? { appraisedValue: `${price}.00` } : {}),
    },
    principal: `${Math.floor((price * share) / 10_000) * 100}.00`,
    periods: used ? random.pick([12, 24, 36]) : random.pick([24, 36, 36, 48, 60]),
  }
}

/** Dealers, each with a credit code that passes its own check. */
export const dealers = [
  {
    branch: 'SH',
    name: '浦东新源汽车销售服务有限公司',
    dealerGroup: '新源汽车集团',
    creditCode: '91990300MADEALR15Q',
    grade: 'A',
    contact: '李经理',
    account: '6200000000000005',
  },
  {
    branch: 'SH',
    name: '沪申名车汇',
    creditCode: '91990100MA00TE5T29',
    grade: 'B',
    contact: '赵经理',
    account: '6205500000000000004',
  },
  {
    branch: 'HZ',
    name: '杭城绿能汽车',
    dealerGroup: '新源汽车集团',
    creditCode: '91990200MAFLEET02E',
    grade: 'A',
    contact: '孙经理',
    account: '9999000000000000004',
  },
  {
    branch: 'HZ',
    name: '钱江二手车中心',
    creditCode: '91990000MA0000007X',
    grade: 'C',
    contact: '周经理',
    account: '6200000000000005',
  },
] as const

const yuan = (text: string) => parseYuan(text) as Money
const common = {
  ...plainRepayment,
  gradeRates: [],
  vehicleUses: ['self', 'commercial'],
  customerKinds: ['individual', 'sole-proprietor', 'enterprise'],
  dayCount: 'period',
  rounding: 'half-up',
  dueDay: null,
  penaltyMultiple: null,
  settlementFee: null,
} satisfies Partial<ProductVersion['definition']>

/** What the city's lender sells. */
export const products: { code: string; definition: ProductVersion['definition'] }[] = [
  {
    code: 'standard-new',
    definition: {
      ...common,
      name: '新车标准贷',
      nameEn: 'New car standard',
      method: 'equal-installment',
      annualRate: '0.0588' as Rate,
      minRate: '0.0588' as Rate,
      maxRate: '0.0588' as Rate,
      vehicleConditions: ['new'],
      vehicleEnergies: ['fuel', 'new-energy'],
      minAmount: yuan('20000'),
      maxAmount: yuan('1000000'),
      minDownPaymentRatio: '0.20' as Rate,
      periods: [12, 24, 36, 48, 60],
      fees: [],
    },
  },
  {
    code: 'graded-new',
    definition: {
      ...common,
      name: '新车分级定价贷',
      nameEn: 'New car priced by grade',
      method: 'equal-installment',
      annualRate: '0.0588' as Rate,
      minRate: '0.0528' as Rate,
      maxRate: '0.0798' as Rate,
      gradeRates: [
        { grade: 'A', annualRate: '0.0528' as Rate },
        { grade: 'B', annualRate: '0.0588' as Rate },
        { grade: 'C', annualRate: '0.0648' as Rate },
        { grade: 'D', annualRate: '0.0728' as Rate },
        { grade: 'E', annualRate: '0.0798' as Rate },
      ],
      vehicleConditions: ['new'],
      vehicleEnergies: ['fuel', 'new-energy'],
      minAmount: yuan('20000'),
      maxAmount: yuan('1000000'),
      minDownPaymentRatio: '0.20' as Rate,
      periods: [12, 24, 36, 48, 60],
      fees: [],
    },
  },
  {
    code: 'green-new-energy',
    definition: {
      ...common,
      name: '绿能低息贷',
      nameEn: 'Green low rate',
      method: 'equal-installment',
      annualRate: '0.0399' as Rate,
      minRate: '0.0399' as Rate,
      maxRate: '0.0399' as Rate,
      vehicleConditions: ['new'],
      vehicleEnergies: ['new-energy'],
      minAmount: yuan('20000'),
      maxAmount: yuan('500000'),
      minDownPaymentRatio: '0.20' as Rate,
      periods: [24, 36, 48, 60],
      fees: [
        {
          name: '服务费',
          nameEn: 'Service fee',
          amount: yuan('600'),
          rate: null,
          when: 'disbursement',
          chargedBy: 'lender',
        },
      ],
    },
  },
  {
    code: 'used-car',
    definition: {
      ...common,
      name: '二手车贷',
      nameEn: 'Used car',
      method: 'equal-installment',
      annualRate: '0.0888' as Rate,
      minRate: '0.0888' as Rate,
      maxRate: '0.0888' as Rate,
      vehicleConditions: ['used'],
      vehicleEnergies: ['fuel', 'new-energy'],
      minAmount: yuan('10000'),
      maxAmount: yuan('300000'),
      minDownPaymentRatio: '0.30' as Rate,
      periods: [12, 24, 36],
      fees: [],
    },
  },
  {
    code: 'equal-principal',
    definition: {
      ...common,
      name: '等额本金贷',
      nameEn: 'Equal principal',
      method: 'equal-principal',
      annualRate: '0.0540' as Rate,
      minRate: '0.0540' as Rate,
      maxRate: '0.0540' as Rate,
      vehicleConditions: ['new', 'used'],
      vehicleEnergies: ['fuel', 'new-energy'],
      minAmount: yuan('20000'),
      maxAmount: yuan('800000'),
      minDownPaymentRatio: '0.30' as Rate,
      periods: [12, 24, 36],
      fees: [],
    },
  },
  {
    code: 'balloon-new',
    definition: {
      ...common,
      name: '轻松尾款贷',
      nameEn: 'Easy balloon',
      method: 'balloon',
      annualRate: '0.0568' as Rate,
      minRate: '0.0498' as Rate,
      maxRate: '0.0668' as Rate,
      vehicleConditions: ['new'],
      vehicleEnergies: ['fuel', 'new-energy'],
      minAmount: yuan('50000'),
      maxAmount: yuan('800000'),
      minDownPaymentRatio: '0.20' as Rate,
      periods: [12, 24, 36],
      balloon: {
        basis: 'price',
        share: '0.3' as Rate,
        amount: null,
        choice: { min: '0.2' as Rate, max: '0.4' as Rate },
        atEnd: ['pay', 'refinance', 'return'],
      },
      fees: [],
    },
  },
  {
    code: 'maker-subsidised',
    definition: {
      ...common,
      name: '厂家贴息 0 息贷',
      nameEn: 'Interest-free by the maker',
      method: 'equal-installment',
      annualRate: '0' as Rate,
      minRate: '0' as Rate,
      maxRate: '0' as Rate,
      vehicleConditions: ['new'],
      vehicleEnergies: ['new-energy'],
      minAmount: yuan('20000'),
      maxAmount: yuan('300000'),
      minDownPaymentRatio: '0.30' as Rate,
      periods: [12, 18, 24],
      subsidies: [{ payer: 'manufacturer', fullRate: '0.0599' as Rate, when: 'disbursement', cap: yuan('12000') }],
      fees: [],
    },
  },
  {
    code: 'floating-new',
    definition: {
      ...common,
      name: 'LPR 浮动车贷',
      nameEn: 'Floating with the LPR',
      method: 'equal-installment',
      annualRate: '0.044' as Rate,
      minRate: '0.035' as Rate,
      maxRate: '0.065' as Rate,
      floating: { base: 'lpr-1y', margin: '0.014' as Rate, reset: 'january' },
      vehicleConditions: ['new'],
      vehicleEnergies: ['fuel', 'new-energy'],
      minAmount: yuan('30000'),
      maxAmount: yuan('500000'),
      minDownPaymentRatio: '0.20' as Rate,
      periods: [24, 36, 48, 60],
      fees: [],
    },
  },
  {
    code: 'flat-fee',
    definition: {
      ...common,
      name: '等本等息分期',
      nameEn: 'Flat-fee installments',
      method: 'flat-fee',
      annualRate: '0' as Rate,
      minRate: '0' as Rate,
      maxRate: '0' as Rate,
      monthlyFeeRate: '0.003' as Rate,
      vehicleConditions: ['new', 'used'],
      vehicleEnergies: ['fuel', 'new-energy'],
      minAmount: yuan('20000'),
      maxAmount: yuan('200000'),
      minDownPaymentRatio: '0.30' as Rate,
      periods: [12, 24, 36],
      fees: [],
    },
  },
  {
    code: 'stacked-subsidy',
    definition: {
      ...common,
      customerKinds: ['individual'],
      vehicleUses: ['self'],
      name: '品牌与财政双贴息',
      nameEn: 'Brand, dealer and treasury together',
      method: 'equal-installment',
      annualRate: '0.0299' as Rate,
      minRate: '0.0299' as Rate,
      maxRate: '0.0299' as Rate,
      vehicleConditions: ['new'],
      vehicleEnergies: ['new-energy'],
      minAmount: yuan('20000'),
      maxAmount: yuan('300000'),
      minDownPaymentRatio: '0.20' as Rate,
      periods: [12, 24, 36],
      subsidies: [
        { payer: 'manufacturer', fullRate: '0.0599' as Rate, when: 'disbursement', cap: null },
        { payer: 'dealer', fullRate: '0.0399' as Rate, when: 'each', cap: yuan('3000') },
      ],
      fiscalSubsidy: true,
      fees: [
        {
          name: '上牌服务费',
          nameEn: 'Registration service',
          amount: yuan('500'),
          rate: null,
          when: 'disbursement',
          chargedBy: 'dealer',
        },
      ],
    },
  },
]

/** How a borrower pays: on the day, some days late, not any more after so many, all at once early. */
export type Habit =
  | { kind: 'prompt' }
  | { kind: 'late'; days: number }
  | { kind: 'stops'; after: number }
  | { kind: 'settles'; after: number }

/** Most people pay; the demo needs those who do not. */
export function habitOf(random: Random): Habit {
  const luck = random.next()
  if (luck < 0.8) return { kind: 'prompt' }
  if (luck < 0.9) return { kind: 'late', days: random.between(2, 20) }
  if (luck < 0.96) return { kind: 'stops', after: random.between(1, 9) }
  return { kind: 'settles', after: random.between(3, 10) }
}
