import { useQuery } from '@tanstack/react-query'
import { DatePicker, Form, Input, Select } from 'antd'
import dayjs, { type Dayjs } from 'dayjs'
import { posts } from '../../../modules/team/post.ts'
import { api, client } from '../../client.ts'
import { useMe } from '../../session.tsx'
import { useWords } from '../../settings.tsx'
import { CommandForm } from '../../ui/command-form.tsx'

export type PersonRecord = Awaited<ReturnType<typeof client.team.getPerson>>
type Post = (typeof posts)[number]
type LeaveKind = Awaited<ReturnType<typeof client.team.listLeave>>[number]['kind']
type Props = { person: PersonRecord; open: boolean; onClose: () => void }

const leaveKinds: readonly LeaveKind[] = ['annual', 'sick', 'personal', 'training', 'other']
const dayText = (value: unknown) => (value as Dayjs).format('YYYY-MM-DD')

/** Post, group and manager, as taking in and moving both ask for them. */
export function AssignmentFields({ except }: { except?: string }) {
  const t = useWords()
  const groups = useQuery(api.team.listGroups.queryOptions())
  const required = [{ required: true, message: t('problem.missing') }]
  return (
    <>
      <Form.Item name="post" label={t('team.post')} rules={required}>
        <Select options={posts.map(post => ({ value: post, label: t(`team.post.${post}`) }))} />
      </Form.Item>
      <Form.Item name="groupId" label={t('team.group')} rules={required}>
        <Select
          showSearch={{ optionFilterProp: 'label' }}
          options={(groups.data?.groups ?? []).map(group => ({
            value: group.id,
            label: `${group.branchName} · ${group.name}`,
          }))}
        />
      </Form.Item>
      <Form.Item name="reportsTo" label={t('team.reports-to')}>
        <PersonChoice {...(except ? { except } : {})} />
      </Form.Item>
    </>
  )
}

/** A choice among the people the reader sees. `value` and `onChange` are the form's. */
export function PersonChoice({
  except,
  ...field
}: {
  except?: string
  id?: string
  value?: string | null
  onChange?: (value: string | undefined) => void
}) {
  const people = useQuery(api.team.listPeople.queryOptions({ input: { sort: 'name', direction: 'asc', limit: 200 } }))
  return (
    <Select
      {...field}
      allowClear
      showSearch={{ optionFilterProp: 'label' }}
      options={(people.data?.rows ?? [])
        .filter(person => person.id !== except)
        .map(person => ({ value: person.id, label: person.name }))}
    />
  )
}

/** 调岗: another post, group or manager from a day on. */
export function MoveDialog({ person, open, onClose }: Props) {
  const t = useWords()
  const { me } = useMe()
  const required = [{ required: true, message: t('problem.missing') }]
  return (
    <CommandForm
      open={open}
      title={t('team.move')}
      submit={t('team.move')}
      onClose={onClose}
      operation={client.team.movePerson}
      initial={{
        post: person.assignment?.post,
        groupId: person.assignment?.groupId,
        reportsTo: person.assignment?.reportsTo,
        fromDay: dayjs(me?.businessDay),
      }}
      input={values => ({
        id: person.id,
        version: person.version,
        post: values.post as Post,
        groupId: values.groupId as `group_${string}`,
        reportsTo: (values.reportsTo as `person_${string}` | undefined) ?? null,
        fromDay: dayText(values.fromDay),
      })}
    >
      <AssignmentFields except={person.id} />
      <Form.Item name="fromDay" label={t('team.effective-day')} rules={required}>
        <DatePicker style={{ width: '100%' }} />
      </Form.Item>
    </CommandForm>
  )
}

/** 离职: the sign-in closes at once. */
export function EndDialog({ person, open, onClose }: Props) {
  const t = useWords()
  const { me } = useMe()
  return (
    <CommandForm
      open={open}
      title={t('team.end')}
      submit={t('team.end')}
      danger
      onClose={onClose}
      operation={client.team.endPerson}
      initial={{ leftOn: dayjs(me?.businessDay) }}
      input={values => ({ id: person.id, version: person.version, leftOn: dayText(values.leftOn) })}
    >
      <Form.Item
        name="leftOn"
        label={t('team.left-on')}
        extra={t('team.end-note')}
        rules={[{ required: true, message: t('problem.missing') }]}
      >
        <DatePicker style={{ width: '100%' }} />
      </Form.Item>
    </CommandForm>
  )
}

/** 请假, and who stands in. */
export function LeaveDialog({ person, open, onClose }: Props) {
  const t = useWords()
  const required = [{ required: true, message: t('problem.missing') }]
  return (
    <CommandForm
      open={open}
      title={t('team.add-leave')}
      submit={t('team.add-leave')}
      onClose={onClose}
      operation={client.team.addLeave}
      initial={{ kind: 'annual' }}
      input={values => {
        const [from, to] = values.days as [Dayjs, Dayjs]
        return {
          personId: person.id,
          kind: values.kind as LeaveKind,
          fromDay: dayText(from),
          toDay: dayText(to),
          standInId: (values.standInId as `person_${string}` | undefined) ?? null,
          reason: String(values.reason ?? ''),
        }
      }}
    >
      <Form.Item name="kind" label={t('team.leave-kind')} rules={required}>
        <Select options={leaveKinds.map(kind => ({ value: kind, label: t(`team.leave.${kind}`) }))} />
      </Form.Item>
      <Form.Item name="days" label={t('team.leave-days')} rules={required}>
        <DatePicker.RangePicker style={{ width: '100%' }} />
      </Form.Item>
      <Form.Item name="standInId" label={t('team.stand-in-person')} extra={t('team.stand-in-note')}>
        <PersonChoice except={person.id} />
      </Form.Item>
      <Form.Item name="reason" label={t('team.leave-reason')} rules={required}>
        <Input maxLength={200} />
      </Form.Item>
    </CommandForm>
  )
}
