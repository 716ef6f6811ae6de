import { useQuery } from '@tanstack/react-query'
import { DatePicker, Form, Input, InputNumber, Select } from 'antd'
import dayjs, { type Dayjs } from 'dayjs'
import { posts } from '../../../modules/team/post.ts'
import { sessionKinds } from '../../../modules/training/session.ts'
import { api, client } from '../../client.ts'
import { useWords } from '../../settings.tsx'
import { CommandForm } from '../../ui/command-form.tsx'
import { PersonSelect } from './person-select.tsx'

type Session = Awaited<ReturnType<typeof client.training.getSession>>
type Input_ = Parameters<typeof client.training.addSession>[0]

/** Plans a session, or changes a planned one. Times are business time, whatever the browser's zone. */
export function SessionDialog({ open, onClose, session }: { open: boolean; onClose: () => void; session?: Session }) {
  const t = useWords()
  const groups = useQuery(api.team.listGroups.queryOptions())
  const required = [{ required: true, message: t('problem.missing') }]
  return (
    <CommandForm
      open={open}
      width={620}
      title={t(session ? 'training.change-session' : 'training.add-session')}
      submit={t('ui.save')}
      onClose={onClose}
      operation={(input: Input_, options): Promise<unknown> =>
        session
          ? client.training.changeSession({ ...input, id: session.id, version: session.version }, options)
          : client.training.addSession(input, options)
      }
      initial={
        session
          ? { ...session, when: [wall(session.startsAt), wall(session.endsAt)] }
          : { kind: 'lecture', capacity: 30, plannedCost: '0.00', hostMinutes: 0, posts: [] }
      }
      input={values => {
        const [from, to] = values.when as [Dayjs, Dayjs]
        const optional = (name: string) => (values[name] ? String(values[name]) : null)
        return {
          kind: values.kind as Input_['kind'],
          title: String(values.title ?? ''),
          summary: String(values.summary ?? ''),
          speaker: optional('speaker'),
          speakerFrom: optional('speakerFrom'),
          hostId: optional('hostId') as `person_${string}` | null,
          place: String(values.place ?? ''),
          startsAt: from.format('YYYY-MM-DD[T]HH:mm:00+08:00'),
          endsAt: to.format('YYYY-MM-DD[T]HH:mm:00+08:00'),
          capacity: Number(values.capacity),
          posts: (values.posts ?? []) as NonNullable<Input_['posts']>,
          groupId: optional('groupId') as `group_${string}` | null,
          plannedCost: String(values.plannedCost ?? '0'),
          hostMinutes: Number(values.hostMinutes ?? 0),
        }
      }}
    >
      {form => (
        <>
          <Form.Item name="kind" label={t('training.session-kind')} rules={required}>
            <Select options={sessionKinds.map(value => ({ value, label: t(`training.session-kind.${value}`) }))} />
          </Form.Item>
          <Form.Item name="title" label={t('training.session-title')} rules={required}>
            <Input maxLength={100} />
          </Form.Item>
          <Form.Item noStyle shouldUpdate>
            {() =>
              form.getFieldValue('kind') === 'lecture' && (
                <>
                  <Form.Item name="speaker" label={t('training.speaker')} rules={required}>
                    <Input maxLength={50} />
                  </Form.Item>
                  <Form.Item name="speakerFrom" label={t('training.speaker-from')}>
                    <Input maxLength={100} />
                  </Form.Item>
                </>
              )
            }
          </Form.Item>
          <Form.Item name="hostId" label={t('training.host')}>
            <PersonSelect />
          </Form.Item>
          <Form.Item name="when" label={t('training.when')} rules={required}>
            <DatePicker.RangePicker
              showTime={{ format: 'HH:mm', minuteStep: 5 }}
              format="YYYY-MM-DD HH:mm"
              style={{ width: '100%' }}
            />
          </Form.Item>
          <Form.Item name="place" label={t('training.place')} rules={required}>
            <Input maxLength={100} />
          </Form.Item>
          <Form.Item name="capacity" label={t('training.capacity')} rules={required}>
            <InputNumber min={1} max={2000} />
          </Form.Item>
          <Form.Item name="summary" label={t('training.session-summary')}>
            <Input.TextArea maxLength={2000} autoSize={{ minRows: 2 }} />
          </Form.Item>
          <Form.Item name="posts" label={t('training.for-posts')} extra={t('training.for-posts-help')}>
            <Select mode="multiple" options={posts.map(value => ({ value, label: t(`team.post.${value}`) }))} />
          </Form.Item>
          <Form.Item name="groupId" label={t('training.pays')}>
            <Select
              allowClear
              options={(groups.data?.groups ?? []).map(group => ({
                value: group.id,
                label: `${group.branchName} · ${group.name}`,
              }))}
            />
          </Form.Item>
          <Form.Item name="plannedCost" label={t('training.planned-cost')} rules={required}>
            <Input inputMode="decimal" suffix={t('ui.yuan')} />
          </Form.Item>
          <Form.Item name="hostMinutes" label={t('training.host-minutes')}>
            <InputNumber min={0} max={6000} />
          </Form.Item>
        </>
      )}
    </CommandForm>
  )
}

/** An instant as the wall clock in business time shows it, for a picker that knows no zones. */
function wall(at: string): Dayjs {
  return dayjs(new Date(Date.parse(at) + 8 * 3600_000).toISOString().slice(0, 16))
}
