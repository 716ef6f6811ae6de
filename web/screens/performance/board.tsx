import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { Card, DatePicker, Flex, Grid, Segmented, Typography } from 'antd'
import dayjs from 'dayjs'
import { type ReactNode, useState } from 'react'
import { api } from '../../client.ts'
import { useMe } from '../../session.tsx'
import { useWords } from '../../settings.tsx'
import { InstantText } from '../../ui/day-text.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { MetricCard } from '../../ui/metric-card.tsx'
import { QueryView } from '../../ui/query-view.tsx'
import { families } from './families.ts'
import { TeamTable, type View } from './team-table.tsx'
import { FigureValue, type MetricCode, type Question, WhyDrawer } from './why-drawer.tsx'

type Period = { from: string; to: string }

/** Month, quarter or year up to the business day. */
function periodOf(choice: string, today: string): Period {
  const day = dayjs(today)
  const from =
    choice === 'year'
      ? day.startOf('year')
      : choice === 'quarter'
        ? day.month(Math.floor(day.month() / 3) * 3).startOf('month')
        : day.startOf('month')
  return { from: from.format('YYYY-MM-DD'), to: today }
}

/** The team at a glance: figures in all, by person and by group; each opens its rows. */
export default function TeamBoard({ aside }: { aside?: ReactNode }) {
  const t = useWords()
  const wide = Grid.useBreakpoint().xl ?? true
  const { me } = useMe()
  const today = me?.businessDay ?? dayjs().format('YYYY-MM-DD')
  const [choice, setChoice] = useState('month')
  const [own, setOwn] = useState<Period | null>(null)
  const [question, setQuestion] = useState<Question | null>(null)
  const [view, setView] = useState<View>('people')
  const period = own ?? periodOf(choice, today)
  const metrics = useQuery(api.performance.listMetrics.queryOptions())
  const board = useQuery(api.performance.teamBoard.queryOptions({ input: period, placeholderData: keepPreviousData }))
  const unitOf = (code: MetricCode) => metrics.data?.find(metric => metric.code === code)?.unit ?? 'count'
  const ask = (metric: MetricCode, of: Partial<Question>, whose = '') =>
    setQuestion({
      metric,
      ...period,
      ...of,
      title: `${t(`performance.metric.${metric}`)}${whose ? ` · ${whose}` : ''}`,
    })
  return (
    <QueryView query={board}>
      {data => (
        <Flex vertical gap={14}>
          <Flex justify="space-between" align="center" wrap gap={10}>
            <div>
              <Typography.Title level={1} style={{ fontSize: 18, margin: 0 }}>
                {t('performance.board')}
              </Typography.Title>
              <Typography.Text type="secondary">
                {t('performance.board.note', { count: data.people.length })} · {t('ui.as-of')}{' '}
                <InstantText at={data.asOf} />
              </Typography.Text>
            </div>
            <Flex gap={8} wrap>
              <Segmented
                value={own ? '' : choice}
                onChange={value => {
                  setOwn(null)
                  setChoice(String(value))
                }}
                options={[
                  { value: 'month', label: t('performance.month') },
                  { value: 'quarter', label: t('performance.quarter') },
                  { value: 'year', label: t('performance.year') },
                ]}
              />
              <DatePicker.RangePicker
                allowClear={false}
                value={[dayjs(period.from), dayjs(period.to)]}
                onChange={range =>
                  range?.[0] &&
                  range[1] &&
                  setOwn({ from: range[0].format('YYYY-MM-DD'), to: range[1].format('YYYY-MM-DD') })
                }
              />
            </Flex>
          </Flex>
          <div
            style={{
              display: 'grid',
              gridTemplateColumns: wide ? '3fr 5.6fr 3fr' : 'minmax(0, 1fr)',
              gap: 12,
            }}
          >
            {families.map(family => (
              <Card
                key={family.key}
                size="small"
                title={t(`performance.family.${family.key}`)}
                styles={{ body: { padding: '4px 4px 8px' } }}
              >
                <div
                  style={{
                    display: 'grid',
                    gridTemplateColumns: `repeat(${wide ? family.codes.length : 2}, minmax(0, 1fr))`,
                  }}
                >
                  {family.codes.map(code => (
                    <MetricCard
                      key={code}
                      plain
                      title={t(`performance.metric.${code}`)}
                      value={<FigureValue figure={data.all[code]} unit={unitOf(code)} />}
                      bad={code === 'overdue-rate' && Number(data.all[code]?.value ?? 0) > 0.05}
                      onWhy={() => ask(code, {})}
                    />
                  ))}
                </div>
              </Card>
            ))}
          </div>
          {aside}
          <Card
            styles={{ body: { padding: 0 } }}
            title={t('team')}
            extra={
              <Segmented<View>
                size="small"
                value={view}
                onChange={setView}
                options={[
                  { value: 'people', label: t('performance.by-person') },
                  { value: 'groups', label: t('performance.by-group') },
                  { value: 'line', label: t('performance.by-line') },
                ]}
              />
            }
          >
            {data.people.length === 0 ? (
              <EmptyState text={t('performance.no-people')} />
            ) : (
              <TeamTable data={data} view={view} unitOf={unitOf} ask={ask} />
            )}
          </Card>
          <WhyDrawer question={question} onClose={() => setQuestion(null)} />
        </Flex>
      )}
    </QueryView>
  )
}
