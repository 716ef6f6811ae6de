import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { Alert, Card, Flex, Segmented, Select, Tag, Typography } from 'antd'
import { useState } from 'react'
import { api, type client } from '../../client.ts'
import { useWords } from '../../settings.tsx'
import { DayText } from '../../ui/day-text.tsx'
import { FoldTable } from '../../ui/fold-table.tsx'
import { percent } from '../../ui/money.tsx'
import { QueryView } from '../../ui/query-view.tsx'
import { FigureValue, type MetricCode } from './why-drawer.tsx'

type Data = Awaited<ReturnType<typeof client.performance.leaderboard>>
type Row = Data['rows'][number]

/** Colleagues side by side: first what the numbers allow to say, then the numbers. */
export default function Leaderboard() {
  const t = useWords()
  const [role, setRole] = useState<Data['role'] | null>(null)
  const [metric, setMetric] = useState<MetricCode | null>(null)
  const [span, setSpan] = useState<'month' | 'quarter' | 'year'>('month')
  const board = useQuery(
    api.performance.leaderboard.queryOptions({
      input: { span, ...(role ? { role } : {}), ...(metric ? { metric } : {}) },
      placeholderData: keepPreviousData,
    }),
  )
  return (
    <Flex vertical gap={14} style={{ maxWidth: 860 }}>
      <div>
        <Typography.Title level={1} style={{ fontSize: 18, margin: 0 }}>
          {t('performance.leaderboard')}
        </Typography.Title>
        <Typography.Text type="secondary">{t('performance.leaderboard.note')}</Typography.Text>
      </div>
      <QueryView query={board}>
        {data => (
          <Flex vertical gap={14}>
            {data.on && (
              <Flex gap={10} wrap>
                <Segmented
                  value={data.role}
                  onChange={value => {
                    setRole(value)
                    setMetric(null)
                  }}
                  options={(['market', 'review'] as const).map(value => ({
                    value,
                    label: t(`performance.leaderboard.role.${value}`),
                  }))}
                />
                <Segmented
                  value={span}
                  onChange={setSpan}
                  options={(['month', 'quarter', 'year'] as const).map(value => ({
                    value,
                    label: t(`performance.${value}`),
                  }))}
                />
                <Select
                  value={data.metric}
                  onChange={setMetric}
                  style={{ minWidth: 140 }}
                  aria-label={t('performance.metric')}
                  options={data.metrics.map(value => ({ value, label: t(`performance.metric.${value}`) }))}
                />
              </Flex>
            )}
            <Said data={data} />
            {data.rows.length > 0 && <Rows data={data} />}
          </Flex>
        )}
      </QueryView>
    </Flex>
  )
}

function Said({ data }: { data: Data }) {
  const t = useWords()
  const chance = data.chance === null ? '' : percent(data.chance, 0)
  if (!data.on) return <Alert type="info" showIcon title={t('performance.leaderboard.off')} />
  if (data.verdict === 'few')
    return <Alert type="info" showIcon title={t('performance.leaderboard.few', { least: data.least })} />
  if (data.verdict === 'noise')
    return (
      <Alert
        type="warning"
        showIcon
        title={<strong>{t('performance.leaderboard.noise')}</strong>}
        description={t('performance.leaderboard.noise.why', { chance })}
      />
    )
  return <Alert type="success" showIcon title={t('performance.leaderboard.some', { chance })} />
}

function Rows({ data }: { data: Data }) {
  const t = useWords()
  return (
    <Card
      size="small"
      styles={{ body: { padding: 0 } }}
      title={
        <>
          <DayText day={data.from} /> – <DayText day={data.to} />
        </>
      }
    >
      <FoldTable<Row>
        rows={data.rows}
        rowKey="name"
        columns={[
          {
            title: t('team.person'),
            render: (_, row) => (
              <>
                {row.rank !== null && <span className="number">{row.rank}. </span>}
                {row.name} {row.mine && <Tag color="blue">{t('performance.leaderboard.me')}</Tag>}
              </>
            ),
          },
          {
            title: t(`performance.metric.${data.metric}`),
            align: 'end',
            render: (_, row) => <FigureValue figure={row.figure} unit={data.unit} />,
          },
          {
            title: t('performance.leaderboard.streak'),
            align: 'end',
            render: (_, row) => (row.streak > 0 ? t('performance.leaderboard.weeks', { count: row.streak }) : '—'),
          },
          {
            title: t('performance.thanks'),
            align: 'end',
            render: (_, row) => <span className="number">{row.thanks}</span>,
          },
        ]}
      />
      <div style={{ padding: '8px 16px' }}>
        <Typography.Text type="secondary" style={{ fontSize: 12 }}>
          {t('performance.leaderboard.streak.note')}
          {data.unlisted > 0 && ` ${t('performance.leaderboard.unlisted', { count: data.unlisted })}`}
        </Typography.Text>
      </div>
    </Card>
  )
}
