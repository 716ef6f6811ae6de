import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { Avatar, Button, Card, DatePicker, Flex, Segmented, Table, Tag, Typography } from 'antd'
import dayjs from 'dayjs'
import { useState } from 'react'
import { api } from '../../client.ts'
import { useMe } from '../../session.tsx'
import { useWords } from '../../settings.tsx'
import { InstantText } from '../../ui/day-text.tsx'
import { Board, MetricCard } from '../../ui/metric-card.tsx'
import { QueryView } from '../../ui/query-view.tsx'
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
export default function TeamBoard() {
  const t = useWords()
  const { me } = useMe()
  const today = me?.businessDay ?? dayjs().format('YYYY-MM-DD')
  const [choice, setChoice] = useState('month')
  const [own, setOwn] = useState<Period | null>(null)
  const [question, setQuestion] = useState<Question | null>(null)
  const [view, setView] = useState('people')
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
  const codes = metrics.data?.filter(metric => metric.boards.includes('team')).map(metric => metric.code) ?? []

  const figureColumns = (whose: (row: { id: string; name: string }) => Partial<Question>) =>
    codes.map(code => ({
      key: code,
      title: t(`performance.metric.${code}`),
      align: 'end' as const,
      render: (
        _: unknown,
        row: {
          id: string
          name: string
          figures: Partial<Record<MetricCode, Parameters<typeof FigureValue>[0]['figure']>>
        },
      ) =>
        row.figures[code] ? (
          <Button type="link" size="small" style={{ paddingInline: 0 }} onClick={() => ask(code, whose(row), row.name)}>
            <FigureValue figure={row.figures[code]} unit={unitOf(code)} />
          </Button>
        ) : (
          <Typography.Text type="secondary">—</Typography.Text>
        ),
    }))

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
          <Board min={170}>
            {codes.map(code => (
              <MetricCard
                key={code}
                title={t(`performance.metric.${code}`)}
                value={<FigureValue figure={data.all[code]} unit={unitOf(code)} />}
                bad={code === 'overdue-rate' && Number(data.all[code]?.value ?? 0) > 0.05}
                onWhy={() => ask(code, {})}
              />
            ))}
          </Board>
          <Card
            styles={{ body: { padding: 0 } }}
            title={t('team')}
            extra={
              <Segmented
                size="small"
                value={view}
                onChange={value => setView(String(value))}
                options={[
                  { value: 'people', label: t('performance.by-person') },
                  { value: 'groups', label: t('performance.by-group') },
                ]}
              />
            }
          >
            {view === 'people' ? (
              <Table
                size="middle"
                pagination={false}
                rowKey="id"
                scroll={{ x: 'max-content' }}
                dataSource={data.people}
                columns={[
                  {
                    key: 'name',
                    title: t('team.person'),
                    fixed: 'left' as const,
                    render: (_, row) => (
                      <Flex gap={10} align="center">
                        <Avatar size={30} style={{ background: '#dbe6fb', color: '#1456c0' }}>
                          {row.name.slice(0, 1)}
                        </Avatar>
                        <div>
                          <div style={{ fontWeight: 600 }}>
                            {row.name} {row.onLeave && <Tag color="gold">{t('team.on-leave')}</Tag>}
                          </div>
                          <Typography.Text type="secondary" style={{ fontSize: 12 }}>
                            {row.post && t(`team.post.${row.post}`)} · {row.groupName}
                            {row.reportsToName ? ` → ${row.reportsToName}` : ''}
                          </Typography.Text>
                        </div>
                      </Flex>
                    ),
                  },
                  ...figureColumns(row => ({ personId: row.id as `person_${string}` })),
                ]}
              />
            ) : (
              <Table
                size="middle"
                pagination={false}
                rowKey="id"
                scroll={{ x: 'max-content' }}
                dataSource={data.groups}
                columns={[
                  {
                    key: 'name',
                    title: t('team.group'),
                    render: (_, row) => (
                      <>
                        <div style={{ fontWeight: 600 }}>{row.name}</div>
                        <Typography.Text type="secondary" style={{ fontSize: 12 }}>
                          {row.branchName}
                        </Typography.Text>
                      </>
                    ),
                  },
                  ...figureColumns(row => ({ groupId: row.id as `group_${string}` })),
                ]}
              />
            )}
          </Card>
          <WhyDrawer question={question} onClose={() => setQuestion(null)} />
        </Flex>
      )}
    </QueryView>
  )
}
