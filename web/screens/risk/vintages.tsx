import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { Card, Grid } from 'antd'
import { useCallback, useMemo } from 'react'
import { apart } from '../../../modules/risk/ends.ts'
import { api, type client } from '../../client.ts'
import { useSettings } from '../../settings.tsx'
import { Chart } from '../../ui/chart.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { grouped } from '../../ui/money.tsx'
import { QueryView } from '../../ui/query-view.tsx'
import { Controls, useChoices } from './controls.tsx'
import type { PictureProps } from './quality.tsx'
import { type Measure, percent, useRests } from './slice.ts'

type Data = Awaited<ReturnType<typeof client.risk.vintage>>

/** The vintage fan: one curve a cohort, by age; only where the whole cohort has come so far. */
export function Vintages({ slice, open }: PictureProps) {
  const { t } = useSettings()
  const controls = useChoices()
  const { bucket, ever, grain, measure } = controls.choices
  const query = useQuery(
    api.risk.vintage.queryOptions({
      input: { ...slice, bucket, ever, grain } as never,
      placeholderData: keepPreviousData,
    }),
  )
  return (
    <QueryView query={query}>
      {data =>
        data.cohorts.every(cohort => cohort.curve.length === 0) ? (
          <Card size="small" title={t('risk.question.vintage')} extra={<Controls shown={['grain']} {...controls} />}>
            <EmptyState text={t('risk.vintage.none', { day: data.day })} />
          </Card>
        ) : (
          <Fan
            data={data}
            measure={measure}
            onPick={(cohort, age) =>
              open(`${cohort} · MOB ${age} · ${bucket}+`, {
                picture: 'vintage',
                bucket,
                ever,
                grain,
                x: [cohort],
                // Ever bad by an age is bad first at any age up to it.
                y: ever === 'true' ? Array.from({ length: age + 1 }, (_, index) => String(index)) : [String(age)],
              })
            }
            extra={<Controls shown={['bucket', 'ever', 'measure', 'grain']} {...controls} buckets={data.buckets} />}
          />
        )
      }
    </QueryView>
  )
}

/** From old to young cohorts: pale to strong, so that the fan shows which way the wind turns. */
const shade = (index: number, count: number, dark: boolean) => {
  const part = count <= 1 ? 1 : index / (count - 1)
  return `hsl(215 ${45 + part * 30}% ${dark ? 38 + part * 36 : 76 - part * 40}%)`
}

/** A cohort of fewer loans stands in the table alone: one loan of five moves its curve by a fifth. */
const fewest = 30

function Fan({
  data,
  measure,
  extra,
  onPick,
}: {
  data: Data
  measure: Measure
  extra: React.ReactNode
  onPick: (cohort: string, age: number) => void
}) {
  const { t, dark } = useSettings()
  const rests = useRests()
  const wide = Grid.useBreakpoint().md ?? true
  const seen = useMemo(() => data.cohorts.filter(cohort => cohort.curve.length > 0), [data])
  const cohorts = useMemo(() => {
    const many = seen.filter(cohort => cohort.loans >= fewest)
    return many.length > 1 ? many : seen
  }, [seen])
  const left = seen.filter(cohort => !cohorts.includes(cohort)).map(cohort => cohort.cohort)
  const ages = Math.max(0, ...seen.map(cohort => cohort.curve.at(-1)!.age))
  const shareOf = useCallback(
    (point: Data['cohorts'][number]['curve'][number]) =>
      measure === 'balance' ? point.shareByBalance : point.shareByLoans,
    [measure],
  )
  const shareIn = useCallback(
    (point: Data['cohorts'][number]['curve'][number]) => Math.round(Number(shareOf(point) ?? 0) * 1e4) / 100,
    [shareOf],
  )
  // So many lines of print fit beside the picture.
  const named = wide && cohorts.length <= 22
  const drawn = Math.max(0, ...cohorts.map(cohort => cohort.curve.at(-1)!.age))
  const most = Math.max(0, ...cohorts.flatMap(one => one.curve.map(shareIn)))
  const unit = most > 10 ? 10 : most > 2 ? 2 : 0.5
  const top = Math.max(unit, Math.ceil(most / unit) * unit)
  const heights = useMemo(
    () =>
      apart(
        cohorts.map(one => shareIn(one.curve.at(-1)!)),
        top,
      ),
    [cohorts, shareIn, top],
  )
  const option = useMemo(
    () => ({
      // Where there is no room beside the curves, their names stand in a legend that can be leafed through.
      grid: { left: 8, right: named ? 128 : 12, top: named ? 16 : 40, bottom: 24, containLabel: true },
      ...(named ? {} : { legend: { type: 'scroll' as const, top: 0, itemWidth: 16, itemGap: 12 } }),
      tooltip: {
        trigger: 'item' as const,
        formatter: ({ seriesIndex, dataIndex }: { seriesIndex: number; dataIndex: number }) => {
          const cohort = cohorts[seriesIndex]!
          const point = cohort.curve[dataIndex]!
          const told = t('risk.rests-on', {
            loans: point.loans,
            all: cohort.loans,
            amount: grouped(point.balance),
            whole: grouped(cohort.principal),
          })
          return `${cohort.cohort} · MOB ${point.age}<br/><b>${percent(shareOf(point))}</b><br/>${told}`
        },
      },
      xAxis: {
        type: 'value' as const,
        name: t('risk.age'),
        nameLocation: 'middle' as const,
        nameGap: 26,
        min: 0,
        max: Math.max(1, drawn),
        minInterval: 1,
        splitLine: { show: false },
      },
      yAxis: { type: 'value' as const, min: 0, max: top, axisLabel: { formatter: '{value} %' } },
      series: [
        ...cohorts.map((cohort, index) => ({
          type: 'line' as const,
          name: cohort.cohort,
          showSymbol: true,
          symbolSize: 5,
          color: shade(index, cohorts.length, dark),
          emphasis: { focus: 'series' as const },
          data: cohort.curve.map(point => [point.age, shareIn(point)]),
        })),
        // Names stand in a column beside the picture, each at the end of a dotted line from where its curve ends: at the end itself they
        // lie on other curves, or on the axis.
        ...(named ? cohorts : []).map((cohort, index) => ({
          type: 'line' as const,
          name: cohort.cohort,
          silent: true,
          clip: false,
          symbol: 'none',
          lineStyle: { width: 1, type: [1, 5] },
          color: shade(index, cohorts.length, dark),
          tooltip: { show: false },
          data: [
            [cohort.curve.at(-1)!.age, shareIn(cohort.curve.at(-1)!)],
            // Level up to the names: a line that climbed all the way would read as a forecast.
            [Math.max(cohort.curve.at(-1)!.age, Math.max(1, drawn) * 0.97), shareIn(cohort.curve.at(-1)!)],
            {
              value: [Math.max(1, drawn), heights[index]!],
              symbol: 'circle',
              symbolSize: 7,
              label: {
                show: true,
                position: 'right' as const,
                distance: 6,
                fontSize: 11,
                formatter: `${cohort.cohort} · ${t('risk.loans.count', { count: cohort.loans })}`,
              },
            },
          ],
        })),
      ],
    }),
    [cohorts, drawn, heights, top, shareOf, shareIn, t, dark, named],
  )
  const pick = useCallback(
    (_: string, index: number, series: string) => {
      const cohort = cohorts.find(one => one.cohort === series)
      const point = cohort?.curve[index]
      if (point) onPick(series, point.age)
    },
    [cohorts, onPick],
  )
  return (
    <Chart
      question={t('risk.question.vintage')}
      option={option as never}
      height={420}
      extra={extra}
      onPick={pick}
      note={
        left.length > 0
          ? `${t('risk.gate')} ${t('risk.few', { count: fewest, cohorts: left.join(' · ') })}`
          : t('risk.gate')
      }
      table={{
        columns: [
          t('risk.cohort'),
          t('risk.loans'),
          `${t('risk.lent')} ¥`,
          ...Array.from({ length: ages + 1 }, (_, age) => `MOB ${age}`),
        ],
        rows: seen.map(cohort => [
          cohort.cohort,
          cohort.loans,
          grouped(cohort.principal),
          ...Array.from({ length: ages + 1 }, (_, age) => {
            const point = cohort.curve.find(one => one.age === age)
            return point
              ? {
                  value: percent(shareOf(point)),
                  rests: rests(point.loans, point.balance),
                  ...(point.loans > 0 ? { open: () => onPick(cohort.cohort, age) } : {}),
                }
              : ''
          }),
        ]),
      }}
    />
  )
}
