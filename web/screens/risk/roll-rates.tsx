import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { Card, Grid } from 'antd'
import { useCallback, useMemo } from 'react'
import { api, type client } from '../../client.ts'
import { useSettings } from '../../settings.tsx'
import { Chart } from '../../ui/chart.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { grouped } from '../../ui/money.tsx'
import { QueryView } from '../../ui/query-view.tsx'
import { wayColours } from './buckets.ts'
import { Controls, useChoices } from './controls.tsx'
import type { PictureProps } from './quality.tsx'
import { type Measure, percent, useRests } from './slice.ts'

type Data = Awaited<ReturnType<typeof client.risk.roll>>

/** The roll-rate heat map: of each bucket's loans, where they stood a month later. */
export function RollRates({ slice, open }: PictureProps) {
  const { t } = useSettings()
  const controls = useChoices()
  const { together: months, measure } = controls.choices
  const query = useQuery(
    api.risk.roll.queryOptions({ input: { ...slice, months } as never, placeholderData: keepPreviousData }),
  )
  return (
    <QueryView query={query}>
      {data =>
        data.rows.length === 0 ? (
          <Card size="small" title={t('risk.question.roll')} extra={<Controls shown={['together']} {...controls} />}>
            <EmptyState text={t('risk.roll.none', { from: data.from, to: data.to })} />
          </Card>
        ) : (
          <HeatMap
            data={data}
            measure={measure}
            onPick={(from, to, title) => open(title, { picture: 'roll', months, x: [from], y: [to] })}
            extra={<Controls shown={['together', 'measure']} {...controls} />}
          />
        )
      }
    </QueryView>
  )
}

function HeatMap({
  data,
  measure,
  extra,
  onPick,
}: {
  data: Data
  measure: Measure
  extra: React.ReactNode
  onPick: (from: string, to: string, title: string) => void
}) {
  const { t, dark } = useSettings()
  const rests = useRests()
  const wide = Grid.useBreakpoint().md ?? true
  const rows = useMemo(() => data.buckets.map(bucket => bucket.name), [data])
  const placeName = useCallback((place: string) => (rows.includes(place) ? place : t(`risk.place.${place}`)), [rows, t])
  const cellOf = useCallback(
    (from: string, to: string) => data.cells.find(one => one.x === from && one.y === to),
    [data],
  )
  const shareOf = useCallback(
    (from: string, to: string) => {
      const cell = cellOf(from, to)
      return cell ? (measure === 'balance' ? cell.shareByBalance : cell.shareByLoans) : null
    },
    [cellOf, measure],
  )
  const points = useMemo(
    () =>
      rows.flatMap((from, down) =>
        data.places.flatMap((to, across) => {
          const share = shareOf(from, to)
          if (share === null) return []
          const place = rows.indexOf(to)
          // The colour says which way the loans went, its strength and the figure how many of them.
          const way = to === 'written-off' || place > down ? 'worse' : place === down ? 'same' : 'better'
          const strength = 0.08 + 0.72 * Math.min(1, Number(share))
          return [
            {
              value: [across, down, Number(share)],
              itemStyle: { color: `rgba(${wayColours[way]},${strength.toFixed(2)})` },
              label: { color: dark || (strength > 0.7 && way !== 'worse') ? '#fff' : '#22304a' },
            },
          ]
        }),
      ),
    [rows, data, shareOf, dark],
  )
  const option = useMemo(
    () => ({
      grid: { left: wide ? 24 : 8, right: 8, top: wide ? 56 : 34, bottom: 4, containLabel: true },
      tooltip: {
        formatter: ({ value }: { value: number[] }) => {
          const [from, to] = [rows[value[1]!]!, data.places[value[0]!]!]
          const cell = cellOf(from, to)!
          const row = data.rows.find(one => one.x === from)!
          const told = t('risk.rests-on', {
            loans: cell.loans,
            all: row.loans,
            amount: grouped(cell.balance),
            whole: grouped(row.balance),
          })
          return `${from} → ${placeName(to)}<br/><b>${percent(shareOf(from, to))}</b><br/>${told}`
        },
      },
      xAxis: {
        type: 'category' as const,
        position: 'top' as const,
        data: data.places.map(placeName),
        ...(wide ? { name: t('risk.to-bucket'), nameLocation: 'middle' as const, nameGap: 30 } : {}),
        axisLabel: { interval: 0, fontSize: wide ? 12 : 10 },
        splitArea: { show: false },
        axisTick: { show: false },
        axisLine: { show: false },
      },
      yAxis: {
        type: 'category' as const,
        inverse: true,
        data: rows,
        ...(wide ? { name: t('risk.from-bucket'), nameLocation: 'middle' as const, nameGap: 34 } : {}),
        axisTick: { show: false },
        axisLine: { show: false },
      },
      series: [
        {
          type: 'heatmap' as const,
          data: points,
          label: {
            show: true,
            fontSize: 11,
            // A cell of a phone has room for whole percents; where there is more, what they rest on stands below.
            formatter: ({ value }: { value: number[] }) =>
              wide
                ? `${(value[2]! * 100).toFixed(1)} %\n{of|${t('risk.loans.count', { count: cellOf(rows[value[1]!]!, data.places[value[0]!]!)!.loans })}}`
                : (value[2]! * 100).toFixed(0),
            rich: { of: { fontSize: 10, lineHeight: 14 } },
          },
          itemStyle: { borderColor: dark ? '#141414' : '#fff', borderWidth: 2 },
        },
      ],
    }),
    [data, rows, points, placeName, cellOf, shareOf, dark, wide, t],
  )
  const show = useCallback(
    (from: string, to: string) => onPick(from, to, `${from} → ${placeName(to)} · ${data.from} → ${data.to}`),
    [data, placeName, onPick],
  )
  const pick = useCallback(
    (_: string, index: number) => {
      const point = points[index]
      if (!point) return
      const [across, down] = point.value as [number, number]
      show(rows[down]!, data.places[across]!)
    },
    [points, rows, data, show],
  )
  return (
    <Chart
      question={t('risk.question.roll')}
      option={option as never}
      height={wide ? 440 : 380}
      extra={extra}
      onPick={pick}
      note={
        <>
          {data.from} → {data.to} ·{' '}
          {(['worse', 'same', 'better'] as const).map(way => (
            <span key={way} style={{ marginInlineEnd: 12, whiteSpace: 'nowrap' }}>
              <span
                aria-hidden
                style={{
                  display: 'inline-block',
                  width: 10,
                  height: 10,
                  marginInlineEnd: 4,
                  background: `rgba(${wayColours[way]},0.8)`,
                }}
              />
              {t(`risk.way.${way}`)}
            </span>
          ))}
          {t('risk.roll.note')}
        </>
      }
      table={{
        columns: [
          `${t('risk.from-bucket')} ＼ ${t('risk.to-bucket')}`,
          t('risk.loans'),
          `${t('risk.balance')} ¥`,
          ...data.places.map(placeName),
        ],
        rows: rows.map(from => {
          const row = data.rows.find(one => one.x === from)
          return [
            from,
            row?.loans ?? 0,
            row ? grouped(row.balance) : '—',
            ...data.places.map(to => {
              const cell = cellOf(from, to)
              return cell
                ? {
                    value: percent(shareOf(from, to)),
                    rests: rests(cell.loans, cell.balance),
                    open: () => show(from, to),
                  }
                : '—'
            }),
          ]
        }),
      }}
    />
  )
}
