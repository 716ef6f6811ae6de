import { Alert, Descriptions, Flex, Tag } from 'antd'
import type { client } from '../../client.ts'
import { useWords } from '../../settings.tsx'
import { grouped } from '../../ui/money.tsx'
import { gateBound } from './pay-steps.tsx'
import { PlanComponents, share } from './plan-component.tsx'

export type Plan = Awaited<ReturnType<typeof client.performance.getPlan>>
export type PlanBody = Plan['body']

/** What a new plan begins with: half a percent of what is lent, 40 % of it deferred over three years. */
export const plainPlan: PlanBody = {
  posts: ['market_developer'],
  riskRelevant: true,
  performance: null,
  components: [
    {
      code: 'volume',
      kind: 'commission',
      role: 'brought',
      when: null,
      base: 'principal',
      rate: '0.005',
      tierBy: null,
      tierMode: 'slice',
      tiers: [],
      quality: {
        metric: 'overdue-rate',
        leastLoans: 10,
        steps: [
          { from: '0', factor: '1' },
          { from: '0.03', factor: '0.8' },
        ],
      },
      monthlyCap: '30000',
      deferred: true,
    },
  ],
  teamPool: null,
  gates: [],
  deferral: {
    share: '0.4',
    parts: [
      { afterMonths: 12, share: '0.3' },
      { afterMonths: 24, share: '0.3' },
      { afterMonths: 36, share: '0.4' },
    ],
  },
}

/** What the linter says: an error stops the plan, a warning wants a reason. */
export function Findings({ findings }: { findings: Plan['findings'] }) {
  const t = useWords()
  if (findings.length === 0) return <Alert type="success" showIcon title={t('performance.lint.clean')} />
  return (
    <Flex vertical gap={8}>
      {findings.map(one => (
        <Alert
          key={`${one.code}${one.place}`}
          type={one.level === 'error' ? 'error' : 'warning'}
          showIcon
          title={t(`performance.lint.${one.code}`, one.facts as never)}
        />
      ))}
    </Flex>
  )
}

/** A plan as a person reads it: whom it pays, for what, how, and what comes later. */
export function PlanRead({ body }: { body: PlanBody }) {
  const t = useWords()
  return (
    <Flex vertical gap={14}>
      <Descriptions
        size="small"
        bordered
        // On a phone a label keeps its line, and what it says wraps.
        styles={{ label: { whiteSpace: 'nowrap' } }}
        column={1}
        items={[
          {
            key: 'posts',
            label: t('team.post'),
            children: (
              <Flex gap={6} wrap align="center">
                {body.posts.map(post => t(`team.post.${post}`)).join(t('ui.comma'))}
                {body.riskRelevant && <Tag color="orange">{t('performance.plan.risk-relevant')}</Tag>}
              </Flex>
            ),
          },
          {
            key: 'deferral',
            label: t('performance.plan.deferral'),
            children: (
              <Flex gap={6} wrap align="center">
                <span className="number">{share(body.deferral.share)}</span>
                {body.deferral.parts.map(part => (
                  <Tag key={part.afterMonths}>
                    {part.afterMonths} {t('performance.plan.months')} ·{' '}
                    <span className="number">{share(part.share)}</span>
                  </Tag>
                ))}
              </Flex>
            ),
          },
          {
            key: 'gates',
            label: t('performance.plan.gates'),
            children:
              body.gates.length === 0
                ? '—'
                : body.gates.map(gate => (
                    <div key={gate.code}>
                      {t(`performance.plan.says-gate-${gate.code}`, {
                        bound: gateBound(gate.code, gate.bound),
                        factor: share(gate.factor),
                      })}
                    </div>
                  )),
          },
          ...(body.performance
            ? [
                {
                  key: 'performance',
                  label: t('performance.plan.performance'),
                  children: (
                    <>
                      <div>
                        {t('performance.plan.monthly')} ¥{grouped(body.performance.monthly)} ·{' '}
                        {t('performance.plan.floor')} {body.performance.floor} · {t('performance.plan.most')}{' '}
                        {body.performance.most}
                      </div>
                      <Flex gap={6} wrap style={{ marginTop: 4 }}>
                        {body.performance.weights.map(line => (
                          <Tag key={line.code}>
                            {t(`performance.metric.${line.code}`)} {line.weight}% ·{' '}
                            {t(`performance.plan.family.${line.family}`)}
                          </Tag>
                        ))}
                      </Flex>
                    </>
                  ),
                },
              ]
            : []),
          ...(body.teamPool
            ? [
                {
                  key: 'pool',
                  label: t('performance.plan.pool'),
                  children: (
                    <Flex gap={6} wrap align="center">
                      <span>
                        {t('performance.plan.pool-share')} <span className="number">{share(body.teamPool.share)}</span>{' '}
                        · {t('performance.plan.pool-rule')}
                      </span>
                      {body.teamPool.weights?.map(line => (
                        <Tag key={line.post}>
                          {t(`team.post.${line.post}`)} {line.weight}
                        </Tag>
                      ))}
                    </Flex>
                  ),
                },
              ]
            : []),
        ]}
      />
      <PlanComponents body={body} />
    </Flex>
  )
}
