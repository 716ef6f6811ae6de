import { BarChartOutlined, DownloadOutlined, TableOutlined } from '@ant-design/icons'
import { App, Button, Card, Flex, Grid, Skeleton, Table, Typography } from 'antd'
import type { EChartsOption } from 'echarts'
import { type ReactNode, useEffect, useRef, useState } from 'react'
import { useSettings } from '../settings.tsx'
import { isStill } from '../theme.ts'
import { grouped } from './money.tsx'
import { saveTable } from './table-file.ts'

/** What a figure rests on: in one line of smaller print below it, and part by part, each under its name, for a file. */
export type Rests = { text: string; parts: readonly (readonly [name: string, value: string | number])[] }

/** A cell of the table behind a picture, with what its figure rests on; `open` shows its records. */
export type TableCell = string | number | { value: string | number; rests?: Rests; open?: () => void }
type Cell = TableCell

type Props = {
  /** The question the picture answers. */
  question: string
  option: EChartsOption
  height?: number
  /** The same as a table, for reading and copying. */
  table?: { columns: string[]; rows: Cell[][] }
  /** What is clicked: its name on the axis, its place in the series, and the series. */
  onPick?: (name: string, index: number, series: string) => void
  bare?: boolean
  /** Controls of the picture, before table and export. */
  extra?: ReactNode
  /** A sentence under the picture: what is shown and what is not. */
  note?: ReactNode
}

/** A picture with its question as title and a table behind it; ECharts loads when the first one is shown. */
export function Chart({ question, option, height = 240, table, onPick, bare = false, extra, note }: Props) {
  const { t, dark } = useSettings()
  const box = useRef<HTMLDivElement>(null)
  const [asTable, setAsTable] = useState(false)
  const [ready, setReady] = useState(false)
  const [saving, setSaving] = useState(false)
  const { message } = App.useApp()
  const wide = Grid.useBreakpoint().md ?? true
  useEffect(() => {
    if (asTable) return
    let gone = false
    let dispose = () => {}
    void import('./echarts.ts').then(({ init }) => {
      if (gone || !box.current) return
      const chart = init(box.current, dark ? 'dark' : null, { renderer: 'svg' })
      chart.setOption({
        backgroundColor: 'transparent',
        animation: !isStill(),
        animationDuration: 300,
        textStyle: { fontFamily: '"Noto Sans SC Web", sans-serif' },
        color: ['#1456c0', '#8fb4ef', '#c98a10', '#2f8f5b', '#7a5cc0', '#c93a3a'],
        ...option,
      })
      if (onPick) chart.on('click', event => onPick(String(event.name), event.dataIndex, String(event.seriesName)))
      const resize = new ResizeObserver(() => chart.resize())
      resize.observe(box.current)
      setReady(true)
      dispose = () => {
        resize.disconnect()
        chart.dispose()
      }
    })
    return () => {
      gone = true
      dispose()
    }
  }, [option, dark, asTable, onPick])
  const save = async ({ columns, rows }: NonNullable<Props['table']>) => {
    setSaving(true)
    const refused = await saveTable(question, columns, rows).then(
      problem => problem?.detail,
      () => t('shell.offline'),
    )
    if (refused) message.error(refused)
    setSaving(false)
  }
  const body =
    asTable && table ? (
      <Table
        size="small"
        pagination={false}
        scroll={{ x: 'max-content', y: Math.max(height, 420) }}
        rowKey={row => row.map(textOf).join('|')}
        dataSource={table.rows}
        columns={table.columns.map((title, index) => ({
          title,
          ...(index === 0 ? { fixed: 'left' as const } : {}),
          align: areFigures(table.rows.map(row => row[index])) ? 'end' : 'start',
          render: (_: unknown, row: Cell[]) => <CellView cell={row[index]} title={`${textOf(row[0]!)} · ${title}`} />,
        }))}
      />
    ) : (
      <>
        {!ready && <Skeleton active title={false} />}
        <div ref={box} role="img" aria-label={question} style={{ height: ready ? height : 1, width: '100%' }} />
      </>
    )
  if (bare) return body
  return (
    <Card
      size="small"
      title={question}
      extra={
        <Flex gap={4} align="center" wrap justify="end">
          {wide && extra}
          {table && (
            <>
              <Button
                type="text"
                size="small"
                icon={asTable ? <BarChartOutlined /> : <TableOutlined />}
                aria-label={t(asTable ? 'ui.chart' : 'ui.table')}
                onClick={() => setAsTable(!asTable)}
              />
              <Button
                type="text"
                size="small"
                icon={<DownloadOutlined />}
                aria-label={t('ui.export')}
                loading={saving}
                onClick={() => void save(table)}
              />
            </>
          )}
        </Flex>
      }
    >
      {!wide && extra && (
        <Flex gap={6} wrap style={{ marginBottom: 8 }}>
          {extra}
        </Flex>
      )}
      {body}
      {note && (
        <Typography.Text type="secondary" style={{ display: 'block', marginTop: 8, fontSize: 12 }}>
          {note}
        </Typography.Text>
      )}
    </Card>
  )
}

function CellView({ cell, title }: { cell: Cell | undefined; title: string }) {
  if (cell === undefined) return null
  const { rests, open } = typeof cell === 'object' ? cell : {}
  const value = figureOf(cell)
  return (
    <span className="number" style={{ whiteSpace: 'nowrap' }}>
      {open ? (
        <Button
          type="link"
          size="small"
          style={{ padding: 0, height: 'auto' }}
          aria-label={`${title}: ${value}`}
          onClick={open}
        >
          {value}
        </Button>
      ) : (
        value
      )}
      {rests !== undefined && (
        <Typography.Text type="secondary" style={{ display: 'block', fontSize: 12 }}>
          {rests.text}
        </Typography.Text>
      )}
    </span>
  )
}

const textOf = (cell: Cell): string =>
  typeof cell === 'object' && cell.rests !== undefined ? `${figureOf(cell)} (${cell.rests.text})` : figureOf(cell)

/** Whether a column holds figures alone, which stand right-aligned; what is not known stands as a dash among them. */
const areFigures = (cells: readonly (Cell | undefined)[]) =>
  cells.some(cell => /\d/.test(figureOf(cell))) && cells.every(cell => /^(-?[\d,.]+( ?%)?|—|)$/.test(figureOf(cell)))
/** What a cell says first; numbers that count something have their thousands apart. */
const figureOf = (cell: Cell | undefined): string => {
  const value = typeof cell === 'object' ? cell.value : (cell ?? '')
  return typeof value === 'number' ? grouped(value) : value
}
