import { CheckCircleFilled } from '@ant-design/icons'
import { useQuery } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { Button, Card, Dropdown, Flex, Form, Grid, Input, Progress, Segmented, Select, Tag, Typography } from 'antd'
import { useState } from 'react'
import { type NewcomerRole, reviewVerdicts } from '../../../modules/training/newcomer.ts'
import { api, client } from '../../client.ts'
import { useCommand } from '../../command.ts'
import { useMay } from '../../session.tsx'
import { useWords } from '../../settings.tsx'
import { CommandForm } from '../../ui/command-form.tsx'
import { DayText, InstantText } from '../../ui/day-text.tsx'
import { PendingChanges } from '../../ui/pending-changes.tsx'
import { QueryView } from '../../ui/query-view.tsx'
import { RecordTalk } from '../notification/record-talk.tsx'
import { ShadowFigures } from '../origination/shadow-figures.tsx'
import { Places, useName } from './parts.tsx'
import { PersonSelect } from './person-select.tsx'

type PersonId = `person_${string}`
type FirstDays = Awaited<ReturnType<typeof client.training.getFirstDays>>
type Milestone = FirstDays['milestones'][number]
const tones = { 'on-track': 'green', behind: 'orange', 'at-risk': 'red' } as const
const line = { padding: '10px 14px', borderTop: '1px solid rgba(128,128,128,0.15)' }

/** Somebody's first days, for the newcomer, the mentor and the manager; made for a phone. Found by the person or by their own identifier. */
export default function FirstDaysPage() {
  const { id } = useParams({ strict: false }) as { id: string }
  const own = id.startsWith('newcomer_')
  const ofPerson = useQuery({
    ...api.training.getFirstDays.queryOptions({ input: { personId: id as PersonId } }),
    enabled: !own,
  })
  const ofPath = useQuery({
    ...api.training.getNewcomer.queryOptions({ input: { id: id as `newcomer_${string}` } }),
    enabled: own,
  })
  const path = own ? ofPath : ofPerson
  return (
    <>
      <Places at="/training/first-days" />
      <QueryView query={path}>{data => <View path={data} />}</QueryView>
    </>
  )
}

function View({ path }: { path: FirstDays }) {
  const t = useWords()
  const may = useMay()
  const wide = Grid.useBreakpoint().lg ?? true
  const [dialog, setDialog] = useState<'mentor' | 'end' | null>(null)
  const [reviewing, setReviewing] = useState<Milestone | null>(null)
  const keeps = path.roles.includes('manager')
  const last = path.milestones.at(-1)?.day ?? 0
  const required = [{ required: true, message: t('problem.missing') }]
  return (
    <Flex vertical gap={14}>
      <PendingChanges record={path.id} />
      <Flex justify="space-between" align="center" wrap gap={8}>
        <Flex gap={10} align="center" wrap>
          <Typography.Title level={1} style={{ fontSize: 18, margin: 0 }}>
            {path.personName} · {t('training.first-days')}
          </Typography.Title>
          <Tag color={path.state === 'open' ? 'blue' : 'default'}>{t(`training.newcomer-state.${path.state}`)}</Tag>
          {path.lastVerdict && <Tag color={tones[path.lastVerdict]}>{t(`training.verdict.${path.lastVerdict}`)}</Tag>}
        </Flex>
        {keeps && (
          <Dropdown
            trigger={['click']}
            menu={{
              items: [
                { key: 'mentor', label: t('training.change-mentor'), onClick: () => setDialog('mentor') },
                { key: 'end', label: t('training.end-path'), onClick: () => setDialog('end') },
              ],
            }}
          >
            <Button>{t('shell.more')}</Button>
          </Dropdown>
        )}
      </Flex>
      <Card size="small">
        <Flex gap="6px 28px" wrap align="center">
          <span>
            <Typography.Text type="secondary">{t('team.post')}</Typography.Text> {t(`team.post.${path.post}`)} ·{' '}
            {path.groupName}
          </span>
          <span>
            <Typography.Text type="secondary">{t('training.mentor')}</Typography.Text> {path.mentorName}
          </span>
          {path.managerName && (
            <span>
              <Typography.Text type="secondary">{t('training.manager')}</Typography.Text> {path.managerName}
            </span>
          )}
          <span>
            <Typography.Text type="secondary">{t('training.first-day')}</Typography.Text> <DayText day={path.fromDay} />
          </span>
        </Flex>
        <Progress
          percent={last === 0 ? 0 : Math.min(100, Math.floor((path.dayCount * 100) / last))}
          format={() => t('training.day-of', { day: path.dayCount, days: last })}
          aria-label={t('training.day-of', { day: path.dayCount, days: last })}
          size="small"
        />
      </Card>
      <div
        style={{
          display: 'grid',
          gridTemplateColumns: wide ? 'minmax(0, 3fr) minmax(0, 2fr)' : 'minmax(0, 1fr)',
          gap: 14,
          alignItems: 'start',
        }}
      >
        <Checklist path={path} />
        <Flex vertical gap={14}>
          <Milestones path={path} onReview={setReviewing} />
          {may('origination.shadow.read') && <ShadowFigures personId={path.personId} />}
        </Flex>
      </div>
      <RecordTalk record={path.id} />
      <Review path={path} milestone={reviewing} onClose={() => setReviewing(null)} />
      <CommandForm
        open={dialog === 'mentor'}
        title={t('training.change-mentor')}
        submit={t('ui.save')}
        onClose={() => setDialog(null)}
        operation={client.training.setMentor}
        input={values => ({ id: path.id, mentorId: values.mentorId as PersonId })}
      >
        <Form.Item name="mentorId" label={t('training.mentor')} rules={required}>
          <PersonSelect />
        </Form.Item>
      </CommandForm>
      <CommandForm
        open={dialog === 'end'}
        title={t('training.end-path-title')}
        submit={t('training.end-path')}
        onClose={() => setDialog(null)}
        operation={client.training.endFirstDays}
        initial={{ passed: 'yes' }}
        input={values => ({ id: path.id, passed: values.passed === 'yes', reason: String(values.reason ?? '') })}
      >
        <Form.Item name="passed">
          <Segmented
            block
            options={[
              { value: 'yes', label: t('training.passed') },
              { value: 'no', label: t('training.not-passed') },
            ]}
          />
        </Form.Item>
        <Form.Item name="reason" label={t('ui.reason')} rules={required}>
          <Input.TextArea maxLength={300} autoSize={{ minRows: 2 }} />
        </Form.Item>
      </CommandForm>
    </Flex>
  )
}

function Checklist({ path }: { path: FirstDays }) {
  const t = useWords()
  const name = useName()
  const tick = useCommand(client.training.tickFirstDays)
  return (
    <Card
      size="small"
      title={t('training.checklist')}
      extra={<span className="number">{t('training.checklist-done', { done: path.done, items: path.items })}</span>}
      styles={{ body: { padding: 0 } }}
    >
      {path.checklist.map(item => (
        <Flex key={item.code} justify="space-between" gap={10} align="center" style={line}>
          <div>
            {item.doneOn && (
              <CheckCircleFilled
                aria-hidden
                style={{ color: 'var(--ant-color-success, #2f8f5b)', marginInlineEnd: 6 }}
              />
            )}
            {item.courseCode ? (
              <a href={`/training/courses/${item.courseCode}`}>{name(item)}</a>
            ) : (
              <Typography.Text delete={false} strong={!item.doneOn}>
                {name(item)}
              </Typography.Text>
            )}
            <div>
              <Typography.Text type={item.overdue ? 'danger' : 'secondary'} style={{ fontSize: 12 }}>
                {t(`training.newcomer-role.${item.by}`)} ·{' '}
                {item.doneOn ? (
                  <>
                    {t('training.completed')} <DayText day={item.doneOn} /> {item.doneByName}
                  </>
                ) : (
                  <>
                    {t('training.due-on')} <DayText day={item.dueOn} /> {item.overdue && t('training.overdue')}
                  </>
                )}
              </Typography.Text>
            </div>
          </div>
          {!item.doneOn && item.courseCode === null && path.roles.includes(item.by) && (
            <Button onClick={() => tick.mutate({ id: path.id, item: item.code })}>{t('training.tick')}</Button>
          )}
        </Flex>
      ))}
    </Card>
  )
}

const rolesToWrite = (path: FirstDays, milestone: Milestone): NewcomerRole[] =>
  milestone.open ? path.roles.filter(role => !milestone.reviews.some(review => review.role === role)) : []

function Milestones({ path, onReview }: { path: FirstDays; onReview: (milestone: Milestone) => void }) {
  const t = useWords()
  return (
    <Card size="small" title={t('training.milestones')} styles={{ body: { padding: 0 } }}>
      {path.milestones.map(milestone => (
        <div key={milestone.day} style={line}>
          <Flex justify="space-between" gap={8} align="center">
            <strong>{t('training.milestone', { day: milestone.day })}</strong>
            {rolesToWrite(path, milestone).length > 0 ? (
              <Button size="small" onClick={() => onReview(milestone)}>
                {t('training.review-write')}
              </Button>
            ) : (
              <Typography.Text type="secondary">
                <DayText day={milestone.dueOn} />
              </Typography.Text>
            )}
          </Flex>
          {milestone.reviews.length === 0 && (
            <Typography.Text type="secondary">
              {milestone.open ? t('training.review-none') : t('training.milestone-later', { day: milestone.dueOn })}
            </Typography.Text>
          )}
          {milestone.reviews.map(review => (
            <div key={review.role} style={{ marginTop: 6 }}>
              <Tag color={tones[review.verdict]}>{t(`training.verdict.${review.verdict}`)}</Tag>
              {t(`training.newcomer-role.${review.role}`)} {review.saidByName}{' '}
              <Typography.Text type="secondary" style={{ fontSize: 12 }}>
                <InstantText at={review.saidAt} />
              </Typography.Text>
              <div>
                <Typography.Text type="secondary">{t('training.review-good')}</Typography.Text> {review.good}
              </div>
              <div>
                <Typography.Text type="secondary">{t('training.review-better')}</Typography.Text> {review.better}
              </div>
            </div>
          ))}
        </div>
      ))}
    </Card>
  )
}

function Review({ path, milestone, onClose }: { path: FirstDays; milestone: Milestone | null; onClose: () => void }) {
  const t = useWords()
  if (!milestone) return null
  const roles = rolesToWrite(path, milestone)
  const required = [{ required: true, message: t('problem.missing') }]
  return (
    <CommandForm
      open
      title={t('training.milestone', { day: milestone.day })}
      submit={t('ui.save')}
      onClose={onClose}
      operation={client.training.reviewFirstDays}
      initial={{ role: roles[0], verdict: 'on-track' }}
      input={values => ({
        id: path.id,
        day: milestone.day,
        role: values.role as NewcomerRole,
        verdict: values.verdict as (typeof reviewVerdicts)[number],
        good: String(values.good ?? ''),
        better: String(values.better ?? ''),
      })}
    >
      <Form.Item name="role" label={t('training.review-as')} hidden={roles.length < 2}>
        <Select options={roles.map(value => ({ value, label: t(`training.newcomer-role.${value}`) }))} />
      </Form.Item>
      <Form.Item name="verdict" label={t('training.review-verdict')}>
        <Segmented block options={reviewVerdicts.map(value => ({ value, label: t(`training.verdict.${value}`) }))} />
      </Form.Item>
      <Form.Item name="good" label={t('training.review-good')} rules={required}>
        <Input.TextArea maxLength={1000} autoSize={{ minRows: 2 }} />
      </Form.Item>
      <Form.Item name="better" label={t('training.review-better')} rules={required}>
        <Input.TextArea maxLength={1000} autoSize={{ minRows: 2 }} />
      </Form.Item>
    </CommandForm>
  )
}
