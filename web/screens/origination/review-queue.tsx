import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate, useRouterState } from '@tanstack/react-router'
import { App, Button, Card, Flex, Grid, Table, Tag, Typography } from 'antd'
import { api, client } from '../../client.ts'
import { useCommand } from '../../command.ts'
import { useWords } from '../../settings.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { Money } from '../../ui/money.tsx'
import { QueryView } from '../../ui/query-view.tsx'
import { ApplicationState, TimeLeft } from './parts.tsx'
import type { ApplicationRow } from './shapes.ts'

/** Which desk this is: the team's own review, or risk control's second pair of eyes. The address says it. */
export function useDesk() {
  const path = useRouterState({ select: state => state.location.pathname })
  return path.startsWith('/origination/second-review') ? ('second-review' as const) : ('review' as const)
}

/** One big button: the next case by urgency; below it what waits. */
export default function ReviewQueue() {
  const t = useWords()
  const desk = useDesk()
  const navigate = useNavigate()
  const { message } = App.useApp()
  const wide = Grid.useBreakpoint().md ?? true
  const queue = useQuery({ ...api.origination.listReviewQueue.queryOptions(), refetchInterval: 30_000 })
  const next = useCommand(client.origination.claimNext, {
    onDone: ({ id }) =>
      id
        ? void navigate({ to: `/origination/${desk}/${id}` as never })
        : void message.info(t('origination.queue-empty')),
  })
  return (
    <QueryView query={queue}>
      {({ rows, overdue }) => (
        <Flex vertical gap={14}>
          <Card>
            <Flex justify="space-between" align="center" gap={14} wrap>
              <div>
                <Typography.Title level={1} style={{ fontSize: 18, margin: 0 }}>
                  {t(desk === 'review' ? 'origination.review-queue' : 'origination.second-queue')}
                </Typography.Title>
                <Flex gap={8} style={{ marginTop: 6 }}>
                  <Typography.Text type="secondary">
                    {t('origination.queue-waiting', { count: rows.length })}
                  </Typography.Text>
                  {overdue > 0 && <Tag color="red">{t('origination.queue-overdue', { count: overdue })}</Tag>}
                </Flex>
              </div>
              <Button
                type="primary"
                size="large"
                disabled={rows.length === 0}
                loading={next.isPending}
                onClick={() => next.mutate({})}
              >
                {t('origination.next-case')}
              </Button>
            </Flex>
          </Card>
          <Card styles={{ body: { padding: 0 } }}>
            {rows.length === 0 ? (
              <EmptyState text={t('origination.queue-empty')} />
            ) : wide ? (
              <QueueTable rows={rows} desk={desk} />
            ) : (
              rows.map(row => <QueueLine key={row.id} row={row} desk={desk} />)
            )}
          </Card>
        </Flex>
      )}
    </QueryView>
  )
}

function QueueTable({ rows, desk }: { rows: ApplicationRow[]; desk: string }) {
  const t = useWords()
  const navigate = useNavigate()
  return (
    <Table<ApplicationRow>
      rowKey={row => row.id}
      dataSource={rows}
      pagination={false}
      scroll={{ x: 'max-content' }}
      rowClassName="row-link"
      onRow={row => ({ onClick: () => void navigate({ to: `/origination/${desk}/${row.id}` as never }) })}
      columns={[
        { title: t('origination.time-left'), render: (_, row) => <TimeLeft minutes={row.minutesLeft} /> },
        {
          title: t('origination.number'),
          render: (_, row) => (
            <Link to={`/origination/${desk}/${row.id}` as never} className="number">
              {row.number}
            </Link>
          ),
        },
        { title: t('origination.customer'), render: (_, row) => row.customerName },
        { title: t('origination.state'), render: (_, row) => <ApplicationState state={row.state} /> },
        { title: t('origination.vehicle'), render: (_, row) => row.vehicle },
        { title: t('origination.principal'), align: 'end', render: (_, row) => <Money value={row.principal} /> },
        { title: t('origination.owner'), render: (_, row) => row.ownerName },
        { title: '', render: (_, row) => <Held row={row} /> },
      ]}
    />
  )
}

function QueueLine({ row, desk }: { row: ApplicationRow; desk: string }) {
  return (
    <Link to={`/origination/${desk}/${row.id}` as never}>
      <Flex vertical gap={4} style={{ padding: '12px 14px', borderTop: '1px solid rgba(128,128,128,0.15)' }}>
        <Flex justify="space-between">
          <Typography.Text strong>
            {row.customerName} <Money value={row.principal} short sign />
          </Typography.Text>
          <ApplicationState state={row.state} />
        </Flex>
        <Flex justify="space-between" align="center">
          <Typography.Text type="secondary">{row.vehicle}</Typography.Text>
          <TimeLeft minutes={row.minutesLeft} />
        </Flex>
      </Flex>
    </Link>
  )
}

/** Who is working on a case. */
export function Held({ row }: { row: Pick<ApplicationRow, 'claimedByMe' | 'claimedByName'> }) {
  const t = useWords()
  if (row.claimedByMe) return <Tag color="blue">{t('origination.held-mine')}</Tag>
  return row.claimedByName ? <Tag>{t('origination.held-other', { name: row.claimedByName })}</Tag> : null
}
