import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Alert, Button, Card, Flex, Form, Input, InputNumber, Radio, Select, Table, Tag, Typography } from 'antd'
import { useState } from 'react'
import { takeable } from '../../../modules/authority/access.ts'
import { api, client } from '../../client.ts'
import { useCommand } from '../../command.ts'
import { permissions } from '../../operations.ts'
import { useMay } from '../../session.tsx'
import { useSettings } from '../../settings.tsx'
import { CommandForm } from '../../ui/command-form.tsx'
import { InstantText } from '../../ui/day-text.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { QueryView } from '../../ui/query-view.tsx'
import { spoken } from './spoken.ts'

type Glass = Awaited<ReturnType<typeof client.authority.listGlass>>[number]
const colours = { open: 'red', ended: 'gold', proper: 'green', improper: 'volcano' } as const

/** Emergency access: taken at once, told at once, marked in every act, reviewed afterwards. */
export default function Emergency() {
  const { t } = useSettings()
  const may = useMay()
  const queries = useQueryClient()
  const again = () => void queries.invalidateQueries()
  const list = useQuery(api.authority.listGlass.queryOptions())
  const [breaking, setBreaking] = useState(false)
  const [reviewing, setReviewing] = useState<Glass | null>(null)
  const end = useCommand(client.authority.endGlass, { done: t('ui.done'), onDone: again })
  const required = [{ required: true, message: t('problem.missing') }]
  return (
    <Flex vertical gap={14}>
      <Flex justify="space-between" align="center" gap={12} wrap>
        <Typography.Title level={1} style={{ fontSize: 18, margin: 0 }}>
          {t('authority.emergency')}
        </Typography.Title>
        {may('authority.glass.break') && (
          <Button danger onClick={() => setBreaking(true)}>
            {t('authority.glass.break')}
          </Button>
        )}
      </Flex>
      <QueryView query={list}>
        {data => (
          <Card styles={{ body: { padding: 0 } }}>
            {data.length === 0 ? (
              <EmptyState text={t('authority.glass.empty')} />
            ) : (
              <Table
                rowKey="id"
                dataSource={data}
                pagination={false}
                scroll={{ x: 'max-content' }}
                expandable={{ expandedRowRender: row => <Acts id={row.id} /> }}
                columns={[
                  { key: 'person', title: t('authority.glass.person'), render: (_, row) => row.personName },
                  {
                    key: 'state',
                    title: t('authority.glass.state'),
                    render: (_, row) => <Tag color={colours[row.state]}>{t(`authority.glass.${row.state}`)}</Tag>,
                  },
                  {
                    key: 'from',
                    title: t('authority.glass.from'),
                    render: (_, row) => <InstantText at={row.fromAt} />,
                  },
                  {
                    key: 'until',
                    title: t('authority.glass.until'),
                    render: (_, row) => <InstantText at={row.endedAt ?? row.untilAt} />,
                  },
                  {
                    key: 'reason',
                    title: t('authority.glass.reason'),
                    render: (_, row) => <div style={{ maxWidth: 260, whiteSpace: 'normal' }}>{row.reason}</div>,
                  },
                  {
                    key: 'permissions',
                    title: t('authority.glass.permissions'),
                    render: (_, row) => (
                      <Flex gap={4} wrap style={{ maxWidth: 260 }}>
                        {row.permissions.map(one => (
                          <Tag key={one}>{t(`permission.${one}`)}</Tag>
                        ))}
                      </Flex>
                    ),
                  },
                  { key: 'acts', title: t('authority.glass.acts'), align: 'end', render: (_, row) => row.acts },
                  {
                    key: 'do',
                    title: '',
                    render: (_, row) =>
                      row.state === 'open' && row.mine ? (
                        <Button size="small" onClick={() => end.mutate({ id: row.id })}>
                          {t('authority.glass.end')}
                        </Button>
                      ) : row.state === 'ended' && !row.mine && may('authority.glass.review') ? (
                        <Button size="small" onClick={() => setReviewing(row)}>
                          {t('authority.glass.review')}
                        </Button>
                      ) : null,
                  },
                ]}
              />
            )}
          </Card>
        )}
      </QueryView>
      <CommandForm
        open={breaking}
        onClose={() => setBreaking(false)}
        title={t('authority.glass.break')}
        danger
        submit={t('authority.glass.break')}
        operation={client.authority.breakGlass}
        initial={{ minutes: 60 }}
        onDone={again}
        input={values => ({
          permissions: (values.permissions ?? []) as string[],
          minutes: Number(values.minutes),
          reason: String(values.reason ?? ''),
        })}
      >
        <Alert type="warning" showIcon title={t('authority.glass.warning')} style={{ marginBottom: 12 }} />
        <Form.Item name="permissions" label={t('authority.glass.permissions')} rules={required}>
          <Select
            mode="multiple"
            showSearch={{ optionFilterProp: 'label' }}
            options={permissions.filter(takeable).map(value => ({ value, label: t(`permission.${value}`) }))}
          />
        </Form.Item>
        <Form.Item name="minutes" label={t('authority.glass.minutes')} rules={required}>
          <InputNumber min={5} max={1440} style={{ width: '100%' }} />
        </Form.Item>
        <Form.Item name="reason" label={t('authority.glass.reason')} rules={required}>
          <Input.TextArea maxLength={300} rows={2} />
        </Form.Item>
      </CommandForm>
      {reviewing && (
        <CommandForm
          open
          onClose={() => setReviewing(null)}
          title={`${t('authority.glass.review')} · ${reviewing.personName}`}
          operation={client.authority.reviewGlass}
          onDone={again}
          input={values => ({ id: reviewing.id, proper: values.proper === true, note: String(values.note ?? '') })}
        >
          <Form.Item name="proper" label={t('authority.glass.was-proper')} rules={required}>
            <Radio.Group
              options={[
                { value: true, label: t('authority.glass.proper') },
                { value: false, label: t('authority.glass.improper') },
              ]}
            />
          </Form.Item>
          <Form.Item name="note" label={t('authority.glass.finding')} rules={required}>
            <Input.TextArea maxLength={500} rows={3} />
          </Form.Item>
        </CommandForm>
      )}
    </Flex>
  )
}

/** Every act under an access, and what the review found. */
function Acts({ id }: { id: Glass['id'] }) {
  const { t, language } = useSettings()
  const glass = useQuery(api.authority.getGlass.queryOptions({ input: { id } }))
  return (
    <QueryView query={glass}>
      {data => (
        <Flex vertical gap={4}>
          {data.trail.length === 0 && (
            <Typography.Text type="secondary">{t('authority.glass.no-acts')}</Typography.Text>
          )}
          {data.trail.map(act => (
            <Flex key={act.at + act.operation} gap={8}>
              <InstantText at={act.at} />
              <span>{spoken(act.operation, language, t)}</span>
            </Flex>
          ))}
          {data.reviewNote && (
            <Typography.Text>
              {t('authority.glass.finding')}
              {t('ui.colon')}
              {data.reviewNote} · {data.reviewedByName} · <InstantText at={data.reviewedAt} />
            </Typography.Text>
          )}
        </Flex>
      )}
    </QueryView>
  )
}
