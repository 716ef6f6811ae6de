import { useQuery } from '@tanstack/react-query'
import { Button, DatePicker, Form, Input, Select, Tag } from 'antd'
import type { Dayjs } from 'dayjs'
import { useState } from 'react'
import { api, client } from '../../client.ts'
import { useMay } from '../../session.tsx'
import { useWords } from '../../settings.tsx'
import { CommandForm } from '../../ui/command-form.tsx'
import { DayText, InstantText } from '../../ui/day-text.tsx'
import { ListPage } from '../../ui/list-page.tsx'
import { Places, Read, useTitle } from './parts.tsx'
import { PersonSelect } from './person-select.tsx'

type Row = Awaited<ReturnType<typeof client.training.listCoverage>>['rows'][number]

/** Who has to learn what, how far they are, and what is overdue. */
export default function Coverage() {
  const t = useWords()
  const may = useMay()
  const title = useTitle()
  const [giving, setGiving] = useState(false)
  const groups = useQuery(api.team.listGroups.queryOptions())
  const courses = useQuery(
    api.training.listCourses.queryOptions({ input: { sort: 'title', direction: 'asc', limit: 200 } }),
  )
  const courseOptions = (courses.data?.rows ?? [])
    .filter(row => row.versionNumber !== null)
    .map(row => ({ value: row.code, label: title(row) }))
  const yesNo = ['true', 'false'].map(value => ({ value, label: t(value === 'true' ? 'ui.yes' : 'ui.no') }))
  const required = [{ required: true, message: t('problem.missing') }]
  return (
    <>
      <Places at="/training/coverage" />
      <ListPage<Row>
        name="training.coverage"
        title={t('training.coverage')}
        load={query => client.training.listCoverage({ sort: 'dueOn', direction: 'asc', ...query } as never)}
        rowKey={row => `${row.personId}.${row.courseCode}.${row.dueOn}`}
        open={row => `/training/people/${row.personId}`}
        exportOf="training/listCoverage"
        searchHint={t('training.search-coverage')}
        filters={[
          {
            key: 'groupId',
            label: t('team.group'),
            options: (groups.data?.groups ?? []).map(group => ({
              value: group.id,
              label: `${group.branchName} · ${group.name}`,
            })),
          },
          { key: 'courseCode', label: t('training.course'), options: courseOptions },
          { key: 'done', label: t('training.completed'), options: yesNo },
          { key: 'overdue', label: t('training.overdue'), options: yesNo },
        ]}
        totals={page => {
          const { done, overdueCount, total } = page as unknown as { done: number; overdueCount: number; total: number }
          return t('training.coverage-totals', {
            total,
            done,
            share: total === 0 ? '—' : `${Math.floor((done * 100) / total)} %`,
            overdue: overdueCount,
          })
        }}
        actions={
          may('training.duty.write') && (
            <Button type="primary" onClick={() => setGiving(true)}>
              {t('training.give')}
            </Button>
          )
        }
        columns={[
          { key: 'personName', title: t('ui.person'), render: row => row.personName },
          {
            key: 'state',
            cases: [
              ['doneAt', 'training.completed'],
              ['overdue', 'training.overdue'],
              ['', 'training.learning'],
            ],
            title: t('training.state'),
            render: row =>
              row.doneAt ? (
                <Tag color="green">{t('training.completed')}</Tag>
              ) : row.overdue ? (
                <Tag color="red">{t('training.overdue')}</Tag>
              ) : (
                <Tag color="blue">{t('training.learning')}</Tag>
              ),
          },
          { key: 'courseTitle', title: t('training.course'), render: row => row.courseTitle },
          { key: 'dueOn', title: t('training.due-on'), sort: 'dueOn', render: row => <DayText day={row.dueOn} /> },
          {
            key: 'source',
            words: 'training.source',
            title: t('training.source'),
            render: row => t(`training.source.${row.source}`),
          },
          {
            key: 'read',
            title: t('training.progress'),
            render: row =>
              row.doneAt && row.read === 0 ? (
                t('training.held-already')
              ) : (
                <Read read={row.read} lessons={row.lessons} />
              ),
          },
          { key: 'groupName', title: t('team.group'), render: row => `${row.branchName} · ${row.groupName}` },
          { key: 'doneAt', title: t('training.completed-at'), render: row => <InstantText at={row.doneAt} /> },
        ]}
      />
      <CommandForm
        open={giving}
        title={t('training.give')}
        submit={t('training.give')}
        onClose={() => setGiving(false)}
        operation={client.training.giveCourse}
        input={values => ({
          courseCode: String(values.courseCode ?? ''),
          personIds: (values.personIds ?? []) as `person_${string}`[],
          dueOn: (values.dueOn as Dayjs).format('YYYY-MM-DD'),
          reason: String(values.reason ?? ''),
        })}
      >
        <Form.Item name="courseCode" label={t('training.course')} rules={required}>
          <Select options={courseOptions} />
        </Form.Item>
        <Form.Item name="personIds" label={t('training.people')} rules={required}>
          <PersonSelect multiple />
        </Form.Item>
        <Form.Item name="dueOn" label={t('training.due-on')} rules={required}>
          <DatePicker style={{ width: '100%' }} />
        </Form.Item>
        <Form.Item name="reason" label={t('ui.reason')} rules={required}>
          <Input maxLength={200} />
        </Form.Item>
      </CommandForm>
    </>
  )
}
