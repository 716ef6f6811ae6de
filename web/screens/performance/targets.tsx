import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { Button, Card, Flex, Segmented, Select, Tag, Typography } from 'antd'
import { useState } from 'react'
import { api } from '../../client.ts'
import { useMe } from '../../session.tsx'
import { useWords } from '../../settings.tsx'
import { FoldTable } from '../../ui/fold-table.tsx'
import { percent } from '../../ui/money.tsx'
import { QueryView } from '../../ui/query-view.tsx'
import { AnswerCounter, Counter, History } from './target-answers.tsx'
import { Amount, type Board, type Period, type Row, SetTarget, Split } from './target-dialogs.tsx'
import type { MetricCode } from './why-drawer.tsx'

type Edit = { kind: 'set' | 'split' | 'counter' | 'accept' | 'decline' | 'history'; row: Row }

/** The cascade: who has which target in the period, how far it is, what its parts come to; set, split, answer, try. */
export default function Targets() {
  const t = useWords()
  const { me } = useMe()
  const today = me?.businessDay ?? new Date().toISOString().slice(0, 10)
  const [year, setYear] = useState(today.slice(0, 4))
  const years = [-1, 0, 1].map(more => String(Number(today.slice(0, 4)) + more))
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
        <Select
          value={year}
          aria-label={t('performance.target.year')}
          style={{ minWidth: 90 }}
          onChange={value => {
            setYear(value)
            setPeriod({ grain: period.grain, from: `${value}${period.from.slice(4)}` })
          }}
          options={years.map(value => ({ value, label: value }))}
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
              <Counter data={data} row={{ ...edit.row, line: edit.row.line }} onClose={() => setEdit(null)} />
            )}
            {(edit?.kind === 'accept' || edit?.kind === 'decline') && edit.row.line?.counter && (
              <AnswerCounter
                data={data}
                counter={edit.row.line.counter}
                accept={edit.kind === 'accept'}
                onClose={() => setEdit(null)}
              />
            )}
            <History data={data} row={edit?.kind === 'history' ? edit.row : null} onClose={() => setEdit(null)} />
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
                  <span>
                    <Amount value={row.line.value} unit={unit} />
                    {row.line.upper && (
                      <>
                        {' – '}
                        <Amount value={row.line.upper} unit={unit} />
                      </>
                    )}
                  </span>
                  <Button
                    type="link"
                    size="small"
                    style={{ fontSize: 12, padding: 0, height: 'auto' }}
                    aria-description={`${t('performance.target.history')} · ${row.name ?? t('performance.level.company')}`}
                    onClick={() => onEdit({ kind: 'history', row })}
                  >
                    {t('performance.target.version', {
                      number: row.line.number,
                      name: row.line.madeByName,
                      day: row.line.madeOn,
                    })}
                  </Button>
                </Flex>
              ) : (
                '—'
              ),
          },
          {
            title: t('performance.target.actual'),
            align: 'end',
            render: (_, row) => (
              <Flex vertical align="end">
                <Amount value={row.line?.pace?.actual ?? null} unit={unit} />
                {row.line?.pace?.reached && (
                  <Typography.Text type="secondary" style={{ fontSize: 12 }}>
                    {t('performance.target.reached', { share: percent(row.line.pace.reached, 0) })}
                  </Typography.Text>
                )}
              </Flex>
            ),
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
            render: (_, row) => <Actions row={row} unit={unit} onEdit={onEdit} />,
          },
        ]}
      />
    </Card>
  )
}

function Actions({ row, unit, onEdit }: { row: Row; unit: string; onEdit: (edit: Edit) => void }) {
  const t = useWords()
  const { line } = row
  if (line?.closed) return null
  const counter = line?.counter
  const button = (kind: Edit['kind'], word: string) => (
    <Button size="small" onClick={() => onEdit({ kind, row })}>
      {t(word)}
    </Button>
  )
  return (
    <Flex vertical gap={4} align="end">
      <Flex gap={6} justify="end" wrap>
        {row.canWrite && button('set', line ? 'performance.target.change' : 'performance.target.set')}
        {row.canSplit && line && row.level !== 'person' && button('split', 'performance.target.split')}
        {row.canCounter && line && !counter && !row.canWrite && button('counter', 'performance.target.counter')}
      </Flex>
      {counter && (
        <Flex gap={6} align="center" wrap justify="end">
          <Typography.Text type="warning">
            {t('performance.target.proposes', { name: counter.madeByName })}{' '}
            <Amount value={counter.value} unit={unit} />
            {t('ui.colon')}
            {counter.reason}
          </Typography.Text>
          {row.canWrite && !counter.mine && (
            <>
              {button('accept', 'performance.target.accept')}
              {button('decline', 'performance.target.decline')}
            </>
          )}
        </Flex>
      )}
    </Flex>
  )
}
