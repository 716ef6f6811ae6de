import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { Alert, Button, DatePicker, Form, Input, Modal, Typography } from 'antd'
import dayjs, { type Dayjs } from 'dayjs'
import { type ReactNode, useState } from 'react'
import { api, client, problemOf } from '../../client.ts'
import { useCommand } from '../../command.ts'
import { useMay, useMe } from '../../session.tsx'
import { useWords } from '../../settings.tsx'
import { Wizard } from '../../ui/wizard.tsx'
import { AssignmentFields, PersonChoice } from './dialogs.tsx'
import { usePostName } from './post-name.ts'
import { PostRights } from './post-rights.tsx'

const asked = ['name', 'username', 'joinedOn', 'post', 'groupId', 'reportsTo', 'mentorId'] as const
type Asked = Record<(typeof asked)[number], unknown>
const kept = 'chedai.join'

/** What was filled in before the page was left; nothing personal but name and username, and only in this window. */
function before(today: string): Partial<Asked> {
  try {
    const { joinedOn, ...rest } = JSON.parse(sessionStorage.getItem(kept) ?? '{}') as Partial<Asked>
    return { ...rest, joinedOn: dayjs((joinedOn as string | undefined) ?? today) }
  } catch {
    return { joinedOn: dayjs(today) }
  }
}

/** 入职: person, account, post, group, mentor, the rights that come with it and the first day, in one path. */
export default function JoinWizard() {
  const { me } = useMe()
  return me ? <Path today={me.businessDay} /> : null
}

function Path({ today }: { today: string }) {
  const t = useWords()
  const may = useMay()
  const navigate = useNavigate()
  const postName = usePostName()
  const [form] = Form.useForm<Asked>()
  const [filled] = useState(() => before(today))
  const [welcome, setWelcome] = useState<{ id: string; password: string } | null>(null)
  const [fault, setFault] = useState<string | null>(null)
  const values = () => ({ ...filled, ...form.getFieldsValue(true) }) as Partial<Asked>
  const input = () => {
    const { name, username, joinedOn, post, groupId, reportsTo } = values()
    const day = (joinedOn as Dayjs).format('YYYY-MM-DD')
    return {
      name: String(name ?? ''),
      username: String(username ?? ''),
      post: String(post ?? ''),
      groupId: groupId as `group_${string}`,
      reportsTo: (reportsTo as `person_${string}` | undefined) ?? null,
      joinedOn: day,
      fromDay: day,
    }
  }
  const mentor = useCommand(client.training.startFirstDays)
  const join = useCommand(client.team.addPerson, {
    form,
    onDone: output => {
      const { mentorId } = values()
      if (mentorId) mentor.mutate({ personId: output.id, mentorId, fromDay: input().fromDay } as never)
      sessionStorage.removeItem(kept)
      setWelcome(output)
    },
    onHeld: () => void navigate({ to: '/team/people' as never }),
  })
  const ready = (fields: (typeof asked)[number][]) => async () => {
    try {
      await form.validateFields(fields)
      return true
    } catch {
      return false
    }
  }
  /** The whole is tried before the last step, so that a taken username is said where it can be mended. */
  const tried = async () => {
    if (!(await ready(['post', 'groupId', 'reportsTo'])())) return false
    try {
      setFault(null)
      await client.team.addPerson(input(), { context: { preview: true } })
      return true
    } catch (error) {
      setFault(problemOf(error)?.detail ?? t('shell.offline'))
      return false
    }
  }
  const required = [{ required: true, message: t('problem.missing') }]
  const organisation = useQuery(api.team.organisation.queryOptions({ input: {} }))
  const groupOf = (id: unknown) => organisation.data?.groups.find(one => one.id === id)
  return (
    <Form
      form={form}
      layout="vertical"
      initialValues={filled}
      onValuesChange={(_, all) => sessionStorage.setItem(kept, JSON.stringify({ ...values(), ...all }))}
    >
      <Wizard
        title={t('team.add-person')}
        finish={t('team.join-now')}
        busy={join.isPending}
        onFinish={() => join.mutate(input())}
        steps={[
          {
            key: 'person',
            title: t('team.join.person'),
            ready: ready(['name', 'username', 'joinedOn']),
            content: (
              <>
                <Form.Item name="name" label={t('team.name')} rules={required}>
                  <Input maxLength={50} autoFocus />
                </Form.Item>
                <Form.Item
                  name="username"
                  label={t('shell.username')}
                  extra={t('team.join.username-note')}
                  rules={[...required, { pattern: /^[a-z][a-z0-9._-]{2,30}$/, message: t('team.join.username-note') }]}
                >
                  <Input autoComplete="off" />
                </Form.Item>
                <Form.Item name="joinedOn" label={t('team.joined-on')} rules={required}>
                  <DatePicker style={{ width: '100%' }} />
                </Form.Item>
              </>
            ),
          },
          {
            key: 'place',
            title: t('team.join.place'),
            ready: tried,
            content: (
              <>
                <AssignmentFields />
                {fault && <Alert type="error" showIcon title={fault} />}
              </>
            ),
          },
          ...(may('training.newcomer.write')
            ? [
                {
                  key: 'mentor',
                  title: t('team.join.mentor'),
                  content: (
                    <Form.Item name="mentorId" label={t('team.join.mentor')} extra={t('team.join.mentor-note')}>
                      <PersonChoice />
                    </Form.Item>
                  ),
                },
              ]
            : []),
          {
            key: 'rights',
            title: t('team.post-rights'),
            content: (
              <Filled values={values}>
                {({ post }) => (
                  <>
                    <Typography.Paragraph>
                      {t('team.join.rights-lead', { post: postName(post as string | undefined) })}
                    </Typography.Paragraph>
                    <PostRights code={String(post ?? '')} title={false} />
                  </>
                )}
              </Filled>
            ),
          },
          {
            key: 'summary',
            title: t('team.join.summary'),
            content: (
              <Filled values={values}>
                {({ name, username, post, groupId, joinedOn }) => (
                  <Typography.Paragraph style={{ fontSize: 15 }}>
                    {t('team.join.sentence', {
                      name: String(name ?? ''),
                      username: String(username ?? ''),
                      group: [groupOf(groupId)?.branchName, groupOf(groupId)?.name].join(' · '),
                      post: postName(post as string | undefined),
                      day: (joinedOn as Dayjs | undefined)?.format('YYYY-MM-DD') ?? today,
                    })}
                  </Typography.Paragraph>
                )}
              </Filled>
            ),
          },
        ]}
      />
      <Modal
        open={welcome !== null}
        title={t('team.first-password')}
        onCancel={() => void navigate({ to: `/team/people/${welcome?.id}` as never })}
        footer={
          <Button type="primary" onClick={() => void navigate({ to: `/team/people/${welcome?.id}` as never })}>
            {t('ui.open-page')}
          </Button>
        }
      >
        <Alert
          type="success"
          title={<code style={{ fontSize: 16 }}>{welcome?.password}</code>}
          description={t('team.first-password-note')}
        />
      </Modal>
    </Form>
  )
}

/** What has been filled in so far, read when it is shown: the wizard turns its steps without drawing the page anew. */
function Filled({ values, children }: { values: () => Partial<Asked>; children: (said: Partial<Asked>) => ReactNode }) {
  return (
    <Form.Item noStyle shouldUpdate>
      {() => children(values())}
    </Form.Item>
  )
}
