import { Flex, Grid, Table, Tag, Typography } from 'antd'
import { useSettings } from '../../settings.tsx'
import { type FoldColumn, FoldTable } from '../../ui/fold-table.tsx'
import { Money, Percent } from '../../ui/money.tsx'

type Item = {
  code: string
  name: { zh: string; en: string }
  how: { zh: string; en: string }
  standard: { zh: string; en: string }
  chargedBy: string
  amount: string | null
  annualised: string | null
  contingent: boolean
}

/** A figure is never broken over two lines. */
const whole = { whiteSpace: 'nowrap' } as const

/** The all-in cost form: every item, who charges it, what it comes to, and what only a default brings. */
export function CostTable({
  items,
  total,
  simple,
  effective,
}: {
  items: Item[]
  total: string
  simple: string
  effective: string
}) {
  const { t, language } = useSettings()
  const wide = Grid.useBreakpoint().md ?? true
  const width = (least: number) => (wide ? { minWidth: least } : {})
  const columns: [FoldColumn<Item>, ...FoldColumn<Item>[]] = [
    {
      title: t('product.cost.item'),
      render: (_, row) => (
        <Flex gap="2px 8px" wrap align="baseline" style={width(96)}>
          <Typography.Text strong>{row.name[language]}</Typography.Text>
          {row.contingent && <Tag style={{ marginInlineEnd: 0 }}>{t('product.cost.contingent')}</Tag>}
        </Flex>
      ),
    },
    {
      title: t('product.cost.how'),
      long: true,
      render: (_, row) => <div style={width(120)}>{row.how[language]}</div>,
    },
    {
      title: t('product.cost.standard'),
      long: true,
      render: (_, row) => <div style={width(110)}>{row.standard[language]}</div>,
    },
    {
      title: t('product.cost.by'),
      render: (_, row) => <span style={{ whiteSpace: 'nowrap' }}>{t(`product.charged-by.${row.chargedBy}`)}</span>,
    },
    {
      title: t('product.cost.amount'),
      align: 'end',
      render: (_, row) =>
        row.amount === null ? (
          <Typography.Text type="secondary" style={whole}>
            {t('product.cost.as-incurred')}
          </Typography.Text>
        ) : (
          <span style={whole}>
            <Money value={row.amount} />
          </span>
        ),
    },
    {
      title: t('product.cost.annualised'),
      align: 'end',
      folds: row => row.annualised !== null,
      render: (_, row) => (
        <span style={whole}>
          <Percent value={row.annualised} />
        </span>
      ),
    },
  ]
  const compound = (
    <Typography.Text type="secondary" style={whole}>
      {t('product.quote.effective', { rate: '' })}
      <Percent value={effective} />
    </Typography.Text>
  )
  const rowKey = (row: Item) => row.code + row.name.zh
  if (!wide)
    return (
      <>
        <FoldTable rows={items} rowKey={rowKey} columns={columns} />
        <div style={{ padding: '12px 16px' }}>
          <Flex justify="space-between" gap={12} align="baseline">
            <Typography.Text strong>{t('product.cost.total')}</Typography.Text>
            <Typography.Text strong>
              <Money value={total} /> · <Percent value={simple} />
            </Typography.Text>
          </Flex>
          <div style={{ textAlign: 'end' }}>{compound}</div>
          <Typography.Text type="secondary">{t('product.cost.nothing-else')}</Typography.Text>
        </div>
      </>
    )
  return (
    <Table<Item>
      size="small"
      rowKey={rowKey}
      pagination={false}
      dataSource={items}
      columns={columns.map(({ folds: _, long: __, ...column }) => column)}
      summary={() => (
        <Table.Summary.Row>
          <Table.Summary.Cell index={0} colSpan={4}>
            <Typography.Text strong>{t('product.cost.total')}</Typography.Text>{' '}
            <Typography.Text type="secondary">{t('product.cost.nothing-else')}</Typography.Text>
          </Table.Summary.Cell>
          <Table.Summary.Cell index={4} align="right">
            <Typography.Text strong style={whole}>
              <Money value={total} />
            </Typography.Text>
          </Table.Summary.Cell>
          <Table.Summary.Cell index={5} align="right">
            <Typography.Text strong style={whole}>
              <Percent value={simple} />
            </Typography.Text>
            <div>{compound}</div>
          </Table.Summary.Cell>
        </Table.Summary.Row>
      )}
    />
  )
}
