import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import { Button, Card, Flex, Form, Input, Typography } from 'antd'
import { useState } from 'react'
import { api, client } from '../../client.ts'
import { useMay } from '../../session.tsx'
import { useWords } from '../../settings.tsx'
import { CommandForm } from '../../ui/command-form.tsx'
import { DayText } from '../../ui/day-text.tsx'
import { FoldTable } from '../../ui/fold-table.tsx'
import { QueryView } from '../../ui/query-view.tsx'
import { StateTag } from '../../ui/state-tag.tsx'
import { type PlanBody, plainPlan } from './plan-parts.tsx'

type Row = Awaited<ReturnType<typeof client.performance.listPlans>>[number]

/** Incentive plans, every version: what people were paid by and when. */
export default function Plans() {
  const t = useWords()
  const may = useMay()
  const navigate = useNavigate()
  const [adding, setAdding] = useState(false)
  const plans = useQuery(api.performance.listPlans.queryOptions())
  return (
    <Flex vertical gap={14}>
      <Flex justify="space-between" align="center" gap={12} wrap>
        <Typography.Title level={1} style={{ fontSize: 18, margin: 0 }}>
          {t('performance.plan')}
        </Typography.Title>
        {may('performance.plan.write') && (
          <Button type="primary" onClick={() => setAdding(true)}>
            {t('performance.plan.add')}
          </Button>
        )}
      </Flex>
      <QueryView query={plans}>
        {data => (
          <Card size="small" styles={{ body: { padding: 0 } }}>
            <FoldTable<Row>
              rows={data}
              rowKey="id"
              empty={t('performance.plan.empty')}
              columns={[
                {
                  title: t('performance.plan'),
                  render: (_, row) => (
                    <Link to={`/performance/plans/${row.id}` as never}>
                      {row.name} v{row.number}
                    </Link>
                  ),
                },
                {
                  title: t('team.post'),
                  render: (_, row) => row.posts.map(post => t(`team.post.${post}`)).join(t('ui.comma')),
                },
                {
                  title: t('performance.pay.state'),
                  render: (_, row) => <StateTag state={row.state} word={`performance.plan.${row.state}`} />,
                },
                {
                  title: t('performance.plan.days'),
                  render: (_, row) =>
                    row.fromDay ? (
                      <>
                        <DayText day={row.fromDay} /> –{' '}
                        {row.toDay ? <DayText day={row.toDay} /> : t('performance.plan.open-end')}
                      </>
                    ) : (
                      '—'
                    ),
                },
                { title: t('performance.plan.reason'), render: (_, row) => row.reason },
                { title: t('performance.plan.maker'), render: (_, row) => row.madeByName },
                { title: t('performance.plan.checker'), render: (_, row) => row.approvedByName ?? '—' },
              ]}
            />
          </Card>
        )}
      </QueryView>
      {adding && (
        <CommandForm
          open
          onClose={() => setAdding(false)}
          title={t('performance.plan.add')}
          operation={client.performance.addPlan}
          input={values => ({
            code: String(values.code),
            name: String(values.name),
            reason: String(values.reason),
            body: plainPlan as PlanBody,
          })}
          onDone={made => void navigate({ to: `/performance/plans/${made.id}` as never })}
        >
          {(['code', 'name', 'reason'] as const).map(name => (
            <Form.Item
              key={name}
              name={name}
              label={t(`performance.plan.${name}`)}
              rules={[{ required: true, whitespace: true, message: t('problem.missing') }]}
            >
              <Input maxLength={60} />
            </Form.Item>
          ))}
        </CommandForm>
      )}
    </Flex>
  )
}
