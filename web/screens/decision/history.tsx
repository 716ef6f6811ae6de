import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Flex, Table, Typography } from 'antd'
import { api } from '../../client.ts'
import { useWords } from '../../settings.tsx'
import { Board, MetricCard } from '../../ui/metric-card.tsx'
import { QueryView } from '../../ui/query-view.tsx'

/** What this version would have said of the decisions that were made, from their own facts. */
export function History({ id }: { id: `ruleset_${string}` }) {
  const t = useWords()
  const comparison = useQuery(api.decision.compareRuleSet.queryOptions({ input: { id } }))
  return (
    <QueryView query={comparison}>
      {data =>
        data.decisions === 0 ? (
          <Typography.Text type="secondary">{t('decision.history-none')}</Typography.Text>
        ) : (
          <Flex vertical gap={14}>
            <Typography.Text>
              {t('decision.history-of', { decisions: data.decisions, changed: data.changed })}
            </Typography.Text>
            <Board>
              {data.swaps.map(swap => (
                <MetricCard
                  key={`${swap.from}${swap.to}`}
                  title={t('decision.swap', {
                    from: t(`decision.verdict.${swap.from}`),
                    to: t(`decision.verdict.${swap.to}`),
                  })}
                  value={swap.count}
                />
              ))}
            </Board>
            {data.examples.length > 0 && (
              <Table
                size="small"
                rowKey={row => row.id}
                dataSource={data.examples}
                pagination={false}
                scroll={{ x: 'max-content' }}
                columns={[
                  {
                    title: t('decision.example'),
                    render: (_, row) => (
                      <Link to={`/decision/decisions/${row.id}` as never} className="number">
                        {row.id.slice(-8)}
                      </Link>
                    ),
                  },
                  {
                    title: t('decision.tab.history'),
                    render: (_, row) =>
                      t('decision.swap', {
                        from: t(`decision.verdict.${row.from}`),
                        to: t(`decision.verdict.${row.to}`),
                      }),
                  },
                  { title: t('decision.because'), render: (_, row) => row.rules },
                ]}
              />
            )}
          </Flex>
        )
      }
    </QueryView>
  )
}
