import { useQuery } from '@tanstack/react-query'
import { Button, Drawer, Flex, Grid, Typography } from 'antd'
import { useState } from 'react'
import { api, type client } from '../../client.ts'
import { useWords } from '../../settings.tsx'
import { FoldTable } from '../../ui/fold-table.tsx'
import { percent } from '../../ui/money.tsx'
import { type MetricCode, type Question, WhyDrawer } from './why-drawer.tsx'

type Row = Awaited<ReturnType<typeof client.performance.compareQuality>>['rows'][number]
type Kind = Row['mix'][number]
type Props = { row: Row | null; metric: MetricCode; from: string; to: string; onClose: () => void }

/** Why so many were expected: of what kinds the files were, and how often each kind goes bad in the whole book. */
export function Mix({ row, metric, from, to, onClose }: Props) {
  const t = useWords()
  const wide = Grid.useBreakpoint().md ?? true
  const [question, setQuestion] = useState<Question | null>(null)
  const products = useQuery(api.product.listProducts.queryOptions({ input: {} }))
  const nameOf = (id: string) => products.data?.find(one => one.id === id)?.name ?? id
  return (
    <Drawer
      open={row !== null}
      onClose={onClose}
      size={wide ? 680 : '100%'}
      title={row && `${t('performance.comparison.mix')}${t('ui.colon')}${row.name}`}
      destroyOnHidden
    >
      {row && (
        <Flex vertical gap={14}>
          <Typography.Text type="secondary">{t('performance.comparison.mix.note')}</Typography.Text>
          <FoldTable<Kind & { key: string }>
            size="small"
            rows={row.mix.map((kind, at) => ({ ...kind, key: String(at) }))}
            rowKey="key"
            columns={[
              {
                title: t('performance.comparison.kind'),
                render: (_, kind) =>
                  [
                    nameOf(kind.productId),
                    t('performance.comparison.years', { count: kind.years }),
                    kind.tenths !== null &&
                      t('performance.comparison.tenths', { from: (kind.tenths - 1) * 10, to: kind.tenths * 10 }),
                    kind.condition && t(`origination.condition.${kind.condition}`),
                  ]
                    .filter(Boolean)
                    .join(' · '),
              },
              {
                title: t('performance.comparison.files'),
                align: 'end',
                render: (_, kind) => <span className="number">{kind.files}</span>,
              },
              {
                title: t('performance.comparison.rate'),
                align: 'end',
                render: (_, kind) => <span className="number">{percent(String(kind.rate), 1)}</span>,
              },
              {
                title: t('performance.comparison.expected'),
                align: 'end',
                render: (_, kind) => <span className="number">{kind.expected.toFixed(2)}</span>,
              },
              {
                title: t('performance.comparison.bad'),
                align: 'end',
                render: (_, kind) => <span className="number">{kind.bad}</span>,
              },
            ]}
          />
          <Typography.Text strong>
            {t('performance.comparison.mix.sum', {
              files: row.files,
              expected: row.expected?.toFixed(1),
              bad: row.bad,
            })}
          </Typography.Text>
          {row.id.startsWith('person_') && (
            <Button
              style={{ alignSelf: 'start' }}
              onClick={() =>
                setQuestion({
                  metric,
                  title: `${t(`performance.metric.${metric}`)} · ${row.name}`,
                  personId: row.id as `person_${string}`,
                  from,
                  to,
                })
              }
            >
              {t('performance.comparison.open-files')}
            </Button>
          )}
        </Flex>
      )}
      <WhyDrawer question={question} onClose={() => setQuestion(null)} />
    </Drawer>
  )
}
