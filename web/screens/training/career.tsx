import { useQuery } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { Alert, Button, Card, DatePicker, Flex, Form, Grid, Input, Rate, Select, Steps, Tag, Typography } from 'antd'
import type { Dayjs } from 'dayjs'
import { useState } from 'react'
import { proposalKinds } from '../../../modules/training/career.ts'
import { api, client } from '../../client.ts'
import { useMay, useMe } from '../../session.tsx'
import { useWords } from '../../settings.tsx'
import { CommandForm } from '../../ui/command-form.tsx'
import { DayText } from '../../ui/day-text.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { QueryView } from '../../ui/query-view.tsx'
import { RowLink } from '../../ui/row-link.tsx'
import { Lines, ProposalTag } from './career-parts.tsx'
import { Places, useName } from './parts.tsx'
import { PersonSelect } from './person-select.tsx'

type PersonId = `person_${string}`
type Career = Awaited<ReturnType<typeof client.training.getCareer>>

/** Where somebody stands on the ladder and what is missing for the next step: one's own, or of a person within reach. */
export default function CareerPage() {
  const { id } = useParams({ strict: false }) as { id?: PersonId }
  const { me } = useMe()
  const personId = id ?? (me?.person.id as PersonId | undefined)
  const [target, setTarget] = useState<{ ladder: string; step: string } | null>(null)
  const career = useQuery({
    ...api.training.getCareer.queryOptions({ input: { personId: personId as PersonId, ...(target ?? {}) } }),
    enabled: personId !== undefined,
  })
  return (
    <>
      <Places at="/training/career" />
      <QueryView query={career}>
        {data => <View career={data} own={personId === me?.person.id} target={target} onTarget={setTarget} />}
      </QueryView>
    </>
  )
}

function View({
  career,
  own,
  target,
  onTarget,
}: {
  career: Career
  own: boolean
  target: { ladder: string; step: string } | null
  onTarget: (target: { ladder: string; step: string } | null) => void
}) {
  const t = useWords()
  const may = useMay()
  const name = useName()
  const wide = Grid.useBreakpoint().md ?? true
  const [dialog, setDialog] = useState<'propose' | 'rate' | null>(null)
  const ladders = useQuery(api.training.listLadders.queryOptions({ input: {} }))
  const steps = (ladders.data ?? []).flatMap(ladder =>
    ladder.steps.map(step => ({ value: `${ladder.code}/${step.code}`, label: `${name(ladder)} · ${name(step)}` })),
  )
  const aimed = career.target
  const open = career.proposals.some(proposal => proposal.state === 'proposed')
  return (
    <Flex vertical gap={14}>
      <Flex justify="space-between" align="center" wrap gap={8}>
        <Typography.Title level={1} style={{ fontSize: 18, margin: 0 }}>
          {own ? t('training.my-career') : `${career.personName} · ${t('training.career')}`}
        </Typography.Title>
        {!own && (
          <Flex gap={8} wrap>
            {may('training.skill.rate') && (
              <Button onClick={() => setDialog('rate')}>{t('training.rate-skill')}</Button>
            )}
            {may('training.career.propose') && aimed && !open && (
              <Button type="primary" onClick={() => setDialog('propose')}>
                {t('training.propose')}
              </Button>
            )}
          </Flex>
        )}
      </Flex>
      <Card size="small">
        <Flex vertical gap={14}>
          <Flex gap="4px 14px" wrap align="center">
            <strong>{t(`team.post.${career.post}`)}</strong>
            <Tag>{t(`training.level.${career.level}`)}</Tag>
            <span>{career.groupName}</span>
            <Typography.Text type="secondary">
              {t('training.since-months', { day: career.since, months: career.months })}
            </Typography.Text>
          </Flex>
          {career.ladder ? (
            <Steps
              size="small"
              orientation={wide ? 'horizontal' : 'vertical'}
              current={career.place ?? 0}
              items={career.ladder.steps.map((step, index) => ({
                title: name(step),
                content:
                  index === career.place ? (
                    <strong>{t('training.here')}</strong>
                  ) : (
                    `${t(`team.post.${step.post}`)} · ${t(`training.level.${step.level}`)}`
                  ),
              }))}
            />
          ) : (
            <Typography.Text type="secondary">{t('training.no-ladder')}</Typography.Text>
          )}
        </Flex>
      </Card>
      <Card
        size="small"
        styles={{ body: { padding: 0 } }}
        title={
          aimed
            ? aimed.lacking === 0
              ? t('training.ready-for', { step: name(aimed.step) })
              : t('training.missing-for', { step: name(aimed.step), count: aimed.lacking })
            : t('training.next')
        }
        extra={
          wide && <StepChoice options={steps} value={target} onChange={onTarget} label={t('training.other-step')} />
        }
      >
        {!wide && (
          <div style={{ padding: '10px 14px' }}>
            <StepChoice options={steps} value={target} onChange={onTarget} label={t('training.other-step')} />
          </div>
        )}
        {aimed ? (
          aimed.lines.length === 0 ? (
            <EmptyState text={t('training.no-requirements')} />
          ) : (
            <Lines lines={aimed.lines} own={own} />
          )
        ) : (
          <EmptyState text={t(career.ladder ? 'training.top-of-ladder' : 'training.no-ladder')} />
        )}
      </Card>
      <div
        style={{
          display: 'grid',
          gridTemplateColumns: wide ? 'minmax(0, 1fr) minmax(0, 1fr)' : 'minmax(0, 1fr)',
          gap: 14,
          alignItems: 'start',
        }}
      >
        <Skills career={career} />
        {career.proposals.length > 0 && <Proposals career={career} />}
      </div>
      {aimed && <Propose career={career} open={dialog === 'propose'} onClose={() => setDialog(null)} />}
      <CommandForm
        open={dialog === 'rate'}
        title={`${t('training.rate-skill')} · ${career.personName}`}
        submit={t('training.rate')}
        onClose={() => setDialog(null)}
        operation={client.training.rateSkill}
        initial={{ rating: 3 }}
        input={values => ({
          personId: career.personId,
          skill: String(values.skill ?? ''),
          rating: Number(values.rating),
          note: String(values.note ?? ''),
        })}
      >
        <Form.Item
          name="skill"
          label={t('training.line.skill')}
          rules={[{ required: true, message: t('problem.missing') }]}
        >
          <Select options={career.skills.map(skill => ({ value: skill.code, label: name(skill) }))} />
        </Form.Item>
        <Form.Item name="rating" label={t('training.rating')}>
          <Rate />
        </Form.Item>
        <Form.Item
          name="note"
          label={t('training.rating-note')}
          rules={[{ required: true, message: t('problem.missing') }]}
        >
          <Input.TextArea maxLength={300} autoSize={{ minRows: 2 }} />
        </Form.Item>
      </CommandForm>
    </Flex>
  )
}

function StepChoice({
  options,
  value,
  onChange,
  label,
}: {
  options: { value: string; label: string }[]
  value: { ladder: string; step: string } | null
  onChange: (target: { ladder: string; step: string } | null) => void
  label: string
}) {
  return (
    <Select
      aria-label={label}
      placeholder={label}
      allowClear
      style={{ minWidth: 220, width: '100%' }}
      value={value ? `${value.ladder}/${value.step}` : undefined}
      options={options}
      onChange={(chosen: string | undefined) => {
        const [ladder = '', step = ''] = (chosen ?? '').split('/')
        onChange(chosen ? { ladder, step } : null)
      }}
    />
  )
}

function Skills({ career }: { career: Career }) {
  const t = useWords()
  const name = useName()
  if (career.skills.length === 0) return null
  return (
    <Card size="small" title={t('training.skills-judged')} styles={{ body: { padding: 0 } }}>
      {career.skills.map(skill => (
        <div key={skill.code} style={{ padding: '10px 14px', borderTop: '1px solid rgba(128,128,128,0.15)' }}>
          <Flex justify="space-between" gap={8} align="center">
            <span>{name(skill)}</span>
            {skill.rating === null ? (
              <Typography.Text type="secondary">{t('training.not-rated')}</Typography.Text>
            ) : (
              <strong className="number">{t('training.rating-of', { count: skill.rating })}</strong>
            )}
          </Flex>
          {skill.rating !== null && (
            <Typography.Text type="secondary">
              {skill.note} — {skill.ratedByName} {skill.ratedAt && <DayText day={skill.ratedAt.slice(0, 10)} />}
            </Typography.Text>
          )}
        </div>
      ))}
    </Card>
  )
}

function Proposals({ career }: { career: Career }) {
  const t = useWords()
  const name = useName()
  return (
    <Card size="small" title={t('training.proposals')} styles={{ body: { padding: 0 } }}>
      {career.proposals.map(proposal => (
        <RowLink key={proposal.id} to={`/training/proposals/${proposal.id}`}>
          <Flex justify="space-between" gap={8} align="center">
            <span>
              {t(`training.proposal-kind.${proposal.kind}`)} ·{' '}
              {name({ name: proposal.stepName, nameEn: proposal.stepNameEn })}
            </span>
            <ProposalTag state={proposal.state} />
          </Flex>
          <Typography.Text type="secondary">
            <DayText day={proposal.fromDay} /> · {proposal.madeByName}
          </Typography.Text>
        </RowLink>
      ))}
    </Card>
  )
}

function Propose({ career, open, onClose }: { career: Career; open: boolean; onClose: () => void }) {
  const t = useWords()
  const name = useName()
  const groups = useQuery(api.team.listGroups.queryOptions())
  const aimed = career.target
  if (!aimed) return null
  const required = [{ required: true, message: t('problem.missing') }]
  return (
    <CommandForm
      open={open}
      title={`${t('training.propose-title')} · ${career.personName} → ${name(aimed.step)}`}
      submit={t('training.propose')}
      onClose={onClose}
      operation={client.training.proposeCareer}
      initial={{ kind: aimed.next ? 'promotion' : 'rotation', exceptionReason: '' }}
      input={values => ({
        personId: career.personId,
        kind: values.kind as (typeof proposalKinds)[number],
        ladder: aimed.ladder,
        step: aimed.step.code,
        toGroupId: (values.toGroupId as `group_${string}` | undefined) ?? null,
        reportsTo: (values.reportsTo as PersonId | undefined) ?? null,
        fromDay: (values.fromDay as Dayjs).format('YYYY-MM-DD'),
        reason: String(values.reason ?? ''),
        exceptionReason: String(values.exceptionReason ?? ''),
      })}
    >
      <Form.Item name="kind" label={t('training.proposal-kind')} rules={required}>
        <Select options={proposalKinds.map(value => ({ value, label: t(`training.proposal-kind.${value}`) }))} />
      </Form.Item>
      <Form.Item name="fromDay" label={t('training.effective-day')} rules={required}>
        <DatePicker style={{ width: '100%' }} />
      </Form.Item>
      <Form.Item name="toGroupId" label={t('training.to-group')}>
        <Select
          allowClear
          placeholder={t('training.stay-in-group')}
          options={(groups.data?.groups ?? []).map(group => ({
            value: group.id,
            label: `${group.branchName} · ${group.name}`,
          }))}
        />
      </Form.Item>
      <Form.Item name="reportsTo" label={t('training.reports-to')}>
        <PersonSelect />
      </Form.Item>
      <Form.Item name="reason" label={t('ui.reason')} rules={required}>
        <Input.TextArea maxLength={500} autoSize={{ minRows: 2 }} />
      </Form.Item>
      {aimed.lacking > 0 && (
        <>
          <Alert type="warning" showIcon title={t('training.exception-help', { count: aimed.lacking })} />
          <Form.Item name="exceptionReason" label={t('training.exception')} rules={required} style={{ marginTop: 12 }}>
            <Input.TextArea maxLength={500} autoSize={{ minRows: 2 }} />
          </Form.Item>
        </>
      )}
    </CommandForm>
  )
}
