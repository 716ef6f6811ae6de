import { useInfiniteQuery } from '@tanstack/react-query'
import { Button, Collapse, Flex, Grid, Table, Typography } from 'antd'
import type { ReactNode } from 'react'
import { client } from '../../client.ts'
import { useWords } from '../../settings.tsx'
import { DayText } from '../../ui/day-text.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { grouped, Money } from '../../ui/money.tsx'
import { QueryView } from '../../ui/query-view.tsx'
import type { Loan } from './loan-tags.tsx'

type Change = Awaited<ReturnType<typeof client.servicing.listPlanChanges>>['rows'][number]
type Line = Change['lines'][number]
type Row = Line['after']

/** Every change of the plan, the newest first: which installment it replaced by which, and what had made the one replaced. */
export function PlanChangesTab({ loan }: { loan: Loan }) {
  const t = useWords()
  const changes = useInfiniteQuery({
    queryKey: ['servicing', 'plan-changes', loan.id, loan.transactions.at(-1)?.id, loan.knownOn],
    queryFn: ({ pageParam }) =>
      client.servicing.listPlanChanges({
        id: loan.id,
        ...(pageParam ? { before: pageParam as `repayment_${string}` } : {}),
        ...(loan.knownOn ? { knownOn: loan.knownOn } : {}),
      }),
    initialPageParam: null as string | null,
    getNextPageParam: last => last.next,
  })
  return (
    <QueryView query={changes}>
      {({ pages }) => {
        const rows = pages.flatMap(page => page.rows)
        if (rows.length === 0) return <EmptyState text={t('servicing.plan-changes.none')} />
        return (
          <>
            <Typography.Paragraph type="secondary">{t('servicing.plan-changes.note')}</Typography.Paragraph>
            <Collapse
              ghost
              size="small"
              defaultActiveKey={rows.slice(0, 1).map(row => row.id)}
              items={rows.map(change => ({
                key: change.id,
                label: <ChangeTitle change={change} />,
                children: <Lines change={change} />,
              }))}
            />
            {changes.hasNextPage && (
              <Button block type="text" loading={changes.isFetching} onClick={() => void changes.fetchNextPage()}>
                {t('servicing.plan-changes.earlier')}
              </Button>
            )}
          </>
        )
      }}
    </QueryView>
  )
}

function ChangeTitle({ change }: { change: Change }) {
  const t = useWords()
  return (
    <Flex gap="2px 10px" wrap align="baseline">
      <Typography.Text strong>
        {t(`servicing.transaction.${change.kind}`)}
        {change.kind === 'reversal' && change.takesBack && ` · ${t(`servicing.transaction.${change.takesBack}`)}`}
      </Typography.Text>
      <DayText day={change.valueDate} />
      <Typography.Text type="secondary">
        {t('servicing.plan-changes.count', { count: change.lines.length })}
        {change.postedOn !== change.valueDate && ` · ${t('servicing.transaction.postedOn')} ${change.postedOn}`}
      </Typography.Text>
    </Flex>
  )
}

/** The installments of one change: as they were and what had made them so, and as they are now. */
function Lines({ change }: { change: Change }) {
  const t = useWords()
  const wide = Grid.useBreakpoint().md ?? true
  const madeBy = ({ before, replaces }: Line) => {
    if (before === null) return null
    return replaces
      ? `${t(`servicing.transaction.${replaces.kind}`)} ${replaces.valueDate}`
      : t('servicing.plan-changes.first')
  }
  const was = (line: Line) => <Due row={line.before} note={madeBy(line)} none={t('servicing.plan-changes.new')} />
  const is = (line: Line) => (
    <Due
      row={line.after}
      note={`${t(`servicing.transaction.${change.kind}`)} ${change.valueDate}`}
      none={t('servicing.plan-changes.gone')}
    />
  )
  const payment = { title: t('servicing.installment.payment'), align: 'end' as const }
  return (
    <Table<Line>
      size="small"
      rowKey="seq"
      pagination={change.lines.length > 12 ? { pageSize: 12, size: 'small', showSizeChanger: false } : false}
      dataSource={change.lines}
      scroll={{ x: 'max-content' }}
      columns={[
        { title: t('servicing.installment.seq'), dataIndex: 'seq', width: 44 },
        ...(wide
          ? [
              { title: t('servicing.plan-changes.before'), render: (_: unknown, line: Line) => was(line) },
              { ...payment, render: (_: unknown, line: Line) => <Payment row={line.before} /> },
              { title: t('servicing.plan-changes.after'), render: (_: unknown, line: Line) => is(line) },
              { ...payment, render: (_: unknown, line: Line) => <Payment row={line.after} /> },
            ]
          : [
              {
                title: `${t('servicing.plan-changes.before')} → ${t('servicing.plan-changes.after')}`,
                render: (_: unknown, line: Line) => (
                  <Flex vertical gap={4}>
                    <Typography.Text type="secondary">{was(line)}</Typography.Text>
                    <div>{is(line)}</div>
                  </Flex>
                ),
              },
              {
                ...payment,
                render: (_: unknown, line: Line) => (
                  <Flex vertical gap={4}>
                    <div>
                      <Payment row={line.before} />
                    </div>
                    <div>
                      <Payment row={line.after} />
                    </div>
                  </Flex>
                ),
              },
            ]),
      ]}
    />
  )
}

function Due({ row, note, none }: { row: Row; note: string | null; none: string }) {
  if (!row) return <Typography.Text type="secondary">{none}</Typography.Text>
  return (
    <>
      <DayText day={row.dueOn} />
      <Small>{note}</Small>
    </>
  )
}

/** What an installment asks in all, and below it of principal, interest and fee. */
function Payment({ row }: { row: Row }) {
  if (!row) return <>—</>
  const parts = [row.principal, row.interest, ...(row.fee === '0.00' ? [] : [row.fee])]
  return (
    <>
      <Typography.Text strong>
        <Money value={row.payment} />
      </Typography.Text>
      <Small>{parts.map(grouped).join(' + ')}</Small>
    </>
  )
}

function Small({ children }: { children: ReactNode }) {
  return (
    <div>
      <Typography.Text type="secondary" style={{ fontSize: 12 }}>
        {children}
      </Typography.Text>
    </div>
  )
}
