import { PlusOutlined } from '@ant-design/icons'
import { useNavigate } from '@tanstack/react-router'
import { Button, Flex, Typography } from 'antd'
import { customerKinds } from '../../../modules/party/customer.ts'
import { client } from '../../client.ts'
import { useMay } from '../../session.tsx'
import { useWords } from '../../settings.tsx'
import { InstantText } from '../../ui/day-text.tsx'
import { ListPage } from '../../ui/list-page.tsx'
import { Withheld } from '../../ui/withheld.tsx'
import { wordChoices } from './fields.tsx'

type Row = Awaited<ReturnType<typeof client.party.listCustomers>>['rows'][number]

/** The customers in the reader's scope, masked; a whole name, phone or id number finds one. */
export default function Customers() {
  const t = useWords()
  const may = useMay()
  const navigate = useNavigate()
  const add = () => void navigate({ to: '/party/customers/new' as never })
  return (
    <ListPage<Row>
      name="party.customers"
      title={t('party.customers')}
      load={query => client.party.listCustomers(query as never)}
      rowKey={row => row.id}
      open={row => `/party/customers/${row.id}`}
      panel
      exportOf="party/listCustomers"
      searchHint={t('party.search-customer')}
      filters={[{ key: 'kind', label: t('party.customer.kind'), options: wordChoices(t, 'party.kind', customerKinds) }]}
      actions={
        may('party.customer.write') && (
          <Button type="primary" icon={<PlusOutlined />} onClick={add}>
            {t('party.add-customer')}
          </Button>
        )
      }
      empty={{
        text: t('party.no-customers'),
        ...(may('party.customer.write') ? { action: t('party.add-customer'), onAction: add } : {}),
      }}
      columns={[
        {
          key: 'name',
          title: t('party.customer.name'),
          render: row => (
            <Flex vertical>
              <span>{row.name}</span>
              {row.businessName && (
                <Typography.Text type="secondary" style={{ fontSize: 12 }}>
                  {row.businessName}
                </Typography.Text>
              )}
            </Flex>
          ),
        },
        {
          key: 'kind',
          words: 'party.kind',
          title: t('party.customer.kind'),
          render: row => t(`party.kind.${row.kind}`),
        },
        {
          key: 'idNumber',
          title: t('party.customer.idNumber'),
          render: row => (row.idNumber === null ? <Withheld /> : <span className="number">{row.idNumber}</span>),
        },
        {
          key: 'phone',
          title: t('party.customer.phone'),
          render: row => (row.phone === null ? <Withheld /> : <span className="number">{row.phone}</span>),
        },
        { key: 'ownerName', title: t('party.customer.owner'), render: row => row.ownerName ?? '—' },
        {
          key: 'createdAt',
          title: t('party.customer.createdAt'),
          sort: 'createdAt',
          render: row => <InstantText at={row.createdAt} />,
        },
      ]}
    />
  )
}
