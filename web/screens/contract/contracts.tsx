import { Typography } from 'antd'
import { client } from '../../client.ts'
import { useWords } from '../../settings.tsx'
import { InstantText } from '../../ui/day-text.tsx'
import { ListPage } from '../../ui/list-page.tsx'
import { Money, Percent } from '../../ui/money.tsx'
import { StateTag } from '../../ui/state-tag.tsx'

type Row = Awaited<ReturnType<typeof client.contract.listContracts>>['rows'][number]
const states = ['produced', 'accepted', 'void'] as const

/** The contracts in scope, newest first. */
export default function Contracts() {
  const t = useWords()
  return (
    <ListPage<Row>
      name="contracts"
      title={t('contract')}
      rowKey={row => row.id}
      open={row => `/contract/contracts/${row.id}`}
      load={query => client.contract.listContracts(query as never)}
      exportOf="contract/listContracts"
      searchHint={t('contract.screen.number')}
      filters={[
        {
          key: 'state',
          label: t('contract.screen.state'),
          options: states.map(value => ({ value, label: t(`contract.contract.${value}`) })),
        },
      ]}
      empty={{ text: t('contract.screen.empty') }}
      columns={[
        {
          key: 'number',
          title: t('contract.screen.number'),
          render: row => (
            <Typography.Text strong className="number">
              {row.number}
            </Typography.Text>
          ),
        },
        {
          key: 'state',
          words: 'contract.contract',
          title: t('contract.screen.state'),
          render: row => <StateTag state={row.state} word={`contract.contract.${row.state}`} />,
        },
        { key: 'customerName', title: t('contract.screen.customer'), render: row => row.customerName },
        { key: 'productName', title: t('contract.screen.product'), render: row => row.productName },
        {
          key: 'principal',
          title: t('product.quote.principal'),
          align: 'end',
          render: row => <Money value={row.principal} />,
        },
        {
          key: 'periods',
          title: t('product.quote.periods'),
          align: 'end',
          render: row => <span className="number">{row.periods}</span>,
        },
        {
          key: 'simple',
          share: true,
          title: t('product.quote.simple'),
          align: 'end',
          render: row => <Percent value={row.simple} />,
        },
        {
          key: 'producedAt',
          title: t('contract.screen.produced-at'),
          render: row => <InstantText at={row.producedAt} />,
        },
        { key: 'producedByName', title: t('contract.screen.produced-by'), render: row => row.producedByName },
        {
          key: 'acceptedAt',
          title: t('contract.screen.accepted-at'),
          render: row => <InstantText at={row.acceptedAt} />,
        },
      ]}
    />
  )
}
