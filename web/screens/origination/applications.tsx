import { Button, Typography } from 'antd'
import { statesOf } from '#lib/state'
import { applicationStates } from '../../../modules/origination/application.ts'
import { client } from '../../client.ts'
import { useMay } from '../../session.tsx'
import { useWords } from '../../settings.tsx'
import { DayText } from '../../ui/day-text.tsx'
import { ListPage } from '../../ui/list-page.tsx'
import { grouped, Money } from '../../ui/money.tsx'
import { useBeginApplication } from './begin-application.ts'
import { ApplicationState, choices } from './parts.tsx'
import type { ApplicationRow } from './shapes.ts'

/** Every application in the reader's scope. */
export default function Applications() {
  const t = useWords()
  const may = useMay()
  const begin = useBeginApplication()
  return (
    <ListPage<ApplicationRow>
      name="origination.applications"
      title={t('origination.applications')}
      load={query => client.origination.listApplications(query as never)}
      rowKey={row => row.id}
      open={row =>
        ['draft', 'supplement'].includes(row.state) && may('origination.application.write')
          ? `/origination/applications/${row.id}/edit`
          : `/origination/applications/${row.id}`
      }
      panel
      exportOf="origination/listApplications"
      searchHint={t('origination.search-hint')}
      filters={[
        {
          key: 'state',
          label: t('origination.state'),
          options: choices(t, 'origination.application', statesOf(applicationStates)),
        },
        { key: 'mine', label: t('origination.owner'), options: [{ value: 'true', label: t('origination.mine-only') }] },
      ]}
      actions={
        may('origination.application.write') && (
          <Button type="primary" loading={begin.isPending} onClick={() => begin.mutate({})}>
            {t('origination.new-application')}
          </Button>
        )
      }
      totals={page => (
        <Typography.Text strong className="number">
          {t('origination.total-amount', {
            count: page.total,
            amount: grouped((page as typeof page & { amount: string }).amount),
          })}
        </Typography.Text>
      )}
      empty={{ text: t('origination.application-empty') }}
      columns={[
        { key: 'number', title: t('origination.number'), render: row => <span className="number">{row.number}</span> },
        {
          key: 'state',
          words: 'origination.application',
          title: t('origination.state'),
          render: row => <ApplicationState state={row.state} />,
        },
        {
          key: 'customer',
          from: 'customerName',
          title: t('origination.customer'),
          render: row => row.customerName ?? '—',
        },
        { key: 'vehicle', title: t('origination.vehicle'), render: row => row.vehicle || '—' },
        {
          key: 'principal',
          title: t('origination.principal'),
          sort: 'principal',
          align: 'end',
          render: row => <Money value={row.principal} />,
        },
        { key: 'product', from: 'productName', title: t('origination.product'), render: row => row.productName ?? '—' },
        { key: 'dealer', from: 'dealerName', title: t('origination.dealer'), render: row => row.dealerName ?? '—' },
        { key: 'owner', from: 'ownerName', title: t('origination.owner'), render: row => row.ownerName },
        {
          key: 'createdDay',
          title: t('origination.created'),
          sort: 'createdAt',
          render: row => <DayText day={row.createdDay} />,
        },
      ]}
    />
  )
}
