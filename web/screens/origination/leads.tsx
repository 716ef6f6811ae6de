import { Button, DatePicker, Form, Input, Select } from 'antd'
import type { Dayjs } from 'dayjs'
import { useState } from 'react'
import { leadSources, leadStates } from '../../../modules/origination/lead.ts'
import { client } from '../../client.ts'
import { useMay } from '../../session.tsx'
import { useWords } from '../../settings.tsx'
import { CommandForm } from '../../ui/command-form.tsx'
import { DayText } from '../../ui/day-text.tsx'
import { ListPage } from '../../ui/list-page.tsx'
import { StateTag } from '../../ui/state-tag.tsx'
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
          { key: 'name', title: t('origination.name'), render: row => row.displayName },
          {
            key: 'state',
            title: t('origination.state'),
            render: row => <StateTag state={row.state} word={`origination.lead.${row.state}`} />,
          },
          { key: 'phone', title: t('origination.phone'), render: row => row.displayPhone },
          { key: 'interest', title: t('origination.interest'), render: row => row.interest },
          {
            key: 'nextContactOn',
            title: t('origination.next-contact'),
            sort: 'nextContactOn',
            render: row => <DayText day={row.nextContactOn} weekday />,
          },
          { key: 'source', title: t('origination.source'), render: row => t(`origination.source.${row.source}`) },
          { key: 'owner', title: t('origination.owner'), render: row => row.ownerName },
        ]}
      />
      <AddLead open={adding} onClose={() => setAdding(false)} />
    </>
  )
}

/** Taking down a lead: four fields, one of them a day. */
export function AddLead({ open, onClose }: { open: boolean; onClose: () => void }) {
  const t = useWords()
  const required = [{ required: true, message: t('problem.missing') }]
  return (
    <CommandForm
      open={open}
      title={t('origination.add-lead')}
      onClose={onClose}
      operation={client.origination.addLead}
      initial={{ source: 'walk-in' }}
      input={values => ({
        name: String(values.name ?? ''),
        phone: String(values.phone ?? ''),
        source: values.source as Lead['source'],
        interest: String(values.interest ?? ''),
        nextContactOn: values.nextContactOn ? (values.nextContactOn as Dayjs).format('YYYY-MM-DD') : null,
      })}
    >
      <Form.Item name="name" label={t('origination.name')} rules={required}>
        <Input autoFocus autoComplete="off" />
      </Form.Item>
      <Form.Item name="phone" label={t('origination.phone')} rules={required}>
        <Input inputMode="tel" autoComplete="off" />
      </Form.Item>
      <Form.Item name="interest" label={t('origination.interest')} rules={required}>
        <Input />
      </Form.Item>
      <Form.Item name="source" label={t('origination.source')} rules={required}>
        <Select options={choices(t, 'origination.source', leadSources)} />
      </Form.Item>
      <Form.Item name="nextContactOn" label={t('origination.next-contact')}>
        <DatePicker style={{ width: '100%' }} />
      </Form.Item>
    </CommandForm>
  )
}
