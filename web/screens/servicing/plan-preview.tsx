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

/** The same decision taken one way of several, under its name. */
export type Way = { word: string; change: PlanChange; chosen: boolean }

/**
 * What a change of the plan comes to: each figure as it is and as it would be, and the installments that lie ahead. Where there
 * are several ways, their figures stand beside each other, and the installments are those of the one chosen.
 */
export function PlanPreview({ change, loan, ways }: { change: PlanChange; loan: Loan; ways?: readonly Way[] }) {
  const t = useWords()
  const wide = Grid.useBreakpoint().md ?? true
  const isAhead = (one: Loan['installments'][number]) => one.dueOn > loan.today && one.unpaid !== '0.00'
  const ahead = change.installments.filter(isAhead)
  // The first that lies ahead stands where the first did, and so on: money prepaid is an installment of its own and moves the numbers.
  const old = loan.installments.filter(isAhead)
  const before = new Map(ahead.map((one, index) => [one.seq, old[index]]))
  const more = change.cost.more
  return (
    <div style={{ display: 'grid', gap: 12 }}>
      {ways ? <WaysPreview ways={ways} loan={loan} /> : <FigurePreview figures={figuresOf(change, loan, t)} />}
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

const money = (value: string) => <Money value={value} />
const day = (value: string | null) => (value === null ? '—' : <DayText day={value as never} />)

const left = ({ installments }: Pick<Loan, 'installments'>) => installments.filter(one => one.unpaid !== '0.00').length

/** What of a plan is compared before anything is done. */
const figuresOf = (change: PlanChange, loan: Loan, t: ReturnType<typeof useWords>): Figure[] => [
  figure('nextDueOn', t('servicing.loan.nextDueOn'), change.nextDueOn, day),
  figure('nextPayment', t('servicing.plan.nextPayment'), change.nextPayment, money),
  // Money prepaid is an installment of its own: what lies ahead is what people count.
  figure('left', t('servicing.plan.left'), { before: left(loan), after: left(change) }, String),
  figure('maturesOn', t('servicing.loan.maturesOn'), change.maturesOn, day),
  figure('cost', t('servicing.plan.cost'), change.cost, money),
  figure('outstanding', t('servicing.loan.outstanding'), change.outstanding, money),
]

/** Figures as they are, and as they would be each way; the way chosen stands on tinted ground. */
function WaysPreview({ ways, loan }: { ways: readonly Way[]; loan: Loan }) {
  const t = useWords()
  const wide = Grid.useBreakpoint().md ?? true
  const of = ways.map(way => figuresOf(way.change, loan, t))
  // Four columns beside each other on a phone.
  const small = wide ? {} : { fontSize: 12, whiteSpace: 'nowrap' as const }
  const tint = (chosen: boolean) => ({ style: chosen ? { background: 'var(--ant-control-item-bg-active)' } : {} })
  return (
    <Table<Figure>
      size="small"
      className={wide ? '' : 'narrow-cells'}
      pagination={false}
      dataSource={of[0]!}
      title={() => <Typography.Text strong>{t('servicing.plan.preview')}</Typography.Text>}
      columns={[
        {
          title: '',
          render: (_, one) => <div style={wide ? {} : { width: 56, fontSize: 12 }}>{one.label}</div>,
        },
        {
          title: t('servicing.plan.before'),
          align: 'end',
          render: (_, one) => <span style={small}>{one.before}</span>,
        },
        ...ways.map(({ word, chosen }, index) => ({
          key: word,
          title: t(word),
          align: 'end' as const,
          onHeaderCell: () => tint(chosen),
          onCell: () => tint(chosen),
          render: (_: unknown, __: Figure, row: number) => (
            <Typography.Text strong={!of[index]![row]!.same} style={small}>
              {of[index]![row]!.after}
            </Typography.Text>
          ),
        })),
      ]}
    />
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
