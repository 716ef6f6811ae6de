import { Table, Tag, Typography } from 'antd'
import { useSettings } from '../../settings.tsx'
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
  return (
    <Table<Item>
      size="small"
      rowKey={row => row.code + row.name.zh}
      pagination={false}
      dataSource={items}
      scroll={{ x: 'max-content' }}
      columns={[
        {
          title: t('product.cost.item'),
          render: (_, row) => (
            <div style={{ maxWidth: 150 }}>
              <Typography.Text strong>{row.name[language]}</Typography.Text>
              {row.contingent && (
                <div>
                  <Tag>{t('product.cost.contingent')}</Tag>
                </div>
              )}
            </div>
          ),
        },
        {
          title: t('product.cost.how'),
          render: (_, row) => <div style={{ maxWidth: 200, minWidth: 120 }}>{row.how[language]}</div>,
        },
        {
          title: t('product.cost.standard'),
          render: (_, row) => <div style={{ maxWidth: 180, minWidth: 110 }}>{row.standard[language]}</div>,
        },
        { title: t('product.cost.by'), render: (_, row) => t(`product.charged-by.${row.chargedBy}`) },
        {
          title: t('product.cost.amount'),
          align: 'end',
          render: (_, row) =>
            row.amount === null ? (
              <Typography.Text type="secondary">{t('product.cost.as-incurred')}</Typography.Text>
            ) : (
              <Money value={row.amount} />
            ),
        },
        {
          title: t('product.cost.annualised'),
          align: 'end',
          render: (_, row) => <Percent value={row.annualised} />,
        },
      ]}
      summary={() => (
        <Table.Summary.Row>
          <Table.Summary.Cell index={0} colSpan={4}>
            <Typography.Text strong>{t('product.cost.total')}</Typography.Text>{' '}
            <Typography.Text type="secondary">{t('product.cost.nothing-else')}</Typography.Text>
          </Table.Summary.Cell>
          <Table.Summary.Cell index={4} align="right">
            <Typography.Text strong>
              <Money value={total} />
            </Typography.Text>
          </Table.Summary.Cell>
          <Table.Summary.Cell index={5} align="right">
            <Typography.Text strong>
              <Percent value={simple} />
            </Typography.Text>
            <div>
              <Typography.Text type="secondary">
                {t('product.quote.effective', { rate: '' })}
                <Percent value={effective} />
              </Typography.Text>
            </div>
          </Table.Summary.Cell>
        </Table.Summary.Row>
      )}
    />
  )
}
