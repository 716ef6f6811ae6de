import { Flex, Grid, Table, Typography } from 'antd'
import type { ReactNode } from 'react'
import type { client } from '../../client.ts'
import { useWords } from '../../settings.tsx'
import { DayText } from '../../ui/day-text.tsx'
import { grouped, Money } from '../../ui/money.tsx'
import type { Loan } from './loan-tags.tsx'

export type PlanChange = Awaited<ReturnType<typeof client.servicing.deferLoan>>
/** A figure as it is and as it would be, ready to be shown. */
export type Figure = { key: string; label: string; before: ReactNode; after: ReactNode; same: boolean }

/** What a change of the plan comes to: each figure as it is and as it would be, and the installments that lie ahead. */
export function PlanPreview({ change, loan }: { change: PlanChange; loan: Loan }) {
  const t = useWords()
  const wide = Grid.useBreakpoint().md ?? true
  const money = (value: string) => <Money value={value} />
  const day = (value: string | null) => (value === null ? '—' : <DayText day={value as never} />)
  const isAhead = (one: Loan['installments'][number]) => one.dueOn > loan.today && one.unpaid !== '0.00'
  const ahead = change.installments.filter(isAhead)
  // The first that lies ahead stands where the first did, and so on: money prepaid is an installment of its own and moves the numbers.
  const old = loan.installments.filter(isAhead)
  const before = new Map(ahead.map((one, index) => [one.seq, old[index]]))
  const more = change.cost.more
  return (
    <div style={{ display: 'grid', gap: 12 }}>
      <FigurePreview
        figures={[
          figure('nextDueOn', t('servicing.loan.nextDueOn'), change.nextDueOn, day),
          figure('nextPayment', t('servicing.plan.nextPayment'), change.nextPayment, money),
          figure('periods', t('servicing.plan.periods'), change.periods, String),
          figure('maturesOn', t('servicing.loan.maturesOn'), change.maturesOn, day),
          figure('cost', t('servicing.plan.cost'), change.cost, money),
          figure('outstanding', t('servicing.loan.outstanding'), change.outstanding, money),
        ]}
      />
      <Typography.Text strong>
        {more === '0.00'
          ? t('servicing.plan.cost-same')
          : t(more.startsWith('-') ? 'servicing.plan.cost-less' : 'servicing.plan.cost-more', {
              amount: grouped(more.replace('-', '')),
            })}
      </Typography.Text>
      <Table
        size="small"
        rowKey="seq"
        pagination={ahead.length > 6 ? { pageSize: 6, size: 'small', showSizeChanger: false } : false}
        dataSource={ahead}
        scroll={{ x: 'max-content' }}
        columns={[
          { title: t('servicing.installment.seq'), dataIndex: 'seq', width: 44 },
          {
            title: t('servicing.installment.dueOn'),
            render: (_, one) => <Changed from={before.get(one.seq)?.dueOn} to={one.dueOn} show={day} />,
          },
          ...(wide
            ? (['principal', 'interest'] as const).map(part => ({
                title: t(`servicing.part.${part}`),
                align: 'end' as const,
                render: (_: unknown, one: (typeof ahead)[number]) => money(one[part]),
              }))
            : []),
          {
            title: t('servicing.installment.payment'),
            align: 'end',
            render: (_, one) => (
              <Changed from={before.get(one.seq)?.payment} to={one.payment} show={money} end strong />
            ),
          },
        ]}
      />
    </div>
  )
}

/** Figures as they are and as they would be; what changes stands out. */
export function FigurePreview({ figures }: { figures: Figure[] }) {
  const t = useWords()
  return (
    <Table<Figure>
      size="small"
      pagination={false}
      dataSource={figures}
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
  )
}

/** A value of an installment; where the change made it another, the old one struck out before it. */
function Changed({
  from,
  to,
  show,
  end = false,
  strong = false,
}: {
  from: string | undefined
  to: string
  show: (value: string) => ReactNode
  end?: boolean
  strong?: boolean
}) {
  return (
    <Flex gap="0 6px" wrap justify={end ? 'end' : 'start'}>
      {from !== undefined && from !== to && (
        <Typography.Text type="secondary" delete>
          {show(from)}
        </Typography.Text>
      )}
      <Typography.Text strong={strong}>{show(to)}</Typography.Text>
    </Flex>
  )
}

/** A figure ready to be shown, from its two values. */
export function figure<T extends string | number | null>(
  key: string,
  label: string,
  of: { before: T; after: T },
  show: (value: T) => ReactNode,
): Figure {
  return { key, label, before: show(of.before), after: show(of.after), same: of.before === of.after }
}
