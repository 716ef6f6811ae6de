import { DownloadOutlined } from '@ant-design/icons'
import { useInfiniteQuery } from '@tanstack/react-query'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { Button, Card, Drawer, Flex, Grid, Input, type InputRef, Select, Skeleton, Table, Typography } from 'antd'
import type React from 'react'
import { Fragment, type ReactNode, useEffect, useRef, useState } from 'react'
import { problemOf } from '../client.ts'
import { useListChoice } from '../list-choice.ts'
import { current, useWords } from '../settings.tsx'
import { ColumnChoice, isShown, ordered } from './column-choice.tsx'
import { DefinitionList } from './definition-list.tsx'
import { EmptyState } from './empty-state.tsx'
import { SavedViews } from './saved-views.tsx'

/** One column of a list. `sort` is the server's name for it. */
export type Column<Row> = {
  key: string
  title: string
  render: (row: Row) => ReactNode
  align?: 'end'
  sort?: string
  width?: number
  hidden?: boolean
  /**
   * Where the words of the codes in it begin, so that the Excel file prints what is read here; `*` where the code is a word itself,
   * `@branch` and `@product` where it is the id of one.
   */
  words?: string
  /** The fields of the row it shows, where they are not called as the column is (`a|b`: the first that is there); false for buttons. */
  from?: string | false
  /** What stands for the first field that holds: its word; `''` always holds. */
  cases?: readonly (readonly [field: string, word: string])[]
  /** Decimal shares and rates, shown as percent. */
  share?: boolean
}
/** One filter: a choice the server understands. */
export type Filter = { key: string; label: string; options: { value: string; label: string }[] }
type Query = { search?: string; sort?: string; direction?: 'asc' | 'desc'; after?: string; limit?: number } & Record<
  string,
  unknown
>
type Page<Row> = { rows: Row[]; next: string | null; total: number }

type Props<Row> = {
  name: string
  title: string
  columns: Column<Row>[]
  load: (query: Query) => Promise<Page<Row>>
  rowKey: (row: Row) => string
  /** Where a row leads. */
  open?: (row: Row) => string
  /**
   * What a pressed row shows beside the list; Enter, its name, or the button there opens its page. `true`: all its columns, shown
   * or not, where there is room beside the list; on a phone the card tells most of them, and a press opens the page. Without it
   * a press opens the page.
   */
  panel?: true | ((row: Row) => ReactNode)
  filters?: Filter[]
  /** What the list can be searched by; without it there is no box to type in. */
  searchHint?: string
  /** The page's one primary action, and others. */
  actions?: ReactNode
  totals?: (page: Page<Row>) => ReactNode
  empty?: { text: string; action?: string; onAction?: () => void }
  /** `module/operation` of this list for the Excel file. */
  exportOf?: string
  /** Fixed part of the query. */
  scope?: Record<string, unknown>
}

/** The list pattern: filters, search, sort, pages by key, chosen columns, keyboard, views one keeps; rows become cards on a phone. */
export function ListPage<Row extends object>({
  name,
  title,
  columns,
  load,
  rowKey,
  open,
  panel,
  filters = [],
  searchHint,
  actions,
  totals,
  empty,
  exportOf,
  scope = {},
}: Props<Row>) {
  const t = useWords()
  const navigate = useNavigate()
  const wide = Grid.useBreakpoint().md ?? true
  const [search, setSearch] = useState('')
  // Filters and order stand in the address, so that going back finds the list as it was left; a search may be a
  // telephone or identity number, which no address should keep.
  const asked = useSearch({ strict: false }) as Record<string, unknown>
  const ask = (next: Record<string, string | undefined>) =>
    void navigate({
      to: '.',
      replace: true,
      search: { ...asked, ...next } as never,
    })
  const chosen = Object.fromEntries(
    filters.flatMap(filter => (asked[filter.key] === undefined ? [] : [[filter.key, String(asked[filter.key])]])),
  )
  const sort = asked.sort ? { sort: String(asked.sort), direction: asked.direction === 'asc' ? 'asc' : 'desc' } : {}
  const [choice, keep] = useListChoice(name)
  const [at, setAt] = useState(-1)
  const [beside, setBeside] = useState<Row | null>(null)
  const searchBox = useRef<InputRef>(null)
  const table = useRef<HTMLDivElement>(null)
  const query = { ...scope, ...chosen, ...sort, ...(search ? { search } : {}) } as Query
  const list = useInfiniteQuery({
    queryKey: ['list', name, query],
    queryFn: ({ pageParam }) => load({ ...query, limit: 50, ...(pageParam ? { after: pageParam } : {}) }),
    initialPageParam: '',
    getNextPageParam: (page: Page<Row>) => page.next,
  })
  const rows = list.data?.pages.flatMap(page => page.rows) ?? []
  const first = list.data?.pages[0]
  const shown = ordered(columns, choice.columns).filter(column => isShown(column, choice.columns))
  // On a phone what a row tells stands in its card, and its buttons below, however many columns there are.
  const told = shown.filter(column => column.from !== false)

  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const typing = event.target instanceof HTMLElement && /^(INPUT|TEXTAREA|SELECT)$/.test(event.target.tagName)
      if (typing || event.ctrlKey || event.metaKey || event.altKey) return
      if (event.key === '/' && searchBox.current) {
        event.preventDefault()
        searchBox.current.focus()
      }
      if (event.key === 'j' || event.key === 'k') {
        const next = event.key === 'j' ? Math.min(at + 1, rows.length - 1) : Math.max(at - 1, 0)
        setAt(next)
        if (beside && rows[next]) setBeside(rows[next])
        table.current?.querySelectorAll('tr.row-link')[next]?.scrollIntoView({ block: 'nearest' })
      }
      const onControl = event.target instanceof HTMLElement && event.target.closest('a,button,[role]')
      if (event.key === 'Enter' && !onControl && open && rows[at]) void navigate({ to: open(rows[at]) as never })
    }
    addEventListener('keydown', onKey)
    return () => removeEventListener('keydown', onKey)
  })

  const go = (row: Row) => open && void navigate({ to: open(row) as never })
  const press = (row: Row, index: number) => {
    if (!panel || (panel === true && !wide)) return go(row)
    setAt(index)
    setBeside(row)
  }
  const exportUrl =
    exportOf &&
    `/api/export/${exportOf}?${new URLSearchParams({
      ...stringly(query),
      columns: JSON.stringify(
        shown
          .filter(({ from }) => from !== false)
          .map(({ key, title, words, from, cases, share }) => ({ key, title, words, from, cases, share })),
      ),
      title,
      language: current.language,
    })}`

  return (
    <Flex vertical gap={14}>
      <Flex justify="space-between" align="center" gap={12} wrap>
        <Typography.Title level={1} style={{ fontSize: 18, margin: 0 }}>
          {title}
        </Typography.Title>
        <Flex gap={8} wrap>
          {exportUrl && wide && (
            <Button icon={<DownloadOutlined />} href={exportUrl}>
              {t('ui.export')}
            </Button>
          )}
          {actions}
        </Flex>
      </Flex>
      <Card ref={table} styles={{ body: { padding: 0 } }}>
        {filters.length > 0 && (
          <SavedViews
            views={choice.views}
            onKeep={views => keep({ views })}
            asked={{ ...chosen, ...(sort as Record<string, string>) }}
            onAsk={next =>
              ask({
                ...Object.fromEntries(
                  [...filters.map(filter => filter.key), 'sort', 'direction'].map(key => [key, undefined]),
                ),
                ...next,
              })
            }
          />
        )}
        <Flex gap={8} wrap align="center" style={{ padding: 12 }}>
          {searchHint && (
            <Input.Search
              ref={searchBox}
              allowClear
              placeholder={searchHint}
              aria-label={searchHint}
              style={{ width: wide ? 280 : '100%' }}
              onSearch={setSearch}
            />
          )}
          {filters.map(filter => (
            <Select
              key={filter.key}
              aria-label={filter.label}
              allowClear
              placeholder={filter.label}
              style={{ minWidth: wide ? 104 : 130 }}
              popupMatchSelectWidth={false}
              value={chosen[filter.key]}
              options={filter.options}
              onChange={value => ask({ [filter.key]: value })}
            />
          ))}
          <div style={{ flex: 1 }} />
          <Flex gap={4} align="center">
            {first && <Typography.Text type="secondary">{t('ui.total', { count: first.total })}</Typography.Text>}
            {wide && (
              <ColumnChoice columns={columns} chosen={choice.columns} onChoose={next => keep({ columns: next })} />
            )}
          </Flex>
        </Flex>
        {list.isPending ? (
          <Skeleton active style={{ padding: 16 }} paragraph={{ rows: 8 }} />
        ) : list.isError ? (
          <EmptyState
            text={problemOf(list.error)?.detail ?? t('shell.offline')}
            action={t('shell.retry')}
            onAction={() => void list.refetch()}
          />
        ) : rows.length === 0 ? (
          <EmptyState {...(empty ?? {})} />
        ) : wide ? (
          <Table<Row>
            rowKey={rowKey}
            dataSource={rows}
            pagination={false}
            size="middle"
            scroll={{ x: 'max-content' }}
            rowClassName={(_, index) => `row-link${index === at ? ' ant-table-row-selected' : ''}`}
            onRow={(row, index) => ({ onClick: () => press(row, index ?? 0) })}
            onChange={(_, __, sorter) => {
              const one = Array.isArray(sorter) ? sorter[0] : sorter
              ask(
                one?.order
                  ? { sort: String(one.columnKey), direction: one.order === 'ascend' ? 'asc' : 'desc' }
                  : { sort: undefined, direction: undefined },
              )
            }}
            columns={shown.map((column, index) => ({
              key: column.sort ?? column.key,
              title: column.title,
              align: column.align,
              width: column.width,
              sorter: !!column.sort,
              ...(column.sort
                ? { sortOrder: sort.sort === column.sort ? (sort.direction === 'asc' ? 'ascend' : 'descend') : null }
                : {}),
              render: (_: unknown, row: Row) =>
                open && index === 0 ? (
                  <Link to={open(row) as never} className="row-name" onClick={event => event.stopPropagation()}>
                    {column.render(row)}
                  </Link>
                ) : (
                  column.render(row)
                ),
            }))}
            {...(totals && first ? { footer: () => totals(first) } : {})}
          />
        ) : (
          <div>
            {totals && first && (
              <div style={{ padding: '10px 14px', borderTop: '1px solid rgba(128,128,128,0.15)' }}>{totals(first)}</div>
            )}
            {rows.map((row, index) => (
              <div
                key={rowKey(row)}
                {...((open || panel) && { className: 'row-link', ...rowLink(() => press(row, index)) })}
                style={{ padding: '12px 14px', borderTop: '1px solid rgba(128,128,128,0.15)' }}
              >
                <Flex justify="space-between" gap={8} style={{ fontWeight: 600 }}>
                  <span style={{ minWidth: 0, overflowWrap: 'anywhere' }}>{told[0]?.render(row)}</span>
                  <span>{told[1]?.render(row)}</span>
                </Flex>
                <Flex wrap gap="2px 14px" style={{ marginTop: 4 }}>
                  {told.slice(2, 7).map(column => (
                    <Typography.Text key={column.key} type="secondary">
                      {column.title} {column.render(row)}
                    </Typography.Text>
                  ))}
                </Flex>
                {told.length < shown.length && (
                  <Flex wrap gap={8} style={{ marginTop: 8 }} onClick={stay} onKeyDown={stay}>
                    {shown.map(
                      column => column.from === false && <Fragment key={column.key}>{column.render(row)}</Fragment>,
                    )}
                  </Flex>
                )}
              </div>
            ))}
          </div>
        )}
        {list.hasNextPage && (
          <Flex justify="center" style={{ padding: 12 }}>
            <Button loading={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
              {t('ui.more-rows')}
            </Button>
          </Flex>
        )}
      </Card>
      {panel && (
        <Drawer
          open={beside !== null}
          onClose={() => setBeside(null)}
          size={wide ? 420 : '100%'}
          mask={false}
          title={beside && shown[0]?.render(beside)}
          extra={
            beside &&
            open && (
              <Link to={open(beside) as never}>
                <Button type="primary">{t('ui.open-page')}</Button>
              </Link>
            )
          }
          destroyOnHidden
        >
          {beside && (panel === true ? <Columns columns={columns} row={beside} /> : panel(beside))}
        </Drawer>
      )}
    </Flex>
  )
}

/** All columns of a row, one a line; the first is the title already. */
function Columns<Row>({ columns, row }: { columns: readonly Column<Row>[]; row: Row }) {
  return (
    <DefinitionList
      items={columns
        .slice(1)
        .filter(column => column.from !== false)
        .map(column => ({ label: column.title, value: column.render(row) }))}
    />
  )
}

/** A press on a button of a card is not one on the card. */
const stay = (event: React.SyntheticEvent) => event.stopPropagation()

/** A whole card as a link: it holds other links, which an anchor may not. */
const rowLink = (go: () => void) => ({
  role: 'link' as const,
  tabIndex: 0,
  onClick: go,
  onKeyDown: (event: React.KeyboardEvent) => event.key === 'Enter' && go(),
})

const stringly = (query: Record<string, unknown>) =>
  Object.fromEntries(
    Object.entries(query)
      .filter(([, value]) => value !== undefined)
      .map(([key, value]) => [key, String(value)]),
  )
