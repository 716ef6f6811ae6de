import { useQuery } from '@tanstack/react-query'
import { useNavigate, useParams } from '@tanstack/react-router'
import { Alert, DatePicker, Flex, Form, Input, Typography } from 'antd'
import dayjs, { type Dayjs } from 'dayjs'
import { useState } from 'react'
import { api, client, problemOf } from '../../client.ts'
import { useCommand } from '../../command.ts'
import { useMe } from '../../session.tsx'
import { useWords } from '../../settings.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { QueryView } from '../../ui/query-view.tsx'
import { Wizard } from '../../ui/wizard.tsx'
import { EverythingTo, HandOverTable, type Plan, planInput } from './impact-view.tsx'

/** 办理离职: the day, everything held and who takes it over, and a last look at the whole before it happens at once. */
export default function LeaveWizard() {
  const t = useWords()
  const { me } = useMe()
  const navigate = useNavigate()
  const { id } = useParams({ strict: false }) as { id: `person_${string}` }
  const person = useQuery(api.team.getPerson.queryOptions({ input: { id } }))
  const work = useQuery(api.team.getHeldWork.queryOptions({ input: { id } }))
  const organisation = useQuery(api.team.organisation.queryOptions({ input: {} }))
  const [leftOn, setLeftOn] = useState<Dayjs | null>(null)
  const [reason, setReason] = useState('')
  const [plan, setPlan] = useState<Plan>({})
  const day = leftOn ?? dayjs(me?.businessDay)
  const held = work.data?.held ?? []
  const needed = held.filter(one => !one.ends)
  const open = needed.filter(one => plan[one.kind] === undefined)
  const input = {
    id,
    version: person.data?.version ?? 0,
    leftOn: day.format('YYYY-MM-DD'),
    reason: reason.trim() || null,
    handOver: planInput(plan),
  }
  const preview = useQuery({
    queryKey: ['preview', 'endPerson', input],
    queryFn: () => client.team.endPerson(input, { context: { preview: true } }),
    enabled: person.data !== undefined && work.data !== undefined && open.length === 0,
    retry: false,
    staleTime: 0,
  })
  const back = () => void navigate({ to: `/team/people/${id}` as never })
  const command = useCommand(client.team.endPerson, { done: t('team.ended'), onDone: back })
  const problem = preview.error ? problemOf(preview.error) : null
  const near = (organisation.data?.people ?? []).filter(
    one => one.id !== id && one.assignment?.branchId === person.data?.assignment?.branchId,
  )
  // Those of the same group and post come first: they are who usually takes over.
  const fit = new Set((work.data?.colleagues ?? []).map(one => one.id as string))
  const suited = [...near].sort((a, b) => Number(fit.has(b.id)) - Number(fit.has(a.id)))
  const nameOf = (to: string | undefined) =>
    to === 'spread' ? t('team.spread') : (organisation.data?.people.find(one => one.id === to)?.name ?? '—')
  return (
    <QueryView query={person}>
      {data => (
        <Wizard
          title={t('team.leave-title', { name: data.name })}
          finish={t('team.end')}
          busy={command.isPending}
          onFinish={() => problem === null && command.mutate(input)}
          steps={[
            {
              key: 'day',
              title: t('team.step-day'),
              content: (
                <Form layout="vertical">
                  <Form.Item label={t('team.left-on')} htmlFor="left-on" extra={t('team.end-note')}>
                    <DatePicker id="left-on" value={day} allowClear={false} onChange={setLeftOn} />
                  </Form.Item>
                  <Form.Item label={t('team.reason')} htmlFor="left-reason">
                    <Input
                      id="left-reason"
                      maxLength={200}
                      value={reason}
                      onChange={event => setReason(event.target.value)}
                    />
                  </Form.Item>
                </Form>
              ),
            },
            {
              key: 'work',
              title: t('team.step-work'),
              ready: () => open.length === 0,
              content: (
                <QueryView query={work}>
                  {() =>
                    held.length === 0 ? (
                      <EmptyState text={t('team.holds-nothing')} />
                    ) : (
                      <Flex vertical gap={12}>
                        <EverythingTo held={held} colleagues={suited} onPlan={setPlan} />
                        <HandOverTable held={held} plan={plan} onPlan={setPlan} colleagues={near} keeps={() => false} />
                        {open.length > 0 && (
                          <Alert
                            type="warning"
                            showIcon
                            title={t('team.still-open', { kinds: open.map(one => t(one.kind)).join(t('ui.comma')) })}
                          />
                        )}
                      </Flex>
                    )
                  }
                </QueryView>
              ),
            },
            {
              key: 'confirm',
              title: t('team.step-confirm'),
              content: (
                <Flex vertical gap={12}>
                  <Typography.Paragraph style={{ fontSize: 15, margin: 0 }}>
                    {t('team.leave-sentence', { name: data.name, day: input.leftOn })}
                  </Typography.Paragraph>
                  <ul style={{ margin: 0, paddingInlineStart: 20 }}>
                    {needed.map(one => (
                      <li key={one.kind}>
                        {t('team.goes-to', { kind: t(one.kind), count: one.count, to: nameOf(plan[one.kind]) })}
                      </li>
                    ))}
                    {held
                      .filter(one => one.ends)
                      .map(one => (
                        <li key={one.kind}>{t('team.ends', { kind: t(one.kind), count: one.count })}</li>
                      ))}
                  </ul>
                  {problem && <Alert type="error" showIcon title={problem.detail} />}
                  {preview.data && <Alert type="success" showIcon title={t('team.tried')} />}
                </Flex>
              ),
            },
          ]}
        />
      )}
    </QueryView>
  )
}
