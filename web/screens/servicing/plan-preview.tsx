import { Table, Typography } from 'antd'
import type { ReactNode } from 'react'
import type { client } from '../../client.ts'
import { useWords } from '../../settings.tsx'
import { DayText } from '../../ui/day-text.tsx'
import { Money } from '../../ui/money.tsx'

export type PlanChange = Awaited<ReturnType<typeof client.servicing.deferLoan>>

/** What a change of the plan comes to: each figure as it is and as it would be, and the installments that lie ahead. */
export function PlanPreview({ change, today }: { change: PlanChange; today: string }) {
  const t = useWords()
  const money = (value: string) => <Money value={value} />
  const day = (value: string | null) => (value === null ? '—' : <DayText day={value as never} />)
  const rows: { key: string; label: string; before: ReactNode; after: ReactNode; same: boolean }[] = [
    row('nextDueOn', t('servicing.loan.nextDueOn'), change.nextDueOn, day),
    row('nextPayment', t('servicing.plan.nextPayment'), change.nextPayment, money),
    row('periods', t('servicing.plan.periods'), change.periods, String),
    row('maturesOn', t('servicing.loan.maturesOn'), change.maturesOn, day),
    row('cost', t('servicing.plan.cost'), change.cost, money),
    row('outstanding', t('servicing.loan.outstanding'), change.outstanding, money),
  ]
  const ahead = change.installments.filter(one => one.dueOn > today && one.unpaid !== '0.00')
  return (
    <div style={{ display: 'grid', gap: 12 }}>
      <Table
        size="small"
        pagination={false}
        dataSource={rows}
        title={() => <Typography.Text strong>{t('servicing.plan.preview')}</Typography.Text>}
        columns={[
          { title: '', dataIndex: 'label' },
          { title: t('servicing.plan.before'), align: 'end', render: (_, one) => one.before },
          {
            title: t('servicing.plan.after'),
            align: 'end',
            render: (_, one) => <Typography.Text strong={!one.same}>{one.after}</Typography.Text>,
          },
        ]}
      />
      <Table
        size="small"
        rowKey="seq"
        pagination={ahead.length > 6 ? { pageSize: 6, size: 'small', showSizeChanger: false } : false}
        dataSource={ahead}
        scroll={{ x: 'max-content' }}
        columns={[
          { title: t('servicing.installment.seq'), dataIndex: 'seq', width: 44 },
          { title: t('servicing.installment.dueOn'), render: (_, one) => day(one.dueOn) },
          { title: t('servicing.part.principal'), align: 'end', render: (_, one) => money(one.principal) },
          { title: t('servicing.part.interest'), align: 'end', render: (_, one) => money(one.interest) },
          {
            title: t('servicing.installment.payment'),
            align: 'end',
            render: (_, one) => <Typography.Text strong>{money(one.payment)}</Typography.Text>,
          },
        ]}
      />
    </div>
  )
}

function row<T extends string | number | null>(
  key: string,
  label: string,
  of: { before: T; after: T },
  show: (value: T) => ReactNode,
) {
  return { key, label, before: show(of.before), after: show(of.after), same: of.before === of.after }
}
