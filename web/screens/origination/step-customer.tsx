import { CheckCircleFilled, WarningFilled } from '@ant-design/icons'
import { useQuery } from '@tanstack/react-query'
import { Alert, Button, Checkbox, Flex, Form, Input, Radio, Segmented, Select, Typography } from 'antd'
import { useState } from 'react'
import { api, client } from '../../client.ts'
import { useCommand } from '../../command.ts'
import { useWords } from '../../settings.tsx'
import { DefinitionList } from '../../ui/definition-list.tsx'
import { Income } from '../../ui/withheld.tsx'
import type { Draft } from './draft.ts'
import { choices, MoneyInput } from './parts.tsx'

const kinds = ['individual', 'sole-proprietor', 'enterprise'] as const
const consents = ['credit-bureau', 'personal-information'] as const
const wordingVersion = '2026-01'

/** Who it is for: somebody known, or somebody new with the consents they have signed. */
export function StepCustomer({ draft }: { draft: Draft }) {
  const t = useWords()
  const [known, setKnown] = useState<'known' | 'new'>('new')
  const [changing, setChanging] = useState(false)
  const id = draft.values.customerId
  if (id && !changing) return <Chosen id={id as `customer_${string}`} onChange={() => setChanging(true)} />
  const choose = (customerId: `customer_${string}`) => {
    draft.set({ customerId })
    setChanging(false)
  }
  return (
    <Flex vertical gap={16}>
      <Segmented
        value={known}
        onChange={setKnown}
        options={[
          { value: 'new', label: t('origination.new-customer') },
          { value: 'known', label: t('origination.existing-customer') },
        ]}
      />
      {known === 'new' ? <NewCustomer onAdded={choose} /> : <FindCustomer onFound={choose} />}
    </Flex>
  )
}

function Chosen({ id, onChange }: { id: `customer_${string}`; onChange: () => void }) {
  const t = useWords()
  const customer = useQuery(api.party.getCustomer.queryOptions({ input: { id } }))
  const record = useCommand(client.party.recordConsent)
  const data = customer.data
  if (!data) return null
  const given = data.consents.findLast(line => line.kind === 'credit-bureau')?.given ?? false
  return (
    <Flex vertical gap={12} style={{ maxWidth: 520 }}>
      <DefinitionList
        items={[
          { label: t('origination.customer'), value: <strong>{data.name}</strong> },
          { label: t('origination.customer-kind'), value: t(`origination.kind.${data.kind}`) },
          { label: t('origination.id-number'), value: data.idNumber },
          { label: t('origination.phone'), value: data.phone },
          { label: t('origination.monthly-income'), value: <Income value={data.monthlyIncome} /> },
          { label: t('origination.monthly-debt'), value: <Income value={data.monthlyDebt} /> },
          {
            label: t('origination.credit-consent'),
            value: given ? (
              <Typography.Text type="success">
                <CheckCircleFilled /> {t('origination.consent-given')}
              </Typography.Text>
            ) : (
              <Typography.Text type="warning">
                <WarningFilled /> {t('origination.consent-missing')}
              </Typography.Text>
            ),
          },
        ]}
      />
      <Flex gap={8} wrap>
        {!given && (
          <Button
            type="primary"
            loading={record.isPending}
            onClick={() =>
              record.mutate({ id, kind: 'credit-bureau', given: true, wordingVersion, channel: 'in-person' })
            }
          >
            {t('origination.consent-give')}
          </Button>
        )}
        <Button onClick={onChange}>{t('origination.change-customer')}</Button>
      </Flex>
    </Flex>
  )
}

function FindCustomer({ onFound }: { onFound: (id: `customer_${string}`) => void }) {
  const t = useWords()
  const [search, setSearch] = useState('')
  const found = useQuery(api.party.listCustomers.queryOptions({ input: { limit: 20, ...(search ? { search } : {}) } }))
  return (
    <Select
      showSearch={{ filterOption: false, onSearch: setSearch }}
      style={{ maxWidth: 520, width: '100%' }}
      placeholder={t('origination.pick-customer')}
      aria-label={t('origination.pick-customer')}
      loading={found.isFetching}
      onChange={(id: `customer_${string}`) => onFound(id)}
      options={(found.data?.rows ?? []).map(row => ({
        value: row.id,
        label: `${row.name} · ${row.idNumber} · ${row.phone}`,
      }))}
    />
  )
}

function NewCustomer({ onAdded }: { onAdded: (id: `customer_${string}`) => void }) {
  const t = useWords()
  const [form] = Form.useForm()
  const required = [{ required: true, message: t('problem.missing') }]
  const record = useCommand(client.party.recordConsent)
  const add = useCommand(client.party.addCustomer, {
    form,
    onDone: async made => {
      for (const kind of consents)
        await record.mutateAsync({ id: made.id, kind, given: true, wordingVersion, channel: 'in-person' })
      onAdded(made.id)
    },
  })
  return (
    <Form
      form={form}
      layout="vertical"
      style={{ maxWidth: 720 }}
      initialValues={{ kind: 'individual', monthlyDebt: '0.00' }}
      onFinish={(values: Record<string, string>) =>
        add.mutate({
          kind: values.kind as 'individual',
          name: values.name!,
          idNumber: values.idNumber!,
          phone: values.phone!,
          monthlyIncome: values.monthlyIncome!,
          monthlyDebt: values.monthlyDebt ?? '0.00',
          ...(values.businessName ? { businessName: values.businessName } : {}),
          ...(values.businessCode ? { businessCode: values.businessCode } : {}),
        })
      }
    >
      <Form.Item name="kind" label={t('origination.customer-kind')}>
        <Radio.Group optionType="button" options={choices(t, 'origination.kind', kinds)} />
      </Form.Item>
      <div style={{ display: 'grid', gridTemplateColumns: 'repeat(auto-fill, minmax(220px, 1fr))', columnGap: 16 }}>
        <Form.Item name="name" label={t('origination.name')} rules={required}>
          <Input autoComplete="off" />
        </Form.Item>
        <Form.Item name="idNumber" label={t('origination.id-number')} rules={required}>
          <Input autoComplete="off" />
        </Form.Item>
        <Form.Item name="phone" label={t('origination.phone')} rules={required}>
          <Input inputMode="tel" autoComplete="off" />
        </Form.Item>
        <Form.Item noStyle shouldUpdate={(before, after) => before.kind !== after.kind}>
          {({ getFieldValue }) =>
            getFieldValue('kind') !== 'individual' && (
              <>
                <Form.Item name="businessName" label={t('origination.business-name')} rules={required}>
                  <Input />
                </Form.Item>
                <Form.Item name="businessCode" label={t('origination.business-code')} rules={required}>
                  <Input />
                </Form.Item>
              </>
            )
          }
        </Form.Item>
        <Form.Item name="monthlyIncome" label={t('origination.monthly-income')} rules={required}>
          <MoneyInput />
        </Form.Item>
        <Form.Item name="monthlyDebt" label={t('origination.monthly-debt')} rules={required}>
          <MoneyInput />
        </Form.Item>
      </div>
      <Form.Item
        name="consent"
        valuePropName="checked"
        rules={[
          {
            validator: (_, value) =>
              value ? Promise.resolve() : Promise.reject(new Error(t('origination.consent-missing'))),
          },
        ]}
      >
        <Checkbox>{t('origination.consent')}</Checkbox>
      </Form.Item>
      <Button type="primary" htmlType="submit" loading={add.isPending || record.isPending}>
        {t('ui.save')}
      </Button>
    </Form>
  )
}

/** What stands in the way at the top of a step. */
export function DraftError({ draft }: { draft: Draft }) {
  return draft.errors[''] ? <Alert type="error" showIcon title={draft.errors['']} style={{ marginBottom: 12 }} /> : null
}
