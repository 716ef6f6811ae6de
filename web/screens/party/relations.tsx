import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Button, Flex, Form, Select, Table } from 'antd'
import { useState } from 'react'
import { type RelationKind, relationKinds } from '../../../modules/party/customer.ts'
import { api, client } from '../../client.ts'
import { useCommand } from '../../command.ts'
import { useWords } from '../../settings.tsx'
import { CommandForm } from '../../ui/command-form.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import type { Customer } from './customer.tsx'
import { wordChoices } from './fields.tsx'

type Relation = Customer['relations'][number]

/** Who stands by the customer, and whom the customer stands by. */
export function Relations({ customer }: { customer: Customer }) {
  const t = useWords()
  const [adding, setAdding] = useState(false)
  const end = useCommand(client.party.recordRelation, { done: t('ui.done') })
  return (
    <Flex vertical gap={12}>
      {customer.relations.length === 0 ? (
        <EmptyState text={t('party.no-relations')} />
      ) : (
        <Table<Relation>
          size="small"
          pagination={false}
          rowKey={row => `${row.id} ${row.kind} ${row.towards}`}
          dataSource={customer.relations}
          scroll={{ x: 'max-content' }}
          columns={[
            {
              title: t('party.relation.other'),
              render: (_, row) =>
                row.visible ? <Link to={`/party/customers/${row.id}` as never}>{row.name}</Link> : row.name,
            },
            {
              title: t('party.relation'),
              render: (_, row) =>
                row.kind === 'spouse'
                  ? t('party.relation.spouse')
                  : `${t(row.towards ? 'party.relation.towards' : 'party.relation.by')}${t('party.relation.of')}${t(`party.relation.${row.kind}`)}`,
            },
            ...(customer.mayChange
              ? [
                  {
                    title: t('ui.actions'),
                    render: (_: unknown, row: Relation) =>
                      row.towards && (
                        <Button
                          size="small"
                          loading={end.isPending}
                          onClick={() => end.mutate({ id: customer.id, otherId: row.id, kind: row.kind, holds: false })}
                        >
                          {t('party.relation.end')}
                        </Button>
                      ),
                  },
                ]
              : []),
          ]}
        />
      )}
      {customer.mayChange && (
        <div>
          <Button onClick={() => setAdding(true)}>{t('party.relation.add')}</Button>
        </div>
      )}
      <CommandForm
        open={adding}
        onClose={() => setAdding(false)}
        title={t('party.relation.add')}
        operation={client.party.recordRelation}
        initial={{ kind: 'co-borrower' }}
        input={values => ({
          id: customer.id,
          otherId: values.otherId as `customer_${string}`,
          kind: values.kind as RelationKind,
          holds: true,
        })}
      >
        <Form.Item
          name="otherId"
          label={t('party.relation.other')}
          rules={[{ required: true, message: t('problem.missing') }]}
        >
          <CustomerPicker except={customer.id} />
        </Form.Item>
        <Form.Item name="kind" label={t('party.relation')}>
          <Select options={wordChoices(t, 'party.relation', relationKinds)} />
        </Form.Item>
      </CommandForm>
    </Flex>
  )
}

function CustomerPicker({
  except,
  value,
  onChange,
  id,
}: {
  except: string
  value?: string
  onChange?: (id: string) => void
  id?: string
}) {
  const t = useWords()
  const [search, setSearch] = useState('')
  const found = useQuery(api.party.listCustomers.queryOptions({ input: { limit: 20, ...(search ? { search } : {}) } }))
  return (
    <Select
      {...(id ? { id } : {})}
      value={value ?? null}
      showSearch={{ filterOption: false, onSearch: setSearch }}
      placeholder={t('party.search-customer')}
      loading={found.isFetching}
      onChange={next => next && onChange?.(next)}
      options={(found.data?.rows ?? [])
        .filter(row => row.id !== except)
        .map(row => ({ value: row.id as string, label: `${row.name} · ${row.idNumber} · ${row.phone}` }))}
    />
  )
}
