import { Grid, Table, Typography } from 'antd'
import { useWords } from '../../settings.tsx'
import { DayText } from '../../ui/day-text.tsx'
import { grouped, Money } from '../../ui/money.tsx'

type Row = {
  seq: number
  dueOn: string
  payment: string
  principal: string
  interest: string
  fee: string
  balance: string
}

/**
 * A plan, row by row; the fee column stands only where there are fees, a column for each who pays beside the customer. On a phone
 * what a payment is made of stands below it, so that nothing scrolls sideways.
 */
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
  const wide = Grid.useBreakpoint().md ?? true
  const fees = rows.some(row => row.fee !== '0.00')
  const money = (title: string, value: (row: Row) => string) => ({
    title,
    align: 'end' as const,
    render: (_: unknown, row: Row) => <Money value={value(row)} />,
  })
  const seq = {
    title: t('product.quote.seq'),
    width: wide ? 46 : 34,
    render: (_: unknown, row: Row) => <span className="number">{row.seq}</span>,
  }
  const due = {
    title: t('product.quote.due-on'),
    width: wide ? 104 : 80,
    render: (_: unknown, row: Row) => <DayText day={row.dueOn} />,
  }
  const parts = [
    { title: t('product.quote.of-principal'), value: (row: Row) => row.principal },
    { title: t('product.quote.of-interest'), value: (row: Row) => row.interest },
    ...(fees ? [{ title: t('product.quote.of-fee'), value: (row: Row) => row.fee }] : []),
    ...subsidies.map(one => ({
      title: t('product.quote.subsidy-of', { payer: t(`product.subsidy-payer.${one.payer}`) }),
      value: (row: Row) => one.rows[row.seq - 1] ?? '0.00',
    })),
  ]
  const payment = money(t('product.quote.amount'), row => row.payment)
  const balance = money(t('product.quote.balance'), row => row.balance)
  return (
    <Table<Row>
      size="small"
      rowKey="seq"
      pagination={false}
      dataSource={rows}
      {...(wide ? { scroll: { y: height, x: 'max-content' } } : { scroll: { y: height }, className: 'narrow-cells' })}
      columns={
        wide
          ? [seq, due, payment, ...parts.map(part => money(part.title, part.value)), balance]
          : [
              seq,
              due,
              {
                ...payment,
                render: (_, row) => (
                  <>
                    <Money value={row.payment} />
                    {parts.map(part => (
                      <Typography.Text key={part.title} type="secondary" style={{ display: 'block', fontSize: 12 }}>
                        {part.title} <span className="number">{grouped(part.value(row))}</span>
                      </Typography.Text>
                    ))}
                  </>
                ),
              },
              balance,
            ]
      }
    />
  )
}
