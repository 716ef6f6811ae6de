import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { Card, Flex } from 'antd'
import { type ReactNode, useCallback, useMemo, useState } from 'react'
import { api, type client } from '../../client.ts'
import { useSettings } from '../../settings.tsx'
import { Chart, type TableCell } from '../../ui/chart.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { Board, MetricCard } from '../../ui/metric-card.tsx'
import { grouped, Money } from '../../ui/money.tsx'
import { QueryView } from '../../ui/query-view.tsx'
import { bucketColours, classColours, useDays } from './buckets.ts'
import type { Opened } from './cell-drawer.tsx'
import { Controls, useChoices } from './controls.tsx'
import { CoverageDrawer } from './coverage.tsx'
import { inUnit, type Measure, percent, type Slice, useRests } from './slice.ts'

export type PictureProps = { slice: Slice; open: (title: string, ask: Opened['ask'], definition?: string) => void }

/** The quality of the book on a day, and how it got there. */
export function Quality({ slice, open }: PictureProps) {
  const { t } = useSettings()
  const [covering, setCovering] = useState(false)
  const controls = useChoices()
  const { months } = controls.choices
  const aging = useQuery(api.risk.aging.queryOptions({ input: slice as never, placeholderData: keepPreviousData }))
  const flow = useQuery(
    api.risk.flow.queryOptions({ input: { ...slice, months } as never, placeholderData: keepPreviousData }),
  )
  return (
    <Flex vertical gap={12}>
      <QueryView query={aging}>
        {data => {
          const names = data.buckets.map(bucket => bucket.name)
          return (
            <>
              <Board min={170}>
                <MetricCard
                  title={t('risk.outstanding')}
                  value={<Money value={data.outstanding} short />}
                  note={t('risk.loans.count', { count: data.loans })}
                  onWhy={() => open(t('risk.outstanding'), { picture: 'aging' }, t('risk.outstanding.definition'))}
                />
                <MetricCard
                  title={t('risk.overdue')}
                  value={percent(data.overdue.share)}
                  note={t('risk.loans.count', { count: data.overdue.loans })}
                  onWhy={() =>
                    open(t('risk.overdue'), { picture: 'aging', x: names.slice(1) }, t('risk.overdue.definition'))
                  }
                />
                <MetricCard
                  title={t('risk.serious')}
                  value={percent(data.serious.share)}
                  note={t('risk.loans.count', { count: data.serious.loans })}
                  onWhy={() =>
                    open(t('risk.serious'), { picture: 'aging', x: names.slice(3) }, t('risk.serious.definition'))
                  }
                />
                <MetricCard
                  title={t('risk.npl')}
                  value={percent(data.nonPerforming.share)}
                  note={t('risk.npl.definition')}
                  bad={Number(data.nonPerforming.share ?? 0) > 0.02}
                  onWhy={() => open(t('risk.npl'), { picture: 'aging', bad: 'true' }, t('risk.npl.definition'))}
                />
                <MetricCard
                  title={t('risk.coverage')}
                  value={percent(data.coverage?.coverage)}
                  note={
                    data.coverage === null
                      ? t('risk.coverage.none')
                      : t('risk.coverage.on', { day: data.coverage.monthEnd })
                  }
                  {...(data.coverage ? { onWhy: () => setCovering(true) } : {})}
                />
                <MetricCard
                  title={t('risk.coverage.reserve')}
                  value={percent(data.coverage?.reserveRatio)}
                  note={
                    data.coverage === null
                      ? t('risk.coverage.none')
                      : t('risk.coverage.on', { day: data.coverage.monthEnd })
                  }
                  {...(data.coverage ? { onWhy: () => setCovering(true) } : {})}
                />
              </Board>
              <CoverageDrawer
                coverage={covering ? data.coverage : null}
                scope={data.scope}
                slice={slice}
                onClose={() => setCovering(false)}
              />
              {data.loans === 0 ? (
                <Card size="small">
                  <EmptyState text={t('risk.none', { day: data.day })} />
                </Card>
              ) : (
                <div
                  style={{
                    display: 'grid',
                    gridTemplateColumns: 'repeat(auto-fit, minmax(min(420px, 100%), 1fr))',
                    gap: 12,
                  }}
                >
                  {data.overdue.loans === 0 ? (
                    <Card size="small" title={t('risk.question.aging')}>
                      <EmptyState text={t('risk.aging.none', { day: data.day })} />
                    </Card>
                  ) : (
                    <Aging data={data} open={open} />
                  )}
                  <Classes data={data} open={open} />
                </div>
              )}
            </>
          )
        }}
      </QueryView>
      <QueryView query={flow}>
        {data =>
          data.totals.every(month => month.loans === 0) ? (
            <Card size="small" title={t('risk.question.flow')} extra={<Controls shown={['months']} {...controls} />}>
              <EmptyState text={t('risk.flow.none', { from: data.months[0], to: data.months.at(-1) })} />
            </Card>
          ) : (
            <Flow
              data={data}
              open={open}
              months={months}
              extra={<Controls shown={['months', 'measure']} {...controls} />}
              measure={controls.choices.measure}
            />
          )
        }
      </QueryView>
    </Flex>
  )
}

type AgingData = Awaited<ReturnType<typeof client.risk.aging>>
type FlowData = Awaited<ReturnType<typeof client.risk.flow>>

/** A bar a bucket: how much money, and of how many loans. */
function Aging({ data, open }: { data: AgingData } & Pick<PictureProps, 'open'>) {
  const { t, language, dark } = useSettings()
  const days = useDays()
  const late = useMemo(() => data.byBucket.slice(1), [data])
  const option = useMemo(
    () => ({
      grid: { left: 8, right: 16, top: 40, bottom: 4, containLabel: true },
      tooltip: {
        trigger: 'item' as const,
        formatter: ({ dataIndex }: { dataIndex: number }) => {
          const { name, loans, balance, share } = late[dataIndex]!
          return `${name}<br/><b>¥${grouped(balance)}</b><br/>${t('risk.loans.count', { count: loans })} · ${percent(share)}`
        },
      },
      xAxis: { type: 'category' as const, data: late.map(bucket => bucket.name), axisLabel: { interval: 0 } },
      yAxis: { type: 'value' as const, name: t('risk.unit'), nameTextStyle: { align: 'left' as const } },
      series: [
        {
          type: 'bar' as const,
          name: t('risk.balance'),
          data: late.map((bucket, index) => ({
            value: inUnit(bucket.balance, language),
            itemStyle: { color: bucketColours(dark)[index + 1]! },
          })),
          label: {
            show: true,
            position: 'top' as const,
            formatter: ({ dataIndex }: { dataIndex: number }) =>
              late[dataIndex]!.loans === 0 ? '' : t('risk.loans.count', { count: late[dataIndex]!.loans }),
          },
          barMaxWidth: 46,
        },
      ],
    }),
    [late, language, dark, t],
  )
  const show = useCallback(
    (name: string) => open(`${t('risk.bucket')} ${name}`, { picture: 'aging', x: [name] }),
    [open, t],
  )
  return (
    <Chart
      question={t('risk.question.aging')}
      option={option as never}
      onPick={show}
      table={{
        columns: [t('risk.bucket'), t('risk.days'), t('risk.loans'), `${t('risk.balance')} ¥`, t('risk.share')],
        rows: data.byBucket.map(({ name, loans, balance, share }) => [
          name,
          days(data.buckets.find(bucket => bucket.name === name)!),
          loans,
          opening(grouped(balance), loans, () => show(name)),
          percent(share),
        ]),
      }}
    />
  )
}

function Classes({ data, open }: { data: AgingData } & Pick<PictureProps, 'open'>) {
  const { t, language, dark } = useSettings()
  const rows = useMemo(
    () => data.byClass.map(part => ({ ...part, title: t(`servicing.class.${part.name}`) })),
    [data, t],
  )
  const option = useMemo(
    () => ({
      grid: { left: 8, right: 128, top: 12, bottom: 4, containLabel: true },
      tooltip: {
        trigger: 'item' as const,
        formatter: ({ dataIndex }: { dataIndex: number }) => {
          const { title, loans, balance, share } = rows[dataIndex]!
          return `${title}<br/><b>¥${grouped(balance)}</b><br/>${t('risk.loans.count', { count: loans })} · ${percent(share)}`
        },
      },
      xAxis: { type: 'value' as const, show: false },
      yAxis: { type: 'category' as const, inverse: true, data: rows.map(row => row.title) },
      series: [
        {
          type: 'bar' as const,
          name: t('risk.balance'),
          data: rows.map((row, index) => ({
            value: inUnit(row.balance, language),
            itemStyle: { color: classColours(dark)[index]! },
          })),
          label: {
            show: true,
            position: 'right' as const,
            formatter: ({ dataIndex }: { dataIndex: number }) =>
              `${percent(rows[dataIndex]!.share)} · ${t('risk.loans.count', { count: rows[dataIndex]!.loans })}`,
          },
          barMaxWidth: 26,
        },
      ],
    }),
    [rows, language, dark, t],
  )
  const show = useCallback(
    (name: string, title: string) => open(`${t('risk.class')} ${title}`, { picture: 'aging', y: [name] }),
    [open, t],
  )
  const pick = useCallback(
    (title: string) => {
      const row = rows.find(one => one.title === title)
      if (row) show(row.name, title)
    },
    [rows, show],
  )
  return (
    <Chart
      question={t('risk.question.classes')}
      option={option as never}
      onPick={pick}
      table={{
        columns: [t('risk.class'), t('risk.loans'), `${t('risk.balance')} ¥`, t('risk.share')],
        rows: rows.map(({ name, title, loans, balance, share }) => [
          title,
          loans,
          opening(grouped(balance), loans, () => show(name, title)),
          percent(share),
        ]),
      }}
    />
  )
}

/** The buckets at each month's end, stacked, and what of them was non-performing as a line over them. */
function Flow({
  data,
  open,
  months,
  measure,
  extra,
}: { data: FlowData; months: number; measure: Measure; extra: ReactNode } & Pick<PictureProps, 'open'>) {
  const { t, dark } = useSettings()
  const rests = useRests()
  const late = useMemo(() => data.buckets.slice(1).map(bucket => bucket.name), [data])
  const line = t('risk.npl.line')
  const { cellOf, shareOf, badOf } = useMemo(() => {
    const cells = new Map(data.cells.map(cell => [`${cell.x}/${cell.y}`, cell]))
    const totals = new Map(data.totals.map(total => [total.x, total]))
    const byLoans = (part: number, month: string) => {
      const whole = totals.get(month)?.loans ?? 0
      return whole === 0 ? null : String(part / whole)
    }
    const cellOf = (month: string, name: string) => cells.get(`${month}/${name}`)
    return {
      cellOf,
      shareOf: (month: string, name: string) =>
        measure === 'balance'
          ? (cellOf(month, name)?.share ?? ((totals.get(month)?.loans ?? 0) > 0 ? '0' : null))
          : byLoans(cellOf(month, name)?.loans ?? 0, month),
      badOf: (month: string) =>
        measure === 'balance'
          ? (totals.get(month)?.badShare ?? null)
          : byLoans(totals.get(month)?.badLoans ?? 0, month),
    }
  }, [data, measure])
  const option = useMemo(
    () => ({
      grid: { left: 8, right: 16, top: 40, bottom: 4, containLabel: true },
      legend: { top: 0, type: 'scroll' as const, itemWidth: 16 },
      tooltip: {
        trigger: 'axis' as const,
        valueFormatter: (value: unknown) => (typeof value === 'number' ? `${value.toFixed(2)} %` : '—'),
      },
      xAxis: { type: 'category' as const, data: data.months },
      yAxis: { type: 'value' as const, axisLabel: { formatter: '{value} %' } },
      series: [
        ...late.map((name, index) => ({
          type: 'bar' as const,
          stack: 'all',
          name,
          color: bucketColours(dark)[index + 1]!,
          barMaxWidth: 46,
          data: data.months.map(month => hundredths(shareOf(month, name))),
        })),
        {
          type: 'line' as const,
          name: line,
          color: dark ? '#3d8bff' : '#1d2736',
          symbol: 'circle',
          symbolSize: 6,
          lineStyle: { width: 2, type: 'dashed' as const },
          data: data.months.map(month => hundredths(badOf(month))),
          showAllSymbol: true,
        },
      ],
    }),
    [data, late, shareOf, badOf, line, dark],
  )
  const show = useCallback(
    (month: string, name: string) =>
      open(`${month} ${name}`, {
        picture: 'flow',
        months,
        x: [month],
        ...(name === line ? { bad: 'true' } : { y: [name] }),
      }),
    [open, months, line],
  )
  const pick = useCallback((month: string, _: number, series: string) => show(month, series), [show])
  return (
    <Chart
      question={t('risk.question.flow')}
      option={option as never}
      height={300}
      extra={extra}
      onPick={pick}
      table={{
        columns: [t('risk.month'), t('risk.loans'), `${t('risk.balance')} ¥`, ...late, line],
        rows: data.totals
          .filter(total => total.loans > 0)
          .map(({ x: month, loans, balance, badLoans, badBalance }) => [
            month,
            loans,
            grouped(balance),
            ...late.map(name => {
              const cell = cellOf(month, name)
              if (!cell) return '—'
              return {
                value: percent(shareOf(month, name)),
                rests: rests(cell.loans, cell.balance),
                open: () => show(month, name),
              }
            }),
            badLoans === 0
              ? percent(badOf(month))
              : { value: percent(badOf(month)), rests: rests(badLoans, badBalance), open: () => show(month, line) },
          ]),
      }}
    />
  )
}

/** A share as percent with two decimals, for a picture. */
const hundredths = (share: string | null) => (share === null ? null : Math.round(Number(share) * 1e4) / 100)

/** A figure of a table that opens its loans, where there are any. */
const opening = (value: string, loans: number, open: () => void): TableCell => (loans === 0 ? value : { value, open })
