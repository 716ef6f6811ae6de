import { Button } from 'antd'
import { useState } from 'react'
import { leadStates } from '../../../modules/origination/lead.ts'
import { client } from '../../client.ts'
import { useMay } from '../../session.tsx'
import { useWords } from '../../settings.tsx'
import { DayText } from '../../ui/day-text.tsx'
import { ListPage } from '../../ui/list-page.tsx'
import { StateTag } from '../../ui/state-tag.tsx'
import { Withheld } from '../../ui/withheld.tsx'
import { AddLead } from './lead-dialogs.tsx'
import { choices } from './parts.tsx'
import type { Lead } from './shapes.ts'

/** Everyone who might want a loan, by who is to be called next. */
export default function Leads() {
  const t = useWords()
  const may = useMay()
  const [adding, setAdding] = useState(false)
  return (
    <>
      <ListPage<Lead>
        name="origination.leads"
        title={t('origination.leads')}
        load={query => client.origination.listLeads({ sort: 'nextContactOn', direction: 'asc', ...query } as never)}
        rowKey={row => row.id}
        open={row => `/origination/leads/${row.id}`}
        exportOf="origination/listLeads"
        searchHint={t('origination.lead-search')}
        filters={[
          {
            key: 'state',
            label: t('origination.state'),
            options: choices(t, 'origination.lead', Object.keys(leadStates)),
          },
        ]}
        actions={
          may('origination.lead.write') && (
            <Button type="primary" onClick={() => setAdding(true)}>
              {t('origination.add-lead')}
            </Button>
          )
        }
        empty={{
          text: t('origination.lead-empty'),
          ...(may('origination.lead.write')
            ? { action: t('origination.add-lead'), onAction: () => setAdding(true) }
            : {}),
        }}
        columns={[
          { key: 'name', from: 'displayName', title: t('origination.name'), render: row => row.displayName },
          {
            key: 'state',
            words: 'origination.lead',
            title: t('origination.state'),
            render: row => <StateTag state={row.state} word={`origination.lead.${row.state}`} />,
          },
          {
            key: 'phone',
            from: 'displayPhone',
            title: t('origination.phone'),
            render: row => row.displayPhone ?? <Withheld />,
          },
          { key: 'interest', title: t('origination.interest'), render: row => row.interest },
          {
            key: 'nextContactOn',
            title: t('origination.next-contact'),
            sort: 'nextContactOn',
            render: row => <DayText day={row.nextContactOn} weekday />,
          },
          {
            key: 'source',
            words: 'origination.source',
            title: t('origination.source'),
            render: row => t(`origination.source.${row.source}`),
          },
          { key: 'owner', from: 'ownerName', title: t('origination.owner'), render: row => row.ownerName },
        ]}
      />
      <AddLead open={adding} onClose={() => setAdding(false)} />
    </>
  )
}
