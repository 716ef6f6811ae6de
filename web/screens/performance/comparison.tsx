import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { Alert, Button, Card, DatePicker, Flex, Grid, Segmented, Tag, Typography } from 'antd'
import dayjs from 'dayjs'
import { useMemo, useState } from 'react'
import { api, type client } from '../../client.ts'
import { useMe } from '../../session.tsx'
import { useWords } from '../../settings.tsx'
import { Chart } from '../../ui/chart.tsx'
import { InstantText } from '../../ui/day-text.tsx'
import { FoldTable } from '../../ui/fold-table.tsx'
import { percent } from '../../ui/money.tsx'
import { QueryView } from '../../ui/query-view.tsx'
import { Mix } from './comparison-mix.tsx'

type Data = Awaited<ReturnType<typeof client.performance.compareQuality>>
type Row = Data['rows'][number]

/** Quality beside what the same files would have come to for anybody: first what the numbers allow to say, then the numbers. */
export default function Comparison() {
  const t = useWords()
  const { me } = useMe()
  const today = me?.businessDay ?? dayjs().format('YYYY-MM-DD')
  const [of, setOf] = useState<'developers' | 'reviewers' | 'dealers'>('developers')
  const [outcome, setOutcome] = useState<'fpd30' | 'mob3' | 'mob6'>('fpd30')
  const [period, setPeriod] = useState<{ from: string; to: string } | null>(null)
  const span = period ?? { from: dayjs(today).subtract(1, 'year').format('YYYY-MM-DD'), to: today }
  const query = useQuery(
    api.performance.compareQuality.queryOptions({ input: { of, outcome, ...span }, placeholderData: keepPreviousData }),
  )
  return (
    <Flex vertical gap={14}>
      <div>
        <Typography.Title level={1} style={{ fontSize: 18, margin: 0 }}>
          {t('performance.comparison')}
        </Typography.Title>
        <Typography.Text type="secondary">{t('performance.comparison.note')}</Typography.Text>
      </div>
      <Flex gap={10} wrap>
        <Segmented
          value={of}
          onChange={setOf}
          options={(['developers', 'reviewers', 'dealers'] as const).map(value => ({
            value,
            label: t(`performance.comparison.of.${value}`),
          }))}
        />
        <div style={{ overflowX: 'auto', maxWidth: '100%' }}>
          <Segmented
            value={outcome}
            onChange={setOutcome}
            options={(['fpd30', 'mob3', 'mob6'] as const).map(value => ({
              value,
              label: t(`performance.comparison.outcome.${value}`),
            }))}
          />
        </div>
        <DatePicker.RangePicker
          allowClear={false}
          value={[dayjs(span.from), dayjs(span.to)]}
          onChange={range =>
            range?.[0] &&
            range[1] &&
            setPeriod({ from: range[0].format('YYYY-MM-DD'), to: range[1].format('YYYY-MM-DD') })
          }
        />
      </Flex>
      <QueryView query={query}>{data => <Answer data={data} />}</QueryView>
    </Flex>
  )
}

function Answer({ data }: { data: Data }) {
  const t = useWords()
  const [open, setOpen] = useState<Row | null>(null)
  const chance = data.chance === null ? '' : percent(String(data.chance), 1)
  return (
    <Flex vertical gap={14}>
      <Alert
        type={data.verdict === 'some' ? 'warning' : 'info'}
        showIcon
        title={<strong>{t(`performance.comparison.${data.verdict}`)}</strong>}
        description={t(`performance.comparison.${data.verdict}.why`, { chance, least: data.leastRows })}
      />
      {data.rows.some(row => row.ratio !== null) && <Funnel data={data} />}
      <Card size="small" styles={{ body: { padding: 0 } }}>
        <FoldTable<Row>
          rowKey="id"
          rows={data.rows}
          columns={[
            {
              title: t('performance.target.who'),
              render: (_, row) => (
                <>
                  {row.name} {row.mine && <Tag color="blue">{t('performance.comparison.me')}</Tag>}
                </>
              ),
            },
            {
              title: t('performance.comparison.files'),
              align: 'end',
              render: (_, row) => <span className="number">{row.files}</span>,
            },
            {
              title: t('performance.comparison.bad'),
              align: 'end',
              render: (_, row) => <span className="number">{row.bad ?? '—'}</span>,
            },
            {
              title: t('performance.comparison.expected'),
              align: 'end',
              render: (_, row) =>
                row.expected === null ? (
                  '—'
                ) : (
                  <Button
                    type="link"
                    size="small"
                    style={{ padding: 0 }}
                    aria-description={`${t('performance.comparison.mix')} · ${row.name}`}
                    onClick={() => setOpen(row)}
                  >
                    <span className="number">{row.expected.toFixed(1)}</span>
                  </Button>
                ),
            },
            {
              title: t('performance.comparison.ratio'),
              align: 'end',
              render: (_, row) => <strong className="number">{row.ratio?.toFixed(2) ?? '—'}</strong>,
            },
            {
              title: t('performance.comparison.interval'),
              render: (_, row) =>
                row.low === null ? (
                  '—'
                ) : (
                  <span className="number">{`${row.low.toFixed(2)} – ${row.high!.toFixed(2)}`}</span>
                ),
            },
            {
              title: t('performance.comparison.rank'),
              render: (_, row) =>
                row.rankFrom === null
                  ? '—'
                  : t('performance.comparison.ranks', { from: row.rankFrom, to: row.rankTo! }),
            },
            {
              title: t('performance.comparison.verdict'),
              render: (_, row) =>
                row.withheld ? (
                  <Tag>{t('performance.comparison.withheld')}</Tag>
                ) : row.signal ? (
                  <Tag color={row.signal === 'worse' ? 'red' : 'green'}>
                    {t(`performance.comparison.${row.signal}`)}
                  </Tag>
                ) : (
                  <Tag>{t('performance.comparison.as-expected')}</Tag>
                ),
            },
          ]}
        />
      </Card>
      <Mix row={open} metric={data.metric} from={data.from} to={data.to} onClose={() => setOpen(null)} />
      <Typography.Text type="secondary">
        {t('ui.as-of')} <InstantText at={data.asOf} />
      </Typography.Text>
      {data.unnamed > 0 && (
        <Typography.Text type="secondary">
          {t('performance.comparison.unnamed', { count: data.unnamed })}
        </Typography.Text>
      )}
    </Flex>
  )
}

/** Each dot a person: how bad beside how much was expected; inside the lines is chance. */
function Funnel({ data }: { data: Data }) {
  const t = useWords()
  const wide = Grid.useBreakpoint().md ?? true
  const option = useMemo(() => {
    const dots = data.rows.filter(row => row.ratio !== null)
    // Where little is expected the limits lie far out: they are drawn as far as the dots reach.
    const top = Math.ceil(Math.max(6, ...dots.map(row => row.ratio! * 1.1)))
    const line = (name: string, of: 'low95' | 'high95' | 'low998' | 'high998', dashed: boolean) => ({
      name,
      type: 'line' as const,
      symbol: 'none',
      silent: true,
      lineStyle: { width: 1, type: dashed ? ('dashed' as const) : ('solid' as const), color: '#c98a10' },
      itemStyle: { color: '#c98a10' },
      data: data.funnel.map(one => [one.expected, Math.min(top, one[of])]),
    })
    return {
      grid: { left: 8, right: 24, top: 32, bottom: 26, containLabel: true },
      legend: { top: 0, right: 8, data: [t('performance.comparison.limit95'), t('performance.comparison.limit998')] },
      tooltip: { trigger: 'item' as const },
      xAxis: {
        type: 'value' as const,
        name: t('performance.comparison.expected'),
        nameLocation: 'middle' as const,
        nameGap: 26,
      },
      yAxis: {
        type: 'value' as const,
        name: t('performance.comparison.ratio'),
        nameTextStyle: { align: 'left' as const },
        min: 0,
        max: top,
      },
      series: [
        line(t('performance.comparison.limit95'), 'low95', true),
        line(t('performance.comparison.limit95'), 'high95', true),
        line(t('performance.comparison.limit998'), 'low998', false),
        line(t('performance.comparison.limit998'), 'high998', false),
        {
          name: t('performance.comparison'),
          type: 'scatter' as const,
          symbolSize: 11,
          label: {
            show: wide || dots.length < 6,
            position: 'right' as const,
            formatter: (one: { name: string }) => one.name,
          },
          labelLayout: { hideOverlap: true },
          data: dots.map(row => ({
            name: row.name,
            value: [row.expected, row.ratio],
            itemStyle: { color: row.signal === 'worse' ? '#c93a3a' : row.signal === 'better' ? '#2f8f5b' : '#1456c0' },
          })),
        },
      ],
    }
  }, [data, t, wide])
  return (
    <Chart
      question={t('performance.comparison.funnel')}
      option={option as never}
      height={320}
      table={{
        columns: [t('performance.target.who'), t('performance.comparison.expected'), t('performance.comparison.ratio')],
        rows: data.rows.map(row => [row.name, row.expected ?? '—', row.ratio ?? '—']),
      }}
    />
  )
}
