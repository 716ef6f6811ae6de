import { useQuery } from '@tanstack/react-query'
import { Alert, DatePicker, Flex, Form, Input, Modal, Select, Typography } from 'antd'
import dayjs, { type Dayjs } from 'dayjs'
import { useEffect, useState } from 'react'
import { api, client, problemOf } from '../../client.ts'
import { useCommand } from '../../command.ts'
import { useMe } from '../../session.tsx'
import { useWords } from '../../settings.tsx'
import { EverythingTo, HandOverTable, ImpactView, type Plan, planInput, SightTable } from './impact-view.tsx'
import { usePostName, usePosts } from './post-name.ts'

export type Organisation = Awaited<ReturnType<typeof client.team.organisation>>
export type Group = Organisation['groups'][number]
export type Person = Organisation['people'][number]

type Move = { post: string; groupId: `group_${string}`; reportsTo: `person_${string}` | null }

/** 调岗: where to, seen before it is done: what it would change is the same move tried and undone. */
export function MovePersonDialog({
  person,
  to = {},
  onClose,
}: {
  person: Pick<Person, 'id' | 'name' | 'version' | 'assignment'> | null
  to?: Partial<Move>
  onClose: () => void
}) {
  const t = useWords()
  const { me } = useMe()
  const postName = usePostName()
  const posts = usePosts()
  const organisation = useQuery(api.team.organisation.queryOptions({ input: {} }))
  const [move, setMove] = useState<Move | null>(null)
  const [day, setDay] = useState<Dayjs>(dayjs())
  const [reason, setReason] = useState('')
  const [plan, setPlan] = useState<Plan>({})
  // biome-ignore lint/correctness/useExhaustiveDependencies: the dialog begins anew with each person and place
  useEffect(() => {
    const now = person?.assignment
    if (!now) return setMove(null)
    setMove({ post: now.post, groupId: now.groupId, reportsTo: now.reportsTo, ...to })
    setDay(dayjs(me?.businessDay))
    setReason('')
    setPlan({})
  }, [person?.id, JSON.stringify(to)])
  const input = person &&
    move && {
      id: person.id,
      version: person.version,
      ...move,
      fromDay: day.format('YYYY-MM-DD'),
      reason: reason.trim() || null,
      handOver: planInput(plan),
    }
  const preview = useQuery({
    queryKey: ['preview', 'movePerson', input],
    queryFn: () => client.team.movePerson(input!, { context: { preview: true } }),
    enabled: input !== null,
    retry: false,
    staleTime: 0,
    placeholderData: before => before,
  })
  const command = useCommand(client.team.movePerson, { done: t('ui.done'), onDone: onClose })
  const problem = preview.error ? problemOf(preview.error) : null
  const impact = preview.data?.impact
  // What stays in the branch that is left must have somebody there; until it has, the move cannot be confirmed.
  const open = impact?.unassigned ?? []
  const leaves =
    organisation.data?.groups.find(one => one.id === move?.groupId)?.branchId !== person?.assignment?.branchId
  const staysBehind = (kind: string) => leaves && (open.includes(kind) || (plan[kind] ?? 'keep') !== 'keep')
  const near = (organisation.data?.people ?? [])
    .filter(one => one.id !== person?.id && one.assignment?.branchId === person?.assignment?.branchId)
    .sort((a, b) => Number(fits(b, person)) - Number(fits(a, person)))
  return (
    <Modal
      open={person !== null}
      title={`${t('team.move')} · ${person?.name ?? ''}`}
      okText={t('team.confirm-move')}
      cancelText={t('ui.cancel')}
      onCancel={onClose}
      okButtonProps={{ disabled: !input || problem !== null || !impact || preview.isFetching || open.length > 0 }}
      confirmLoading={command.isPending}
      onOk={() => input && command.mutate(input)}
      width={720}
      destroyOnHidden
    >
      {move && (
        <Form layout="vertical" style={{ marginTop: 12 }}>
          <Flex gap={12} wrap>
            <Form.Item label={t('team.group')} htmlFor="move-group" style={{ flex: '1 1 220px' }}>
              <Select
                id="move-group"
                showSearch={{ optionFilterProp: 'label' }}
                value={move.groupId}
                onChange={groupId => setMove({ ...move, groupId })}
                options={(organisation.data?.groups ?? []).map(group => ({
                  value: group.id,
                  label: `${group.branchName} · ${group.name}`,
                }))}
              />
            </Form.Item>
            <Form.Item label={t('team.post')} htmlFor="move-post" style={{ flex: '1 1 160px' }}>
              <Select
                id="move-post"
                value={move.post}
                onChange={post => setMove({ ...move, post })}
                options={(posts.data ?? [])
                  .filter(post => !post.retired || post.code === move.post)
                  .map(post => ({ value: post.code, label: postName(post.code) }))}
              />
            </Form.Item>
            <Form.Item label={t('team.reports-to')} htmlFor="move-manager" style={{ flex: '1 1 160px' }}>
              <Select
                id="move-manager"
                allowClear
                showSearch={{ optionFilterProp: 'label' }}
                value={move.reportsTo}
                onChange={value => setMove({ ...move, reportsTo: value ?? null })}
                options={(organisation.data?.people ?? [])
                  .filter(one => one.id !== person?.id)
                  .map(one => ({ value: one.id, label: one.name }))}
              />
            </Form.Item>
            <Form.Item label={t('team.effective-day')} htmlFor="move-day" style={{ flex: '0 1 150px' }}>
              <DatePicker id="move-day" value={day} allowClear={false} onChange={value => value && setDay(value)} />
            </Form.Item>
            <Form.Item label={t('team.reason')} htmlFor="move-reason" style={{ flex: '1 1 260px' }}>
              <Input
                id="move-reason"
                maxLength={200}
                value={reason}
                onChange={event => setReason(event.target.value)}
              />
            </Form.Item>
          </Flex>
          <Typography.Title level={5} style={{ marginTop: 0 }}>
            {t('team.impact')}
          </Typography.Title>
          {problem ? (
            <Alert type="error" showIcon title={problem.detail} />
          ) : impact ? (
            <Flex vertical gap={12}>
              {open.length > 0 && (
                <Alert
                  type="warning"
                  showIcon
                  title={t('team.still-open', { kinds: open.map(kind => t(kind)).join(t('party.list-comma')) })}
                />
              )}
              <ImpactView impact={impact} />
              {impact.held.length > 0 && (
                <>
                  <Flex justify="space-between" align="center" gap={8} wrap>
                    <Typography.Text strong>{t('team.held')}</Typography.Text>
                    <EverythingTo key={person?.id} held={impact.held} colleagues={near} onPlan={setPlan} />
                  </Flex>
                  <HandOverTable
                    held={impact.held}
                    plan={plan}
                    onPlan={setPlan}
                    keeps={kind => !staysBehind(kind)}
                    colleagues={near}
                  />
                </>
              )}
            </Flex>
          ) : (
            <Typography.Text type="secondary">{t('team.trying')}</Typography.Text>
          )}
        </Form>
      )}
    </Modal>
  )
}

/** Who does the same work is who usually takes it over. */
const fits = (one: Person, person: Pick<Person, 'assignment'> | null) =>
  one.assignment?.post === person?.assignment?.post

/** A group hung under another one, or renamed, or given a leader, from a day on; a new place is tried first. */
export function ChangeGroupDialog({
  group,
  parentId,
  onClose,
}: {
  group: Group | null
  parentId?: Group['parentId'] | undefined
  onClose: () => void
}) {
  const t = useWords()
  const { me } = useMe()
  const organisation = useQuery(api.team.organisation.queryOptions({ input: {} }))
  const [change, setChange] = useState<{
    name: string
    parentId: Group['parentId']
    leaderId: Group['leaderId']
  } | null>(null)
  const [day, setDay] = useState<Dayjs>(dayjs())
  const [reason, setReason] = useState('')
  // biome-ignore lint/correctness/useExhaustiveDependencies: the dialog begins anew with each group and place
  useEffect(() => {
    if (!group) return setChange(null)
    setChange({
      name: group.name,
      parentId: parentId === undefined ? group.parentId : parentId,
      leaderId: group.leaderId,
    })
    setDay(dayjs(me?.businessDay))
    setReason('')
  }, [group?.id, parentId])
  const input = group &&
    change && {
      id: group.id,
      version: group.version,
      fromDay: day.format('YYYY-MM-DD'),
      reason: reason.trim() || t('team.reason'),
      ...(change.name === group.name ? {} : { name: change.name }),
      ...(change.parentId === group.parentId ? {} : { parentId: change.parentId }),
      ...(change.leaderId === group.leaderId ? {} : { leaderId: change.leaderId }),
    }
  const changes = input !== null && ('name' in input || 'parentId' in input || 'leaderId' in input)
  const preview = useQuery({
    queryKey: ['preview', 'changeGroup', input],
    queryFn: () => client.team.changeGroup(input!, { context: { preview: true } }),
    enabled: changes,
    retry: false,
    staleTime: 0,
  })
  const command = useCommand(client.team.changeGroup, { done: t('ui.done'), onDone: onClose })
  const problem = preview.error ? problemOf(preview.error) : null
  const impact = preview.data?.impact
  return (
    <Modal
      open={group !== null}
      title={`${t('team.change-group')} · ${group?.name ?? ''}`}
      okText={t('team.confirm-change')}
      cancelText={t('ui.cancel')}
      onCancel={onClose}
      okButtonProps={{ disabled: !changes || problem !== null || reason.trim() === '' }}
      confirmLoading={command.isPending}
      onOk={() => input && command.mutate(input)}
      destroyOnHidden
    >
      {change && group && (
        <Form layout="vertical" style={{ marginTop: 12 }}>
          <Form.Item label={t('team.group-name')} htmlFor="group-name">
            <Input
              id="group-name"
              maxLength={50}
              value={change.name}
              onChange={event => setChange({ ...change, name: event.target.value })}
            />
          </Form.Item>
          <Form.Item label={t('team.parent-group')} htmlFor="group-parent">
            <Select
              id="group-parent"
              allowClear
              value={change.parentId}
              onChange={value => setChange({ ...change, parentId: value ?? null })}
              options={(organisation.data?.groups ?? [])
                .filter(one => one.branchId === group.branchId && one.id !== group.id)
                .map(one => ({ value: one.id, label: one.name }))}
            />
          </Form.Item>
          <Form.Item label={t('team.leader')} htmlFor="group-leader">
            <Select
              id="group-leader"
              allowClear
              showSearch={{ optionFilterProp: 'label' }}
              value={change.leaderId}
              onChange={value => setChange({ ...change, leaderId: value ?? null })}
              options={(organisation.data?.people ?? []).map(one => ({ value: one.id, label: one.name }))}
            />
          </Form.Item>
          <Flex gap={12} wrap>
            <Form.Item label={t('team.effective-day')} htmlFor="group-day">
              <DatePicker id="group-day" value={day} allowClear={false} onChange={value => value && setDay(value)} />
            </Form.Item>
            <Form.Item label={t('team.reason')} htmlFor="group-reason" required style={{ flex: 1 }}>
              <Input
                id="group-reason"
                maxLength={200}
                value={reason}
                onChange={event => setReason(event.target.value)}
              />
            </Form.Item>
          </Flex>
          {problem && <Alert type="error" showIcon title={problem.detail} />}
          {impact && (
            <Flex vertical gap={8} data-impact>
              <Typography.Text strong>{t('team.impact')}</Typography.Text>
              {t('team.group-impact', { groups: impact.groups, people: impact.people })}
              {impact.watchers.length === 0 && (
                <Typography.Text type="secondary">{t('team.impact-none')}</Typography.Text>
              )}
              {impact.watchers.map(one => (
                <div key={one.id}>
                  {one.name}
                  <SightTable lines={one.visible} />
                </div>
              ))}
            </Flex>
          )}
        </Form>
      )}
    </Modal>
  )
}
