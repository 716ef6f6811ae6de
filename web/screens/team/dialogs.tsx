import { useQuery } from '@tanstack/react-query'
import { DatePicker, Form, Input, Select } from 'antd'
import dayjs, { type Dayjs } from 'dayjs'
import { api, client } from '../../client.ts'
import { useMe } from '../../session.tsx'
import { useWords } from '../../settings.tsx'
import { CommandForm } from '../../ui/command-form.tsx'
import { usePostName, usePosts } from './post-name.ts'

export type PersonRecord = Awaited<ReturnType<typeof client.team.getPerson>>
export type Props = { person: PersonRecord; open: boolean; onClose: () => void }

const dayText = (value: unknown) => (value as Dayjs).format('YYYY-MM-DD')

/** Post, group and manager, as taking in and moving both ask for them. */
export function AssignmentFields({ except }: { except?: string }) {
  const t = useWords()
  const groups = useQuery(api.team.listGroups.queryOptions())
  const posts = usePosts()
  const postName = usePostName()
  const required = [{ required: true, message: t('problem.missing') }]
  return (
    <>
      <Form.Item name="post" label={t('team.post')} rules={required}>
        <Select
          options={(posts.data ?? [])
            .filter(post => !post.retired)
            .map(post => ({ value: post.code, label: postName(post.code) }))}
        />
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
  'aria-label'?: string
  value?: string | null
  onChange?: (value: string | undefined) => void
}) {
  const people = useQuery(api.team.listPeople.queryOptions({ input: { sort: 'name', direction: 'asc', limit: 200 } }))
  return (
    <Select
      {...field}
      allowClear
      style={{ width: '100%' }}
      showSearch={{ optionFilterProp: 'label' }}
      options={(people.data?.rows ?? [])
        .filter(person => person.id !== except)
        .map(person => ({ value: person.id, label: person.name }))}
    />
  )
}

/** 授权委托: what one's own rights allow, lent to somebody else for a while. */
export function DelegateDialog({
  open,
  onClose,
  wanted,
}: {
  open: boolean
  onClose: () => void
  /** What a leave that was just recorded proposes. */
  wanted?: Record<string, unknown>
}) {
  const t = useWords()
  const { me } = useMe()
  const required = [{ required: true, message: t('problem.missing') }]
  const own = (me?.permissions ?? []).filter(one => !one.startsWith('authority.') && one !== 'team.delegation.write')
  const approves = own.some(one => /^origination\.application\.(review|approve)$/.test(one))
  return (
    <CommandForm
      open={open}
      title={t('team.delegate')}
      submit={t('team.delegate')}
      onClose={onClose}
      operation={client.team.addDelegation}
      initial={wanted ?? {}}
      input={values => {
        const [from, to] = values.days as [Dayjs, Dayjs]
        const permissions = (values.permissions as string[] | undefined) ?? []
        return {
          toPersonId: values.toPersonId as `person_${string}`,
          permissions,
          cap: permissions.includes('approval') ? String(values.cap ?? '') : null,
          fromDay: dayText(from),
          toDay: dayText(to),
          reason: String(values.reason ?? ''),
        }
      }}
    >
      <Form.Item name="toPersonId" label={t('team.delegate-to')} rules={required}>
        <PersonChoice {...(me ? { except: me.person.id } : {})} />
      </Form.Item>
      <Form.Item name="permissions" label={t('team.delegated')} extra={t('team.delegate-note')} rules={required}>
        <Select
          mode="multiple"
          showSearch={{ optionFilterProp: 'label' }}
          options={[
            ...(approves ? [{ value: 'approval', label: t('team.delegation.approval') }] : []),
            ...own.map(one => ({ value: one, label: t(`permission.${one}`) })),
          ]}
        />
      </Form.Item>
      <Form.Item noStyle shouldUpdate>
        {form =>
          ((form.getFieldValue('permissions') as string[] | undefined) ?? []).includes('approval') && (
            <Form.Item name="cap" label={t('team.delegation-cap')} rules={required}>
              <Input inputMode="decimal" suffix="¥" />
            </Form.Item>
          )
        }
      </Form.Item>
      <Form.Item name="days" label={t('team.leave-days')} rules={required}>
        <DatePicker.RangePicker style={{ width: '100%' }} minDate={dayjs(me?.businessDay)} />
      </Form.Item>
      <Form.Item name="reason" label={t('team.reason')} rules={required}>
        <Input maxLength={200} />
      </Form.Item>
    </CommandForm>
  )
}

/** 虚线汇报: somebody a person reports to as well, for something. */
export function DottedDialog({ person, open, onClose }: Props) {
  const t = useWords()
  const { me } = useMe()
  const required = [{ required: true, message: t('problem.missing') }]
  return (
    <CommandForm
      open={open}
      title={t('team.dotted')}
      onClose={onClose}
      operation={client.team.addDottedLine}
      initial={{ fromDay: dayjs(me?.businessDay) }}
      input={values => ({
        id: person.id,
        managerId: values.managerId as `person_${string}`,
        purpose: String(values.purpose ?? ''),
        fromDay: dayText(values.fromDay),
        toDay: values.toDay ? dayText(values.toDay) : null,
      })}
    >
      <Form.Item name="managerId" label={t('team.dotted-manager')} rules={required}>
        <PersonChoice except={person.id} />
      </Form.Item>
      <Form.Item name="purpose" label={t('team.dotted-purpose')} rules={required}>
        <Input maxLength={100} />
      </Form.Item>
      <Form.Item name="fromDay" label={t('team.from-day')} rules={required}>
        <DatePicker style={{ width: '100%' }} />
      </Form.Item>
      <Form.Item name="toDay" label={t('team.to-day')}>
        <DatePicker style={{ width: '100%' }} />
      </Form.Item>
    </CommandForm>
  )
}
