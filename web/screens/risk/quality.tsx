import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { Flex } from 'antd'
import { useCallback, useMemo, useState } from 'react'
import { api, type client } from '../../client.ts'
import { useSettings } from '../../settings.tsx'
import { Chart } from '../../ui/chart.tsx'
import { Board, MetricCard } from '../../ui/metric-card.tsx'
import { Money } from '../../ui/money.tsx'
import { QueryView } from '../../ui/query-view.tsx'
import { bucketColours, useDays } from './buckets.ts'
import type { Opened } from './cell-drawer.tsx'
import { CoverageDrawer } from './coverage.tsx'
import { inTenThousands, percent, type Slice } from './slice.ts'

/** Thirteen month ends: the same month a year before stands at the other end. */
const months = 13

export type PictureProps = { slice: Slice; open: (title: string, ask: Opened['ask'], definition?: string) => void }

/** The quality of the book on a day, and how it got there. */
export function Quality({ slice, open }: PictureProps) {
  const { t } = useSettings()
  const [covering, setCovering] = useState(false)
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
              <div
                style={{
                  display: 'grid',
                  gridTemplateColumns: 'repeat(auto-fit, minmax(min(420px, 100%), 1fr))',
                  gap: 12,
                }}
              >
                <Aging data={data} open={open} />
                <Classes data={data} open={open} />
              </div>
            </>
          )
        }}
      </QueryView>
      <QueryView query={flow}>{data => <Flow data={data} open={open} months={months} />}</QueryView>
    </Flex>
  )
}

type AgingData = Awaited<ReturnType<typeof client.risk.aging>>
type FlowData = Awaited<ReturnType<typeof client.risk.flow>>

function Aging({ data, open }: { data: AgingData } & Pick<PictureProps, 'open'>) {
  const { t, language } = useSettings()
  const days = useDays()
  const late = useMemo(
    () =>
      data.buckets.slice(1).map(bucket => {
        const cells = data.cells.filter(cell => cell.x === bucket.name)
        return {
          ...bucket,
          loans: cells.reduce((total, cell) => total + cell.loans, 0),
          wan: cells.reduce((total, cell) => total + inTenThousands(cell.balance), 0),
        }
      }),
    [data],
  )
  const option = useMemo(
    () => ({
      grid: { left: 8, right: 16, top: 28, bottom: 4, containLabel: true },
      tooltip: { trigger: 'item' as const },
      xAxis: { type: 'category' as const, data: late.map(bucket => bucket.name) },
      yAxis: { type: 'value' as const, name: language === 'zh' ? '万元' : '10k yuan' },
      series: [
        {
          type: 'bar' as const,
          name: t('risk.balance'),
          data: late.map((bucket, index) => ({
            value: Math.round(bucket.wan * 100) / 100,
            itemStyle: { color: bucketColours[index + 1]! },
          })),
          label: {
            show: true,
            position: 'top' as const,
            formatter: ({ dataIndex }: { dataIndex: number }) => `${late[dataIndex]!.loans}`,
          },
          barMaxWidth: 46,
        },
      ],
    }),
    [late, language, t],
  )
  const pick = useCallback(
    (name: string) => open(`${t('risk.question.aging')} ${name}`, { picture: 'aging', x: [name] }),
    [open, t],
  )
  return (
    <Chart
      question={t('risk.question.aging')}
      option={option as never}
      onPick={pick}
      table={{
        columns: [
          t('risk.bucket'),
          t('risk.days'),
          t('risk.loans'),
          `${t('risk.balance')} · ${language === 'zh' ? '万' : '10k'}`,
        ],
        rows: late.map(bucket => [bucket.name, days(bucket), bucket.loans, bucket.wan.toFixed(2)]),
      }}
    />
  )
}

const classes = ['normal', 'special-mention', 'substandard', 'doubtful', 'loss']

function Classes({ data, open }: { data: AgingData } & Pick<PictureProps, 'open'>) {
  const { t, language } = useSettings()
  const rows = useMemo(
    () =>
      classes.map(name => {
        const cells = data.cells.filter(cell => cell.y === name)
        return {
          name,
          title: t(`servicing.class.${name}`),
          loans: cells.reduce((total, cell) => total + cell.loans, 0),
          wan: cells.reduce((total, cell) => total + inTenThousands(cell.balance), 0),
        }
      }),
    [data, t],
  )
  const total = rows.reduce((sum, row) => sum + row.wan, 0)
  const option = useMemo(
    () => ({
      grid: { left: 8, right: 90, top: 12, bottom: 4, containLabel: true },
      tooltip: { trigger: 'item' as const },
      xAxis: { type: 'value' as const, show: false },
      yAxis: { type: 'category' as const, inverse: true, data: rows.map(row => row.title) },
      series: [
        {
          type: 'bar' as const,
          name: t('risk.balance'),
          data: rows.map((row, index) => ({
            value: Math.round(row.wan * 100) / 100,
            itemStyle: { color: bucketColours[[0, 1, 4, 5, 7][index]!]! },
          })),
          label: {
            show: true,
            position: 'right' as const,
            formatter: ({ dataIndex }: { dataIndex: number }) =>
              `${total === 0 ? '—' : ((rows[dataIndex]!.wan / total) * 100).toFixed(2)} % · ${rows[dataIndex]!.loans}`,
          },
          barMaxWidth: 26,
        },
      ],
    }),
    [rows, total, t],
  )
  const pick = useCallback(
    (title: string) => {
      const row = rows.find(one => one.title === title)
      if (row) open(`${t('risk.class')} ${title}`, { picture: 'aging', y: [row.name] })
    },
    [rows, open, t],
  )
  return (
    <Chart
      question={t('risk.question.classes')}
      option={option as never}
      onPick={pick}
      table={{
        columns: [t('risk.class'), t('risk.loans'), `${t('risk.balance')} · ${language === 'zh' ? '万' : '10k'}`],
        rows: rows.map(row => [row.title, row.loans, row.wan.toFixed(2)]),
      }}
    />
  )
}

function Flow({ data, open, months }: { data: FlowData; months: number } & Pick<PictureProps, 'open'>) {
  const { t } = useSettings()
  const late = useMemo(() => data.buckets.slice(1).map(bucket => bucket.name), [data])
  const shares = useMemo(() => {
    const by = new Map(data.cells.map(cell => [`${cell.x}/${cell.y}`, Number(cell.balance)]))
    return data.months.map(month => {
      const whole = data.buckets.reduce((total, bucket) => total + (by.get(`${month}/${bucket.name}`) ?? 0), 0)
      return late.map(name => (whole === 0 ? 0 : ((by.get(`${month}/${name}`) ?? 0) / whole) * 100))
    })
  }, [data, late])
  const option = useMemo(
    () => ({
      grid: { left: 8, right: 16, top: 40, bottom: 4, containLabel: true },
      legend: { top: 0, type: 'scroll' as const },
      tooltip: { trigger: 'axis' as const, valueFormatter: (value: unknown) => `${Number(value).toFixed(2)} %` },
      xAxis: { type: 'category' as const, data: data.months },
      yAxis: { type: 'value' as const, axisLabel: { formatter: '{value} %' } },
      series: late.map((name, index) => ({
        type: 'bar' as const,
        stack: 'all',
        name,
        color: bucketColours[index + 1]!,
        data: shares.map(row => Math.round(row[index]! * 1000) / 1000),
      })),
    }),
    [data, late, shares],
  )
  const pick = useCallback(
    (month: string, _: number, series: string) =>
      open(`${month} ${series}`, { picture: 'flow', months, x: [month], y: [series] }),
    [open, months],
  )
  return (
    <Chart
      question={t('risk.question.flow')}
      option={option as never}
      height={280}
      onPick={pick}
      table={{
        columns: [t('risk.month'), ...late],
        rows: data.months.map((month, index) => [month, ...shares[index]!.map(share => `${share.toFixed(2)} %`)]),
      }}
    />
  )
}
