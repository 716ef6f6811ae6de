import { WarningOutlined } from '@ant-design/icons'
import { useQuery } from '@tanstack/react-query'
import { Alert, Button, DatePicker, Flex, Form, Input, Select, Tag, Typography } from 'antd'
import dayjs, { type Dayjs } from 'dayjs'
import { useState } from 'react'
import { api, client } from '../../client.ts'
import { useMe } from '../../session.tsx'
import { useWords } from '../../settings.tsx'
import { CommandForm } from '../../ui/command-form.tsx'
import { grouped } from '../../ui/money.tsx'
import { DelegateDialog, PersonChoice, type Props } from './dialogs.tsx'
import { usePostName } from './post-name.ts'

type LeaveKind = Awaited<ReturnType<typeof client.team.listLeave>>[number]['kind']
const leaveKinds: readonly LeaveKind[] = ['annual', 'sick', 'personal', 'training', 'other']
const dayText = (value: unknown) => (value as Dayjs).format('YYYY-MM-DD')

/**
 * 请假, and who stands in: those who could are proposed with what they could then approve, what nobody could approve meanwhile is
 * said before, and one's own leave leads on to lending the approval for its days.
 */
export function LeaveDialog({ person, open, onClose }: Props) {
  const t = useWords()
  const { me } = useMe()
  const [lending, setLending] = useState<Record<string, unknown> | null>(null)
  const [recorded, setRecorded] = useState<{ days: [Dayjs, Dayjs]; standInId: string | null } | null>(null)
  const required = [{ required: true, message: t('problem.missing') }]
  const mine = me?.person.id === person.id
  return (
    <>
      <CommandForm
        open={open}
        title={t('team.add-leave')}
        submit={t('team.add-leave')}
        onClose={onClose}
        operation={client.team.addLeave}
        width={600}
        initial={{ kind: 'annual' }}
        onDone={() => {
          // Only one's own rights can be lent, by oneself.
          if (mine && recorded?.standInId)
            void client.authority
              .standIns({
                personId: person.id,
                fromDay: dayText(recorded.days[0]),
                toDay: dayText(recorded.days[1]),
              })
              .then(answer => {
                if (!answer.approves) return
                const most = answer.limits.map(one => Number(one.limit)).sort((a, b) => b - a)[0]
                setLending({
                  toPersonId: recorded.standInId,
                  permissions: ['approval'],
                  cap: String(most ?? ''),
                  days: recorded.days,
                  reason: t('team.on-leave'),
                })
              })
        }}
        input={values => {
          const days = values.days as [Dayjs, Dayjs]
          setRecorded({ days, standInId: (values.standInId as string | undefined) ?? null })
          return {
            personId: person.id,
            kind: values.kind as LeaveKind,
            fromDay: dayText(days[0]),
            toDay: dayText(days[1]),
            standInId: (values.standInId as `person_${string}` | undefined) ?? null,
            reason: String(values.reason ?? ''),
          }
        }}
      >
        {form => (
          <>
            <Form.Item name="kind" label={t('team.leave-kind')} rules={required}>
              <Select options={leaveKinds.map(kind => ({ value: kind, label: t(`team.leave.${kind}`) }))} />
            </Form.Item>
            <Form.Item name="days" label={t('team.leave-days')} rules={required}>
              <DatePicker.RangePicker style={{ width: '100%' }} />
            </Form.Item>
            <Form.Item name="standInId" label={t('team.stand-in-person')} extra={t('team.stand-in-note')}>
              <PersonChoice except={person.id} />
            </Form.Item>
            <Form.Item noStyle shouldUpdate={(one, other) => one.days !== other.days}>
              {() => {
                const days = form.getFieldValue('days') as [Dayjs, Dayjs] | undefined
                return days?.[0] && days[1] ? (
                  <Suggested
                    personId={person.id}
                    fromDay={dayText(days[0])}
                    toDay={dayText(days[1])}
                    onChoose={id => form.setFieldValue('standInId', id)}
                  />
                ) : null
              }}
            </Form.Item>
            <Form.Item name="reason" label={t('team.leave-reason')} rules={required}>
              <Input maxLength={200} />
            </Form.Item>
          </>
        )}
      </CommandForm>
      {lending && (
        <DelegateDialog
          open
          wanted={{ ...lending, days: (lending.days as [Dayjs, Dayjs]).map(day => dayjs(day)) }}
          onClose={() => setLending(null)}
        />
      )}
    </>
  )
}

/** Who could stand in on these days, fittest first, and what nobody could approve. */
function Suggested({
  personId,
  fromDay,
  toDay,
  onChoose,
}: {
  personId: `person_${string}`
  fromDay: string
  toDay: string
  onChoose: (id: string) => void
}) {
  const t = useWords()
  const postName = usePostName()
  const answer = useQuery({
    ...api.authority.standIns.queryOptions({ input: { personId, fromDay, toDay } }),
    retry: false,
  })
  if (!answer.data) return null
  const { gaps, candidates, approves } = answer.data
  return (
    <Flex vertical gap={8} style={{ marginBottom: 16 }}>
      {gaps.map(gap => (
        <Alert
          key={gap.stage}
          type="warning"
          showIcon
          icon={<WarningOutlined />}
          title={t('team.stand-in-gap', {
            stage: t(`authority.matrix.stage.${gap.stage}`),
            others: grouped(gap.others),
            upTo: grouped(gap.upTo),
          })}
        />
      ))}
      <Typography.Text type="secondary">{t('team.stand-in-suggested')}</Typography.Text>
      {candidates.slice(0, 5).map(one => (
        <Flex key={one.personId} gap={8} align="center" wrap>
          <Button size="small" disabled={!one.fit} onClick={() => onChoose(one.personId)}>
            {one.name}
          </Button>
          <Typography.Text type="secondary">{postName(one.post)}</Typography.Text>
          {one.away ? (
            <Tag color="gold">{t('team.stand-in-away')}</Tag>
          ) : one.conflicts.length > 0 ? (
            <Tag color="red">{t('team.stand-in-conflict')}</Tag>
          ) : approves && one.limits.length === 0 ? (
            <Tag color="gold">{t('team.stand-in-no-limit')}</Tag>
          ) : (
            <Tag color="green">{t('team.stand-in-fit')}</Tag>
          )}
          {approves &&
            one.fit &&
            one.limits.map(limit => (
              <Tag key={limit.stage}>
                {t(`authority.matrix.stage.${limit.stage}`)} {t('team.stand-in-up-to', { limit: grouped(limit.limit) })}
              </Tag>
            ))}
        </Flex>
      ))}
    </Flex>
  )
}
