import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Button, Card, DatePicker, Flex, Grid, Progress, Segmented, Tag, Typography } from 'antd'
import dayjs from 'dayjs'
import { useMemo, useState } from 'react'
import { api, type client } from '../../client.ts'
import { useMay, useMe } from '../../session.tsx'
import { useSettings, useWords } from '../../settings.tsx'
import { Chart } from '../../ui/chart.tsx'
import { InstantText } from '../../ui/day-text.tsx'
import { DefinitionList } from '../../ui/definition-list.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { Board } from '../../ui/metric-card.tsx'
import { percent } from '../../ui/money.tsx'
import { QueryView } from '../../ui/query-view.tsx'
import { FigureValue, type Question, WhyDrawer, whoseOf } from './why-drawer.tsx'

type Score = Awaited<ReturnType<typeof client.performance.score>>
type Metric = Score['metrics'][number]
type Span = 'month' | 'quarter' | 'year'

/** One's own figures: rings to the target, what is missing and what each day left must bring, the trend beside the target line. */
export default function MyScore() {
  const t = useWords()
  const { me } = useMe()
  const [day, setDay] = useState<string | null>(null)
  const [span, setSpan] = useState<Span>('month')
  const [picked, setPicked] = useState<string | null>(null)
  const [question, setQuestion] = useState<Question | null>(null)
  const score = useQuery(api.performance.score.queryOptions({ input: day ? { day } : {} }))
  return (
    <QueryView query={score}>
      {data => {
        // What one is held to stands first, what cannot be told yet last.
        const place = (metric: Metric) => (metric[span].target ? 0 : metric[span].figure ? 1 : 2)
        const live = data.metrics.filter(metric => metric.waitsFor === null).sort((a, b) => place(a) - place(b))
        const waiting = data.metrics.filter(metric => metric.waitsFor !== null)
        const shown = live.find(metric => metric.code === picked) ?? live.find(metric => metric.month.target) ?? live[0]
        const ask = (metric: Metric) => {
          const { from, to } = metric[span]
          setQuestion({
            metric: metric.code,
            title: t(`performance.metric.${metric.code}`),
            ...whoseOf(metric.about, data.personId),
            ...{ from, to },
          })
        }
        return (
          <Flex vertical gap={14}>
            <Flex justify="space-between" align="center" wrap gap={10}>
              <div>
                <Typography.Title level={1} style={{ fontSize: 18, margin: 0 }}>
                  {t('performance.score')}
                </Typography.Title>
                <Typography.Text type="secondary">
                  {t('performance.score.note', { month: data.month.slice(0, 7) })} · {t('ui.as-of')}{' '}
                  <InstantText at={data.asOf} />
                </Typography.Text>
              </div>
              <Flex gap={8} wrap>
                <Segmented<Span>
                  value={span}
                  onChange={setSpan}
                  options={(['month', 'quarter', 'year'] as const).map(value => ({
                    value,
                    label: t(`performance.score.this-${value}`),
                  }))}
                />
                <DatePicker
                  picker="month"
                  allowClear={false}
                  aria-label={t('performance.month')}
                  value={dayjs(data.month)}
                  disabledDate={date => date.isAfter(dayjs(me?.businessDay))}
                  onChange={value => {
                    const end = (value ?? dayjs(data.month)).endOf('month').format('YYYY-MM-DD')
                    setDay(me && end > me.businessDay ? me.businessDay : end)
                  }}
                />
              </Flex>
            </Flex>
            <LastScores />
            {live.length === 0 && <EmptyState text={t('performance.score.none')} />}
            <Board min={250}>
              {live.map(metric => (
                <Ring
                  key={metric.code}
                  metric={metric}
                  span={span}
                  chosen={metric === shown}
                  onPick={() => setPicked(metric.code)}
                  onWhy={() => ask(metric)}
                />
              ))}
            </Board>
            {shown && <Trend metric={shown} />}
            {waiting.length > 0 && (
              <Card size="small" title={t('performance.score.waiting')}>
                <Flex vertical gap={6}>
                  {waiting.map(metric => (
                    <Flex key={metric.code} gap={8} wrap>
                      <span>{t(`performance.metric.${metric.code}`)}</span>
                      <Typography.Text type="secondary">{t(`performance.waits.${metric.waitsFor}`)}</Typography.Text>
                    </Flex>
                  ))}
                </Flex>
              </Card>
            )}
            <WhyDrawer question={question} onClose={() => setQuestion(null)} />
          </Flex>
        )
      }}
    </QueryView>
  )
}

/** What one's appraisals of late came to, each a way to its sheet. */
function LastScores() {
  const t = useWords()
  const may = useMay()
  const found = useQuery({
    ...api.performance.listAppraisals.queryOptions({ input: {} }),
    enabled: may('performance.appraisal.read'),
  })
  const own = (found.data ?? []).filter(row => row.mine).slice(0, 3)
  if (own.length === 0) return null
  return (
    <Card size="small" title={t('performance.appraisal')}>
      <DefinitionList
        items={own.map(row => ({
          label: <Link to={`/performance/appraisals/${row.id}` as never}>{row.cycleName}</Link>,
          value:
            row.score === null ? (
              t(`performance.cycle.${row.state}`)
            ) : (
              <>
                <strong className="number">{row.score}</strong> · {t('performance.appraisal.grade')} {row.grade}
              </>
            ),
        }))}
      />
    </Card>
  )
}

type RingProps = { metric: Metric; span: Span; chosen: boolean; onPick: () => void; onWhy: () => void }

function Ring({ metric, span, chosen, onPick, onWhy }: RingProps) {
  const t = useWords()
  const cell = metric[span]
  const { figure, target } = cell
  const pace = target?.pace ?? null
  const reached = pace?.reached ? Number(pace.reached) : null
  const value = (text: string | null) => (
    <FigureValue figure={{ value: text, numerator: null, denominator: null, rows: 0 }} unit={metric.unit} />
  )
  const good =
    reached === null ? null : isGood(metric, reached, Number(figure?.value), Number(target?.upper ?? Infinity))
  // A limit or a band is kept or it is not; how much of it was used up is no success.
  const kept = good === true && metric.better !== 'more'
  const name = t(`performance.metric.${metric.code}`)
  return (
    <Card
      size="small"
      hoverable
      onClick={onPick}
      style={chosen ? { borderColor: 'var(--ant-color-primary)' } : {}}
      aria-label={name}
    >
      <Flex justify="space-between" gap={10}>
        <Flex vertical gap={2} style={{ minWidth: 0 }}>
          <Typography.Text type="secondary">{name}</Typography.Text>
          <Button
            type="text"
            size="small"
            className="number"
            aria-description={`${name} · ${t('ui.why')}`}
            style={{ fontSize: 22, fontWeight: 600, padding: 0, height: 'auto', justifyContent: 'flex-start' }}
            onClick={event => {
              event.stopPropagation()
              onWhy()
            }}
          >
            <FigureValue figure={figure ?? undefined} unit={metric.unit} />
          </Button>
          <Typography.Text type="secondary" style={{ fontSize: 12 }}>
            {target ? (
              <>
                {t('performance.score.target')} {value(target.value)}
                {target.upper && <> – {value(target.upper)}</>}
              </>
            ) : (
              t('performance.score.no-target')
            )}
          </Typography.Text>
        </Flex>
        {reached !== null && (
          <Progress
            type="circle"
            size={64}
            percent={kept ? 100 : Math.min(100, Math.round(reached * 100))}
            status={good ? 'success' : 'normal'}
            format={() => (kept ? t('performance.score.kept') : `${Math.round(reached * 100)}%`)}
            aria-label={t('performance.score.reached', { share: `${Math.round(reached * 100)}%` })}
          />
        )}
      </Flex>
      <Flex vertical align="start" style={{ fontSize: 12, marginTop: 6 }} gap={2}>
        {metric.about.level !== 'person' && (
          <Typography.Text type="secondary" style={{ fontSize: 12 }}>
            {t('performance.score.about', { name: metric.about.name ?? t('performance.level.company') })}
          </Typography.Text>
        )}
        {figure === null && (
          <Typography.Text type="secondary">
            {metric.maturity === 'at-once' || metric.maturity === 'now'
              ? t('performance.score.not-yet')
              : t(`performance.maturity.${metric.maturity}`, { days: metric.daysLater ?? 0, months: metric.mob ?? 0 })}
          </Typography.Text>
        )}
        {figure?.few && (
          <Tag style={{ whiteSpace: 'normal' }}>
            {metric.code.startsWith('model-')
              ? t('performance.figure.few-kinds', { least: metric.leastRows })
              : t('performance.few.note', { count: figure.rows })}
          </Tag>
        )}
        {figure?.frozen && <Tag color="blue">{t('performance.frozen')}</Tag>}
        {pace?.forecast && (
          <span>
            {t('performance.score.forecast')} {value(pace.forecast)}
          </span>
        )}
        {pace?.perDay && (
          <span>
            {t('performance.score.per-day')} {value(pace.perDay)}
          </span>
        )}
        {pace && pace.days > 0 && (
          <Typography.Text type="secondary" style={{ fontSize: 12 }}>
            {t('performance.score.days', { gone: pace.daysGone, days: pace.days })}
          </Typography.Text>
        )}
      </Flex>
    </Card>
  )
}

/** A band is kept between its two ends; else the target is reached or it is not. */
const isGood = ({ better }: Metric, reached: number, value: number, upper: number) =>
  better === 'less' ? reached <= 1 : reached >= 1 && (better !== 'band' || value <= upper)

function Trend({ metric }: { metric: Metric }) {
  const { t, language } = useSettings()
  const wide = Grid.useBreakpoint().md ?? true
  const option = useMemo(() => {
    const number = (text: string | null | undefined) => (text === null || text === undefined ? null : Number(text))
    const months = metric.trend.map(cell => cell.from.slice(2, 7))
    const targets = metric.trend.map(cell => number(cell.target?.value))
    const show = (value: unknown) =>
      value === null || value === undefined
        ? '—'
        : metric.unit === 'share'
          ? percent(String(value), 1)
          : Number(value).toLocaleString()
    return {
      grid: { left: 8, right: 16, top: 28, bottom: 8, containLabel: true },
      legend: { top: 0, right: 8 },
      tooltip: { trigger: 'axis' as const, valueFormatter: show },
      xAxis: { type: 'category' as const, data: months, axisLabel: { interval: wide ? 0 : 2 } },
      yAxis: {
        type: 'value' as const,
        name: t(`performance.unit.${metric.unit}`),
        nameTextStyle: { align: 'left' as const },
        axisLabel: {
          formatter: (value: number) =>
            metric.unit === 'money'
              ? language === 'zh'
                ? `${(value / 10_000).toLocaleString()} 万`
                : `${(value / 1000).toLocaleString()}k`
              : show(value),
        },
      },
      series: [
        {
          name: t(`performance.metric.${metric.code}`),
          type: 'bar' as const,
          barMaxWidth: 28,
          data: metric.trend.map(cell => number(cell.figure?.value)),
        },
        ...(targets.some(one => one !== null)
          ? [
              {
                name: t('performance.score.target'),
                type: 'line' as const,
                step: 'middle' as const,
                symbol: 'none',
                lineStyle: { type: 'dashed' as const },
                itemStyle: { color: '#c98a10' },
                data: targets,
              },
            ]
          : []),
      ],
    }
  }, [metric, t, language, wide])
  return (
    <Chart
      question={t('performance.score.trend', { name: t(`performance.metric.${metric.code}`) })}
      option={option}
      table={{
        columns: [t('performance.month'), t(`performance.metric.${metric.code}`), t('performance.score.target')],
        rows: metric.trend.map(cell => [cell.from.slice(0, 7), cell.figure?.value ?? '—', cell.target?.value ?? '—']),
      }}
    />
  )
}
