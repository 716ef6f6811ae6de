import { Tag } from 'antd'
import { sittingStates } from '../../../modules/origination/sitting.ts'
import { client } from '../../client.ts'
import { useWords } from '../../settings.tsx'
import { InstantText } from '../../ui/day-text.tsx'
import { ListPage } from '../../ui/list-page.tsx'
import { Money } from '../../ui/money.tsx'

type Sitting = Awaited<ReturnType<typeof client.origination.listSittings>>['rows'][number]
export const sittingColours = {
  open: 'blue',
  approved: 'green',
  rejected: 'red',
  vetoed: 'volcano',
  adjourned: 'default',
} as const

/** Sittings of the credit committee, those that wait for the reader's vote marked. */
export default function Sittings() {
  const t = useWords()
  return (
    <ListPage<Sitting>
      name="origination.sittings"
      title={t('origination.sitting')}
      load={query => client.origination.listSittings(query as never)}
      rowKey={row => row.id}
      open={row => `/origination/sittings/${row.id}`}
      filters={[
        {
          key: 'state',
          label: t('origination.sitting.state'),
          options: sittingStates.map(value => ({ value, label: t(`origination.sitting.${value}`) })),
        },
      ]}
      empty={{ text: t('origination.sitting.empty') }}
      columns={[
        { key: 'number', title: t('origination.application'), render: row => row.applicationNumber },
        {
          key: 'state',
          title: t('origination.sitting.state'),
          render: row => (
            <>
              <Tag color={sittingColours[row.state]}>{t(`origination.sitting.${row.state}`)}</Tag>
              {row.awaitsReader && <Tag color="gold">{t('origination.sitting.awaits')}</Tag>}
            </>
          ),
        },
        { key: 'customerName', title: t('party.customer'), render: row => row.customerName ?? '—' },
        {
          key: 'principal',
          title: t('origination.principal'),
          align: 'end',
          render: row => <Money value={row.principal} />,
        },
        {
          key: 'voted',
          title: t('origination.sitting.vote'),
          render: row => t('origination.sitting.voted', { voted: row.voted, seats: row.seats }),
        },
        { key: 'chairName', title: t('origination.sitting.chair'), render: row => row.chairName },
        {
          key: 'convenedAt',
          title: t('origination.sitting.convened-at'),
          render: row => <InstantText at={row.convenedAt} />,
        },
      ]}
    />
  )
}
