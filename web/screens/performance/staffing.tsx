import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { Alert, Card, Flex, Segmented, Slider, Tooltip, Typography } from 'antd'
import { type ReactNode, useState } from 'react'
import { type HourAnswer, hourUnder, leastArrivals, leastHandled } from '../../../modules/performance/queue-model.ts'
import { api, type client } from '../../client.ts'
import { useWords } from '../../settings.tsx'
import { DayText } from '../../ui/day-text.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { Board, MetricCard } from '../../ui/metric-card.tsx'
import { percent } from '../../ui/money.tsx'
import { QueryView } from '../../ui/query-view.tsx'

type Data = Awaited<ReturnType<typeof client.performance.measureQueues>>
type Queue = Data['queues'][number]
/** Where nothing was measured the slider begins here: a guess, and said to be one. */
const guessedMinutes = 20

/** How many people the queues need, hour by hour of the week, and what happens when things change. */
export default function Staffing() {
  const t = useWords()
  const [days, setDays] = useState(91)
  const [name, setName] = useState<Queue['queue']>('first-review')
  const query = useQuery(
    api.performance.measureQueues.queryOptions({
      input: { days: String(days) } as never,
      placeholderData: keepPreviousData,
    }),
  )
  return (
    <Flex vertical gap={14}>
      <div>
        <Typography.Title level={1} style={{ fontSize: 18, margin: 0 }}>
          {t('performance.staffing')}
        </Typography.Title>
        <Typography.Text type="secondary">{t('performance.staffing.note')}</Typography.Text>
      </div>
      <Flex gap={10} wrap>
        <Segmented
          value={name}
          onChange={setName}
          options={(['first-review', 'final-review', 'second-review', 'funding'] as const).map(value => ({
            value,
            label: t(`performance.staffing.queue.${value}`),
          }))}
        />
        <Segmented
          value={days}
          onChange={setDays}
          options={[28, 91, 182, 364].map(value => ({
            value,
            label: t('performance.staffing.days', { count: value }),
          }))}
        />
      </Flex>
      <QueryView query={query}>
        {data => {
          const queue = data.queues.find(one => one.queue === name)!
          return queue.arrivals === 0 ? (
            <Card>
              <EmptyState text={t('performance.staffing.none')} />
            </Card>
          ) : (
            <What key={name} queue={queue} from={data.from} to={data.to} />
          )
        }}
      </QueryView>
    </Flex>
  )
}

function What({ queue, from, to }: { queue: Queue; from: string; to: string }) {
  const t = useWords()
  const measured = queue.handlingMinutes === null ? null : Number(queue.handlingMinutes)
  const [volume, setVolume] = useState(100)
  const [handling, setHandling] = useState(Math.max(1, Math.round(measured ?? guessedMinutes)))
  const [people, setPeople] = useState(Math.max(1, queue.people))
  const [away, setAway] = useState(0)
  const [wait, setWait] = useState(queue.waitMinutes)
  const [beyond, setBeyond] = useState(5)
  const there = Math.max(0, people - away)
  const hours = queue.cells.map(cell =>
    hourUnder(cell, {
      people: there,
      volume: volume / 100,
      handlingMinutes: handling,
      waitMinutes: wait,
      atMost: beyond / 100,
    }),
  )
  const worst = hours.reduce((a, b) => (b.beyond > a.beyond || (b.beyond === a.beyond && b.load > a.load) ? b : a))
  const short = hours.filter(one => one.needed > there).length
  return (
    <Flex vertical gap={14}>
      <Alert
        type={queue.few ? 'warning' : 'info'}
        showIcon
        title={
          <>
            <DayText day={from} /> – <DayText day={to} /> ·
            {t('performance.staffing.measured', {
              arrivals: queue.arrivals,
              people: queue.people,
              handling: measured === null ? t('performance.staffing.unknown') : measured.toFixed(1),
              handled: queue.handled,
            })}
          </>
        }
        description={
          queue.few ? t('performance.staffing.few', { arrivals: leastArrivals, handled: leastHandled }) : undefined
        }
      />
      <Card size="small">
        <div
          style={{ display: 'grid', gridTemplateColumns: 'repeat(auto-fill, minmax(min(260px, 100%), 1fr))', gap: 16 }}
        >
          <Try
            label={t('performance.staffing.volume')}
            value={volume}
            set={setVolume}
            min={50}
            max={300}
            step={10}
            unit="%"
          />
          <Try
            label={t('performance.staffing.handling')}
            value={handling}
            set={setHandling}
            min={1}
            max={120}
            unit={t('ui.minutes')}
          />
          <Try label={t('performance.staffing.people')} value={people} set={setPeople} min={1} max={30} />
          <Try label={t('performance.staffing.away')} value={away} set={setAway} min={0} max={people} />
          <Try
            label={t('performance.staffing.wait')}
            value={wait}
            set={setWait}
            min={5}
            max={480}
            step={5}
            unit={t('ui.minutes')}
          />
          <Try label={t('performance.staffing.at-most')} value={beyond} set={setBeyond} min={1} max={50} unit="%" />
        </div>
      </Card>
      <Board min={170}>
        <MetricCard
          title={t('performance.staffing.peak')}
          value={Math.max(...hours.map(one => one.needed))}
          note={t('performance.staffing.peak-at-most', { count: Math.max(...hours.map(one => one.neededAtMost)) })}
        />
        <MetricCard
          title={t('performance.staffing.worst')}
          value={percent(String(worst.beyond), 1)}
          bad={worst.beyond > beyond / 100}
          note={`${t(`performance.staffing.weekday.${worst.weekday}`)} ${worst.hour}:00`}
        />
        <MetricCard
          title={t('performance.staffing.short')}
          value={t('performance.staffing.hours', { count: short, of: hours.length })}
          bad={short > 0}
        />
      </Board>
      <Week hours={hours} people={there} />
      <Typography.Text type="secondary" style={{ fontSize: 12 }}>
        {t('performance.staffing.model')}
      </Typography.Text>
    </Flex>
  )
}

function Try(props: {
  label: string
  value: number
  set: (value: number) => void
  min: number
  max: number
  step?: number
  unit?: string
}) {
  const { label, value, set, min, max, step = 1, unit = '' } = props
  return (
    <div>
      <Flex justify="space-between">
        <Typography.Text>{label}</Typography.Text>
        <Typography.Text strong className="number">
          {value} {unit}
        </Typography.Text>
      </Flex>
      <Slider
        value={value}
        onChange={set}
        min={min}
        max={max}
        step={step}
        ariaLabelForHandle={label}
        tooltip={{ open: false }}
      />
    </div>
  )
}

/** The week as a grid: people needed in each hour, red where those there are too few. */
function Week({ hours, people }: { hours: readonly HourAnswer[]; people: number }) {
  const t = useWords()
  const weekdays = [...new Set(hours.map(one => one.weekday))].sort((a, b) => a - b)
  const clock = [...new Set(hours.map(one => one.hour))].sort((a, b) => a - b)
  return (
    <Card size="small" title={t('performance.staffing.week')} styles={{ body: { overflowX: 'auto' } }}>
      <table style={{ borderCollapse: 'separate', borderSpacing: 3, width: '100%', tableLayout: 'fixed' }}>
        <thead>
          <tr>
            <th scope="col" style={{ width: 44 }}>
              <span className="visually-hidden">{t('performance.staffing.hour')}</span>
            </th>
            {weekdays.map(weekday => (
              <th key={weekday} scope="col" style={{ fontWeight: 500 }}>
                {t(`performance.staffing.weekday.${weekday}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {clock.map(hour => (
            <tr key={hour}>
              <th scope="row" style={{ fontWeight: 400, textAlign: 'end' }} className="number">
                {hour}:00
              </th>
              {weekdays.map(weekday => (
                <Cell
                  key={weekday}
                  hour={hours.find(one => one.hour === hour && one.weekday === weekday)}
                  people={people}
                />
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </Card>
  )
}

function Cell({ hour, people }: { hour: HourAnswer | undefined; people: number }): ReactNode {
  const t = useWords()
  if (!hour) return <td />
  const short = hour.needed > people
  return (
    <td
      style={{
        textAlign: 'center',
        borderRadius: 4,
        padding: '4px 0',
        background: short
          ? 'var(--ant-color-error-bg, #fff1f0)'
          : hour.needed === 0
            ? 'transparent'
            : 'var(--ant-color-primary-bg, #e8f0fe)',
        outline: short ? '1px solid var(--ant-color-error, #c93a3a)' : 'none',
      }}
    >
      <Tooltip
        title={t('performance.staffing.cell', {
          rate: hour.rate.toFixed(2),
          beyond: percent(String(hour.beyond), 1),
          most: hour.neededAtMost,
          arrivals: hour.arrivals,
          days: hour.days,
        })}
      >
        <span className="number" style={{ fontWeight: 600 }}>
          {hour.needed}
          {short ? ' !' : ''}
        </span>
      </Tooltip>
    </td>
  )
}
