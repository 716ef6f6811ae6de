import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { Button, Card, Flex, Grid, Segmented, Select, Table } from 'antd'
import { useCallback, useMemo } from 'react'
import { type Dimension, dimensions } from '../../../modules/risk/dimension.ts'
import { api, type client } from '../../client.ts'
import { useSettings } from '../../settings.tsx'
import { Chart } from '../../ui/chart.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { grouped, Money } from '../../ui/money.tsx'
import { QueryView } from '../../ui/query-view.tsx'
import { useGroupNames } from './group-names.ts'
import type { PictureProps } from './quality.tsx'
import { percent, useAsked } from './slice.ts'

type Data = Awaited<ReturnType<typeof client.risk.concentration>>
type Group = Data['groups'][number]

/** Where the book is concentrated, and where it is worse than the rest. */
export function Concentration({ slice, open }: PictureProps) {
  const { t } = useSettings()
  const { asked, set } = useAsked()
  const by = dimensions.find(one => one === asked.by) ?? 'dealer'
  const query = useQuery(
    api.risk.concentration.queryOptions({ input: { ...slice, by } as never, placeholderData: keepPreviousData }),
  )
  const nameOf = useGroupNames()
  const wide = Grid.useBreakpoint().md ?? true
  const options = dimensions.map(value => ({ value, label: t(`risk.by.${value}`) }))
  const choose = (value: Dimension) => set({ by: value === 'dealer' ? undefined : value })
  const show = (group: Group, more: object, title: string) =>
    open(`${nameOf(by, group)} · ${title}`, { picture: 'concentration', by, x: [group.key], ...more })
  return (
    <Flex vertical gap={12}>
      {wide ? (
        <div style={{ overflowX: 'auto' }}>
          <Segmented value={by} onChange={choose} options={options} />
        </div>
      ) : (
        // A row that has to be pushed aside hides what is chosen.
        <Select aria-label={t('risk.by')} value={by} onChange={choose} options={options} />
      )}
      <QueryView query={query}>
        {data =>
          data.groups.length === 0 ? (
            <Card size="small">
              <EmptyState text={t('risk.none', { day: data.day })} />
            </Card>
          ) : (
            <>
              <Bars
                data={data}
                nameOf={group => nameOf(data.by, group)}
                onPick={group => show(group, {}, t('risk.balance'))}
                onRest={(besides, title) => open(title, { picture: 'concentration', by, besides })}
              />
              <Card styles={{ body: { padding: 0 } }}>
                <Table
                  size="small"
                  rowKey="key"
                  dataSource={data.groups}
                  pagination={data.groups.length > 20 ? { pageSize: 20, showSizeChanger: false } : false}
                  scroll={{ x: 'max-content' }}
                  columns={[
                    {
                      title: t(`risk.by.${data.by}`),
                      // A long name takes lines on a phone, so that the figures beside it stay in sight.
                      render: (_, group) => (
                        <span style={wide ? {} : { display: 'inline-block', maxWidth: 120, whiteSpace: 'normal' }}>
                          {nameOf(data.by, group)}
                        </span>
                      ),
                    },
                    {
                      title: t('risk.loans'),
                      align: 'end',
                      sorter: (a, b) => a.loans - b.loans,
                      render: (_, group) => <span className="number">{grouped(group.loans)}</span>,
                    },
                    {
                      title: `${t('risk.balance')} ¥`,
                      align: 'end',
                      sorter: (a, b) => Number(a.balance) - Number(b.balance),
                      render: (_, group) => (
                        <Button type="link" size="small" onClick={() => show(group, {}, t('risk.balance'))}>
                          <Money value={group.balance} />
                        </Button>
                      ),
                    },
                    {
                      title: t('risk.share'),
                      align: 'end',
                      render: (_, group) => <span className="number">{percent(group.share)}</span>,
                    },
                    {
                      title: t('risk.overdue-share'),
                      align: 'end',
                      sorter: (a, b) => Number(a.overdueShare ?? 0) - Number(b.overdueShare ?? 0),
                      render: (_, group) => (
                        <Button
                          type={group.overdueBalance === '0.00' ? 'text' : 'link'}
                          size="small"
                          disabled={group.overdueBalance === '0.00'}
                          onClick={() =>
                            show(
                              group,
                              { y: data.buckets.slice(1).map(bucket => bucket.name) },
                              t('risk.overdue-share'),
                            )
                          }
                        >
                          <span className="number">{percent(group.overdueShare)}</span>
                        </Button>
                      ),
                    },
                    {
                      title: t('risk.npl'),
                      align: 'end',
                      sorter: (a, b) => Number(a.badShare ?? 0) - Number(b.badShare ?? 0),
                      render: (_, group) => (
                        <Button
                          type={group.badBalance === '0.00' ? 'text' : 'link'}
                          size="small"
                          disabled={group.badBalance === '0.00'}
                          onClick={() => show(group, { bad: 'true' }, t('risk.npl'))}
                        >
                          <span className="number">{percent(group.badShare)}</span>
                        </Button>
                      ),
                    },
                  ]}
                />
              </Card>
            </>
          )
        }
      </QueryView>
    </Flex>
  )
}

function Bars({
  data,
  nameOf,
  onPick,
  onRest,
}: {
  data: Data
  nameOf: (group: Group) => string
  onPick: (group: Group) => void
  onRest: (besides: string[], title: string) => void
}) {
  const { t, dark } = useSettings()
  const wide = Grid.useBreakpoint().md ?? true
  const { rest } = data
  const top = useMemo(() => data.groups.slice(0, data.groups.length - (rest?.groups ?? 0)), [data, rest])
  const restName = t('risk.rest', { count: rest?.groups ?? 0 })
  const labels = [...top.map(nameOf), ...(rest ? [restName] : [])]
  const key = labels.join('|')
  // biome-ignore lint/correctness/useExhaustiveDependencies: the names decide, and `key` is all of them
  const option = useMemo(() => {
    const bars = rest ? [...top, rest] : top
    return {
      // A phone has room for the share alone; the table below says the rest.
      grid: { left: 8, right: wide ? 150 : 56, top: 8, bottom: 4, containLabel: true },
      tooltip: {
        trigger: 'item' as const,
        formatter: ({ dataIndex }: { dataIndex: number }) => {
          const { loans, balance, share } = bars[dataIndex]!
          // A tooltip is HTML, and a name may hold anything.
          const name = labels[dataIndex]!.replaceAll('&', '&amp;').replaceAll('<', '&lt;')
          return `${name}<br/><b>¥${grouped(balance)}</b><br/>${t('risk.loans.count', { count: loans })} · ${percent(share)}`
        },
      },
      xAxis: { type: 'value' as const, show: false },
      yAxis: {
        type: 'category' as const,
        inverse: true,
        data: labels,
        axisLabel: { width: wide ? 220 : 110, overflow: 'truncate' as const },
      },
      series: [
        {
          type: 'bar' as const,
          name: t('risk.share'),
          color: dark ? '#6f9ae0' : '#1456c0',
          barMaxWidth: 22,
          // What stands for many is no bar among equals.
          data: bars.map(group => ({
            value: Math.round(Number(group.share ?? 0) * 1e4) / 100,
            ...(group === rest ? { itemStyle: { color: dark ? '#5b6577' : '#a9b3c4' } } : {}),
          })),
          label: {
            show: true,
            position: 'right' as const,
            formatter: ({ dataIndex }: { dataIndex: number }) =>
              wide
                ? `${percent(bars[dataIndex]!.share, 1)} · ${t('risk.npl')} ${percent(bars[dataIndex]!.badShare)}`
                : percent(bars[dataIndex]!.share, 1),
          },
        },
      ],
    }
  }, [top, rest, key, t, dark, wide])
  const pick = useCallback(
    (_: string, index: number) => {
      const group = top[index]
      if (group) onPick(group)
      else if (rest)
        onRest(
          top.map(one => one.key),
          `${restName} · ${t('risk.balance')}`,
        )
    },
    [top, rest, restName, t, onPick, onRest],
  )
  return (
    <Chart
      question={t('risk.question.concentration')}
      option={option as never}
      height={Math.max(120, labels.length * 32)}
      onPick={pick}
      note={
        data.groups.length > 1 &&
        data.largest
          .filter(({ count }) => count < data.groups.length)
          .map(({ count, share }) => t('risk.largest', { count, share: percent(share) }))
          .join(t('ui.comma'))
      }
      table={{
        columns: [
          t(`risk.by.${data.by}`),
          t('risk.loans'),
          `${t('risk.balance')} ¥`,
          t('risk.share'),
          t('risk.overdue-share'),
          t('risk.npl'),
        ],
        rows: data.groups.map(group => [
          nameOf(group),
          group.loans,
          { value: grouped(group.balance), open: () => onPick(group) },
          percent(group.share),
          percent(group.overdueShare),
          percent(group.badShare),
        ]),
      }}
    />
  )
}
