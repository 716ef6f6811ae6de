import { PlusOutlined } from '@ant-design/icons'
import { useNavigate } from '@tanstack/react-router'
import { Button, Flex, Form, Input, Typography } from 'antd'
import { useState } from 'react'
import { client } from '../../client.ts'
import { useMay } from '../../session.tsx'
import { useSettings } from '../../settings.tsx'
import { CommandForm } from '../../ui/command-form.tsx'
import { ListPage } from '../../ui/list-page.tsx'
import { Money, Percent } from '../../ui/money.tsx'
import { StateTag } from '../../ui/state-tag.tsx'
import { newDefinition } from './definition-fields.tsx'
import { RateText } from './rate-text.tsx'
import type { Product } from './shapes.ts'

const statuses = ['on-sale', 'upcoming', 'draft', 'ended'] as const
const tones = { 'on-sale': 'active', upcoming: 'waiting', draft: 'draft', ended: 'past' } as const

/** Every product with the version on offer. */
export default function Products() {
  const { t, language } = useSettings()
  const may = useMay()
  const navigate = useNavigate()
  const [adding, setAdding] = useState(false)
  return (
    <>
      <ListPage<Product>
        name="products"
        title={t('product')}
        searchHint={t('ui.search')}
        rowKey={row => row.id}
        open={row => `/product/products/${row.id}`}
        load={async ({ search, status }) => {
          const rows = await client.product.listProducts({
            ...(search ? { search } : {}),
            ...(status ? { status: status as (typeof statuses)[number] } : {}),
          })
          return { rows, next: null, total: rows.length }
        }}
        filters={[
          {
            key: 'status',
            label: t('product.screen.status'),
            options: statuses.map(value => ({ value, label: t(`product.status.${value}`) })),
          },
        ]}
        actions={
          may('product.product.write') && (
            <Button type="primary" icon={<PlusOutlined />} onClick={() => setAdding(true)}>
              {t('product.screen.new')}
            </Button>
          )
        }
        empty={{ text: t('product.screen.empty') }}
        columns={[
          {
            key: 'name',
            title: t('product.product'),
            render: row => (
              <Flex vertical>
                <Typography.Text strong>{language === 'zh' ? row.name : row.nameEn}</Typography.Text>
                <Typography.Text type="secondary" style={{ fontSize: 12 }}>
                  {row.code}
                </Typography.Text>
              </Flex>
            ),
          },
          {
            key: 'status',
            title: t('product.screen.status'),
            render: row => (
              <Flex gap={6}>
                <StateTag state={tones[row.status]} word={`product.status.${row.status}`} />
                {row.draftNumber !== null && row.status !== 'draft' && (
                  <StateTag state="draft" word="product.version.draft" />
                )}
              </Flex>
            ),
          },
          {
            key: 'method',
            title: t('product.field.method'),
            render: row => t(`product.method.${row.definition.method}`),
          },
          {
            key: 'rate',
            title: t('product.screen.rates'),
            align: 'end',
            render: ({ definition }) =>
              definition.minRate === definition.maxRate || definition.floating ? (
                <RateText definition={definition} />
              ) : (
                <span style={{ whiteSpace: 'nowrap' }}>
                  <Percent value={definition.minRate} /> – <Percent value={definition.maxRate} />
                </span>
              ),
          },
          {
            key: 'amounts',
            title: t('product.screen.amounts'),
            align: 'end',
            render: ({ definition }) => (
              <span style={{ whiteSpace: 'nowrap' }}>
                <Money value={definition.minAmount} short /> – <Money value={definition.maxAmount} short />
              </span>
            ),
          },
          {
            key: 'periods',
            title: t('product.field.periods'),
            render: ({ definition }) => <span className="number">{definition.periods.join(' / ')}</span>,
          },
          {
            key: 'scope',
            title: t('product.field.vehicleConditions'),
            render: ({ definition }) =>
              definition.vehicleConditions.map(one => t(`product.condition.${one}`)).join(t('ui.comma')),
          },
          {
            key: 'version',
            title: t('product.version'),
            align: 'end',
            render: row => <span className="number">{row.number}</span>,
          },
        ]}
      />
      <CommandForm
        open={adding}
        title={t('product.screen.new')}
        onClose={() => setAdding(false)}
        operation={client.product.addProduct}
        submit={t('product.screen.new')}
        input={values => ({
          code: String(values.code ?? ''),
          note: String(values.note ?? ''),
          definition: {
            ...newDefinition,
            name: String(values.name ?? ''),
            nameEn: String(values.nameEn ?? ''),
          },
        })}
        onDone={({ id }) => void navigate({ to: `/product/products/${id}` as never })}
      >
        <Form.Item name="name" label={t('product.field.name')} rules={[{ required: true }]}>
          <Input />
        </Form.Item>
        <Form.Item name="nameEn" label={t('product.field.nameEn')} rules={[{ required: true }]}>
          <Input />
        </Form.Item>
        <Form.Item name="code" label={t('product.screen.code')} rules={[{ required: true }]} extra="standard-new-car">
          <Input />
        </Form.Item>
        <Form.Item name="note" label={t('product.screen.note')} rules={[{ required: true }]}>
          <Input.TextArea rows={2} />
        </Form.Item>
      </CommandForm>
    </>
  )
}
