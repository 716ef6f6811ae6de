import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { Grid } from 'antd'
import { useCallback, useMemo } from 'react'
import { api, type client } from '../../client.ts'
import { useSettings } from '../../settings.tsx'
import { Chart } from '../../ui/chart.tsx'
import { QueryView } from '../../ui/query-view.tsx'
import { Controls, useChoices } from './controls.tsx'
import type { PictureProps } from './quality.tsx'
import { type Measure, percent } from './slice.ts'

type Data = Awaited<ReturnType<typeof client.risk.roll>>

/** The roll-rate heat map: of each bucket's loans, where they stood a month later. */
export function RollRates({ slice, open }: PictureProps) {
  const controls = useChoices()
  const { months, measure } = controls.choices
  const query = useQuery(
    api.risk.roll.queryOptions({ input: { ...slice, months } as never, placeholderData: keepPreviousData }),
  )
  return (
    <QueryView query={query}>
      {data => (
        <HeatMap
          data={data}
          measure={measure}
          onPick={(from, to, title) => open(title, { picture: 'roll', months, x: [from], y: [to] })}
          extra={<Controls shown={['months', 'measure']} {...controls} />}
        />
      )}
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
  const wide = Grid.useBreakpoint().md ?? true
  const rows = useMemo(() => data.buckets.map(bucket => bucket.name), [data])
  const placeName = useCallback((place: string) => (rows.includes(place) ? place : t(`risk.place.${place}`)), [rows, t])
  const shareOf = useCallback(
    (from: string, to: string) => {
      const cell = data.cells.find(one => one.x === from && one.y === to)
      return cell ? (measure === 'balance' ? cell.shareByBalance : cell.shareByLoans) : null
    },
    [data, measure],
  )
  const points = useMemo(
    () =>
      rows.flatMap((from, down) =>
        data.places.flatMap((to, across) => {
          const share = shareOf(from, to)
          if (share === null) return []
          // Worse is red, better or ended is green, staying is blue: the colour says which way, the figure how much.
          const place = rows.indexOf(to)
          const hue = to === 'written-off' || place > down ? '201,58,58' : place === down ? '20,86,192' : '47,143,91'
          const strength = 0.08 + 0.72 * Math.min(1, Number(share))
          return [
            {
              value: [across, down, Number(share)],
              itemStyle: { color: `rgba(${hue},${strength.toFixed(2)})` },
              label: { color: strength > 0.5 || dark ? '#fff' : '#22304a' },
            },
          ]
        }),
      ),
    [rows, data, shareOf, dark],
  )
  const option = useMemo(
    () => ({
      grid: { left: 8, right: 8, top: 34, bottom: 4, containLabel: true },
      tooltip: {
        formatter: ({ value }: { value: number[] }) =>
          `${rows[value[1]!]} → ${placeName(data.places[value[0]!]!)}：${(value[2]! * 100).toFixed(2)} %`,
      },
      xAxis: {
        type: 'category' as const,
        position: 'top' as const,
        data: data.places.map(placeName),
        axisLabel: { interval: 0, fontSize: wide ? 12 : 10 },
        splitArea: { show: false },
        axisTick: { show: false },
        axisLine: { show: false },
      },
      yAxis: {
        type: 'category' as const,
        inverse: true,
        data: rows,
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
            // A cell of a phone has room for whole percents.
            formatter: ({ value }: { value: number[] }) => (value[2]! * 100).toFixed(wide ? 1 : 0),
          },
          itemStyle: { borderColor: dark ? '#141414' : '#fff', borderWidth: 2 },
        },
      ],
    }),
    [data, rows, points, placeName, dark, wide],
  )
  const pick = useCallback(
    (_: string, index: number) => {
      const point = points[index]
      if (!point) return
      const [across, down] = point.value as [number, number]
      const from = rows[down]!
      const to = data.places[across]!
      onPick(from, to, `${from} → ${placeName(to)}`)
    },
    [points, rows, data, placeName, onPick],
  )
  return (
    <Chart
      question={t('risk.question.roll')}
      option={option as never}
      height={380}
      extra={extra}
      onPick={pick}
      note={`${data.from} → ${data.to}`}
      table={{
        columns: [`${t('risk.from-bucket')} ＼ ${t('risk.to-bucket')}`, ...data.places.map(placeName)],
        rows: rows.map(from => [from, ...data.places.map(to => percent(shareOf(from, to)))]),
      }}
    />
  )
}
