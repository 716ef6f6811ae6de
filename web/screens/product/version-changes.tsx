import { useQuery } from '@tanstack/react-query'
import { Flex, Select, Skeleton, Table, Typography } from 'antd'
import { useState } from 'react'
import { api } from '../../client.ts'
import { useWords } from '../../settings.tsx'
import { Money, Percent } from '../../ui/money.tsx'
import type { ProductPage } from './shapes.ts'

/** What differs between two versions: the fields, and the same loan in money under each. */
export function VersionChanges({ product, number }: { product: ProductPage; number: number }) {
  const t = useWords()
  const others = product.versions.filter(row => row.number !== number)
  const [chosen, setChosen] = useState<number | null>(null)
  const from = chosen ?? others.find(row => row.inForce)?.number ?? others[0]?.number ?? null
  const comparison = useQuery({
    ...api.product.compareVersions.queryOptions({ input: { id: product.id, from: from ?? number, to: number } }),
    enabled: from !== null,
  })
  if (from === null) return <Typography.Text type="secondary">{t('product.screen.no-changes')}</Typography.Text>
  return (
    <Flex vertical gap={14}>
      <Select
        style={{ maxWidth: 340 }}
        aria-label={t('product.screen.compare-from')}
        value={from}
        onChange={setChosen}
        options={others.map(row => ({
          value: row.number,
          label: `${t('product.screen.compare-from')} ${t('product.screen.version', { number: row.number })} · ${row.note}`,
        }))}
      />
      {!comparison.data ? (
        <Skeleton active />
      ) : comparison.data.changes.length === 0 ? (
        <Typography.Text type="secondary">{t('product.screen.no-changes')}</Typography.Text>
      ) : (
        <>
          <Table
            size="small"
            rowKey="field"
            pagination={false}
            dataSource={comparison.data.changes}
            scroll={{ x: 'max-content' }}
            columns={[
              { title: t('product.product'), dataIndex: 'label' },
              { title: t('product.screen.version', { number: from }), dataIndex: 'from' },
              {
                title: t('product.screen.version', { number }),
                render: (_, row) => <Typography.Text strong>{row.to}</Typography.Text>,
              },
            ]}
          />
          <Typography.Text strong>
            {t('product.screen.same-loan')}{' '}
            {comparison.data.examples[0] && <Money value={comparison.data.examples[0].principal} sign />}
          </Typography.Text>
          <Table
            size="small"
            rowKey="periods"
            pagination={false}
            dataSource={comparison.data.examples}
            scroll={{ x: 'max-content' }}
            columns={[
              { title: t('product.quote.periods'), dataIndex: 'periods', align: 'end' },
              {
                title: t('product.quote.first-payment'),
                align: 'end',
                render: (_, row) => (
                  <>
                    <Money value={row.from.payment} /> → <Money value={row.to.payment} />
                  </>
                ),
              },
              {
                title: t('product.quote.total-cost'),
                align: 'end',
                render: (_, row) => (
                  <>
                    <Money value={row.from.cost} /> → <Money value={row.to.cost} />
                  </>
                ),
              },
              {
                title: t('product.quote.simple'),
                align: 'end',
                render: (_, row) => (
                  <>
                    <Percent value={row.from.simple} /> → <Percent value={row.to.simple} />
                  </>
                ),
              },
            ]}
          />
        </>
      )}
    </Flex>
  )
}
