import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useCallback, useMemo } from 'react'
import { api, type client } from '../../client.ts'
import { useSettings } from '../../settings.tsx'
import { Chart } from '../../ui/chart.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { QueryView } from '../../ui/query-view.tsx'
import { Controls, useChoices } from './controls.tsx'
import type { PictureProps } from './quality.tsx'
import { type Measure, percent } from './slice.ts'

type Data = Awaited<ReturnType<typeof client.risk.firstPayment>>

const days = ['1', '7', '15', '30']

/** FPD 1, 7, 15, 30 by the month the first installment was due: fraud and bad dealers show here first. */
export function FirstPayment({ slice, open }: PictureProps) {
  const { t } = useSettings()
  const controls = useChoices({ months: 18, measure: 'loans' })
  const { months, measure } = controls.choices
  const query = useQuery(
    api.risk.firstPayment.queryOptions({ input: { ...slice, months } as never, placeholderData: keepPreviousData }),
  )
  return (
    <QueryView query={query}>
      {data =>
        data.cells.length === 0 ? (
          <EmptyState text={t('risk.fpd.none')} />
        ) : (
          <Lines
            data={data}
            measure={measure}
            onPick={(month, day) =>
              open(`${month} · FPD${day}`, { picture: 'first-payment', months, x: [month], y: [day], bad: 'true' })
            }
            extra={<Controls shown={['months', 'measure']} {...controls} />}
          />
        )
      }
    </QueryView>
  )
}

function Lines({
  data,
  measure,
  extra,
  onPick,
}: {
  data: Data
  measure: Measure
  extra: React.ReactNode
  onPick: (month: string, day: string) => void
}) {
  const { t } = useSettings()
  const dueMonths = useMemo(() => [...new Set(data.cells.map(cell => cell.x))].sort(), [data])
  const shareOf = useCallback(
    (month: string, day: string) => {
      const cell = data.cells.find(one => one.x === month && one.y === day)
      return cell ? (measure === 'balance' ? cell.shareByBalance : cell.shareByLoans) : null
    },
    [data, measure],
  )
  const option = useMemo(
    () => ({
      grid: { left: 8, right: 16, top: 40, bottom: 4, containLabel: true },
      legend: { top: 0 },
      tooltip: { trigger: 'axis' as const, valueFormatter: (value: unknown) => (value === null ? '—' : `${value} %`) },
      xAxis: { type: 'category' as const, data: dueMonths },
      yAxis: { type: 'value' as const, axisLabel: { formatter: '{value} %' } },
      series: days.map((day, index) => ({
        type: 'line' as const,
        name: `FPD${day}`,
        color: ['#8fb4ef', '#e8b04a', '#cf6526', '#a32a2a'][index]!,
        symbolSize: 7,
        data: dueMonths.map(month => {
          const share = shareOf(month, day)
          return share === null ? null : Math.round(Number(share) * 1e4) / 100
        }),
      })),
    }),
    [dueMonths, shareOf],
  )
  const pick = useCallback(
    (month: string, _: number, series: string) => onPick(month, series.replace('FPD', '')),
    [onPick],
  )
  return (
    <Chart
      question={t('risk.question.first-payment')}
      option={option as never}
      height={320}
      extra={extra}
      onPick={pick}
      note={t('risk.fpd.note')}
      table={{
        columns: [t('risk.month'), t('risk.loans'), ...days.map(day => `FPD${day}`)],
        rows: dueMonths.map(month => [
          month,
          data.cells.find(cell => cell.x === month && cell.y === '1')?.loans ?? 0,
          ...days.map(day => percent(shareOf(month, day))),
        ]),
      }}
    />
  )
}
