import { useInfiniteQuery } from '@tanstack/react-query'
import { Button, Flex, Grid, Table, Typography } from 'antd'
import { client } from '../../client.ts'
import { useWords } from '../../settings.tsx'
import { DayText } from '../../ui/day-text.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { Money } from '../../ui/money.tsx'
import { QueryView } from '../../ui/query-view.tsx'
import type { Loan } from './loan-tags.tsx'

type Change = Awaited<ReturnType<typeof client.servicing.listPlanChanges>>['rows'][number]
type Line = Change['lines'][number]

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
            <Table<Change>
              size="small"
              rowKey="id"
              pagination={false}
              showHeader={false}
              dataSource={rows}
              expandable={{
                defaultExpandedRowKeys: rows.slice(0, 1).map(row => row.id),
                expandRowByClick: true,
                expandedRowRender: change => <Lines change={change} />,
              }}
              columns={[{ render: (_, change) => <ChangeTitle change={change} /> }]}
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

/** The installments of one change: as they were, as they are now. */
function Lines({ change }: { change: Change }) {
  const t = useWords()
  const wide = Grid.useBreakpoint().lg ?? true
  const was = (line: Line) =>
    line.before === null
      ? t('servicing.plan-changes.new')
      : line.replaces
        ? `${t(`servicing.transaction.${line.replaces.kind}`)} ${line.replaces.valueDate}`
        : t('servicing.plan-changes.first')
  return (
    <Table<Line>
      size="small"
      rowKey="seq"
      pagination={change.lines.length > 12 ? { pageSize: 12, size: 'small', showSizeChanger: false } : false}
      dataSource={change.lines}
      scroll={{ x: 'max-content' }}
      columns={[
        { title: t('servicing.installment.seq'), dataIndex: 'seq', width: 44 },
        {
          title: t('servicing.plan-changes.before'),
          children: [
            { title: t('servicing.installment.dueOn'), render: (_, line) => <Due row={line.before} /> },
            ...amounts(t, line => line.before, wide),
            ...(wide
              ? [
                  {
                    title: t('servicing.plan-changes.by'),
                    render: (_: unknown, line: Line) => <Typography.Text type="secondary">{was(line)}</Typography.Text>,
                  },
                ]
              : []),
          ],
        },
        {
          title: t('servicing.plan-changes.after'),
          children: [
            {
              title: t('servicing.installment.dueOn'),
              render: (_, line) =>
                line.after ? (
                  <Due row={line.after} />
                ) : (
                  <Typography.Text type="secondary">{t('servicing.plan-changes.gone')}</Typography.Text>
                ),
            },
            ...amounts(t, line => line.after, wide),
          ],
        },
      ]}
    />
  )
}

function Due({ row }: { row: Line['after'] }) {
  return row ? <DayText day={row.dueOn} /> : <>—</>
}

function amounts(t: ReturnType<typeof useWords>, of: (line: Line) => Line['after'], wide: boolean) {
  const column = (name: 'principal' | 'interest' | 'payment', title: string) => ({
    title,
    align: 'end' as const,
    render: (_: unknown, line: Line) => {
      const value = of(line)?.[name]
      if (value === undefined) return '—'
      return name === 'payment' ? (
        <Typography.Text strong>
          <Money value={value} />
        </Typography.Text>
      ) : (
        <Money value={value} />
      )
    },
  })
  return [
    ...(wide
      ? [column('principal', t('servicing.part.principal')), column('interest', t('servicing.part.interest'))]
      : []),
    column('payment', t('servicing.installment.payment')),
  ]
}
