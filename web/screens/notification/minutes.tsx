import { PlusOutlined } from '@ant-design/icons'
import { useQuery } from '@tanstack/react-query'
import { Button, Card, Collapse, DatePicker, Flex, Form, Input, Select, Tag, Typography } from 'antd'
import dayjs from 'dayjs'
import { useState } from 'react'
import { api, client } from '../../client.ts'
import { useMe } from '../../session.tsx'
import { useWords } from '../../settings.tsx'
import { ActionList, actionsOf, dayOf } from '../../ui/action-list.tsx'
import { CommandForm } from '../../ui/command-form.tsx'
import { DayText } from '../../ui/day-text.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { QueryView } from '../../ui/query-view.tsx'
import { TaskLine, useColleagues } from './tasks.tsx'

type Minutes = Awaited<ReturnType<typeof client.notification.listMinutes>>['rows'][number]

/** Minutes of the reader's groups and meetings, each opened to what was said and what came of it. */
export function MinutesList() {
  const t = useWords()
  const [adding, setAdding] = useState(false)
  const list = useQuery(api.notification.listMinutes.queryOptions({ input: { limit: 50 } }))
  return (
    <Flex vertical gap={12}>
      <div>
        <Button type="primary" icon={<PlusOutlined />} onClick={() => setAdding(true)}>
          {t('notification.minutes.add')}
        </Button>
      </div>
      <QueryView query={list}>
        {({ rows }) =>
          rows.length === 0 ? (
            <Card>
              <EmptyState text={t('notification.minutes.none')} />
            </Card>
          ) : (
            <Collapse
              items={rows.map(row => ({
                key: row.id,
                label: (
                  <Flex gap="2px 10px" wrap align="center">
                    <Typography.Text strong>{row.title}</Typography.Text>
                    <Typography.Text type="secondary" style={{ fontSize: 12 }}>
                      <DayText day={row.heldOn} /> · {row.groupName} · {row.authorName}
                    </Typography.Text>
                    {row.tasks > 0 && (
                      <Tag color={row.open > 0 ? 'orange' : 'green'} style={{ marginInlineEnd: 0 }}>
                        {t('notification.minutes.progress', { done: row.tasks - row.open, all: row.tasks })}
                      </Tag>
                    )}
                  </Flex>
                ),
                children: <Opened row={row} />,
              }))}
            />
          )
        }
      </QueryView>
      {adding && <AddMinutes onClose={() => setAdding(false)} />}
    </Flex>
  )
}

function Opened({ row }: { row: Minutes }) {
  const t = useWords()
  const one = useQuery(api.notification.getMinutes.queryOptions({ input: { id: row.id } }))
  return (
    <QueryView query={one}>
      {data => (
        <Flex vertical gap={10}>
          <Typography.Text type="secondary">
            {t('notification.minutes.attendees-word')} {data.attendees.join(t('ui.comma'))}
          </Typography.Text>
          <div style={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}>{data.body}</div>
          {data.actions.length > 0 && (
            <Card size="small" title={t('notification.minutes.actions')} styles={{ body: { padding: 0 } }}>
              {data.actions.map(task => (
                <TaskLine key={task.id} task={task} />
              ))}
            </Card>
          )}
        </Flex>
      )}
    </QueryView>
  )
}

function AddMinutes({ onClose }: { onClose: () => void }) {
  const t = useWords()
  const { me } = useMe()
  const { people, own } = useColleagues()
  const required = [{ required: true, message: t('problem.missing') }]
  return (
    <CommandForm
      open
      width={720}
      title={t('notification.minutes.add')}
      onClose={onClose}
      operation={client.notification.addMinutes}
      initial={{ heldOn: dayjs(me?.businessDay), attendees: me ? [me.person.id] : [], actions: [] }}
      input={values => ({
        groupId: values.groupId as `group_${string}`,
        heldOn: dayOf(values.heldOn),
        title: String(values.title ?? ''),
        body: String(values.body ?? ''),
        attendees: (values.attendees ?? []) as `person_${string}`[],
        actions: actionsOf(values),
      })}
    >
      <div style={{ display: 'grid', gridTemplateColumns: 'repeat(auto-fit, minmax(220px, 1fr))', columnGap: 16 }}>
        <Form.Item name="title" label={t('notification.minutes.title-word')} rules={required}>
          <Input maxLength={120} autoComplete="off" />
        </Form.Item>
        <Form.Item name="groupId" label={t('notification.minutes.group')} rules={required}>
          <Select showSearch optionFilterProp="label" options={own} />
        </Form.Item>
        <Form.Item name="heldOn" label={t('notification.minutes.held-on')} rules={required}>
          <DatePicker allowClear={false} maxDate={dayjs(me?.businessDay)} style={{ width: '100%' }} />
        </Form.Item>
        <Form.Item name="attendees" label={t('notification.minutes.attendees-word')} rules={required}>
          <Select mode="multiple" optionFilterProp="label" options={people} />
        </Form.Item>
      </div>
      <Form.Item name="body" label={t('notification.minutes.body-word')} rules={required}>
        <Input.TextArea rows={5} maxLength={20_000} />
      </Form.Item>
      <ActionList
        label={t('notification.minutes.actions')}
        words={{
          title: t('notification.task'),
          add: t('notification.minutes.add-action'),
          remove: t('notification.thread.remove'),
        }}
        owners={people}
      />
    </CommandForm>
  )
}
