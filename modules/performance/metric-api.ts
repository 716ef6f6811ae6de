import { z } from 'zod'
import { dayIn, dayOut, id, idOut, instantOut, label, text } from '#lib/fields'
import { operation } from '#lib/operation'
import { boards, hows, levels, maturities, metricRoles, sourceNames, waits } from './metric.ts'
import { code, Figure, unit } from './shape.ts'

const days = z.number().int().min(1).max(365)
const owner = z
  .string()
  .regex(/^[a-z][a-z0-9_]{2,39}$/)
  .meta({ examples: ['risk_director'] })

const change = {
  definitionZh: label(text(500).nullable(), '定义（中文）', 'Definition in Chinese'),
  definitionEn: label(text(500).nullable(), '定义（英文）', 'Definition in English'),
  owner: label(owner, '负责岗位', 'Who answers for it'),
  leastRows: label(z.number().int().min(1).max(10_000), '最少样本', 'Rows at least'),
  daysLater: label(days.nullable(), '逾期天数', 'Days past due'),
  lateFrom: label(days.nullable(), '逾期起算天数', 'Late from so many days'),
  mob: label(z.number().int().min(1).max(60).nullable(), '账龄月数', 'Months on book'),
}

const Version = z.object({
  id: idOut('metricversion'),
  number: z.number().int(),
  state: z.enum(['proposed', 'approved', 'rejected']),
  ...change,
  reason: z.string(),
  fromDay: dayOut(),
  madeByName: z.string(),
  madeAt: instantOut(),
  decidedByName: z.string().nullable(),
  decidedAt: instantOut().nullable(),
  /** Whether whoever asks proposed it and so may not decide. */
  mine: z.boolean(),
})

export const period = {
  from: label(dayIn(), '起始日', 'From'),
  to: label(dayIn(), '截止日', 'To'),
}

/** Whom a figure is about. */
export const whose = {
  personId: id('person').optional(),
  groupId: id('group').optional(),
  branchId: id('branch').optional(),
}

/** A figure as told: with its moment, whether it is kept, and whether it stands on too few rows. */
export const ToldFigure = Figure.extend({ asOf: instantOut(), frozen: z.boolean(), few: z.boolean() })

const Frozen = z.array(z.object({ month: dayOut(), at: instantOut(), byName: z.string(), metrics: z.number().int() }))

/** A figure with the rows it is made of. */
const FigureRows = z.object({
  metric: code,
  version: z.number().int(),
  /** The definition in words where the house says its own; null: the program’s. */
  definitionZh: label(z.string().nullable(), '定义（中文）', 'Definition in Chinese'),
  definitionEn: label(z.string().nullable(), '定义（英文）', 'Definition in English'),
  unit,
  /** What the rows are measured in; null where each counts as one. */
  measuredIn: z.enum(['money', 'minutes', 'points', 'count', 'score']).nullable(),
  asOf: instantOut(),
  frozen: z.boolean(),
  /** What has changed since it was frozen: rows gone, come and changed, and what the figure would be now. */
  difference: z
    .object({ gone: z.number().int(), come: z.number().int(), changed: z.number().int(), now: Figure })
    .nullable(),
  figure: Figure,
  /** Where the shares of good and bad scores differ most: the score, and how many of either lie at or below it. */
  separation: label(
    z
      .object({
        score: label(z.number().int(), '评分', 'Score'),
        good: label(z.number().int(), '好的笔数', 'Good'),
        bad: label(z.number().int(), '坏的笔数', 'Bad'),
        goodBelow: label(z.number().int(), '不高于该评分的好', 'Good at or below it'),
        badBelow: label(z.number().int(), '不高于该评分的坏', 'Bad at or below it'),
      })
      .nullable(),
    '差距最大处',
    'Where the gap is greatest',
  ),
  /** Stretches of scores, with how many of those known before and of those that are new lie in each. */
  shift: label(
    z
      .array(
        z.object({
          from: label(z.number().int().nullable(), '评分自', 'Scores from'),
          to: label(z.number().int().nullable(), '评分低于', 'Scores below'),
          base: label(z.number().int(), '满账龄的笔数', 'At the age'),
          now: label(z.number().int(), '当月放款的笔数', 'Lent in the month'),
        }),
      )
      .nullable(),
    '评分分布',
    'Scores',
  ),
  /** The first thousand rows; `figure.rows` says how many there are. */
  rows: z.array(
    z.object({
      about: z.string().nullable(),
      number: z.string(),
      personName: z.string().nullable(),
      day: dayOut().nullable(),
      measure: z.string().nullable(),
      /** What it brings to the numerator, where that weighs something else than the denominator; of a margin the income in it. */
      part: z.string().nullable(),
      counted: z.boolean(),
    }),
  ),
})

export const metricApi = {
  listMetrics: operation({
    method: 'GET',
    path: '/performance/metrics',
    permission: 'performance.metric.read',
    summary: '指标登记表 · Every metric with its definition as it holds today, and its versions',
    description:
      'Names, definitions and formulas in words are the program’s (`performance.metric.<code>`), unless a version says its own. A metric whose `source` is null waits for the module or record `waitsFor` names: it has no figure, not a zero.',
  }).output(
    z.array(
      z.object({
        code,
        version: z.number().int(),
        unit,
        how: z.enum(hows),
        source: z.enum(sourceNames).nullable(),
        waitsFor: z.enum(waits).nullable(),
        levels: z.array(z.enum(levels)),
        maturity: z.enum(maturities),
        kpiOf: z.array(z.enum(metricRoles)),
        better: z.enum(['more', 'less', 'band']).nullable(),
        boards: z.array(z.enum(boards)),
        ...change,
        versions: z.array(Version),
      }),
    ),
  ),
  proposeMetric: operation({
    method: 'POST',
    path: '/performance/metrics/versions',
    permission: 'performance.metric.write',
    summary: '提议修改指标 · Propose another version of a metric from a day on',
    refuses: [
      'performance.metric_unchanged',
      'performance.metric_part',
      'performance.metric_proposed_conflict',
      'performance.metric_day',
    ],
  })
    .input(
      z.object({
        code: label(code, '指标', 'Metric'),
        ...change,
        fromDay: label(dayIn(), '生效日', 'From'),
        reason: label(text(500), '说明', 'Why'),
      }),
    )
    .output(z.object({ id: idOut('metricversion') })),
  decideMetric: operation({
    method: 'POST',
    path: '/performance/metrics/versions/{id}/decision',
    permission: 'performance.metric.approve',
    summary: '复核指标修改 · Approve or reject a proposed version; never one’s own',
    refuses: ['performance.metric_version_not_found', 'performance.own_metric'],
  })
    .input(z.object({ id: id('metricversion'), approve: label(z.boolean(), '是否同意', 'Approve') }))
    .output(z.object({ id: idOut('metricversion') })),
  figureRows: operation({
    method: 'GET',
    path: '/performance/rows',
    permission: 'performance.metric.read',
    summary: '为什么是这个数 · The rows a figure is made of',
    description:
      'About one person, group, branch or (`company`) everything: the whole figure, for whoever is entitled to that subject. About nobody: what lies within the reader’s scope. A frozen month shows its kept rows and how they differ from now.',
    refuses: ['performance.period', 'performance.person_not_found', 'performance.subject_not_found'],
  })
    .input(
      z.object({
        metric: label(code, '指标', 'Metric'),
        ...whose,
        company: label(z.stringbool().optional(), '全公司', 'Whole company'),
        ...period,
      }),
    )
    .output(FigureRows),
  keptFigureRows: operation({
    method: 'GET',
    path: '/performance/kept-figures/{figureId}',
    permission: 'performance.metric.read',
    summary: '当时的明细 · The rows of a figure that paid or graded somebody, as they were then',
    description: 'Kept when it was used, whatever was corrected afterwards; how it differs from now stands beside it.',
    refuses: ['performance.figure_not_found'],
  })
    .input(z.object({ figureId: label(id('figure'), '指标编号', 'Figure') }))
    .output(FigureRows),
  listFrozen: operation({
    method: 'GET',
    path: '/performance/frozen',
    permission: 'performance.metric.read',
    summary: '已冻结月份 · The months whose figures are kept',
  }).output(Frozen),
  freezeFigures: operation({
    method: 'POST',
    path: '/performance/frozen',
    permission: 'performance.month.freeze',
    summary: '冻结月度指标 · Keep the figures of a month with the rows they are made of',
    refuses: ['performance.month_not_over', 'performance.figures_frozen'],
  })
    .input(z.object({ month: label(dayIn(), '月份', 'Month') }))
    .output(Frozen),
}
