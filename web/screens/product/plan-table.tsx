import { Table } from 'antd'
import { useWords } from '../../settings.tsx'
import { DayText } from '../../ui/day-text.tsx'
import { Money } from '../../ui/money.tsx'

type Row = {
  seq: number
  dueOn: string
  payment: string
  principal: string
  interest: string
  fee: string
  balance: string
}

/** A plan, row by row; the fee column stands only where there are fees, a column for each who pays beside the customer. */
export function PlanTable({
  rows,
  height = 420,
  subsidies = [],
}: {
  rows: Row[]
  height?: number
  /** What others pay of each row, in the rows' order. */
  subsidies?: { payer: string; when: string; rows: string[] }[]
}) {
  const t = useWords()
  const fees = rows.some(row => row.fee !== '0.00')
  const money = (title: string, value: (row: Row) => string) => ({
    title,
    align: 'end' as const,
    render: (_: unknown, row: Row) => <Money value={value(row)} />,
  })
  return (
    <Table<Row>
      size="small"
      rowKey="seq"
      pagination={false}
      dataSource={rows}
      scroll={{ y: height, x: 'max-content' }}
      columns={[
        { title: t('product.quote.seq'), width: 46, render: (_, row) => <span className="number">{row.seq}</span> },
        { title: t('product.quote.due-on'), width: 104, render: (_, row) => <DayText day={row.dueOn} /> },
        money(t('product.quote.amount'), row => row.payment),
        money(t('product.quote.of-principal'), row => row.principal),
        money(t('product.quote.of-interest'), row => row.interest),
        ...(fees ? [money(t('product.quote.of-fee'), row => row.fee)] : []),
        ...subsidies.map(one =>
          money(
            t('product.quote.subsidy-of', { payer: t(`product.subsidy-payer.${one.payer}`) }),
            row => one.rows[row.seq - 1] ?? '0.00',
          ),
        ),
        money(t('product.quote.balance'), row => row.balance),
      ]}
    />
  )
}
