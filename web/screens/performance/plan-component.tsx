import { Card, Flex, Tag, Typography } from 'antd'
import { useWords } from '../../settings.tsx'
import { grouped } from '../../ui/money.tsx'
import { percentOf } from '../../ui/percent.ts'
import type { PlanBody } from './plan-parts.tsx'

type Component = PlanBody['components'][number]
type Say = ReturnType<typeof useWords>

/** A share as people say it, exact: `0.005` → `0.5 %`. */
export const share = (value: string) => `${percentOf(value)} %`

/** A formula with its inputs as they are called; what is yes or no is said as such. */
export function formulaIn(t: Say, formula: string): string {
  return formula
    .replace(/\b(new_customer|within_time)\s*=\s*1\b/g, (_, name: string) => t(`performance.input.${name}`))
    .replace(/\b(new_customer|within_time)\s*=\s*0\b/g, (_, name: string) =>
      t('performance.plan.not', { what: t(`performance.input.${name}`) }),
    )
    .replace(/\b[a-z]+(?:_[a-z]+)+\b|\b(?:principal|price)\b/g, name => t(`performance.input.${name}`))
    .replace(/\band\b/g, t('performance.plan.and'))
    .replace(/\bor\b/g, t('performance.plan.or'))
    .replaceAll('*', '×')
    .replaceAll('/', '÷')
}

/** What a component pays, in sentences: for what, how much, by which steps, how well, at most, and when. */
export function componentSays(t: Say, { components: _, ...body }: PlanBody, one: Component): string[] {
  const plain = /^\d+(\.\d+)?$/.test(one.base)
  const pays =
    plain && Number(one.rate) === 1
      ? t('performance.plan.says-amount', { amount: grouped(one.base) })
      : Number(one.rate) === 1
        ? t('performance.plan.says-formula', { base: formulaIn(t, one.base) })
        : t('performance.plan.says-share', { base: formulaIn(t, one.base), rate: share(one.rate) })
  const steps = (list: readonly { from: string; factor: string }[], word: string, as: (from: string) => string) =>
    list.map(step => t(word, { from: as(step.from), factor: step.factor })).join(t('ui.comma'))
  return [
    one.when ? `${t('performance.plan.says-when', { when: formulaIn(t, one.when) })}${pays}` : pays,
    ...(one.tierBy
      ? [
          `${t(`performance.plan.says-${one.tierMode}-${one.tierBy}`)}${t('ui.colon')}${steps(
            one.tiers,
            'performance.plan.says-step',
            from => (one.tierBy === 'amount' ? `¥${grouped(from)}` : grouped(from)),
          )}`,
        ]
      : []),
    ...(one.quality
      ? [
          `${t('performance.plan.says-quality', {
            metric: t(`performance.metric.${one.quality.metric}`),
            count: one.quality.leastLoans,
          })}${t('ui.colon')}${steps(one.quality.steps, 'performance.plan.says-step', share)}`,
        ]
      : []),
    one.monthlyCap
      ? t('performance.plan.says-cap', { amount: grouped(one.monthlyCap) })
      : t('performance.plan.says-no-cap'),
    one.deferred && Number(body.deferral.share) > 0
      ? t('performance.plan.says-deferred', {
          share: share(body.deferral.share),
          months: body.deferral.parts.map(part => part.afterMonths).join('/'),
          parts: body.deferral.parts.map(part => share(part.share)).join('/'),
        })
      : t('performance.plan.says-at-once'),
  ]
}

/** The components of a plan as a person reads them; the formula itself stands below for whoever checks it. */
export function PlanComponents({ body }: { body: PlanBody }) {
  const t = useWords()
  return (
    <Flex vertical gap={10}>
      <Typography.Text strong>{t('performance.plan.components')}</Typography.Text>
      {body.components.map(one => (
        <Card
          key={one.code}
          size="small"
          title={
            <Flex gap={8} wrap align="center">
              {t(`performance.part.${one.kind}`)}
              <Tag>{t(`performance.role.${one.role}`)}</Tag>
              <Typography.Text type="secondary" style={{ fontSize: 12, fontWeight: 400 }}>
                {one.code}
              </Typography.Text>
            </Flex>
          }
        >
          <ul style={{ margin: 0, paddingInlineStart: 18 }}>
            {componentSays(t, body, one).map(sentence => (
              <li key={sentence} className="number">
                {sentence}
              </li>
            ))}
          </ul>
          <Typography.Text type="secondary" style={{ fontSize: 12, overflowWrap: 'anywhere' }}>
            {t('performance.plan.formula')}
            {t('ui.colon')}
            <code>{`${one.when ? `if(${one.when}) ` : ''}${one.base} × ${one.rate}`}</code>
          </Typography.Text>
        </Card>
      ))}
    </Flex>
  )
}
