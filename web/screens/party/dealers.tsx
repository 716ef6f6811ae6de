import { PlusOutlined } from '@ant-design/icons'
import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { Button, Form, Input, Select, Tag } from 'antd'
import { useState } from 'react'
import { api, client } from '../../client.ts'
import { useMay } from '../../session.tsx'
import { useWords } from '../../settings.tsx'
import { CommandForm } from '../../ui/command-form.tsx'
import { ListPage } from '../../ui/list-page.tsx'
import { StateTag } from '../../ui/state-tag.tsx'
import { FieldGrid, filled, wordChoices } from './fields.tsx'

type Dealer = Awaited<ReturnType<typeof client.party.listDealers>>['rows'][number]
type NewDealer = Parameters<typeof client.party.addDealer>[0]
export const grades = ['A', 'B', 'C'] as const

/** The dealers of the reader's branch. */
export default function Dealers() {
  const t = useWords()
  const may = useMay()
  const navigate = useNavigate()
  const [adding, setAdding] = useState(false)
  const groups = useQuery(api.team.listGroups.queryOptions())
  const branchName = (id: string) => groups.data?.branches.find(branch => branch.id === id)?.name ?? '—'
  return (
    <>
      <ListPage<Dealer>
        name="party.dealers"
        title={t('party.dealers')}
        load={query => client.party.listDealers(query as never)}
        rowKey={row => row.id}
        open={row => `/party/dealers/${row.id}`}
        exportOf="party/listDealers"
        searchHint={t('party.search-dealer')}
        filters={[
          {
            key: 'state',
            label: t('party.dealer.state'),
            options: wordChoices(t, 'party.dealer.state', ['active', 'frozen']),
          },
          {
            key: 'grade',
            label: t('party.dealer.grade'),
            options: grades.map(value => ({ value, label: value })),
          },
        ]}
        actions={
          may('party.dealer.write') && (
            <Button type="primary" icon={<PlusOutlined />} onClick={() => setAdding(true)}>
              {t('party.add-dealer')}
            </Button>
          )
        }
        empty={{
          text: t('party.no-dealers'),
          ...(may('party.dealer.write') ? { action: t('party.add-dealer'), onAction: () => setAdding(true) } : {}),
        }}
        columns={[
          { key: 'name', title: t('party.dealer.name'), render: row => row.name },
          {
            key: 'state',
            words: 'party.dealer.state',
            title: t('party.dealer.state'),
            render: row => <StateTag state={row.state} word={`party.dealer.state.${row.state}`} />,
          },
          { key: 'grade', title: t('party.dealer.grade'), render: row => <Tag>{row.grade}</Tag> },
          { key: 'dealerGroup', title: t('party.dealer.dealerGroup'), render: row => row.dealerGroup ?? '—' },
          {
            key: 'creditCode',
            title: t('party.dealer.creditCode'),
            render: row => <span className="number">{row.creditCode}</span>,
          },
          { key: 'contact', title: t('party.dealer.contact'), render: row => row.contact },
          { key: 'bankName', title: t('party.dealer.bankName'), render: row => row.bankName },
          {
            key: 'branchId',
            words: '@branch',
            title: t('party.dealer.branch'),
            render: row => branchName(row.branchId),
          },
        ]}
      />
      <CommandForm
        open={adding}
        onClose={() => setAdding(false)}
        width={720}
        title={t('party.add-dealer')}
        submit={t('ui.save')}
        operation={client.party.addDealer}
        initial={{ grade: 'B' }}
        input={values => filled(values as NewDealer)}
        onDone={made => void navigate({ to: `/party/dealers/${made.id}` as never })}
      >
        <DealerFields />
      </CommandForm>
    </>
  )
}

/** What is recorded of a dealer; on an edit the sealed account and phone stay when left empty. */
export function DealerFields({ held }: { held?: Dealer }) {
  const t = useWords()
  const required = [{ required: true, message: t('problem.missing') }]
  const sealed = held ? [] : required
  return (
    <FieldGrid>
      <Form.Item name="name" label={t('party.dealer.name')} rules={required}>
        <Input maxLength={100} />
      </Form.Item>
      {!held && (
        <Form.Item name="creditCode" label={t('party.dealer.creditCode')} rules={required}>
          <Input autoComplete="off" maxLength={40} />
        </Form.Item>
      )}
      <Form.Item name="grade" label={t('party.dealer.grade')} rules={required}>
        <Select options={grades.map(value => ({ value, label: value }))} />
      </Form.Item>
      <Form.Item name="dealerGroup" label={t('party.dealer.dealerGroup')} extra={t('party.dealer.dealerGroup.note')}>
        <Input maxLength={60} />
      </Form.Item>
      <Form.Item name="contact" label={t('party.dealer.contact')} rules={required}>
        <Input maxLength={100} />
      </Form.Item>
      <Form.Item name="contactPhone" label={t('party.dealer.contactPhone')} extra={held && t('party.keep')}>
        <Input autoComplete="off" inputMode="tel" maxLength={40} placeholder={held?.contactPhone ?? ''} />
      </Form.Item>
      <Form.Item name="accountName" label={t('party.dealer.accountName')} rules={required}>
        <Input maxLength={100} />
      </Form.Item>
      <Form.Item name="account" label={t('party.dealer.account')} rules={sealed} extra={held && t('party.keep')}>
        <Input autoComplete="off" inputMode="numeric" maxLength={60} placeholder={held?.account ?? ''} />
      </Form.Item>
      <Form.Item name="bankName" label={t('party.dealer.bankName')} rules={required}>
        <Input maxLength={100} />
      </Form.Item>
    </FieldGrid>
  )
}
