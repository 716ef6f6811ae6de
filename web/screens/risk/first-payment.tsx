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
import { bucketColours } from './buckets.ts'
import { Controls, useChoices } from './controls.tsx'
import type { PictureProps } from './quality.tsx'
import { type Measure, percent, useRests } from './slice.ts'

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
          <Card
            size="small"
            title={t('risk.question.first-payment')}
            extra={<Controls shown={['months']} {...controls} />}
          >
            <EmptyState
              text={[t('risk.fpd.none'), data.leftOut > 0 && t('risk.fpd.left-out', { count: data.leftOut })]
                .filter(Boolean)
                .join(' ')}
            />
          </Card>
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
  const { t, dark } = useSettings()
  const rests = useRests()
  const wide = Grid.useBreakpoint().md ?? true
  const dueMonths = useMemo(() => [...new Set(data.cells.map(cell => cell.x))].sort(), [data])
  const cellOf = useCallback(
    (month: string, day: string) => data.cells.find(one => one.x === month && one.y === day),
    [data],
  )
  const shareOf = useCallback(
    (month: string, day: string) => {
      const cell = cellOf(month, day)
      return cell ? (measure === 'balance' ? cell.shareByBalance : cell.shareByLoans) : null
    },
    [cellOf, measure],
  )
  const hundredths = useCallback(
    (month: string, day: string) => {
      const share = shareOf(month, day)
      return share === null ? null : Math.round(Number(share) * 1e4) / 100
    },
    [shareOf],
  )
  const most = Math.max(1, ...dueMonths.flatMap(month => days.map(day => hundredths(month, day) ?? 0)))
  const top = Math.ceil(most / 5) * 5
  // Where a line ends: the youngest first installments are not thirty days old yet.
  const heights = useMemo(
    () =>
      // From the latest day up: where lines end together, one that counts more days is the lower.
      apart(
        days
          .toReversed()
          .map(day => dueMonths.map(month => hundredths(month, day)).findLast(share => share !== null) ?? 0),
        top,
      ).toReversed(),
    [dueMonths, hundredths, top],
  )
  const option = useMemo(
    () => ({
      grid: { left: 8, right: wide ? 64 : 16, top: wide ? 16 : 40, bottom: 4, containLabel: true },
      // Names stand where the lines end; where there is no room for them, in a legend.
      ...(wide ? {} : { legend: { top: 0 } }),
      tooltip: {
        trigger: 'item' as const,
        formatter: ({ seriesName, name }: { seriesName: string; name: string }) => {
          const cell = cellOf(name, seriesName.replace('FPD', ''))!
          const told = t('risk.rests-on', {
            loans: cell.badLoans,
            all: cell.loans,
            amount: grouped(cell.badBalance),
            whole: grouped(cell.balance),
          })
          return `${name} · ${seriesName}<br/><b>${percent(shareOf(name, cell.y))}</b><br/>${told}`
        },
      },
      xAxis: { type: 'category' as const, data: dueMonths, boundaryGap: false },
      yAxis: { type: 'value' as const, min: 0, max: top, axisLabel: { formatter: '{value} %' } },
      series: [
        ...days.map((day, index) => ({
          type: 'line' as const,
          name: `FPD${day}`,
          color: bucketColours(dark)[[0, 2, 4, 6][index]!]!,
          symbol: ['circle', 'rect', 'triangle', 'diamond'][index]!,
          symbolSize: 8,
          data: dueMonths.map(month => hundredths(month, day)),
        })),
        ...(wide ? days : []).map((day, index) => ({
          type: 'line' as const,
          name: `FPD${day}`,
          silent: true,
          symbolSize: 0,
          tooltip: { show: false },
          label: {
            show: true,
            position: 'right' as const,
            distance: 10,
            fontSize: 11,
            color: dark ? '#d6dbe4' : '#22304a',
            formatter: `FPD${day}`,
          },
          data: [[dueMonths.length - 1, heights[index]!]],
        })),
      ],
    }),
    [dueMonths, cellOf, shareOf, hundredths, heights, top, dark, wide, t],
  )
  const pick = useCallback(
    (month: string, _: number, series: string) => onPick(month, series.replace('FPD', '')),
    [onPick],
  )
  return (
    <Chart
      question={t('risk.question.first-payment')}
      option={option as never}
      height={340}
      extra={extra}
      onPick={pick}
      note={[t('risk.fpd.note'), data.leftOut > 0 && t('risk.fpd.left-out', { count: data.leftOut })]
        .filter(Boolean)
        .join(' ')}
      table={{
        columns: [t('risk.month'), t('risk.loans'), `${t('risk.fpd.due')} ¥`, ...days.map(day => `FPD${day}`)],
        rows: dueMonths.map(month => {
          const whole = cellOf(month, '1')
          return [
            month,
            whole?.loans ?? 0,
            whole ? grouped(whole.balance) : '—',
            ...days.map(day => {
              const cell = cellOf(month, day)
              if (!cell || cell.badLoans === 0) return percent(shareOf(month, day))
              return {
                value: percent(shareOf(month, day)),
                rests: rests(cell.badLoans, cell.badBalance, t('risk.fpd.due')),
                open: () => onPick(month, day),
              }
            }),
          ]
        }),
      }}
    />
  )
}
