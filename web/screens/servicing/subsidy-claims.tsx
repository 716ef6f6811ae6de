import { useSearch } from '@tanstack/react-router'
import { Flex, Tag, Typography } from 'antd'
import { client } from '../../client.ts'
import { useWords } from '../../settings.tsx'
import { DayText } from '../../ui/day-text.tsx'
import { ListPage } from '../../ui/list-page.tsx'
import { Money } from '../../ui/money.tsx'
import { usePayerName } from './subsidy-dialog.tsx'

type Page = Awaited<ReturnType<typeof client.servicing.listSubsidyClaims>>
type Row = Page['rows'][number]

const states = { open: 'blue', 'to-return': 'orange', 'to-come': 'default', done: 'green' } as const

/** Every subsidy loan by loan: what has fallen due, what came in, what is open or to go back. */
export default function SubsidyClaims() {
  const t = useWords()
  const nameOf = usePayerName()
  const { dealerId, brand } = useSearch({ strict: false }) as { dealerId?: string; brand?: string }
  const amount = (value: string) => (value === '0.00' ? '—' : <Money value={value} />)
  return (
    <ListPage<Row>
      name="servicing.subsidy-claims"
      title={`${t('servicing.subsidy.claims')}${brand ? ` · ${brand}` : ''}`}
      load={query => client.servicing.listSubsidyClaims(query as never)}
      rowKey={row => `${row.loanId} ${row.payer}`}
      open={row => `/servicing/loans/${row.loanId}`}
      exportOf="servicing/listSubsidyClaims"
      searchHint={t('servicing.loan.search')}
      empty={{ text: t('servicing.subsidy.none') }}
      scope={{ ...(dealerId ? { dealerId } : {}), ...(brand ? { brand } : {}) }}
      filters={[
        {
          key: 'payer',
          label: t('servicing.subsidy.payer'),
          options: ['manufacturer', 'dealer', 'fiscal'].map(value => ({
            value,
            label: t(`product.subsidy-payer.${value}`),
          })),
        },
        {
          key: 'state',
          label: t('servicing.subsidy.state'),
          options: Object.keys(states).map(value => ({ value, label: t(`servicing.subsidy.state.${value}`) })),
        },
      ]}
      totals={page => <Totals totals={(page as unknown as Page).totals} />}
      columns={[
        { key: 'number', title: t('servicing.loan.number'), render: row => row.number },
        { key: 'customerName', title: t('party.customer'), render: row => row.customerName ?? '—' },
        {
          key: 'payer',
          from: 'brand|dealerName|payer',
          words: 'product.subsidy-payer',
          title: t('servicing.subsidy.payer'),
          render: nameOf,
        },
        {
          key: 'when',
          cases: [
            ['atOnce', 'servicing.subsidy.at-once'],
            ['', 'servicing.subsidy.each'],
          ],
          title: t('servicing.subsidy.when'),
          render: row => t(row.atOnce ? 'servicing.subsidy.at-once' : 'servicing.subsidy.each'),
        },
        {
          key: 'state',
          words: 'servicing.subsidy.state',
          title: t('servicing.subsidy.state'),
          render: row => (
            <Flex gap={6} wrap>
              <Tag color={states[row.state]} style={{ marginInlineEnd: 0 }}>
                {t(`servicing.subsidy.state.${row.state}`)}
              </Tag>
              {row.lostOn && <Tag>{t('servicing.subsidy.lost', { day: row.lostOn })}</Tag>}
            </Flex>
          ),
        },
        { key: 'due', title: t('servicing.subsidy.due'), align: 'end', render: row => amount(row.due) },
        { key: 'received', title: t('servicing.subsidy.received'), align: 'end', render: row => amount(row.received) },
        {
          key: 'open',
          title: t('servicing.subsidy.open.signed'),
          sort: 'open',
          align: 'end',
          render: row => <Typography.Text strong>{amount(row.open)}</Typography.Text>,
        },
        { key: 'toCome', title: t('servicing.subsidy.toCome'), align: 'end', render: row => amount(row.toCome) },
        { key: 'nextOn', title: t('servicing.subsidy.nextOn'), render: row => <DayText day={row.nextOn} /> },
        {
          key: 'disbursedOn',
          title: t('servicing.loan.disbursedOn'),
          sort: 'disbursedOn',
          render: row => <DayText day={row.disbursedOn} />,
        },
      ]}
    />
  )
}

function Totals({ totals }: { totals: Page['totals'] }) {
  const t = useWords()
  const parts = [
    ['due', totals.due],
    ['received', totals.received],
    ['open', totals.open],
    ['toReturn', totals.toReturn],
  ] as const
  return (
    <Flex gap={28} wrap>
      <Typography.Text strong>{t('servicing.subsidy.claims.count', { count: totals.claims })}</Typography.Text>
      {parts.map(([name, value]) => (
        <span key={name}>
          <Typography.Text type="secondary">{t(`servicing.subsidy.${name}`)} </Typography.Text>
          <Typography.Text strong>
            <Money value={value} sign />
          </Typography.Text>
        </span>
      ))}
    </Flex>
  )
}
