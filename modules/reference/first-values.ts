import type { Day } from '#lib/day'
import { peopleFirstValues } from './first-values-people.ts'
import { scoreFirstValues } from './first-values-score.ts'
import type { Mark, ParameterCode, ParameterValue } from './parameter.ts'

/** A first value: what a new installation works with until its own people decide otherwise. */
export type FirstValue<Code extends ParameterCode = ParameterCode> = {
  [C in Code]: { code: C; value: ParameterValue<C>; fromDay: Day; source: string; mark: Mark }
}[Code]

const since = (text: string) => text as Day
const law = since('2018-01-01')
const ours = '本机构初始设定，待管理层复核'
const noText = '正常期内约定利息转本金，民法典与银发〔2003〕251号均无明文；本机构定最长 6 个月，0 为不得约定'

const ltv = (self: string, selfNewEnergy: string): ParameterValue<'ltv.cap'> => [
  { use: 'self', energy: 'fuel', condition: 'new', cap: self },
  { use: 'self', energy: 'new-energy', condition: 'new', cap: selfNewEnergy },
  { use: 'commercial', energy: 'fuel', condition: 'new', cap: '0.70' },
  { use: 'commercial', energy: 'new-energy', condition: 'new', cap: '0.75' },
  { use: 'self', energy: 'fuel', condition: 'used', cap: '0.70' },
  { use: 'self', energy: 'new-energy', condition: 'used', cap: '0.70' },
  { use: 'commercial', energy: 'fuel', condition: 'used', cap: '0.70' },
  { use: 'commercial', energy: 'new-energy', condition: 'used', cap: '0.70' },
]

const bands = Object.entries({ A: 90, B: 80, C: 60, D: 0 }).map(([grade, from]) => ({ grade, from }))

/** First values with their sources: the regulations and reports of domain.md; D marks our own choice. */
export const firstValues: FirstValue[] = [
  {
    code: 'ltv.cap',
    fromDay: law,
    source: '《汽车贷款管理办法》及其通知（2018-01-01 施行）：自用传统 80%、新能源 85%，商用 70%/75%，二手车 70%',
    mark: 'B',
    value: ltv('0.80', '0.85'),
  },
  {
    code: 'ltv.cap',
    fromDay: since('2024-04-03'),
    source:
      '2024-04-03 通知：自用车最高发放比例由贷款人自主确定（可至 100%），商用与二手车不变；本机构自定仍为 80%/85%',
    mark: 'D',
    value: ltv('0.80', '0.85'),
  },
  {
    code: 'term.cap',
    fromDay: law,
    source: '《汽车贷款管理办法》：贷款期限含展期不超过 5 年，二手车不超过 3 年',
    mark: 'B',
    value: [
      { condition: 'new', licence: 'auto-finance', maxMonths: 60 },
      { condition: 'used', licence: 'auto-finance', maxMonths: 36 },
      { condition: 'new', licence: 'bank', maxMonths: 60 },
      { condition: 'used', licence: 'bank', maxMonths: 36 },
    ],
  },
  {
    code: 'term.cap',
    fromDay: since('2025-03-14'),
    source: '2025-03 通知：商业银行个人消费贷款期限阶段性放宽至 7 年；融资租赁市场有 84 期方案；汽车金融公司仍按 5 年',
    mark: 'B',
    value: [
      { condition: 'new', licence: 'auto-finance', maxMonths: 60 },
      { condition: 'used', licence: 'auto-finance', maxMonths: 36 },
      { condition: 'new', licence: 'bank', maxMonths: 84 },
      { condition: 'used', licence: 'bank', maxMonths: 36 },
      { condition: 'new', licence: 'leasing', maxMonths: 84 },
      { condition: 'used', licence: 'leasing', maxMonths: 36 },
    ],
  },
  { code: 'institution.licence', fromDay: law, source: ours, mark: 'D', value: 'auto-finance' },
  {
    code: 'affordability.installment-to-income',
    fromDay: law,
    source: ours,
    mark: 'D',
    value: { refer: '0.30', max: '0.50' },
  },
  {
    code: 'rate.cap',
    fromDay: law,
    source: '金融机构综合融资成本实务上限 24%（法院调减线；金规〔2025〕9号 助贷口径）',
    mark: 'C',
    value: { annual: '0.24' },
  },
  {
    code: 'penalty.multiple',
    fromDay: law,
    source: '银发〔2003〕251号：逾期罚息为合同利率加收 30%–50%',
    mark: 'B',
    value: '1.5',
  },
  { code: 'grace.days', fromDay: law, source: ours, mark: 'D', value: 3 },
  { code: 'capitalisation.months', fromDay: law, source: noText, mark: 'D', value: 6 },
  {
    code: 'bucket.bounds',
    fromDay: law,
    source: '行业通行口径 M1 1–30、M2 31–60 … M6 151–180、M7 180 以上',
    mark: 'B',
    value: [1, 31, 61, 91, 121, 151, 181],
  },
  {
    code: 'class.bounds',
    fromDay: law,
    source: '《商业银行金融资产风险分类办法》（2023-07-01 施行）：关注 ≥1 天，次级 >90 天，可疑 >270 天，损失 >360 天',
    mark: 'B',
    value: [1, 91, 271, 361],
  },
  {
    code: 'overdue.tolerance',
    fromDay: law,
    source:
      '《商业银行金融资产风险分类办法》：本金、利息逾期即至少归为关注，不设容忍额；欠款同时超过金额与占月供比例两项时才计逾期天数',
    mark: 'B',
    value: { amount: '0', share: '0' },
  },
  {
    code: 'class.upgrade',
    fromDay: law,
    source: '《商业银行金融资产风险分类办法》：不良资产上调须还清欠款并连续两个还款期或 6 个月（取长）正常还款',
    mark: 'C',
    value: { months: 6, periods: 2 },
  },
  {
    code: 'class.contagion',
    fromDay: law,
    source: '《商业银行金融资产风险分类办法》：非零售债务人在本行不良占比超过 10% 的，对其全部债权归为不良',
    mark: 'B',
    value: { share: '0.10' },
  },
  {
    code: 'stage.backstops',
    fromDay: law,
    source:
      'CAS 22 / IFRS 9 5.5.11、B5.5.37：逾期超过 30 天视为信用风险显著增加，不迟于 90 天视为违约；回迁月数为本机构设定',
    mark: 'C',
    value: { significant: 31, default: 91, cureMonths: 3 },
  },
  {
    code: 'ecl.pd',
    fromDay: law,
    source: `${ours}（年化违约概率，按逾期天数）`,
    mark: 'D',
    value: [
      { fromDays: 0, annual: '0.016' },
      { fromDays: 1, annual: '0.12' },
      { fromDays: 31, annual: '0.36' },
      { fromDays: 61, annual: '0.62' },
      { fromDays: 91, annual: '1' },
    ],
  },
  {
    code: 'ecl.lgd',
    fromDay: law,
    source: `${ours}（车辆抵押贷款，按五级分类）`,
    mark: 'D',
    value: [
      { class: 'normal', lgd: '0.40' },
      { class: 'special-mention', lgd: '0.45' },
      { class: 'substandard', lgd: '0.55' },
      { class: 'doubtful', lgd: '0.80' },
      { class: 'loss', lgd: '1' },
    ],
  },
  {
    code: 'ecl.scenarios',
    fromDay: law,
    source: `${ours}（基准、乐观、悲观三情景加权）`,
    mark: 'D',
    value: [
      { name: 'base', weight: '0.60', pdMultiple: '1', lgdMultiple: '1' },
      { name: 'upside', weight: '0.15', pdMultiple: '0.80', lgdMultiple: '0.95' },
      { name: 'downside', weight: '0.25', pdMultiple: '1.50', lgdMultiple: '1.10' },
    ],
  },
  { code: 'ecl.recovery-months', fromDay: law, source: `${ours}（违约后至处置回款）`, mark: 'D', value: 12 },
  {
    code: 'reminder.before-days',
    fromDay: law,
    source: '行业通行做法：到期前 3 天、1 天与到期当日提醒',
    mark: 'C',
    value: [0, 1, 3],
  },
  { code: 'reminder.after-days', fromDay: law, source: '行业通行做法：逾期首日提醒', mark: 'C', value: [1] },
  {
    code: 'watch.days',
    fromDay: law,
    source: '行业内部预警分级惯例：蓝 1–7 天，黄 8–30 天，橙 31–60 天，红 60 天以上',
    mark: 'D',
    value: [1, 8, 31, 61],
  },
  {
    code: 'first-payment.days',
    fromDay: law,
    source: '首期逾期率 FPD1/7/15/30 的通行口径',
    mark: 'B',
    value: [1, 7, 15, 30],
  },
  {
    code: 'pay.deferral',
    fromDay: law,
    source:
      '《商业银行稳健薪酬监管指引》（银监发〔2010〕14号）第16条：对风险有重要影响岗位递延不低于 40%，一般不少于 3 年',
    mark: 'B',
    value: { leastShare: '0.4', leastMonths: 36 },
  },
  {
    code: 'pay.recovery',
    fromDay: law,
    source: '《工资支付暂行规定》第16条：每月扣除不超过当月工资 20%，剩余不低于当地最低工资；最低工资为演示值',
    mark: 'B',
    value: { mostShare: '0.2', leastWage: '2500' },
  },
  {
    code: 'pay.hold',
    fromDay: law,
    source: `${ours}（首期逾期、逾期 30 天以上止付，90 天以上立案认定责任）`,
    mark: 'D',
    value: { firstPaymentDays: 7, holdDays: 30, caseDays: 90 },
  },
  {
    code: 'performance.attribution',
    fromDay: law,
    source: `${ours}（共同完成的贷款：引进七成、审批三成；催收上线前挽回不计）`,
    mark: 'D',
    value: { brought: '0.7', reviewed: '0.3', saved: '0' },
  },
  {
    code: 'performance.warnings',
    fromDay: law,
    source: `${ours}（逾期 90 天以上前至少 30 天、至多 180 天的预警才算；首期逾期满 7 天算预警）`,
    mark: 'D',
    value: { leadDays: 30, withinDays: 180, firstPaymentDays: 7 },
  },
  {
    code: 'funding.rate',
    // Before any loan of a book brought along: its old month ends are summed too.
    fromDay: since('2000-01-01'),
    source: `${ours}（内部资金成本年化，按本机构实际融资成本替换）`,
    mark: 'D',
    value: { annual: '0.025' },
  },
  { code: 'pay.days', fromDay: law, source: ours, mark: 'D', value: { dispute: 10, appeal: 15 } },
  {
    code: 'appraisal.rules',
    fromDay: law,
    source: ours,
    mark: 'D',
    value: {
      askPeers: 5,
      leastPeers: 3,
      appealDays: 10,
      bands,
      remindDays: [7, 3, 1, 0],
      customers: { ask: 8, least: 3, quietDays: 90, linkDays: 30 },
    },
  },
  { code: 'debit.days', fromDay: law, source: `${ours}（到期日及其后的代扣日）`, mark: 'D', value: [0, 1, 3, 7] },
  {
    code: 'allocation.order',
    fromDay: law,
    source: '常见合同约定：费用→罚息→复利→利息→本金，先到期的先还；《民法典》561 为未约定时的顺序',
    mark: 'C',
    value: ['fee', 'penalty', 'compound', 'interest', 'principal'],
  },
  {
    code: 'allocation.late-orders',
    fromDay: law,
    source: '合同未另行约定时不设：各逾期天数同一顺序；可设如“逾期 90 天以上先本后息”',
    mark: 'D',
    value: [],
  },
  {
    code: 'disbursement.fees',
    fromDay: law,
    source: '民法典 670：利息不得预先在本金中扣除；放款时的费用由借款人另付，不从放款中扣',
    mark: 'D',
    value: 'borrower',
  },
  { code: 'settlement.quote-days', fromDay: law, source: ours, mark: 'D', value: 3 },
  {
    code: 'relief.limits',
    fromDay: law,
    source: ours,
    mark: 'D',
    value: [
      { post: 'collector', waiver: '500', writeOff: '0', periods: 1 },
      { post: 'service_agent', waiver: '0', writeOff: '0', periods: 1 },
      { post: 'team_manager', waiver: '2000', writeOff: '0', periods: 2 },
      { post: 'finance_manager', waiver: '5000', writeOff: '0', periods: 3 },
      { post: 'risk_officer', waiver: '10000', writeOff: '0', periods: 6 },
      { post: 'risk_director', waiver: '50000', writeOff: '500000', periods: 12 },
    ],
  },
  { code: 'sla.minutes', fromDay: law, source: ours, mark: 'D', value: { review: 120, second: 240, funding: 240 } },
  {
    code: 'work.hours',
    fromDay: law,
    source: ours,
    mark: 'D',
    value: [
      { from: '09:00', to: '12:00' },
      { from: '13:30', to: '18:00' },
    ],
  },
  { code: 'approval.validity-days', fromDay: law, source: ours, mark: 'D', value: 30 },
  {
    code: 'sign-in.lockout',
    fromDay: law,
    source: ours,
    mark: 'D',
    value: { failures: 5, windowMinutes: 15, lockMinutes: 15 },
  },
  { code: 'duplicate.window-days', fromDay: law, source: ours, mark: 'D', value: 90 },
  { code: 'age.range', fromDay: law, source: ours, mark: 'D', value: { min: 18, max: 65 } },
  {
    code: 'decision.auto-approve',
    fromDay: law,
    source: ours,
    mark: 'D',
    value: { maxAmount: '100000', maxExposure: '150000', maxLtv: '0.70' },
  },
  {
    code: 'settlement.fee',
    fromDay: law,
    source: '常见合同：还满 12 期免收，否则为提前结清本金的 3%–5%',
    mark: 'C',
    value: { freeAfterPeriods: 12, rate: '0.03' },
  },
  {
    code: 'subsidy.fiscal',
    fromDay: law,
    source:
      '《个人消费贷款财政贴息政策实施方案》：自 2025-09-01 起，年贴息 1 个百分点且不超过合同利率 50%，每名借款人在一家机构累计不超过 3000 元',
    mark: 'B',
    value: {
      firstDay: '2025-09-01',
      lastDay: '2026-12-31',
      points: '0.01',
      shareOfRate: '0.50',
      cap: '3000',
      capPer: 'program',
    },
  },
  {
    code: 'subsidy.fiscal',
    fromDay: since('2026-01-01'),
    source:
      '2026 年优化通知：政策延至 2026-12-31，取消单笔上限，每名借款人在一家机构每年不超过 3000 元；3A 级及以上汽车金融公司可经省级纳入',
    mark: 'B',
    value: {
      firstDay: '2025-09-01',
      lastDay: '2026-12-31',
      points: '0.01',
      shareOfRate: '0.50',
      cap: '3000',
      capPer: 'year',
    },
  },
  {
    code: 'subsidy.loss',
    fromDay: law,
    source: '财政贴息：逾期期间不予贴息，天数为本机构设定；厂家、经销商贴息：提前结清退还未摊销部分，依合作协议',
    mark: 'D',
    value: { overdueDays: 30, clawBack: true },
  },
  {
    code: 'cost-disclosure.read-seconds',
    fromDay: law,
    source: '金规〔2026〕2号要求强制阅读；秒数为本机构设定',
    mark: 'D',
    value: 10,
  },
  {
    code: 'contact.calls-per-day',
    fromDay: law,
    source: 'GB/T 45251-2025：每日有效语音通话不超过 3 次',
    mark: 'B',
    value: 3,
  },
  {
    code: 'contact.attempts-per-day',
    fromDay: law,
    source: '中国银行业协会指引（2026-01-30）：未接通时同一联系方式每日不超过 6 次',
    mark: 'B',
    value: 6,
  },
  {
    code: 'contact.quiet-hours',
    fromDay: law,
    source: 'GB/T 45251-2025 与协会指引：22:00 至次日 8:00 不得催收',
    mark: 'B',
    value: { from: '22:00', to: '08:00' },
  },
  ...peopleFirstValues,
  ...scoreFirstValues,
]
