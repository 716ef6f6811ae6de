import { useQuery } from '@tanstack/react-query'
import { Card, Flex, Table, Typography } from 'antd'
import { useMemo } from 'react'
import { api, type client } from '../../client.ts'
import { useWords } from '../../settings.tsx'
import { Chart } from '../../ui/chart.tsx'
import { DayText } from '../../ui/day-text.tsx'
import { MetricCard } from '../../ui/metric-card.tsx'
import { Money } from '../../ui/money.tsx'
import { QueryView } from '../../ui/query-view.tsx'

type Test = Awaited<ReturnType<typeof client.performance.backTest>>

/** What the plan would have cost on the loans of the last year, who would have won and lost, and what would be held now. */
export function BackTest({ id, quality }: { id: `planversion_${string}`; quality: boolean }) {
  const test = useQuery(api.performance.backTest.queryOptions({ input: { id } }))
  return <QueryView query={test}>{data => <Shown data={data} quality={quality} />}</QueryView>
}

function Shown({ data, quality }: { data: Test; quality: boolean }) {
  const t = useWords()
  const option = useMemo(
    () => ({
      grid: { left: 8, right: 16, top: 30, bottom: 8, containLabel: true },
      tooltip: { trigger: 'axis' as const },
      xAxis: { type: 'category' as const, data: data.months.map(month => month.month) },
      yAxis: { type: 'value' as const, name: '¥' },
      series: [{ type: 'bar' as const, barMaxWidth: 36, data: data.months.map(month => month.amount) }],
    }),
    [data],
  )
  const people = (which: (row: Test['people'][number]) => boolean) => data.people.filter(which).length
  return (
    <Flex vertical gap={14}>
      <Typography.Text type="secondary">
        <DayText day={data.from} /> – <DayText day={data.to} /> · {t('performance.test.loans', { count: data.loans })}
        {quality && (
          <>
            <br />
            {t('performance.test.quality-note')}
          </>
        )}
      </Typography.Text>
      <div style={{ display: 'grid', gap: 12, gridTemplateColumns: 'repeat(auto-fit, minmax(150px, 1fr))' }}>
        <MetricCard
          title={t('performance.test.would')}
          value={<Money value={data.would} sign />}
          note={`${t('performance.test.winners', { count: people(row => row.difference !== '0.00' && !row.difference.startsWith('-')) })}${t('ui.comma')}${t('performance.test.losers', { count: people(row => row.difference.startsWith('-')) })}`}
        />
        <MetricCard title={t('performance.test.was')} value={<Money value={data.was} sign />} />
        <MetricCard
          title={t('performance.test.hold')}
          value={<Money value={data.wouldHold} sign />}
          note={t('performance.test.hold-note')}
        />
        <MetricCard
          title={t('performance.test.stake')}
          value={<Money value={data.atStake} sign />}
          note={t('performance.test.stake-note')}
        />
      </div>
      {data.months.length > 0 && (
        <Chart
          question={t('performance.test.months')}
          option={option as never}
          height={200}
          table={{
            columns: [t('performance.pay.month'), '¥'],
            rows: data.months.map(month => [month.month, month.amount]),
          }}
        />
      )}
      <Card size="small" title={t('performance.test.who')} styles={{ body: { padding: 0 } }}>
        <Table
          size="small"
          rowKey="personId"
          pagination={{ pageSize: 20, hideOnSinglePage: true }}
          scroll={{ x: 'max-content' }}
          dataSource={[...data.people]}
          locale={{ emptyText: t('performance.test.empty') }}
          columns={[
            { title: t('team.person'), dataIndex: 'personName' },
            { title: t('performance.test.count'), align: 'end', dataIndex: 'loans' },
            {
              title: `${t('performance.test.would')} ¥`,
              align: 'end',
              render: (_, row) => <Money value={row.would} />,
            },
            { title: `${t('performance.test.was')} ¥`, align: 'end', render: (_, row) => <Money value={row.was} /> },
            {
              title: `${t('performance.test.difference')} ¥`,
              align: 'end',
              render: (_, row) =>
                row.difference === '0.00' ? (
                  '—'
                ) : (
                  <Typography.Text type={row.difference.startsWith('-') ? 'danger' : 'success'}>
                    {row.difference.startsWith('-') ? '↓ ' : '↑ '}
                    <Money value={row.difference.replace('-', '')} />
                  </Typography.Text>
                ),
            },
            {
              title: `${t('performance.test.hold')} ¥`,
              align: 'end',
              render: (_, row) => <Money value={row.wouldHold} />,
            },
            {
              title: `${t('performance.test.stake')} ¥`,
              align: 'end',
              render: (_, row) => <Money value={row.atStake} />,
            },
          ]}
        />
      </Card>
    </Flex>
  )
}
