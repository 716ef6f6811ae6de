import { DownloadOutlined } from '@ant-design/icons'
import { useInfiniteQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Button, Drawer, Flex, Grid, Table, Typography } from 'antd'
import type { ReactNode } from 'react'
import { api, type client } from '../../client.ts'
import { useSettings, useWords } from '../../settings.tsx'
import { DayText } from '../../ui/day-text.tsx'
import { Money } from '../../ui/money.tsx'
import { QueryView } from '../../ui/query-view.tsx'
import { type Scope, useScopeName } from './slice.ts'

type Ask = NonNullable<Parameters<typeof client.risk.cellLoans>[0]>
type Row = Awaited<ReturnType<typeof client.risk.cellLoans>>['rows'][number]

/** Which cells of which picture are opened. */
export type Opened = {
  title: string
  ask: Ask
  /** What the figure means, where it has a name of its own. */
  definition?: string | undefined
}

/** 为什么是这个数: the loans a cell is made of, each a way to its page; they come to what the cell shows. */
export function CellDrawer({
  opened,
  wider,
  onClose,
}: {
  opened: Opened | null
  /** Whose loans the figure is about, where that may be more than the reader's own. */
  wider?: Scope
  onClose: () => void
}) {
  const t = useWords()
  const wide = Grid.useBreakpoint().md ?? true
  return (
    <Drawer
      open={opened !== null}
      onClose={onClose}
      size={wide ? 760 : '100%'}
      title={opened ? `${t('ui.why')}${t('ui.colon')}${opened.title}` : ''}
      destroyOnHidden
    >
      {opened?.definition && (
        <Typography.Paragraph>
          <Typography.Text type="secondary">{t('ui.definition')} </Typography.Text>
          {opened.definition}
        </Typography.Paragraph>
      )}
      {opened && <CellRows ask={opened.ask} title={opened.title} {...(wider ? { wider } : {})} />}
    </Drawer>
  )
}

/** A column of the drawer and of its Excel file; `words` is where the words of its codes begin. */
type Column = {
  key: keyof Row
  title: string
  words?: string
  money?: true
  render?: (row: Row) => ReactNode
}

/** What a row of a picture tells beside its loan: where it stands in it. */
function useColumns(ask: Ask): Column[] {
  const t = useWords()
  const bucket = (key: 'x' | 'y', title = t('risk.bucket')): Column => ({ key, title })
  const worded = (key: 'x' | 'y', title: string, words: string): Column => ({
    key,
    title,
    words,
    render: row => t(`${words}.${row[key]}`),
  })
  const classed = (key: 'x' | 'y') => worded(key, t('risk.class'), 'servicing.class')
  const bad = (title: string): Column => ({
    key: 'bad',
    title,
    render: row => (row.bad ? <Typography.Text type="danger">{t('ui.yes')}</Typography.Text> : t('ui.no')),
  })
  const to = (row: Row) => (/^M\d/.test(row.y) ? row.y : t(`risk.place.${row.y}`))
  const own: Record<NonNullable<Ask['picture']>, Column[]> = {
    aging: [bucket('x'), classed('y')],
    flow: [{ key: 'x', title: t('risk.rows.month') }, bucket('y'), bad(t('risk.non-performing'))],
    roll: [
      { key: 'month', title: t('risk.rows.month') },
      bucket('x', t('risk.from-bucket')),
      { key: 'y', title: t('risk.to-bucket'), words: 'risk.place', render: to },
    ],
    vintage: [{ key: 'y', title: t(ask.ever === 'false' ? 'risk.rows.age' : 'risk.rows.age.ever') }],
    'first-payment': [bad(t('risk.fpd.unpaid'))],
    concentration: [bucket('y'), bad(t('risk.non-performing'))],
    allowance: [classed('x'), worded('y', t('risk.rows.stage'), 'servicing.picture.stage')],
  }
  return [
    {
      key: 'number',
      title: t('servicing.loan'),
      render: row => <Link to={`/servicing/loans/${row.id}` as never}>{row.number}</Link>,
    },
    { key: 'balance', title: t(balanceWord[ask.picture] ?? 'risk.balance'), money: true },
    ...own[ask.picture],
    { key: 'principal', title: t('risk.lent'), money: true },
    { key: 'customerName', title: t('party.customer') },
    { key: 'dealerName', title: t('party.dealer') },
  ]
}

/** What a loan brings to a cell, where that is not its balance. */
const balanceWord: Partial<Record<Ask['picture'], string>> = {
  allowance: 'risk.loss',
  'first-payment': 'risk.fpd.due',
}

/** The loans some cells are made of. `wider`: whose loans the figure above is about, where that may be more than the reader's own. */
export function CellRows({ ask, title, wider }: Pick<Opened, 'ask' | 'title'> & { wider?: Scope }) {
  const { t, language } = useSettings()
  const scopeName = useScopeName()
  const columns = useColumns(ask)
  const answer = useInfiniteQuery(
    api.risk.cellLoans.infiniteOptions({
      input: (after: string | undefined) => ({ ...ask, ...(after ? { after } : {}) }),
      initialPageParam: undefined as string | undefined,
      getNextPageParam: page => page.next ?? undefined,
      select: ({ pages }) => ({ ...pages[0]!, rows: pages.flatMap(page => page.rows) }),
    }),
  )
  return (
    <QueryView query={answer}>
      {data => (
        <Flex vertical gap={12}>
          <Flex gap="4px 20px" wrap align="baseline">
            <Typography.Text strong style={{ fontSize: 18 }}>
              <Money value={data.balance} sign />
            </Typography.Text>
            <Typography.Text>{t('risk.loans.count', { count: data.total })}</Typography.Text>
            <Typography.Text type="secondary">
              {t('ui.as-of')} <DayText day={data.day} />
            </Typography.Text>
            <span style={{ flex: 1 }} />
            <Button size="small" icon={<DownloadOutlined />} href={fileOf(ask, columns, title, language)}>
              {t('ui.export')}
            </Button>
          </Flex>
          {wider && wider.reach !== data.scope.reach && (
            <Typography.Text type="warning">{t('risk.scope.part', { name: scopeName(data.scope) })}</Typography.Text>
          )}
          {data.rows.length < data.total && (
            <Typography.Text type="secondary">{t('risk.rows.first', { count: data.rows.length })}</Typography.Text>
          )}
          <Table
            size="small"
            rowKey={row => `${row.id}/${row.x}/${row.y}/${row.month}`}
            pagination={data.rows.length > 50 ? { pageSize: 50, showSizeChanger: false } : false}
            dataSource={data.rows}
            scroll={{ x: 'max-content' }}
            columns={columns.map(({ key, title: name, money, render }) => ({
              title: name,
              align: money ? ('end' as const) : ('start' as const),
              render: (_: unknown, row: Row) =>
                render ? (
                  render(row)
                ) : money ? (
                  <Money value={row[key] as string} />
                ) : (
                  ((row[key] as string | null) ?? '—')
                ),
            }))}
          />
          {answer.hasNextPage && (
            <Flex justify="center">
              <Button loading={answer.isFetchingNextPage} onClick={() => void answer.fetchNextPage()}>
                {t('ui.more-rows')}
              </Button>
            </Flex>
          )}
        </Flex>
      )}
    </QueryView>
  )
}

/** Where all the loans of the cells come as an Excel file. */
function fileOf(ask: Ask, columns: readonly Column[], title: string, language: string): string {
  const asked = Object.entries(ask).flatMap(([key, value]) =>
    Array.isArray(value)
      ? value.map((one, at) => [`${key}[${at}]`, String(one)])
      : value === undefined
        ? []
        : [[key, String(value)]],
  )
  const told = columns.map(({ key, title: name, words }) => ({ key, title: name, words }))
  return `/api/export/risk/cellLoans?${new URLSearchParams([...asked, ['columns', JSON.stringify(told)], ['title', title], ['language', language]] as [string, string][])}`
}
