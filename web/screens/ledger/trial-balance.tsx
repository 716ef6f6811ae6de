import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { Link, useSearch } from '@tanstack/react-router'
import { Button, Card, DatePicker, Flex, Select, Table, Tag, Typography } from 'antd'
import dayjs from 'dayjs'
import { useState } from 'react'
import { api, type client } from '../../client.ts'
import { useMe } from '../../session.tsx'
import { useSettings, useWords } from '../../settings.tsx'
import { DayText } from '../../ui/day-text.tsx'
import { QueryView } from '../../ui/query-view.tsx'
import { useNames } from '../servicing/names.ts'
import { LinesDrawer } from './lines-drawer.tsx'
import { Signed } from './signed.tsx'

type Balance = Awaited<ReturnType<typeof client.ledger.trialBalance>>
type Row = Balance['rows'][number]

/** The trial balance of any days: every figure opens the lines it is the sum of. */
export default function TrialBalance() {
  const { t, language } = useSettings()
  const { me } = useMe()
  const asked = useSearch({ strict: false }) as { from?: string; to?: string }
  const today = me?.businessDay ?? dayjs().format('YYYY-MM-DD')
  const [own, setOwn] = useState<{ from: string; to: string } | null>(null)
  const [branchId, setBranch] = useState<`branch_${string}` | undefined>()
  const [shown, setShown] = useState<Row | null>(null)
  const names = useNames()
  const period = own ?? {
    from: asked.from ?? dayjs(today).startOf('month').format('YYYY-MM-DD'),
    to: asked.to ?? today,
  }
  const balance = useQuery(
    api.ledger.trialBalance.queryOptions({ input: { ...period, branchId }, placeholderData: keepPreviousData }),
  )
  const money = (title: string, value: (row: Row) => string) => ({
    title,
    align: 'end' as const,
    render: (_: unknown, row: Row) => <Signed value={value(row)} />,
  })
  return (
    <Flex vertical gap={14}>
      <Flex justify="space-between" align="center" gap={12} wrap>
        <Typography.Title level={1} style={{ fontSize: 18, margin: 0 }}>
          {t('ledger.trial-balance')}
        </Typography.Title>
        <Flex gap={8} wrap>
          <Select
            allowClear
            style={{ minWidth: 140 }}
            placeholder={t('team.branch')}
            aria-label={t('team.branch')}
            options={names.branches}
            value={branchId}
            onChange={setBranch}
          />
          <DatePicker.RangePicker
            allowClear={false}
            value={[dayjs(period.from), dayjs(period.to)]}
            onChange={range =>
              range?.[0] &&
              range[1] &&
              setOwn({ from: range[0].format('YYYY-MM-DD'), to: range[1].format('YYYY-MM-DD') })
            }
          />
          <Link to={'/ledger/journals' as never}>
            <Button>{t('ledger.journals')}</Button>
          </Link>
        </Flex>
      </Flex>
      <QueryView query={balance}>
        {data => (
          <Card
            size="small"
            title={
              <>
                <DayText day={data.from} /> – <DayText day={data.to} />
              </>
            }
            extra={
              <Tag color={data.totals.balanced ? 'green' : 'red'}>
                {t(data.totals.balanced ? 'ledger.balanced' : 'ledger.unbalanced')}
              </Tag>
            }
            styles={{ body: { padding: 0 } }}
          >
            <Table<Row>
              size="middle"
              rowKey="code"
              pagination={false}
              scroll={{ x: 'max-content' }}
              dataSource={data.rows}
              rowClassName="row-link"
              onRow={row => ({ onClick: () => setShown(row) })}
              locale={{ emptyText: t('ledger.empty') }}
              columns={[
                {
                  title: t('ledger.account'),
                  render: (_, row) => (
                    <Button type="link" size="small" style={{ padding: 0 }} onClick={() => setShown(row)}>
                      {row.code} {language === 'zh' ? row.zh : row.en}
                    </Button>
                  ),
                },
                { title: t('ledger.account.kind'), render: (_, row) => t(`ledger.account.${row.kind}`) },
                money(t('ledger.trial-balance.opening'), row => row.opening),
                money(t('ledger.line.debit'), row => row.debit),
                money(t('ledger.line.credit'), row => row.credit),
                money(t('ledger.trial-balance.closing'), row => row.closing),
              ]}
              summary={() => <Totals totals={data.totals} />}
            />
          </Card>
        )}
      </QueryView>
      <LinesDrawer account={shown} period={period} branchId={branchId} onClose={() => setShown(null)} />
    </Flex>
  )
}

function Totals({ totals }: { totals: Balance['totals'] }) {
  const t = useWords()
  return (
    <Table.Summary.Row>
      <Table.Summary.Cell index={0} colSpan={3}>
        <Typography.Text strong>{t('ledger.totals')}</Typography.Text>
      </Table.Summary.Cell>
      {[totals.debit, totals.credit].map((value, index) => (
        <Table.Summary.Cell key={index === 0 ? 'debit' : 'credit'} index={3 + index} align="end">
          <Typography.Text strong>
            <Signed value={value} />
          </Typography.Text>
        </Table.Summary.Cell>
      ))}
      <Table.Summary.Cell index={5} />
    </Table.Summary.Row>
  )
}
