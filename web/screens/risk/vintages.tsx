import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { Segmented, Select } from 'antd'
import { useCallback, useMemo, useState } from 'react'
import { api, type client } from '../../client.ts'
import { useSettings } from '../../settings.tsx'
import { Chart } from '../../ui/chart.tsx'
import { QueryView } from '../../ui/query-view.tsx'
import { type PictureProps, useDays } from './quality.tsx'
import { type Measure, percent } from './slice.ts'

type Data = Awaited<ReturnType<typeof client.risk.vintage>>

/** The vintage fan: one curve a cohort, by age; only where the whole cohort has come so far. */
export function Vintages({ slice, open }: PictureProps) {
  const { t } = useSettings()
  const days = useDays()
  const [bucket, setBucket] = useState('M2')
  const [ever, setEver] = useState<'true' | 'false'>('true')
  const [grain, setGrain] = useState<'month' | 'quarter'>('quarter')
  const [measure, setMeasure] = useState<Measure>('balance')
  const query = useQuery(
    api.risk.vintage.queryOptions({
      input: { ...slice, bucket, ever, grain } as never,
      placeholderData: keepPreviousData,
    }),
  )
  return (
    <QueryView query={query}>
      {data => (
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
          extra={
            <>
              <Select
                size="small"
                aria-label={t('risk.bad-from')}
                value={bucket}
                onChange={setBucket}
                popupMatchSelectWidth={false}
                options={data.buckets
                  .slice(1)
                  .map(one => ({ value: one.name, label: `${one.name}+（${days({ from: one.from, to: null })}）` }))}
              />
              <Segmented
                size="small"
                value={ever}
                onChange={setEver}
                options={[
                  { value: 'true', label: t('risk.ever') },
                  { value: 'false', label: t('risk.current') },
                ]}
              />
              <Segmented
                size="small"
                value={measure}
                onChange={setMeasure}
                options={[
                  { value: 'balance', label: t('risk.by-balance') },
                  { value: 'loans', label: t('risk.by-loans') },
                ]}
              />
              <Segmented
                size="small"
                value={grain}
                onChange={setGrain}
                options={[
                  { value: 'quarter', label: t('risk.cohort.quarter') },
                  { value: 'month', label: t('risk.cohort.month') },
                ]}
              />
            </>
          }
        />
      )}
    </QueryView>
  )
}

/** From old to young cohorts: pale to strong, so that the fan shows which way the wind turns. */
const shade = (index: number, count: number, dark: boolean) => {
  const part = count <= 1 ? 1 : index / (count - 1)
  return `hsl(215 ${45 + part * 30}% ${dark ? 38 + part * 36 : 76 - part * 40}%)`
}

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
  const cohorts = useMemo(() => data.cohorts.filter(cohort => cohort.curve.length > 0), [data])
  const ages = Math.max(0, ...cohorts.map(cohort => cohort.curve.at(-1)!.age))
  const shareOf = useCallback(
    (point: Data['cohorts'][number]['curve'][number]) =>
      measure === 'balance' ? point.shareByBalance : point.shareByLoans,
    [measure],
  )
  const option = useMemo(
    () => ({
      grid: { left: 8, right: 64, top: 16, bottom: 24, containLabel: true },
      tooltip: { trigger: 'item' as const, valueFormatter: (value: unknown) => `${(value as number[])[1]} %` },
      xAxis: {
        type: 'value' as const,
        name: t('risk.age'),
        nameLocation: 'middle' as const,
        nameGap: 26,
        min: 0,
        max: ages,
        minInterval: 1,
        splitLine: { show: false },
      },
      yAxis: { type: 'value' as const, axisLabel: { formatter: '{value} %' } },
      series: cohorts.map((cohort, index) => ({
        type: 'line' as const,
        name: cohort.cohort,
        showSymbol: true,
        symbolSize: 5,
        color: shade(index, cohorts.length, dark),
        endLabel: { show: cohorts.length <= 16, formatter: cohort.cohort, fontSize: 11 },
        labelLayout: { moveOverlap: 'shiftY' as const },
        emphasis: { focus: 'series' as const },
        data: cohort.curve.map(point => [point.age, Math.round(Number(shareOf(point) ?? 0) * 1e4) / 100]),
      })),
    }),
    [cohorts, ages, shareOf, t, dark],
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
      note={t('risk.gate')}
      table={{
        columns: [
          t('risk.cohort'),
          t('risk.loans'),
          t('risk.lent'),
          ...Array.from({ length: ages + 1 }, (_, age) => `MOB ${age}`),
        ],
        rows: cohorts.map(cohort => [
          cohort.cohort,
          cohort.loans,
          cohort.principal,
          ...Array.from({ length: ages + 1 }, (_, age) => {
            const point = cohort.curve.find(one => one.age === age)
            return point ? percent(shareOf(point)) : ''
          }),
        ]),
      }}
    />
  )
}
