import { z } from 'zod'
import { parseDay } from '#lib/day'
import { label } from '#lib/fields'
import type { Words } from '#lib/words'
import { posts } from '#team/api'
import { peopleParameters } from './parameter-people.ts'
import { scoreParameters } from './parameter-score.ts'

/** How sure we are: A read in the law's text, B confirmed by others, C general knowledge, D our own proposal. */
export const marks = ['A', 'B', 'C', 'D'] as const
export type Mark = (typeof marks)[number]

const decimal = z.string().regex(/^\d{1,12}(\.\d{1,10})?$/)
/** A share of something: 0 to 1 inclusive, as decimal text. */
const share = z
  .string()
  .regex(/^(0(\.\d{1,10})?|1(\.0{1,10})?)$/)
  .meta({ unit: 'share' })
const count = z.number().int().min(0).max(100_000)
const positive = z.number().int().min(1).max(100_000)
const clock = z
  .string()
  .regex(/^([01]\d|2[0-3]):[0-5]\d$/)
  .meta({ unit: 'clock' })
const days = count.meta({ unit: 'day' })
const minutes = positive.meta({ unit: 'minute' })
const yuan = z
  .string()
  .regex(/^\d{1,12}(\.\d{1,2})?$/)
  .meta({ unit: 'yuan' })

const ascending = z
  .array(positive)
  .min(1)
  .refine(list => list.every((bound, index) => index === 0 || bound > list[index - 1]!), {
    message: 'reference.problem.ascending',
  })

const ltvRow = z.object({
  use: label(z.enum(['self', 'commercial']), '用途', 'Use'),
  energy: label(z.enum(['fuel', 'new-energy']), '动力', 'Energy'),
  condition: label(z.enum(['new', 'used']), '车况', 'Condition'),
  cap: label(share, '成数上限', 'Cap'),
})
const termRow = z.object({
  condition: label(z.enum(['new', 'used']), '车况', 'Condition'),
  licence: label(z.enum(['auto-finance', 'bank', 'leasing']), '机构类型', 'Licence'),
  maxMonths: label(positive.meta({ unit: 'month' }), '最长月数', 'Months at most'),
})
const risingCounts = z
  .array(count)
  .min(1)
  .refine(list => list.every((bound, index) => index === 0 || bound > list[index - 1]!), {
    message: 'reference.problem.ascending',
  })
const fiveClasses = ['normal', 'special-mention', 'substandard', 'doubtful', 'loss'] as const
const multiple = decimal.meta({ unit: 'multiple' })
const pdRow = z.object({
  fromDays: label(days, '逾期天数自', 'Days past due from'),
  annual: label(share, '年违约概率', 'Yearly probability of default'),
})
const lgdRow = z.object({
  class: label(z.enum(fiveClasses), '五级分类', 'Class'),
  lgd: label(share, '违约损失率', 'Loss given default'),
})
const scenarioRow = z.object({
  name: label(z.enum(['base', 'upside', 'downside']), '情景', 'Scenario'),
  weight: label(share, '权重', 'Weight'),
  pdMultiple: label(multiple, '违约概率倍数', 'PD multiple'),
  lgdMultiple: label(multiple, '损失率倍数', 'LGD multiple'),
})
/** A share as whole ten-billionths, so that weights add up exactly. */
const shareUnits = (text: string) => {
  const [whole = '0', fraction = ''] = text.split('.')
  return BigInt(whole + fraction.padEnd(10, '0'))
}
const date = z
  .string()
  .refine(text => parseDay(text) !== null)
  .meta({ unit: 'date' })
const costs = ['fee', 'penalty', 'compound', 'interest', 'principal'] as const

const once = (rows: readonly string[]) => new Set(rows).size === rows.length

/** Every parameter the program reads, and the shape of its value. A value of another shape is refused when proposed. */
export const parameterSchemas = {
  'ltv.cap': z
    .array(ltvRow)
    .min(1)
    .refine(list => once(list.map(row => `${row.use} ${row.energy} ${row.condition}`)), {
      message: 'reference.problem.twice',
    }),
  'term.cap': z
    .array(termRow)
    .min(1)
    .refine(list => once(list.map(row => `${row.condition} ${row.licence}`)), { message: 'reference.problem.twice' }),
  'affordability.installment-to-income': z
    .object({ refer: label(share, '转人工', 'Refer above'), max: label(share, '上限', 'Decline above') })
    .refine(value => Number(value.refer) <= Number(value.max), {
      message: 'reference.problem.ascending',
      path: ['refer'],
    }),
  'rate.cap': z.object({ annual: label(share, '年化上限', 'Yearly') }),
  'penalty.multiple': decimal.meta({ unit: 'multiple' }),
  'grace.days': days,
  'capitalisation.months': count.meta({ unit: 'month' }),
  'bucket.bounds': ascending,
  'class.bounds': ascending.refine(list => list.length === 4, { message: 'reference.problem.four' }),
  'overdue.tolerance': z.object({
    amount: label(yuan, '金额不超过', 'Amount at most'),
    share: label(share, '占月供不超过', 'Of the installment at most'),
  }),
  'class.upgrade': z.object({
    months: label(positive, '观察月数', 'Months'),
    periods: label(positive, '连续正常还款期数', 'Consecutive periods paid'),
  }),
  'class.contagion': z.object({ share: label(share, '不良占比上限', 'Share of bad exposure') }),
  'stage.backstops': z
    .object({
      significant: label(positive.meta({ unit: 'day' }), '显著增加起点', 'Significant increase from'),
      default: label(positive.meta({ unit: 'day' }), '违约起点', 'Default from'),
      cureMonths: label(positive, '回迁观察月数', 'Months to cure'),
    })
    .refine(value => value.significant < value.default, { message: 'reference.problem.ascending', path: ['default'] }),
  'ecl.pd': z
    .array(pdRow)
    .min(1)
    .refine(
      list => list.every((row, index) => (index === 0 ? row.fromDays === 0 : row.fromDays > list[index - 1]!.fromDays)),
      { message: 'reference.problem.ascending' },
    ),
  'ecl.lgd': z
    .array(lgdRow)
    .refine(list => once(list.map(row => row.class)), { message: 'reference.problem.twice' })
    .refine(list => list.length === fiveClasses.length, { message: 'reference.problem.five' }),
  'ecl.scenarios': z
    .array(scenarioRow)
    .min(1)
    .refine(list => once(list.map(row => row.name)), { message: 'reference.problem.twice' })
    .refine(list => list.reduce((total, row) => total + shareUnits(row.weight), 0n) === 10n ** 10n, {
      message: 'reference.problem.weights',
    }),
  'ecl.recovery-months': positive.meta({ unit: 'month' }),
  'reminder.before-days': risingCounts,
  'reminder.after-days': ascending,
  'debit.days': risingCounts,
  'first-payment.days': ascending,
  'watch.days': ascending.refine(list => list.length === 4, { message: 'reference.problem.four' }),
  'allocation.order': z
    .array(z.enum(costs))
    .min(1)
    .refine(once, { message: 'reference.problem.twice' })
    .refine(list => list.includes('interest') && list.includes('principal'), { message: 'reference.problem.order' }),
  'allocation.late-orders': z
    .array(
      z.object({
        from: label(positive.meta({ unit: 'day' }), '逾期天数自', 'Days past due from'),
        across: label(z.enum(['installments', 'parts']), '先逐期或先逐项', 'By installment or by part'),
        order: label(
          z.array(z.enum(costs)).min(1).refine(once, { message: 'reference.problem.twice' }),
          '顺序',
          'Order',
        ),
      }),
    )
    .refine(list => list.every((row, index) => index === 0 || row.from > list[index - 1]!.from), {
      message: 'reference.problem.ascending',
    }),
  'settlement.quote-days': days,
  'disbursement.fees': z.enum(['borrower', 'payout']),
  'relief.limits': z
    .array(
      z.object({
        post: label(z.enum(posts), '岗位', 'Post'),
        waiver: label(yuan, '每次减免不超过', 'Waived at once at most'),
        writeOff: label(yuan, '核销本金不超过', 'Principal written off at most'),
        periods: label(count, '延期期数不超过', 'Periods deferred at most'),
      }),
    )
    .refine(list => once(list.map(row => row.post)), { message: 'reference.problem.twice' }),
  'sla.minutes': z.object({
    review: label(minutes, '初审', 'Review'),
    second: label(minutes, '复审', 'Second review'),
    funding: label(minutes, '放款', 'Funding'),
  }),
  'work.hours': z
    .array(
      z
        .object({ from: label(clock, '开始', 'From'), to: label(clock, '结束', 'To') })
        .refine(row => row.from < row.to, {
          message: 'reference.problem.ascending',
          path: ['to'],
        }),
    )
    .min(1)
    .refine(list => list.every((row, index) => index === 0 || row.from >= list[index - 1]!.to), {
      message: 'reference.problem.ascending',
    }),
  'approval.validity-days': positive.meta({ unit: 'day' }),
  'sign-in.lockout': z.object({
    failures: label(positive, '失败次数', 'Failures'),
    windowMinutes: label(minutes, '统计分钟数', 'Window minutes'),
    lockMinutes: label(minutes, '锁定分钟数', 'Lock minutes'),
  }),
  'duplicate.window-days': days,
  'age.range': z
    .object({ min: label(positive, '最小', 'Youngest'), max: label(positive, '最大', 'Oldest') })
    .refine(value => value.min <= value.max, { message: 'reference.problem.ascending', path: ['min'] }),
  'decision.auto-approve': z.object({
    maxAmount: label(yuan, '金额上限', 'Amount at most'),
    maxExposure: label(yuan, '总敞口上限', 'Exposure at most'),
    maxLtv: label(share, '成数上限', 'Loan to value at most'),
  }),
  'settlement.fee': z.object({
    freeAfterPeriods: label(count, '满几期免收', 'Free after periods'),
    rate: label(share, '费率', 'Rate'),
  }),
  'cost-disclosure.read-seconds': count.meta({ unit: 'second' }),
  'contact.calls-per-day': positive.meta({ unit: 'time' }),
  'contact.attempts-per-day': positive.meta({ unit: 'time' }),
  'contact.quiet-hours': z.object({ from: label(clock, '开始', 'From'), to: label(clock, '结束', 'To') }),
  'subsidy.fiscal': z
    .object({
      firstDay: label(date, '首个贴息日', 'First day subsidised'),
      lastDay: label(date, '最后贴息日', 'Last day subsidised'),
      points: label(share, '贴息年利率', 'Points a year'),
      shareOfRate: label(share, '占合同利率上限', 'At most of the rate'),
      cap: label(yuan, '每人累计上限', 'Cap for a borrower'),
      capPer: label(z.enum(['year', 'program']), '上限口径', 'The cap is for'),
    })
    .refine(value => value.firstDay <= value.lastDay, { message: 'reference.problem.ascending', path: ['lastDay'] }),
  'subsidy.loss': z.object({
    overdueDays: label(days, '逾期超过后停止财政贴息', 'The treasury stops past due above'),
    clawBack: label(z.boolean(), '提前结清退还未摊销贴息', 'Unearned subsidy goes back on early settlement'),
  }),
  'pay.deferral': z.object({
    leastShare: label(share, '风险岗位递延比例不低于', 'Risk posts defer at least'),
    leastMonths: label(positive.meta({ unit: 'month' }), '递延期不短于', 'Over at least'),
  }),
  'pay.recovery': z.object({
    mostShare: label(share, '每月扣回不超过工资', 'Of a month’s wage at most'),
    leastWage: label(yuan, '扣后工资不低于', 'Wage left at least'),
  }),
  'pay.hold': z.object({
    firstPaymentDays: label(positive.meta({ unit: 'day' }), '首期逾期止付', 'Hold at first payment unpaid for'),
    holdDays: label(positive.meta({ unit: 'day' }), '逾期止付', 'Hold past due above'),
    caseDays: label(positive.meta({ unit: 'day' }), '逾期立案', 'Case past due above'),
  }),
  'pay.days': z.object({
    dispute: label(days, '异议答复期限', 'Answer a dispute within'),
    appeal: label(days, '申诉期限', 'Appeal within'),
  }),
  'appraisal.rules': z.object({
    askPeers: label(positive, '邀请互评人数', 'Colleagues asked'),
    leastPeers: label(positive, '互评最少人数', 'Fewest answers that count'),
    appealDays: label(days, '申诉期限', 'Appeal within'),
    bands: label(
      z
        .array(
          z.object({
            grade: label(z.string().min(1).max(8), '等级', 'Grade'),
            from: label(z.number().int().min(0).max(120), '得分起', 'From a score of'),
          }),
        )
        .min(1),
      '等级区间',
      'Grades by bands',
    ),
    remindDays: label(
      z.array(z.number().int().min(0).max(60)).max(10).default([7, 3, 1, 0]),
      '截止前几天催办',
      'Reminds so many days before',
    ),
    customers: label(
      z
        .object({
          ask: label(z.number().int().min(0).max(50), '每人抽样客户数', 'Customers asked about each'),
          least: label(positive, '至少几份回答才计分', 'Fewest answers that count'),
          quietDays: label(days, '同一客户几天内不再问', 'Nobody is asked again for'),
          linkDays: label(days, '链接有效天数', 'A link holds for'),
        })
        .default({ ask: 8, least: 3, quietDays: 90, linkDays: 30 }),
      '客户评价抽样',
      'How customers are asked',
    ),
  }),
  'quality.sampling': z.object({
    randomShare: label(share, '随机抽检比例', 'Drawn at random'),
    newcomerDays: label(days, '新人全检期', 'Newcomer until'),
    replyDays: label(positive.meta({ unit: 'day' }), '答复期限', 'Reply within'),
  }),
  'quality.lesson': z.object({
    defects: label(positive, '同一差错达到', 'Defects of one code'),
    windowDays: label(positive.meta({ unit: 'day' }), '统计天数', 'Within'),
    recheckFiles: label(positive, '其后全检件数', 'Files re-checked after it'),
    lessonDays: label(positive.meta({ unit: 'day' }), '课程完成期限', 'Lesson due within'),
  }),
  'performance.warnings': z
    .object({
      leadDays: label(positive.meta({ unit: 'day' }), '至少提前', 'At least so many days before'),
      withinDays: label(positive.meta({ unit: 'day' }), '有效期', 'Good for'),
      firstPaymentDays: label(positive.meta({ unit: 'day' }), '首期逾期满', 'First payment failed for'),
    })
    .refine(value => value.leadDays < value.withinDays, {
      message: 'reference.problem.ascending',
      path: ['withinDays'],
    }),
  'funding.rate': z.object({ annual: label(share, '年化', 'Yearly') }),
  'performance.attribution': z
    .object({
      brought: label(share, '引进', 'Brought in'),
      reviewed: label(share, '审批', 'Decided on'),
      saved: label(share, '挽回', 'Saved'),
    })
    .refine(value => shareUnits(value.brought) + shareUnits(value.reviewed) + shareUnits(value.saved) === 10n ** 10n, {
      message: 'reference.problem.weights',
    }),
  'quality.windows': z.object({
    drawBackDays: label(positive.meta({ unit: 'day' }), '补抽追溯', 'Draw looks back'),
    firstPaymentDays: label(positive.meta({ unit: 'day' }), '首期违约认定逾期', 'First payment default at'),
    firstPaymentWatchDays: label(positive.meta({ unit: 'day' }), '放款后关注', 'Watched after payout'),
    compareDays: label(positive.meta({ unit: 'day' }), '培训前后对照', 'Compared before a lesson'),
  }),
  'training.anonymity': z.object({
    smallest: label(positive, '同样特征的客户至少', 'Customers sharing the marks of a case, at least'),
  }),
  'institution.licence': z.enum(['auto-finance', 'bank', 'leasing']),
  ...peopleParameters,
  ...scoreParameters,
} satisfies Record<string, z.ZodType>

export type ParameterCode = keyof typeof parameterSchemas
export type ParameterValue<Code extends ParameterCode> = z.output<(typeof parameterSchemas)[Code]>
export const parameterCodes = Object.keys(parameterSchemas) as ParameterCode[]

/** Where a value breaks its schema and how, as word keys, with the line of a table as `#2 `; null when it fits. */
export function faultOf(code: ParameterCode, value: unknown): { line: string; where: string; what: string } | null {
  const parsed = parameterSchemas[code].safeParse(value)
  if (parsed.success) return null
  const issue = parsed.error.issues[0]!
  const field = issue.path.findLast(part => typeof part === 'string')
  const line = issue.path.find(part => typeof part === 'number')
  return {
    line: line === undefined ? '' : `#${line + 1} `,
    where: field === undefined ? `reference.parameter.${code}` : `reference.field.${field}`,
    what: issue.message.startsWith('reference.problem.') ? issue.message : `problem.${issue.code}`,
  }
}

/** What the fields of the values are called: `reference.field.<name>`, from the labels of their schemas. */
export const fieldWords: Words = Object.fromEntries(
  Object.values(parameterSchemas).flatMap(schema => {
    const inner: z.ZodType = schema instanceof z.ZodArray ? (schema.element as z.ZodType) : schema
    if (!(inner instanceof z.ZodObject)) return []
    return Object.entries(inner.shape as Record<string, z.ZodType>).map(([name, field]) => [
      `reference.field.${name}`,
      field.meta()?.label ?? ([name, name] as const),
    ])
  }),
)

/** What became of a version as seen on a day. */
export const parameterStates = ['proposed', 'lapsed', 'rejected', 'waiting', 'in-force', 'past'] as const
export type ParameterState = (typeof parameterStates)[number]

/**
 * The state of one version on a day. A proposal whose day has come without a second person's word has lapsed: nothing
 * takes effect in the past.
 * @param superseded whether a later approved version has begun by that day
 */
export function stateOn(
  version: { approved: boolean | null; fromDay: string },
  on: string,
  superseded: boolean,
): ParameterState {
  if (version.approved === false) return 'rejected'
  if (version.approved === null) return version.fromDay > on ? 'proposed' : 'lapsed'
  if (version.fromDay > on) return 'waiting'
  return superseded ? 'past' : 'in-force'
}
