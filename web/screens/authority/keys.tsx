import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Alert, Button, Card, Flex, Form, Input, InputNumber, Modal, Select, Table, Tag, Typography } from 'antd'
import { useState } from 'react'
import { api, client } from '../../client.ts'
import { useMay, useMe } from '../../session.tsx'
import { useWords } from '../../settings.tsx'
import { CommandForm } from '../../ui/command-form.tsx'
import { InstantText } from '../../ui/day-text.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { QueryView } from '../../ui/query-view.tsx'

const colours = { live: 'green', expired: 'default', revoked: 'red' } as const

/** API keys: what programs call with, in their owner's name. */
export default function Keys() {
  const t = useWords()
  const may = useMay()
  const { me } = useMe()
  const queries = useQueryClient()
  const keys = useQuery(api.authority.listKeys.queryOptions())
  const [adding, setAdding] = useState(false)
  const [secret, setSecret] = useState<string | null>(null)
  const [ending, setEnding] = useState<`key_${string}` | null>(null)
  const again = () => void queries.invalidateQueries()
  const required = [{ required: true, message: t('problem.missing') }]
  return (
    <Flex vertical gap={14}>
      <Flex justify="space-between" align="center" gap={12} wrap>
        <Typography.Title level={1} style={{ fontSize: 18, margin: 0 }}>
          {t('authority.keys')}
        </Typography.Title>
        {may('authority.key.write') && (
          <Button type="primary" onClick={() => setAdding(true)}>
            {t('authority.key.add')}
          </Button>
        )}
      </Flex>
      <Alert type="info" showIcon title={t('authority.key.hint')} />
      <QueryView query={keys}>
        {data => (
          <Card styles={{ body: { padding: 0 } }}>
            {data.length === 0 ? (
              <EmptyState text={t('authority.key.empty')} />
            ) : (
              <Table
                rowKey="id"
                dataSource={data}
                pagination={false}
                scroll={{ x: 'max-content' }}
                columns={[
                  { key: 'label', title: t('authority.key.label'), render: (_, row) => row.label },
                  { key: 'owner', title: t('authority.key.owner'), render: (_, row) => row.personName },
                  { key: 'kind', title: t('authority.key.kind'), render: (_, row) => t(`authority.key.${row.kind}`) },
                  {
                    key: 'beginning',
                    title: t('authority.key.beginning'),
                    render: (_, row) => <Typography.Text code>{row.beginning}…</Typography.Text>,
                  },
                  {
                    key: 'permissions',
                    title: t('authority.key.permissions'),
                    render: (_, row) => (
                      <Flex gap={4} wrap style={{ maxWidth: 360 }}>
                        {row.permissions.map(one => (
                          <Tag key={one}>{t(`permission.${one}`)}</Tag>
                        ))}
                      </Flex>
                    ),
                  },
                  {
                    key: 'expires',
                    title: t('authority.key.expires'),
                    render: (_, row) => <InstantText at={row.expiresAt} />,
                  },
                  {
                    key: 'state',
                    title: t('authority.key.state'),
                    render: (_, row) => <Tag color={colours[row.state]}>{t(`authority.key.${row.state}`)}</Tag>,
                  },
                  {
                    key: 'end',
                    title: '',
                    render: (_, row) =>
                      row.state === 'live' &&
                      row.mine && (
                        <Button size="small" danger onClick={() => setEnding(row.id)}>
                          {t('authority.key.revoke')}
                        </Button>
                      ),
                  },
                ]}
              />
            )}
          </Card>
        )}
      </QueryView>
      <CommandForm
        open={adding}
        onClose={() => setAdding(false)}
        title={t('authority.key.add')}
        operation={client.authority.addKey}
        initial={{ kind: 'service', days: 90 }}
        onDone={output => {
          setSecret(output.secret)
          again()
        }}
        input={values => ({
          label: String(values.label ?? ''),
          kind: values.kind as 'personal' | 'service',
          permissions: (values.permissions ?? []) as string[],
          days: Number(values.days),
        })}
      >
        <Form.Item name="label" label={t('authority.key.label')} rules={required}>
          <Input maxLength={60} />
        </Form.Item>
        <Form.Item name="kind" label={t('authority.key.kind')} rules={required}>
          <Select options={['personal', 'service'].map(value => ({ value, label: t(`authority.key.${value}`) }))} />
        </Form.Item>
        <Form.Item name="permissions" label={t('authority.key.permissions')} rules={required}>
          <Select
            mode="multiple"
            showSearch={{ optionFilterProp: 'label' }}
            options={(me?.permissions ?? []).map(value => ({ value, label: t(`permission.${value}`) }))}
          />
        </Form.Item>
        <Form.Item name="days" label={t('authority.key.days')} rules={required}>
          <InputNumber min={1} max={3650} style={{ width: '100%' }} />
        </Form.Item>
      </CommandForm>
      <Modal open={secret !== null} title={t('authority.key.once')} footer={null} onCancel={() => setSecret(null)}>
        <Typography.Paragraph copyable code style={{ wordBreak: 'break-all' }}>
          {secret ?? ''}
        </Typography.Paragraph>
      </Modal>
      {ending && (
        <CommandForm
          open
          onClose={() => setEnding(null)}
          title={t('authority.key.revoke')}
          danger
          submit={t('authority.key.revoke')}
          operation={client.authority.revokeKey}
          onDone={again}
          input={values => ({ id: ending, reason: String(values.reason ?? '') })}
        >
          <Form.Item name="reason" label={t('authority.key.reason')} rules={required}>
            <Input maxLength={200} />
          </Form.Item>
        </CommandForm>
      )}
    </Flex>
  )
}
