import { Flex, Grid, Table, type TableProps, Typography } from 'antd'
import type { ReactNode } from 'react'
import { DefinitionList } from './definition-list.tsx'
import { EmptyState } from './empty-state.tsx'

/** A column that can be a line of a card too. One without a title holds what can be done with the row. */
export type FoldColumn<Row> = {
  title: string
  align?: 'end'
  render: (_: unknown, row: Row) => ReactNode
  /** Whether a card has the line at all: what says nothing of a row need not take one. */
  folds?: (row: Row) => boolean
  /** Said in whole sentences or many marks: on a card it has the full width below its name, instead of the right edge of a line. */
  long?: boolean
}

/**
 * A short table of records. On a phone each row is a card: the first column its head, the others a line each unless there is
 * nothing in it, what can be done below; so nothing scrolls sideways.
 */
export function FoldTable<Row extends object>({
  rows,
  rowKey,
  columns,
  empty,
  size = 'middle',
  open,
}: {
  rows: readonly Row[]
  rowKey: (keyof Row & string) | ((row: Row) => string)
  columns: readonly [FoldColumn<Row>, ...FoldColumn<Row>[]]
  empty?: string
  /** Of rows that carry `children`: which are open at first. On a phone all are, each a step further in. */
  open?: readonly string[]
  size?: NonNullable<TableProps['size']>
}) {
  const wide = Grid.useBreakpoint().md ?? true
  if (wide)
    return (
      <Table<Row>
        size={size}
        rowKey={rowKey}
        pagination={false}
        scroll={{ x: 'max-content' }}
        dataSource={rows}
        columns={columns.map(({ folds: _, long: __, ...column }) => column)}
        {...(open ? { expandable: { defaultExpandedRowKeys: [...open] } } : {})}
        {...(empty ? { locale: { emptyText: empty } } : {})}
      />
    )
  if (rows.length === 0) return <EmptyState {...(empty ? { text: empty } : {})} />
  const [head, ...others] = columns
  return (
    <ul style={{ listStyle: 'none', margin: 0, padding: 0 }}>
      {flat(rows).map(({ row, depth }) => (
        <li
          key={typeof rowKey === 'function' ? rowKey(row) : String(row[rowKey])}
          style={{
            padding: '12px 16px',
            paddingInlineStart: 16 + depth * 14,
            borderBlockEnd: '1px solid var(--ant-color-border-secondary, #eceff4)',
          }}
        >
          <strong>{head.render(null, row)}</strong>
          <DefinitionList
            items={others
              .filter(column => column.title !== '' && !column.long && (column.folds?.(row) ?? true))
              .map(column => ({ label: column.title, value: column.render(null, row) }))
              .filter(({ value }) => value !== null && value !== '')}
          />
          {others
            .filter(column => column.long && (column.folds?.(row) ?? true))
            .map(column => (
              <div key={column.title} style={{ paddingBlock: 6, overflowWrap: 'anywhere' }}>
                <Typography.Text type="secondary" style={{ display: 'block' }}>
                  {column.title}
                </Typography.Text>
                {column.render(null, row)}
              </div>
            ))}
          <Flex wrap gap={8}>
            {others
              .filter(column => column.title === '')
              .map((column, index) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: the columns of a table do not reorder
                <span key={index}>{column.render(null, row)}</span>
              ))}
          </Flex>
        </li>
      ))}
    </ul>
  )
}

/** Rows and what hangs below them, in the order of the table, with how deep each lies. */
function flat<Row extends object>(rows: readonly Row[], depth = 0): { row: Row; depth: number }[] {
  return rows.flatMap(row => {
    const below = (row as { children?: readonly Row[] }).children ?? []
    return [{ row, depth }, ...flat(below, depth + 1)]
  })
}
