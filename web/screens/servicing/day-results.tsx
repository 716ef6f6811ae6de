import { Link } from '@tanstack/react-router'
import { Card, Flex, Table, Typography } from 'antd'
import type { client } from '../../client.ts'
import { useWords } from '../../settings.tsx'
import { DayText, InstantText } from '../../ui/day-text.tsx'

type Closes = Awaited<ReturnType<typeof client.servicing.listDayCloses>>

/** What the last closes did: the steps that had something to do on any of these days as columns, all of them in the opened row. */
export function DayResults({ data }: { data: Closes }) {
  const t = useWords()
  const busy = data.steps.filter(step => data.days.some(day => (day.counts[step] ?? 0) > 0))
  const number = { align: 'end' as const, className: 'number', onHeaderCell: () => ({ style: { minWidth: 48 } }) }
  return (
    <Card
      size="small"
      title={t('servicing.day.results')}
      styles={{ body: { padding: data.days.length === 0 ? undefined : 0 } }}
    >
      {data.days.length === 0 ? (
        <Typography.Text type="secondary">{t('servicing.day.none')}</Typography.Text>
      ) : (
        <Table
          size="small"
          rowKey="day"
          pagination={data.days.length > 10 ? { pageSize: 10, showSizeChanger: false, size: 'small' } : false}
          scroll={{ x: 'max-content' }}
          dataSource={data.days}
          expandable={{
            expandedRowRender: row => (
              // In the order they ran; as wide as the table is, not as all of them in one line.
              <div
                style={{
                  width: 0,
                  minWidth: '100%',
                  display: 'grid',
                  gridTemplateColumns: 'repeat(auto-fill, minmax(190px, 1fr))',
                  gap: '4px 24px',
                }}
              >
                {data.steps.map((step, at) => (
                  <Flex key={step} justify="space-between" gap={8}>
                    <Typography.Text type="secondary">
                      {at + 1}. {t(`servicing.step.${step}`)}
                    </Typography.Text>
                    <span className="number">{(row.counts[step] ?? 0).toLocaleString()}</span>
                  </Flex>
                ))}
                <Link to={'/ledger/trial-balance' as never} search={{ from: row.day, to: row.day } as never}>
                  {t('ledger.trial-balance')}
                </Link>
              </div>
            ),
          }}
          columns={[
            { title: t('shell.business-day'), render: (_, row) => <DayText day={row.day} weekday /> },
            { title: t('servicing.day.loans'), ...number, render: (_, row) => row.loans?.toLocaleString() ?? '—' },
            ...busy.map(step => ({
              // Headings may take two lines, so that all days and steps are seen at once.
              title: <span className="heading-wrap">{t(`servicing.step.${step}`)}</span>,
              ...number,
              render: (_: unknown, row: Closes['days'][number]) => (row.counts[step] ?? 0).toLocaleString(),
            })),
            {
              title: t('servicing.day.seconds'),
              ...number,
              render: (_, row) => (row.seconds === null ? '—' : row.seconds < 0.1 ? '<0.1' : row.seconds.toFixed(1)),
            },
            { title: t('servicing.day.finishedAt'), render: (_, row) => <InstantText at={row.finishedAt} /> },
          ]}
        />
      )}
    </Card>
  )
}
