import { DeleteOutlined, PlusOutlined } from '@ant-design/icons'
import { Button, DatePicker, Flex, Form, Input, Select } from 'antd'
import dayjs from 'dayjs'
import { useMe } from '../session.tsx'
import { useWords } from '../settings.tsx'

type PersonId = `person_${string}`
export type AgreedAction = { title: string; ownerId: PersonId; dueOn: string }

/** The day a date field holds, as `YYYY-MM-DD`. */
export const dayOf = (value: unknown) => dayjs(value as dayjs.Dayjs).format('YYYY-MM-DD')

/** What the form's `actions` field holds, as commands take it. */
export const actionsOf = (values: Record<string, unknown>): AgreedAction[] =>
  ((values.actions ?? []) as Record<string, unknown>[]).map(one => ({
    title: String(one.title ?? ''),
    ownerId: one.ownerId as PersonId,
    dueOn: dayOf(one.dueOn),
  }))

type Props = {
  label: string
  /** What one line asks for, and the words of its two buttons. */
  words: { title: string; add: string; remove: string }
  owners: { value: string; label: string }[]
  /** Who it falls to unless somebody else is chosen. */
  usual?: string
}

/** The form field `actions`: what was agreed, who does it and by when; each becomes a task. */
export function ActionList({ label, words, owners, usual }: Props) {
  const t = useWords()
  const today = dayjs(useMe().me?.businessDay)
  const required = [{ required: true, message: t('problem.missing') }]
  return (
    <Form.Item label={label} style={{ marginBottom: 0 }}>
      <Form.List name="actions">
        {(fields, { add, remove }) => (
          <Flex vertical gap={8}>
            {fields.map(({ key, name }) => (
              <Flex key={key} gap={8} wrap>
                <Form.Item name={[name, 'title']} rules={required} style={{ flex: '2 1 200px', marginBottom: 0 }}>
                  <Input placeholder={words.title} aria-label={words.title} maxLength={200} />
                </Form.Item>
                <Form.Item name={[name, 'ownerId']} rules={required} style={{ flex: '1 1 150px', marginBottom: 0 }}>
                  <Select
                    showSearch
                    optionFilterProp="label"
                    placeholder={t('notification.task.owner')}
                    aria-label={t('notification.task.owner')}
                    options={owners}
                  />
                </Form.Item>
                <Form.Item name={[name, 'dueOn']} rules={required} style={{ flex: '1 1 130px', marginBottom: 0 }}>
                  <DatePicker allowClear={false} minDate={today} style={{ width: '100%' }} />
                </Form.Item>
                <Button type="text" icon={<DeleteOutlined />} aria-label={words.remove} onClick={() => remove(name)} />
              </Flex>
            ))}
            <div>
              <Button
                size="small"
                icon={<PlusOutlined />}
                onClick={() => add({ dueOn: today.add(7, 'day'), ...(usual ? { ownerId: usual } : {}) })}
              >
                {words.add}
              </Button>
            </div>
          </Flex>
        )}
      </Form.List>
    </Form.Item>
  )
}
