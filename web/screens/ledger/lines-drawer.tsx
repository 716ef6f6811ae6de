import { useInfiniteQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Button, Drawer, Flex, Grid, Table, Typography } from 'antd'
import { client } from '../../client.ts'
import { useSettings } from '../../settings.tsx'
import { DayText } from '../../ui/day-text.tsx'
import { Money } from '../../ui/money.tsx'
import { useNames } from '../servicing/names.ts'
import { Signed } from './signed.tsx'

type Page = Awaited<ReturnType<typeof client.ledger.listLines>>

/** Why this number: the lines of one account, each open to its journal. */
export function LinesDrawer({
  account,
  period,
  branchId,
  onClose,
}: {
  account: { code: string; zh: string; en: string } | null
  period: { from: string; to: string }
  branchId?: `branch_${string}` | undefined
  onClose: () => void
}) {
  const { t, language } = useSettings()
  const names = useNames()
  const wide = Grid.useBreakpoint().md ?? true
  const list = useInfiniteQuery({
    queryKey: ['ledger.lines', account?.code, period, branchId],
    queryFn: ({ pageParam }) =>
      client.ledger.listLines({
        code: account!.code,
        ...period,
        branchId,
        limit: 100,
        ...(pageParam ? { after: pageParam } : {}),
      }),
    initialPageParam: '',
    getNextPageParam: (page: Page) => page.next,
    enabled: account !== null,
  })
  const first = list.data?.pages[0]
  return (
    <Drawer
      open={account !== null}
      onClose={onClose}
      size={wide ? 760 : '100%'}
      title={account && `${account.code} ${language === 'zh' ? account.zh : account.en}`}
    >
      {first && (
        <Flex gap={24} wrap style={{ marginBottom: 12 }}>
          <Typography.Text type="secondary">
            <DayText day={period.from} /> – <DayText day={period.to} />
          </Typography.Text>
          <span>
            {t('ledger.line.debit')} <Money value={first.debit} sign />
          </span>
          <span>
            {t('ledger.line.credit')} <Money value={first.credit} sign />
          </span>
        </Flex>
      )}
      <Table
        size="small"
        rowKey="journalId"
        loading={list.isPending && account !== null}
        pagination={false}
        scroll={{ x: 'max-content' }}
        dataSource={list.data?.pages.flatMap(page => page.rows) ?? []}
        columns={[
          { title: t('ledger.journal.day'), render: (_, row) => <DayText day={row.day} /> },
          {
            title: t('ledger.journal.source'),
            render: (_, row) => (
              <Link to={`/ledger/journals/${row.journalId}` as never}>{row.note ?? t(row.description)}</Link>
            ),
          },
          { title: t('team.branch'), render: (_, row) => names.branch(row.branchId) },
          { title: t('product.product'), render: (_, row) => (row.productId ? names.product(row.productId) : '—') },
          { title: t('ledger.line.debit'), align: 'end', render: (_, row) => <Signed value={row.debit} /> },
          { title: t('ledger.line.credit'), align: 'end', render: (_, row) => <Signed value={row.credit} /> },
        ]}
      />
      {list.hasNextPage && (
        <Flex justify="center" style={{ padding: 12 }}>
          <Button loading={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
            {t('ui.more-rows')}
          </Button>
        </Flex>
      )}
    </Drawer>
  )
}
