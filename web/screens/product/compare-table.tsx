import { Card, Flex, Table, Tag, Typography } from 'antd'
import type { ReactNode } from 'react'
import { useSettings } from '../../settings.tsx'
import { Money, Percent } from '../../ui/money.tsx'
import type { Quote } from './shapes.ts'

type Line = { key: string; title: string; show: (quote: Quote) => ReactNode; value?: (quote: Quote) => string }

/** Plans side by side; the lowest of what one wants low is marked with a word, not by colour alone. */
export function CompareTable({
  quotes,
  current,
  onPick,
}: {
  quotes: (Quote | null)[]
  current: number
  onPick: (index: number) => void
}) {
  const { t, language } = useSettings()
  const money = (key: string, title: string, value: (quote: Quote) => string, best = false): Line => ({
    key,
    title,
    show: quote => <Money value={value(quote)} />,
    ...(best ? { value } : {}),
  })
  const lines: Line[] = [
    {
      key: 'product',
      title: t('product.product'),
      show: one => (language === 'zh' ? one.productName : one.productNameEn),
    },
    money('principal', t('product.quote.principal'), one => one.principal),
    { key: 'down', title: t('product.quote.down-payment'), show: one => <Money value={one.downPayment} /> },
    {
      key: 'periods',
      title: t('product.quote.periods'),
      show: one => t('product.quote.periods-count', { count: one.periods }),
    },
    { key: 'method', title: t('product.field.method'), show: one => t(`product.method.${one.method}`) },
    { key: 'rate', title: t('product.quote.rate'), show: one => <Percent value={one.annualRate} /> },
    money('payment', t('product.quote.first-payment'), one => one.firstPayment, true),
    money('last', t('product.quote.last'), one => one.lastPayment),
    money('upFront', t('product.quote.up-front'), one => one.upFrontFees),
    money('interest', t('product.quote.total-interest'), one => one.totalInterest),
    money('cost', t('product.quote.total-cost'), one => one.totalCost, true),
    {
      key: 'simple',
      title: t('product.quote.simple'),
      show: one => <Percent value={one.simple} />,
      value: one => one.simple,
    },
  ]
  const lowest = (line: Line) =>
    line.value && quotes.filter(quote => quote !== null).length > 1
      ? Math.min(...quotes.flatMap(quote => (quote ? [Number(line.value!(quote))] : [])))
      : null
  return (
    <Card size="small" title={t('product.quote.compare')} styles={{ body: { padding: 0 } }}>
      <Table<Line>
        size="small"
        rowKey="key"
        pagination={false}
        dataSource={lines}
        scroll={{ x: 'max-content' }}
        columns={[
          {
            title: '',
            fixed: 'left',
            render: (_, line) => <Typography.Text type="secondary">{line.title}</Typography.Text>,
          },
          ...quotes.map((quote, index) => ({
            title: t('product.quote.plan-name', {
              number: '一二三'[index] && language === 'zh' ? '一二三'[index] : index + 1,
            }),
            // A click on a plan's column takes it up, as the switch above does.
            onHeaderCell: () => ({ onClick: () => onPick(index), style: { cursor: 'pointer' } }),
            onCell: () => ({
              onClick: () => onPick(index),
              style: {
                cursor: 'pointer',
                ...(index === current ? { background: 'var(--ant-control-item-bg-active)' } : {}),
              },
            }),
            align: 'end' as const,
            render: (_: unknown, line: Line) => {
              if (!quote) return '—'
              const best = lowest(line) !== null && Number(line.value!(quote)) === lowest(line)
              return (
                <Flex gap={6} justify="end" align="center">
                  {best && <Tag>{t('product.quote.lowest')}</Tag>}
                  <span style={best ? { fontWeight: 600 } : {}}>{line.show(quote)}</span>
                </Flex>
              )
            },
          })),
        ]}
      />
    </Card>
  )
}
