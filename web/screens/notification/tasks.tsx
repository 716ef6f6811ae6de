import { PlusOutlined } from '@ant-design/icons'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Button, Card, DatePicker, Flex, Form, Input, Segmented, Select, Tag, Typography } from 'antd'
import dayjs from 'dayjs'
import { useState } from 'react'
import { api, client } from '../../client.ts'
import { useCommand } from '../../command.ts'
import { useMay, useMe } from '../../session.tsx'
import { useWords } from '../../settings.tsx'
import { CommandForm } from '../../ui/command-form.tsx'
import { DayText } from '../../ui/day-text.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { QueryView } from '../../ui/query-view.tsx'
import { StateTag } from '../../ui/state-tag.tsx'
import { pageOf } from './about.ts'

export type Task = Awaited<ReturnType<typeof client.notification.listTasks>>['rows'][number]
type Box = 'mine' | 'given'

/** Tasks: what I do by when, and what I gave to others. */
export function Tasks() {
  const t = useWords()
  const [box, setBox] = useState<Box>('mine')
  const [state, setState] = useState<'open' | 'done'>('open')
  const [adding, setAdding] = useState(false)
  const tasks = useQuery(api.notification.listTasks.queryOptions({ input: { box, state, limit: 100 } }))
  return (
    <Flex vertical gap={12}>
      <Flex gap={8} wrap justify="space-between">
        <Flex gap={8} wrap>
          <Segmented
            value={box}
            onChange={value => setBox(value as Box)}
            options={(['mine', 'given'] as const).map(value => ({ value, label: t(`notification.task.${value}`) }))}
          />
          <Segmented
            value={state}
            onChange={value => setState(value as typeof state)}
            options={(['open', 'done'] as const).map(value => ({ value, label: t(`notification.task.${value}`) }))}
          />
        </Flex>
        <Button type="primary" icon={<PlusOutlined />} onClick={() => setAdding(true)}>
          {t('notification.task.add')}
        </Button>
      </Flex>
      <QueryView query={tasks}>
        {({ rows }) => (
          <Card styles={{ body: { padding: rows.length === 0 ? undefined : 0 } }}>
            {rows.length === 0 && <EmptyState text={t('notification.task.none')} />}
            {rows.map(task => (
              <TaskLine key={task.id} task={task} />
            ))}
          </Card>
        )}
      </QueryView>
      {adding && <AddTask onClose={() => setAdding(false)} />}
    </Flex>
  )
}

/** One task as a line, with what can be done with it. */
export function TaskLine({ task }: { task: Task }) {
  const t = useWords()
  const may = useMay()
  const settle = useCommand(client.notification.settleTask)
  const page = pageOf(task.about, may)
  return (
    <Flex
      gap={10}
      justify="space-between"
      align="center"
      wrap
      style={{ padding: '10px 14px', borderBottom: '1px solid rgba(128,128,128,0.14)' }}
    >
      <div style={{ minWidth: 0, flex: '1 1 240px' }}>
        <Flex gap={8} wrap align="center">
          <Typography.Text strong delete={task.state === 'dropped'}>
            {task.title}
          </Typography.Text>
          {task.overdue ? (
            <Tag color="red" style={{ marginInlineEnd: 0 }}>
              {t('notification.task.overdue')}
            </Tag>
          ) : (
            task.state !== 'open' && <StateTag state={task.state} word={`notification.task.${task.state}`} />
          )}
        </Flex>
        <Typography.Text type="secondary" style={{ fontSize: 12 }}>
          {t('notification.task.due')} <DayText day={task.dueOn} weekday /> · {task.ownerName}
          {!task.given && <> · {t('notification.task.from', { name: task.authorName })}</>}
          {task.minutesTitle && <> · {task.minutesTitle}</>}
          {page && (
            <>
              {' '}
              · <Link to={page as never}>{t('authority.held.record')}</Link>
            </>
          )}
        </Typography.Text>
        {task.note && <div>{task.note}</div>}
      </div>
      {(task.mine || task.given) && (
        <Flex gap={6}>
          {task.state === 'open' ? (
            <>
              <Button
                size="small"
                loading={settle.isPending}
                onClick={() => settle.mutate({ id: task.id, action: 'finish' })}
              >
                {t('notification.task.finish')}
              </Button>
              {task.given && (
                <Button size="small" type="text" onClick={() => settle.mutate({ id: task.id, action: 'drop' })}>
                  {t('notification.task.drop')}
                </Button>
              )}
            </>
          ) : (
            <Button size="small" type="text" onClick={() => settle.mutate({ id: task.id, action: 'reopen' })}>
              {t('notification.task.reopen')}
            </Button>
          )}
        </Flex>
      )}
    </Flex>
  )
}

/** Colleagues as choices. */
export function useColleagues() {
  const colleagues = useQuery(api.notification.listColleagues.queryOptions({ staleTime: 300_000 }))
  return {
    people: (colleagues.data?.people ?? []).map(one => ({
      value: one.id,
      label: one.groupName ? `${one.name} · ${one.groupName}` : one.name,
    })),
    own: (colleagues.data?.own ?? []).map(one => ({ value: one.id, label: one.name })),
  }
}

function AddTask({ onClose }: { onClose: () => void }) {
  const t = useWords()
  const { me } = useMe()
  const { people } = useColleagues()
  const required = [{ required: true, message: t('problem.missing') }]
  return (
    <CommandForm
      open
      title={t('notification.task.add')}
      onClose={onClose}
      operation={client.notification.addTask}
      initial={{ ownerId: me?.person.id, dueOn: dayjs(me?.businessDay).add(1, 'day') }}
      input={values => ({
        title: String(values.title ?? ''),
        ownerId: values.ownerId as `person_${string}`,
        dueOn: dayjs(values.dueOn as dayjs.Dayjs).format('YYYY-MM-DD'),
      })}
    >
      <Form.Item name="title" label={t('notification.task')} rules={required}>
        <Input maxLength={200} autoComplete="off" />
      </Form.Item>
      <Form.Item name="ownerId" label={t('notification.task.owner')} rules={required}>
        <Select showSearch optionFilterProp="label" options={people} />
      </Form.Item>
      <Form.Item name="dueOn" label={t('notification.task.due')} rules={required}>
        <DatePicker allowClear={false} minDate={dayjs(me?.businessDay)} style={{ width: '100%' }} />
      </Form.Item>
    </CommandForm>
  )
}
