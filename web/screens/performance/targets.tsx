import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { Button, Card, Flex, Segmented, Select, Tag, Typography } from 'antd'
import { useState } from 'react'
import { api, client } from '../../client.ts'
import { useCommand } from '../../command.ts'
import { useMe } from '../../session.tsx'
import { useWords } from '../../settings.tsx'
import { FoldTable } from '../../ui/fold-table.tsx'
import { QueryView } from '../../ui/query-view.tsx'
import { Amount, type Board, Counter, type Period, type Row, SetTarget, Split, useRefresh } from './target-dialogs.tsx'
import type { MetricCode } from './why-drawer.tsx'

type Edit = { kind: 'set' | 'split' | 'counter'; row: Row }

/** The cascade: who has which target in the period, how far it is, what its parts come to; set, split, answer, try. */
export default function Targets() {
  const t = useWords()
  const { me } = useMe()
  const today = me?.businessDay ?? new Date().toISOString().slice(0, 10)
  const year = today.slice(0, 4)
  const month = Number(today.slice(5, 7))
  const [code, setCode] = useState<MetricCode>('disbursed-amount')
  const [period, setPeriod] = useState<Period>({ grain: 'year', from: `${year}-01-01` })
  const [edit, setEdit] = useState<Edit | null>(null)
  const metrics = useQuery(api.performance.listMetrics.queryOptions())
  const board = useQuery(
    api.performance.targetBoard.queryOptions({ input: { code, year }, placeholderData: keepPreviousData }),
  )
  const first = (grain: Period['grain'], at: number) =>
    `${year}-${String(grain === 'quarter' ? at * 3 + 1 : grain === 'month' ? at + 1 : 1).padStart(2, '0')}-01`
  const periods: { value: string; label: string }[] = [
    { value: `year/${year}-01-01`, label: t('performance.target.grain.year') },
    ...[0, 1, 2, 3].map(at => ({
      value: `quarter/${first('quarter', at)}`,
      label: t('performance.target.grain.quarter', { number: at + 1 }),
    })),
    ...Array.from({ length: 12 }, (_, at) => ({
      value: `month/${first('month', at)}`,
      label: t('performance.target.grain.month', { number: at + 1 }),
    })),
  ]
  return (
    <Flex vertical gap={14}>
      <div>
        <Typography.Title level={1} style={{ fontSize: 18, margin: 0 }}>
          {t('performance.target')}
        </Typography.Title>
        <Typography.Text type="secondary">{t('performance.target.note')}</Typography.Text>
      </div>
      <Flex gap={10} wrap>
        <Select<MetricCode>
          value={code}
          style={{ minWidth: 200 }}
          aria-label={t('performance.target.metric')}
          onChange={setCode}
          options={(metrics.data ?? [])
            .filter(metric => metric.source !== null && metric.maturity !== 'now')
            .map(metric => ({ value: metric.code, label: t(`performance.metric.${metric.code}`) }))}
        />
        <Segmented<Period['grain']>
          value={period.grain}
          onChange={grain =>
            setPeriod({ grain, from: first(grain, grain === 'quarter' ? Math.floor((month - 1) / 3) : month - 1) })
          }
          options={(['year', 'quarter', 'month'] as const).map(value => ({ value, label: t(`performance.${value}`) }))}
        />
        <Select
          value={`${period.grain}/${period.from}`}
          aria-label={t('performance.target.grain')}
          style={{ minWidth: 120 }}
          onChange={value => {
            const [grain, from] = value.split('/') as [Period['grain'], string]
            setPeriod({ grain, from })
          }}
          options={periods.filter(one => one.value.startsWith(period.grain))}
        />
      </Flex>
      <QueryView query={board}>
        {data => (
          <>
            <Cascade data={data} period={period} onEdit={setEdit} />
            {edit?.kind === 'set' && (
              <SetTarget data={data} row={edit.row} period={period} onClose={() => setEdit(null)} />
            )}
            {edit?.kind === 'split' && edit.row.line && (
              <Split data={data} line={edit.row.line} onClose={() => setEdit(null)} />
            )}
            {edit?.kind === 'counter' && edit.row.line && (
              <Counter line={edit.row.line} onClose={() => setEdit(null)} />
            )}
          </>
        )}
      </QueryView>
    </Flex>
  )
}

function tree(data: Board, period: Period): Row[] {
  const rows = new Map<string, Row>(
    data.nodes.map(node => [
      node.key,
      { ...node, line: node.lines.find(line => line.grain === period.grain && line.from === period.from) },
    ]),
  )
  const tops: Row[] = []
  for (const row of rows.values()) {
    const parent = row.parent === null ? undefined : rows.get(row.parent)
    if (parent) parent.children = [...(parent.children ?? []), row]
    else tops.push(row)
  }
  return tops
}

function Cascade({ data, period, onEdit }: { data: Board; period: Period; onEdit: (edit: Edit) => void }) {
  const t = useWords()
  const rows = tree(data, period)
  const { unit } = data
  return (
    <Card size="small" styles={{ body: { padding: 0 } }}>
      <FoldTable<Row>
        key={data.code + period.grain}
        rowKey="key"
        rows={rows}
        open={data.nodes.filter(node => node.level !== 'group').map(node => node.key)}
        columns={[
          {
            title: t('performance.target.who'),
            render: (_, row) => <span>{row.name ?? t('performance.level.company')}</span>,
          },
          {
            title: t('performance.target.value'),
            align: 'end',
            render: (_, row) =>
              row.line ? (
                <Flex vertical align="end">
                  <Amount value={row.line.value} unit={unit} />
                  <Typography.Text type="secondary" style={{ fontSize: 12 }} title={row.line.reason}>
                    {t('performance.target.version', {
                      number: row.line.number,
                      name: row.line.madeByName,
                      day: row.line.madeOn,
                    })}
                  </Typography.Text>
                </Flex>
              ) : (
                '—'
              ),
          },
          {
            title: t('performance.target.actual'),
            align: 'end',
            render: (_, row) => <Amount value={row.line?.pace?.actual ?? null} unit={unit} />,
          },
          {
            title: t('performance.target.forecast'),
            align: 'end',
            render: (_, row) => <Amount value={row.line?.pace?.forecast ?? null} unit={unit} />,
          },
          {
            title: t('performance.target.gap'),
            align: 'end',
            render: (_, row) => {
              const gap = row.line?.pace?.gap ?? null
              return (
                <span style={{ fontWeight: gap?.startsWith('-') ? 600 : undefined }}>
                  <Amount value={gap} unit={unit} />
                </span>
              )
            },
          },
          {
            title: t('performance.target.parts'),
            align: 'end',
            render: (_, row) => {
              const gap = row.line?.peopleGap ?? row.line?.timeGap ?? null
              if (gap === null) return '—'
              return Number(gap) === 0 ? (
                <Tag color="green">{t('performance.target.parts.even')}</Tag>
              ) : (
                <Amount value={gap} unit={unit} />
              )
            },
          },
          {
            title: '',
            render: (_, row) => <Actions row={row} addsUp={data.addsUp} onEdit={onEdit} />,
          },
        ]}
      />
    </Card>
  )
}

function Actions({ row, onEdit }: { row: Row; addsUp: boolean; onEdit: (edit: Edit) => void }) {
  const t = useWords()
  const refresh = useRefresh()
  const answer = useCommand(client.performance.answerCounter, { done: t('ui.done'), onDone: refresh })
  const { line } = row
  if (line?.closed) return null
  const counter = line?.counter
  return (
    <Flex vertical gap={4} align="end">
      <Flex gap={6} justify="end" wrap>
        {row.canWrite && (
          <Button size="small" onClick={() => onEdit({ kind: 'set', row })}>
            {t(line ? 'performance.target.change' : 'performance.target.set')}
          </Button>
        )}
        {row.canWrite && line && (
          <Button size="small" onClick={() => onEdit({ kind: 'split', row })}>
            {t('performance.target.split')}
          </Button>
        )}
        {row.canCounter && line && !counter && !row.canWrite && (
          <Button size="small" onClick={() => onEdit({ kind: 'counter', row })}>
            {t('performance.target.counter')}
          </Button>
        )}
      </Flex>
      {counter && (
        <Flex gap={6} align="center" wrap justify="end">
          <Typography.Text type="warning">
            {t('performance.target.countered', {
              name: counter.madeByName,
              value: counter.value,
              reason: counter.reason,
            })}
          </Typography.Text>
          {row.canWrite && !counter.mine && (
            <>
              <Button
                size="small"
                type="primary"
                onClick={() => answer.mutate({ id: counter.id, accept: true, answer: t('performance.target.accept') })}
              >
                {t('performance.target.accept')}
              </Button>
              <Button
                size="small"
                onClick={() =>
                  answer.mutate({ id: counter.id, accept: false, answer: t('performance.target.decline') })
                }
              >
                {t('performance.target.decline')}
              </Button>
            </>
          )}
        </Flex>
      )}
    </Flex>
  )
}
