import { ClockCircleOutlined } from '@ant-design/icons'
import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import { Card, Flex, Grid, Input, Segmented, Table, Tag, Tooltip, Typography } from 'antd'
import { useState } from 'react'
import { api, type client } from '../../client.ts'
import { useWords } from '../../settings.tsx'
import { DayText } from '../../ui/day-text.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { QueryView } from '../../ui/query-view.tsx'
import { RowLink } from '../../ui/row-link.tsx'
import { ParameterView } from './value.tsx'

export type Version = Awaited<ReturnType<typeof client.reference.listParameters>>[number]
type Row = { code: string; now: Version | undefined; open: Version[] }

/** Every number of law, market and policy that holds today, with its source and what waits for a second person. */
export default function Parameters() {
  const t = useWords()
  const navigate = useNavigate()
  const wide = Grid.useBreakpoint().md ?? true
  const versions = useQuery(api.reference.listParameters.queryOptions({ input: {} }))
  const [search, setSearch] = useState('')
  const [filter, setFilter] = useState<'all' | 'waiting' | 'own'>('all')
  const go = (row: Row) => void navigate({ to: addressOf(row.code) as never })
  return (
    <Flex vertical gap={14}>
      <Typography.Title level={1} style={{ fontSize: 18, margin: 0 }}>
        {t('reference.parameters')}
      </Typography.Title>
      <QueryView query={versions}>
        {data => {
          const rows = rowsOf(data).filter(
            row =>
              t(`reference.parameter.${row.code}`).toLowerCase().includes(search.trim().toLowerCase()) &&
              (filter === 'all' || (filter === 'own' ? row.now?.mark === 'D' : row.open.length > 0)),
          )
          return (
            <Card styles={{ body: { padding: 0 } }}>
              <Flex gap={8} wrap align="center" style={{ padding: 12 }}>
                <Input.Search
                  allowClear
                  placeholder={t('reference.search')}
                  aria-label={t('reference.search')}
                  style={{ width: wide ? 260 : '100%' }}
                  onChange={event => setSearch(event.target.value)}
                />
                <Segmented
                  value={filter}
                  onChange={setFilter}
                  options={(['all', 'waiting', 'own'] as const).map(value => ({
                    value,
                    label: t(`reference.filter.${value}`),
                  }))}
                />
                <div style={{ flex: 1 }} />
                <Typography.Text type="secondary">{t('ui.total', { count: rows.length })}</Typography.Text>
              </Flex>
              {rows.length === 0 ? (
                <EmptyState />
              ) : wide ? (
                <Table<Row>
                  size="middle"
                  pagination={false}
                  rowKey={row => row.code}
                  dataSource={rows}
                  scroll={{ x: 'max-content' }}
                  rowClassName="row-link"
                  onRow={row => ({ onClick: () => go(row) })}
                  columns={[
                    {
                      title: t('reference.parameter'),
                      render: (_, row) => (
                        <Link to={addressOf(row.code) as never} className="row-name">
                          {t(`reference.parameter.${row.code}`)}
                        </Link>
                      ),
                    },
                    {
                      title: t('reference.parameter.value'),
                      render: (_, row) => row.now && <ParameterView short code={row.code} value={row.now.value} />,
                    },
                    { title: t('reference.filter.waiting'), render: (_, row) => <Waits row={row} /> },
                    {
                      title: t('reference.parameter.fromDay'),
                      render: (_, row) => <DayText day={row.now?.fromDay} />,
                    },
                    {
                      title: t('reference.parameter.source'),
                      render: (_, row) => (
                        <Tooltip title={row.now?.source}>
                          <Typography.Text ellipsis style={{ maxWidth: 300 }}>
                            {row.now?.source}
                          </Typography.Text>
                        </Tooltip>
                      ),
                    },
                    { title: t('reference.parameter.mark'), render: (_, row) => <Mark mark={row.now?.mark} /> },
                  ]}
                />
              ) : (
                rows.map(row => (
                  <RowLink key={row.code} to={addressOf(row.code)}>
                    <Flex justify="space-between" gap={8}>
                      <Typography.Text strong>{t(`reference.parameter.${row.code}`)}</Typography.Text>
                      <Waits row={row} />
                    </Flex>
                    {row.now && <ParameterView short code={row.code} value={row.now.value} />}
                  </RowLink>
                ))
              )}
            </Card>
          )
        }}
      </QueryView>
    </Flex>
  )
}

/** How sure we are of a value. */
export function Mark({ mark }: { mark: string | undefined }) {
  const t = useWords()
  if (!mark) return null
  return <Tag color={{ A: 'green', B: 'blue', C: 'gold' }[mark] ?? 'default'}>{t(`reference.mark.${mark}`)}</Tag>
}

function Waits({ row }: { row: Row }) {
  const t = useWords()
  const proposed = row.open.filter(version => version.state === 'proposed').length
  const coming = row.open.find(version => version.state === 'waiting')
  return (
    <Flex gap={6} wrap>
      {proposed > 0 && (
        <Tag color="gold" icon={<ClockCircleOutlined />}>
          {t('reference.waits', { count: proposed })}
        </Tag>
      )}
      {coming && <Tag color="blue">{t('reference.from-on', { day: coming.fromDay })}</Tag>}
    </Flex>
  )
}

/** The address of a parameter's page. A dot in an address means a file, so the code is written without. */
export const addressOf = (code: string) => `/reference/parameters/${code.replaceAll('.', '_')}`

/** One row a code, those that wait for somebody first. */
function rowsOf(versions: readonly Version[]): Row[] {
  const codes = [...new Set(versions.map(version => version.code))]
  const rows = codes.map(code => {
    const own = versions.filter(version => version.code === code)
    return {
      code,
      now: own.find(version => version.state === 'in-force'),
      open: own.filter(version => version.state === 'proposed' || version.state === 'waiting'),
    }
  })
  const waits = (row: Row) => (row.open.some(version => version.state === 'proposed') ? 0 : 1)
  return rows.sort((a, b) => waits(a) - waits(b))
}
