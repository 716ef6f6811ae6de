import { UploadOutlined } from '@ant-design/icons'
import { Link } from '@tanstack/react-router'
import { Button, Flex, Tag, Typography } from 'antd'
import { client } from '../../client.ts'
import { useMay } from '../../session.tsx'
import { useWords } from '../../settings.tsx'
import { DayText } from '../../ui/day-text.tsx'
import { ListPage } from '../../ui/list-page.tsx'
import { Money, Percent } from '../../ui/money.tsx'
import { type LoanRow, LoanTags } from './loan-tags.tsx'
import { useNames } from './names.ts'

type Page = Awaited<ReturnType<typeof client.servicing.listLoans>>

const states = ['active', 'overdue', 'settled', 'settled-early', 'written-off']
const buckets = ['M0', 'M1', 'M2', 'M3', 'M4', 'M5', 'M6', 'M6+']
const classes = ['normal', 'special-mention', 'substandard', 'doubtful', 'loss']

/** The loans one may see: who owes what, who is late and how late. */
export default function Loans() {
  const t = useWords()
  const may = useMay()
  const names = useNames()
  return (
    <ListPage<LoanRow>
      name="servicing.loans"
      title={t('servicing.loans')}
      load={query => client.servicing.listLoans(query as never)}
      rowKey={row => row.id}
      open={row => `/servicing/loans/${row.id}`}
      panel
      exportOf="servicing/listLoans"
      searchHint={t('servicing.loan.search')}
      empty={{ text: t('servicing.loan.empty') }}
      filters={[
        {
          key: 'state',
          label: t('servicing.loan.state'),
          options: states.map(value => ({ value, label: t(`servicing.loan.${value}`) })),
        },
        {
          key: 'open',
          label: t('servicing.loan.unsettled'),
          options: ['true', 'false'].map(value => ({ value, label: t(`servicing.loan.unsettled.${value}`) })),
        },
        {
          key: 'overdueFrom',
          label: t('servicing.loan.overdueDays'),
          options: ['1', '8', '31', '61', '91'].map(value => ({
            value,
            label: t('servicing.loan.overdueFrom', { days: value }),
          })),
        },
        {
          key: 'bucket',
          label: t('servicing.loan.bucket'),
          options: buckets.map(value => ({ value, label: value })),
        },
        {
          key: 'class',
          label: t('servicing.loan.class'),
          options: classes.map(value => ({ value, label: t(`servicing.class.${value}`) })),
        },
        { key: 'branchId', label: t('team.branch'), options: names.branches },
        { key: 'productId', label: t('product.product'), options: names.products },
      ]}
      actions={
        may('servicing.repayment.import') && (
          <Link to={'/servicing/repayment-imports' as never}>
            <Button icon={<UploadOutlined />}>{t('servicing.import.upload')}</Button>
          </Link>
        )
      }
      totals={page => <Totals totals={(page as unknown as Page).totals} />}
      columns={[
        { key: 'number', title: t('servicing.loan.number'), sort: 'number', render: row => row.number },
        {
          key: 'state',
          title: t('servicing.loan.state'),
          words: 'servicing.loan',
          render: row => (
            <Flex gap={6} wrap>
              <LoanTags loan={row} />
            </Flex>
          ),
        },
        { key: 'customerName', title: t('party.customer'), render: row => row.customerName ?? '—' },
        {
          key: 'outstanding',
          title: t('servicing.loan.outstanding'),
          sort: 'outstanding',
          align: 'end',
          render: row => <Money value={row.outstanding} />,
        },
        {
          key: 'overdue',
          title: t('servicing.loan.overdueAmount'),
          sort: 'overdue',
          align: 'end',
          render: row => (row.overdue === '0.00' ? '—' : <Money value={row.overdue} />),
        },
        {
          key: 'overdueDays',
          title: t('servicing.loan.overdueDays'),
          sort: 'overdueDays',
          align: 'end',
          render: row => (row.overdueDays > 0 ? <span className="number">{row.overdueDays}</span> : '—'),
        },
        {
          key: 'nextDueOn',
          title: t('servicing.loan.nextDueOn'),
          sort: 'nextDueOn',
          render: row => (
            <Flex gap={6} align="center">
              <DayText day={row.nextDueOn} />
              {row.inGrace && <Tag style={{ marginInlineEnd: 0 }}>{t('servicing.installment.grace')}</Tag>}
            </Flex>
          ),
        },
        {
          key: 'principal',
          title: t('servicing.loan.principal'),
          align: 'end',
          render: row => <Money value={row.principal} />,
        },
        {
          key: 'annualRate',
          share: true,
          title: t('servicing.loan.annualRate'),
          align: 'end',
          render: row => <Percent value={row.annualRate} />,
        },
        { key: 'dealerName', title: t('party.dealer'), render: row => row.dealerName ?? '—' },
        { key: 'branchId', words: '@branch', title: t('team.branch'), render: row => names.branch(row.branchId) },
        {
          key: 'productId',
          words: '@product',
          title: t('product.product'),
          hidden: true,
          render: row => names.product(row.productId),
        },
        {
          key: 'disbursedOn',
          title: t('servicing.loan.disbursedOn'),
          sort: 'disbursedOn',
          render: row => <DayText day={row.disbursedOn} />,
        },
        {
          key: 'maturesOn',
          title: t('servicing.loan.maturesOn'),
          hidden: true,
          render: row => <DayText day={row.maturesOn} />,
        },
      ]}
    />
  )
}

/** The totals row: over everything that matches, not only what is shown. */
function Totals({ totals }: { totals: Page['totals'] }) {
  const t = useWords()
  const parts = [
    [t('servicing.loan.principal'), totals.principal],
    [t('servicing.loan.outstanding'), totals.outstanding],
    [t('servicing.loan.overdueAmount'), totals.overdue],
  ] as const
  return (
    <Flex gap={28} wrap>
      <Typography.Text strong>{t('servicing.loan.totals', { count: totals.loans })}</Typography.Text>
      {parts.map(([label, value]) => (
        <span key={label}>
          <Typography.Text type="secondary">{label} </Typography.Text>
          <Typography.Text strong>
            <Money value={value} sign />
          </Typography.Text>
        </span>
      ))}
    </Flex>
  )
}
