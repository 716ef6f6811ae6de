import { useQuery } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import { Button, DatePicker, Flex, Form, Input, InputNumber, Progress, Select, Table, Tag } from 'antd'
import type { Dayjs } from 'dayjs'
import { useState } from 'react'
import { levels } from '../../../modules/training/learning.ts'
import { api, client } from '../../client.ts'
import { useCommand } from '../../command.ts'
import { useMay, useMe } from '../../session.tsx'
import { useWords } from '../../settings.tsx'
import { CommandForm } from '../../ui/command-form.tsx'
import { DayText, InstantText } from '../../ui/day-text.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { QueryView } from '../../ui/query-view.tsx'
import { RecordPage } from '../../ui/record-page.tsx'
import { Read, SkillTag, useDuration, useName, useTitle } from './parts.tsx'

type PersonId = `person_${string}`

/** One person's training: certificates, what is to be learnt, the plan of the year, what the hours are made of. */
export default function PersonTraining() {
  const { id } = useParams({ strict: false }) as { id: PersonId }
  const t = useWords()
  const may = useMay()
  const duration = useDuration()
  const { me } = useMe()
  const year = Number((me?.businessDay ?? '2026').slice(0, 4))
  const [dialog, setDialog] = useState<'level' | 'plan' | null>(null)
  const person = useQuery(api.training.personSkills.queryOptions({ input: { personId: id } }))
  const required = [{ required: true, message: t('problem.missing') }]
  return (
    <QueryView query={person}>
      {data => (
        <>
          <RecordPage
            title={data.personName}
            subtitle={t('training')}
            tags={<Tag>{t(`training.level.${data.level}`)}</Tag>}
            figures={[
              { label: t('training.hours-year'), value: duration(data.minutes) },
              {
                label: t('training.skills-open'),
                value: data.skills.filter(skill => skill.required && skill.state !== 'held').length,
              },
            ]}
            primary={
              may('training.plan.write') && (
                <Button type="primary" onClick={() => setDialog('plan')}>
                  {t('training.add-plan')}
                </Button>
              )
            }
            more={[
              {
                key: 'career',
                label: <Link to={`/training/people/${id}/career` as never}>{t('training.career')}</Link>,
              },
              ...(may('training.duty.write')
                ? [{ key: 'level', label: t('training.set-level'), onClick: () => setDialog('level') }]
                : []),
            ]}
            tabs={[
              { key: 'skills', label: t('training.my-certificates'), content: <Skills skills={data.skills} /> },
              { key: 'duties', label: t('training.duties'), content: <Duties id={id} /> },
              ...(may('training.plan.read')
                ? [{ key: 'plan', label: t('training.plan-year'), content: <Plan id={id} year={year} /> }]
                : []),
              { key: 'credits', label: t('training.hours-year'), content: <Credits id={id} year={year} /> },
            ]}
          />
          <CommandForm
            open={dialog === 'level'}
            title={t('training.set-level')}
            submit={t('ui.save')}
            onClose={() => setDialog(null)}
            operation={client.training.setLevel}
            initial={{ level: data.level }}
            input={values => ({
              personId: id,
              level: values.level as (typeof levels)[number],
              reason: String(values.reason ?? ''),
            })}
          >
            <Form.Item name="level" label={t('training.level')} rules={required}>
              <Select options={levels.map(value => ({ value, label: t(`training.level.${value}`) }))} />
            </Form.Item>
            <Form.Item name="reason" label={t('ui.reason')} rules={required}>
              <Input maxLength={200} />
            </Form.Item>
          </CommandForm>
          <PlanDialog id={id} year={year} open={dialog === 'plan'} onClose={() => setDialog(null)} />
        </>
      )}
    </QueryView>
  )
}

function Skills({ skills }: { skills: Awaited<ReturnType<typeof client.training.personSkills>>['skills'] }) {
  const t = useWords()
  const name = useName()
  if (skills.length === 0) return <EmptyState text={t('training.certificates-none')} />
  return (
    <Table
      size="small"
      pagination={false}
      rowKey="code"
      scroll={{ x: 'max-content' }}
      dataSource={skills}
      columns={[
        { title: t('training.certificate'), render: (_, row) => name(row) },
        { title: t('training.state'), render: (_, row) => <SkillTag state={row.state} /> },
        { title: t('training.needed'), render: (_, row) => t(row.required ? 'ui.yes' : 'ui.no') },
        { title: t('training.certificate.endsAt'), render: (_, row) => <InstantText at={row.endsAt} /> },
        { title: t('training.certificate.number'), render: (_, row) => row.number ?? '—' },
      ]}
    />
  )
}

function Duties({ id }: { id: PersonId }) {
  const t = useWords()
  const title = useTitle()
  const duties = useQuery(api.training.listDuties.queryOptions({ input: { personId: id } }))
  return (
    <QueryView query={duties}>
      {rows =>
        rows.length === 0 ? (
          <EmptyState text={t('training.duties-none')} />
        ) : (
          <Table
            size="small"
            pagination={false}
            rowKey="courseCode"
            scroll={{ x: 'max-content' }}
            dataSource={rows}
            columns={[
              {
                title: t('training.course'),
                render: (_, row) => <Link to={`/training/courses/${row.courseCode}` as never}>{title(row)}</Link>,
              },
              {
                title: t('training.due-on'),
                render: (_, row) => (
                  <>
                    <DayText day={row.dueOn} /> {row.overdue && <Tag color="red">{t('training.overdue')}</Tag>}
                  </>
                ),
              },
              { title: t('training.progress'), render: (_, row) => <Read read={row.read} lessons={row.lessons} /> },
              { title: t('training.source'), render: (_, row) => t(`training.source.${row.source}`) },
              { title: t('ui.reason'), dataIndex: 'reason' },
            ]}
          />
        )
      }
    </QueryView>
  )
}

function Plan({ id, year }: { id: PersonId; year: number }) {
  const t = useWords()
  const may = useMay()
  const plan = useQuery(api.training.getPlan.queryOptions({ input: { personId: id, year } }))
  const end = useCommand(client.training.endPlanItem, { done: t('ui.done') })
  return (
    <QueryView query={plan}>
      {data =>
        data.items.length === 0 ? (
          <EmptyState text={t('training.plan-none')} />
        ) : (
          <Table
            size="small"
            pagination={false}
            rowKey="id"
            scroll={{ x: 'max-content' }}
            dataSource={data.items}
            columns={[
              {
                title: t('training.plan-what'),
                render: (_, row) =>
                  row.title || t('training.hours-target', { hours: Math.round((row.targetMinutes ?? 0) / 60) }),
              },
              {
                title: t('training.due-on'),
                render: (_, row) => (
                  <>
                    <DayText day={row.dueOn} /> {row.overdue && <Tag color="red">{t('training.overdue')}</Tag>}
                  </>
                ),
              },
              {
                title: t('training.progress'),
                width: 160,
                render: (_, row) => <Progress percent={row.progress} size="small" aria-label={`${row.progress} %`} />,
              },
              {
                title: t('ui.actions'),
                render: (_, row) =>
                  may('training.plan.write') &&
                  row.progress < 100 && (
                    <Flex gap={6}>
                      {row.kind === 'other' && (
                        <Button size="small" onClick={() => end.mutate({ id: row.id, how: 'done' })}>
                          {t('training.mark-done')}
                        </Button>
                      )}
                      <Button size="small" onClick={() => end.mutate({ id: row.id, how: 'dropped' })}>
                        {t('training.drop')}
                      </Button>
                    </Flex>
                  ),
              },
            ]}
          />
        )
      }
    </QueryView>
  )
}

function Credits({ id, year }: { id: PersonId; year: number }) {
  const t = useWords()
  const duration = useDuration()
  const credits = useQuery(api.training.listCredits.queryOptions({ input: { personId: id, year } }))
  return (
    <QueryView query={credits}>
      {rows =>
        rows.length === 0 ? (
          <EmptyState text={t('training.credits-none')} />
        ) : (
          <Table
            size="small"
            pagination={false}
            rowKey={row => `${row.kind}.${row.day}.${row.title}`}
            scroll={{ x: 'max-content' }}
            dataSource={rows}
            columns={[
              { title: t('ui.day'), render: (_, row) => <DayText day={row.day} /> },
              { title: t('training.plan-what'), dataIndex: 'title' },
              { title: t('training.credit-kind'), render: (_, row) => t(`training.credit.${row.kind}`) },
              { title: t('training.duration'), align: 'end', render: (_, row) => duration(row.minutes) },
            ]}
          />
        )
      }
    </QueryView>
  )
}

function PlanDialog({ id, year, open, onClose }: { id: PersonId; year: number; open: boolean; onClose: () => void }) {
  const t = useWords()
  const title = useTitle()
  const courses = useQuery(
    api.training.listCourses.queryOptions({ input: { sort: 'title', direction: 'asc', limit: 200 } }),
  )
  const required = [{ required: true, message: t('problem.missing') }]
  return (
    <CommandForm
      open={open}
      title={t('training.add-plan')}
      submit={t('ui.save')}
      onClose={onClose}
      operation={client.training.addPlanItem}
      initial={{ kind: 'course', hours: 40 }}
      input={values => ({
        personId: id,
        year,
        kind: values.kind as 'course' | 'hours' | 'other',
        title: values.kind === 'other' ? String(values.title ?? '') : '',
        courseCode: values.kind === 'course' ? String(values.courseCode ?? '') : null,
        targetMinutes: values.kind === 'hours' ? Number(values.hours) * 60 : null,
        dueOn: (values.dueOn as Dayjs).format('YYYY-MM-DD'),
      })}
    >
      {form => (
        <>
          <Form.Item name="kind" label={t('training.plan-kind')} rules={required}>
            <Select
              options={['course', 'hours', 'other'].map(value => ({ value, label: t(`training.plan-kind.${value}`) }))}
            />
          </Form.Item>
          <Form.Item noStyle shouldUpdate>
            {() => {
              const kind = form.getFieldValue('kind')
              if (kind === 'course')
                return (
                  <Form.Item name="courseCode" label={t('training.course')} rules={required}>
                    <Select
                      options={(courses.data?.rows ?? [])
                        .filter(row => row.versionNumber !== null)
                        .map(row => ({ value: row.code, label: title(row) }))}
                    />
                  </Form.Item>
                )
              if (kind === 'hours')
                return (
                  <Form.Item name="hours" label={t('training.hours-total')} rules={required}>
                    <InputNumber min={1} max={1000} />
                  </Form.Item>
                )
              return (
                <Form.Item name="title" label={t('training.plan-what')} rules={required}>
                  <Input maxLength={100} />
                </Form.Item>
              )
            }}
          </Form.Item>
          <Form.Item name="dueOn" label={t('training.due-on')} rules={required}>
            <DatePicker style={{ width: '100%' }} />
          </Form.Item>
        </>
      )}
    </CommandForm>
  )
}
