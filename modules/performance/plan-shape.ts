import { z } from 'zod'
import { label, text } from '#lib/fields'
import { families, gateCodes, planRoles } from './incentive-plan.ts'

const decimal = z
  .string()
  .regex(/^\d{1,12}(\.\d{1,10})?$/)
  .meta({ examples: ['1'] })
const code = z
  .string()
  .regex(/^[a-z][a-z0-9-]{1,40}$/)
  .meta({ examples: ['volume'] })
const step = z.object({ from: label(decimal, '自', 'From'), factor: label(decimal, '系数', 'Factor') })

/** The body of an incentive plan as it comes in and goes out. */
export const PlanBodyShape = z.object({
  posts: label(
    z
      .array(
        code.or(
          z
            .string()
            .regex(/^[a-z_]{2,40}$/)
            .meta({ examples: ['market_developer'] }),
        ),
      )
      .max(20),
    '适用岗位',
    'Posts',
  ),
  riskRelevant: label(z.boolean(), '风险岗位', 'Decides about risk'),
  performance: label(
    z
      .object({
        monthly: label(decimal, '每月绩效基数', 'Monthly at a score of 100'),
        weights: label(
          z
            .array(
              z.object({
                code: label(code, '指标', 'Metric'),
                family: label(z.enum(families), '类别', 'Family'),
                weight: label(z.number().int().min(1).max(100), '权重', 'Weight'),
              }),
            )
            .min(1)
            .max(20),
          '权重',
          'Weights',
        ),
        floor: label(z.number().int().min(0).max(100), '起付分', 'Nothing below'),
        most: label(z.number().int().min(100).max(200), '封顶分', 'Counts up to'),
      })
      .nullable(),
    '绩效工资',
    'Performance pay',
  ),
  components: label(
    z
      .array(
        z.object({
          code: label(code, '代码', 'Code'),
          kind: label(z.enum(['commission', 'spot']), '种类', 'Kind'),
          role: label(z.enum(planRoles), '奖励谁的工作', 'Whose work'),
          when: label(text(500).nullable(), '条件', 'Only when'),
          base: label(text(500), '基数', 'Base'),
          rate: label(decimal, '比例', 'Rate'),
          tierBy: label(z.enum(['amount', 'count']).nullable(), '阶梯依据', 'Tiers by'),
          tierMode: label(z.enum(['slice', 'whole']), '阶梯方式', 'Tiers count'),
          tiers: label(z.array(step).max(12), '阶梯', 'Tiers'),
          quality: label(
            z
              .object({
                metric: label(code, '质量指标', 'Metric'),
                leastLoans: label(z.number().int().min(1).max(1000), '至少几笔', 'At least so many'),
                steps: label(z.array(step).min(1).max(12), '质量系数', 'Steps'),
              })
              .nullable(),
            '质量系数',
            'Quality',
          ),
          monthlyCap: label(decimal.nullable(), '每月上限', 'Monthly cap'),
          deferred: label(z.boolean(), '递延', 'Deferred'),
        }),
      )
      .max(20),
    '构成',
    'Components',
  ),
  teamPool: label(
    z
      .object({
        share: label(decimal, '比例', 'Share'),
        weights: label(
          z
            .array(
              z.object({
                post: label(
                  z
                    .string()
                    .regex(/^[a-z_]{2,40}$/)
                    .meta({ examples: ['market_developer'] }),
                  '岗位',
                  'Post',
                ),
                weight: label(z.number().int().min(1).max(100), '权重', 'Weight'),
              }),
            )
            .max(20)
            .optional(),
          '岗位权重',
          'Weights of posts',
        ),
      })
      .nullable(),
    '团队奖池',
    'Team pool',
  ),
  gates: label(
    z
      .array(
        z.object({
          code: label(z.enum(gateCodes), '门槛', 'Gate'),
          bound: label(decimal, '界限', 'Bound'),
          factor: label(decimal, '系数', 'Factor'),
        }),
      )
      .max(6),
    '门槛',
    'Gates',
  ),
  deferral: label(
    z.object({
      share: label(decimal, '递延比例', 'Deferred share'),
      parts: label(
        z
          .array(
            z.object({
              afterMonths: label(z.number().int().min(1).max(120), '几个月后', 'Months later'),
              share: label(decimal, '占递延', 'Share'),
            }),
          )
          .max(24),
        '分期',
        'Parts',
      ),
    }),
    '递延',
    'Deferral',
  ),
})
