import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import { App, Button, Card, Flex, Popconfirm, Typography } from 'antd'
import { useState } from 'react'
import { api, client } from '../../client.ts'
import { useCommand } from '../../command.ts'
import { useMay, useMe } from '../../session.tsx'
import { useWords } from '../../settings.tsx'
import { InstantText } from '../../ui/day-text.tsx'
import { FoldTable } from '../../ui/fold-table.tsx'
import { ListPage } from '../../ui/list-page.tsx'
import { Money } from '../../ui/money.tsx'
import { QueryView } from '../../ui/query-view.tsx'
import { StateTag } from '../../ui/state-tag.tsx'

type Month = Awaited<ReturnType<typeof client.performance.listMonths>>[number]
type Row = Awaited<ReturnType<typeof client.performance.listMonthPay>>['rows'][number]

/** How many months are listed before the older ones are asked for, so that what a month pays whom is near. */
const recent = 4

/** The months of pay: freeze, have a second person approve, pay; each opens what it pays whom. */
export default function PayMonths() {
  const t = useWords()
  const may = useMay()
  const months = useQuery(api.performance.listMonths.queryOptions())
  const [shown, setShown] = useState<string | null>(null)
  const [older, setOlder] = useState(false)
  return (
    <Flex vertical gap={14}>
      <Flex justify="space-between" align="center" gap={12} wrap>
        <Typography.Title level={1} style={{ fontSize: 18, margin: 0 }}>
          {t('performance.pay-months')}
        </Typography.Title>
        <Flex gap={8} wrap>
          {may('performance.wage.write') && (
            <Link to={'/performance/pay-accounts' as never}>
              <Button>{t('performance.account')}</Button>
            </Link>
          )}
          {may('performance.month.pay') && (
            <Link to={'/performance/claims' as never}>
              <Button>{t('performance.claim')}</Button>
            </Link>
          )}
          <Link to={'/performance/disclosure' as never}>
            <Button>{t('performance.disclosure')}</Button>
          </Link>
        </Flex>
      </Flex>
      <QueryView query={months}>
        {data => (
          <>
            <Card size="small" styles={{ body: { padding: 0 } }}>
              <FoldTable<Month>
                rows={older ? data : data.slice(0, recent)}
                rowKey="month"
                columns={[
                  {
                    title: t('performance.pay.month'),
                    render: (_, row) => (
                      <Button type="link" size="small" style={{ padding: 0 }} onClick={() => setShown(row.month)}>
                        {row.month.slice(0, 7)}
                      </Button>
                    ),
                  },
                  {
                    title: t('performance.pay.state'),
                    render: (_, row) => (
                      <StateTag
                        state={row.state === 'frozen' ? 'waiting' : row.state}
                        word={`performance.pay-month.${row.state}`}
                      />
                    ),
                  },
                  { title: t('performance.pay.people'), align: 'end', render: (_, row) => row.people },
                  {
                    title: `${t('performance.pay.net')} ¥`,
                    align: 'end',
                    render: (_, row) => <Money value={row.net} />,
                  },
                  {
                    title: `${t('performance.pay.deferred-now')} ¥`,
                    align: 'end',
                    render: (_, row) => <Money value={row.deferred} />,
                  },
                  {
                    title: t('performance.pay.steps-done'),
                    render: (_, row) =>
                      row.frozenAt && (
                        <Flex vertical style={{ fontSize: 12 }}>
                          <span>
                            {t('performance.pay-month.frozen')} {row.frozenByName} <InstantText at={row.frozenAt} />
                          </span>
                          {row.approvedAt && (
                            <span>
                              {t('performance.pay-month.approved')} {row.approvedByName}{' '}
                              <InstantText at={row.approvedAt} />
                            </span>
                          )}
                          {row.paidAt && (
                            <span>
                              {t('performance.pay-month.paid')} <InstantText at={row.paidAt} />
                            </span>
                          )}
                        </Flex>
                      ),
                  },
                  { title: '', render: (_, row) => <Actions month={row} /> },
                ]}
              />
              {!older && data.length > recent && (
                <Button type="link" onClick={() => setOlder(true)}>
                  {t('performance.pay.older', { count: data.length - recent })}
                </Button>
              )}
            </Card>
            <Detail month={shown ?? data[0]?.month ?? null} />
          </>
        )}
      </QueryView>
    </Flex>
  )
}

function Actions({ month }: { month: Month }) {
  const t = useWords()
  const may = useMay()
  const { me } = useMe()
  const { message, notification } = App.useApp()
  const done = { done: t('ui.done') }
  const freeze = useCommand(client.performance.freezeMonth, done)
  const approve = useCommand(client.performance.approveMonth, done)
  const pay = useCommand(client.performance.payMonth, done)
  const file = useCommand(client.performance.bankFile, {
    onDone: ({ fileName, text, without }) => {
      const link = document.createElement('a')
      link.href = URL.createObjectURL(new Blob([`\uFEFF${text}`], { type: 'text/csv' }))
      link.download = fileName
      link.click()
      if (without.length > 0)
        notification.warning({
          title: fileName,
          description: t('performance.account.without', { names: without }),
          duration: 12,
        })
      else message.success(fileName)
    },
  })
  const ask = { month: month.month, version: month.version }
  const isOver = (me?.businessDay ?? '').slice(0, 7) > month.month.slice(0, 7)
  const sure = (label: string, busy: boolean, run: () => void) => (
    <Popconfirm title={t('performance.pay.sure')} onConfirm={run}>
      <Button size="small" type="primary" loading={busy}>
        {label}
      </Button>
    </Popconfirm>
  )
  return (
    <Flex gap={8}>
      {month.state === 'open' &&
        may('performance.month.freeze') &&
        (isOver ? (
          sure(t('performance.pay.freeze'), freeze.isPending, () => freeze.mutate({ month: month.month }))
        ) : (
          <Typography.Text type="secondary">{t('performance.pay.freeze-later')}</Typography.Text>
        ))}
      {month.state === 'frozen' &&
        may('performance.month.approve') &&
        sure(t('performance.pay.approve'), approve.isPending, () => approve.mutate(ask))}
      {month.state === 'approved' &&
        may('performance.month.pay') &&
        sure(t('performance.pay.pay'), pay.isPending, () => pay.mutate(ask))}
      {(month.state === 'approved' || month.state === 'paid') && may('performance.month.pay') && (
        <Button size="small" loading={file.isPending} onClick={() => file.mutate({ month: month.month })}>
          {t('performance.pay.bank-file')}
        </Button>
      )}
    </Flex>
  )
}

function Detail({ month }: { month: string | null }) {
  const t = useWords()
  const navigate = useNavigate()
  const may = useMay()
  if (!month) return null
  const money = (key: keyof Row, title: string, hidden = false) => ({
    key,
    title: `${title} ¥`,
    align: 'end' as const,
    hidden,
    render: (row: Row) => <Money value={row[key] as string} />,
  })
  return (
    <ListPage<Row>
      key={month}
      name="performance.month-pay"
      title={`${month.slice(0, 7)} ${t('performance.pay.whom')}`}
      load={query => client.performance.listMonthPay({ ...query, month } as never)}
      scope={{ month }}
      searchHint={t('performance.search-name')}
      rowKey={row => row.personId}
      exportOf="performance/listMonthPay"
      columns={[
        {
          key: 'personName',
          title: t('team.person'),
          render: row =>
            may('performance.pay.read') ? (
              <Button
                type="link"
                size="small"
                style={{ padding: 0 }}
                onClick={() =>
                  void navigate({ to: '/performance/my-pay' as never, search: { person: row.personId } as never })
                }
              >
                {row.personName}
              </Button>
            ) : (
              row.personName
            ),
        },
        money('base', t('performance.part.base')),
        money('commission', t('performance.part.commission')),
        money('spot', t('performance.part.spot')),
        money('pool', t('performance.part.pool')),
        money('vested', t('performance.step.vest')),
        money('correction', t('performance.part.correction')),
        money('performance', t('performance.part.performance')),
        money('cancelled', t('performance.step.cancel-payable')),
        money('deducted', t('performance.step.deduct')),
        money('net', t('performance.pay.net')),
        money('deferred', t('performance.pay.deferred-now')),
      ]}
    />
  )
}
