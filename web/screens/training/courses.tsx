import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { Button, Form, Input, Select, Tag } from 'antd'
import { useState } from 'react'
import { api, client } from '../../client.ts'
import { useMay } from '../../session.tsx'
import { useWords } from '../../settings.tsx'
import { CommandForm } from '../../ui/command-form.tsx'
import { InstantText } from '../../ui/day-text.tsx'
import { ListPage } from '../../ui/list-page.tsx'
import { Places, Read, useDuration, useName, useTitle } from './parts.tsx'

type Course = Awaited<ReturnType<typeof client.training.listCourses>>['rows'][number]

/** The catalogue: what can be learnt, how long it takes, what it leads to, how far I am. */
export default function Courses() {
  const t = useWords()
  const may = useMay()
  const title = useTitle()
  const duration = useDuration()
  const navigate = useNavigate()
  const [adding, setAdding] = useState(false)
  return (
    <>
      <Places at="/training/courses" />
      <ListPage<Course>
        name="training.courses"
        title={t('training.catalogue')}
        load={query => client.training.listCourses({ sort: 'title', direction: 'asc', ...query } as never)}
        rowKey={row => row.code}
        open={row => `/training/courses/${row.code}${row.versionNumber === null ? '/edit' : ''}`}
        searchHint={t('training.search-course')}
        filters={[
          {
            key: 'kind',
            label: t('training.course-kind'),
            options: ['course', 'refresher'].map(value => ({ value, label: t(`training.course-kind.${value}`) })),
          },
        ]}
        empty={{ text: t('training.courses-none') }}
        actions={
          may('training.course.write') && (
            <Button type="primary" onClick={() => setAdding(true)}>
              {t('training.add-course')}
            </Button>
          )
        }
        columns={[
          { key: 'title', title: t('training.course'), sort: 'title', render: row => title(row) },
          {
            key: 'read',
            title: t('training.progress'),
            render: row =>
              row.versionNumber === null ? (
                <Tag>{t('training.draft')}</Tag>
              ) : row.completedAt ? (
                <Tag color="green">{t('training.completed')}</Tag>
              ) : (
                <Read read={row.read} lessons={row.lessons} />
              ),
          },
          { key: 'topic', title: t('training.topic'), render: row => row.topic },
          { key: 'minutes', title: t('training.duration'), render: row => duration(row.minutes) },
          { key: 'certificateName', title: t('training.leads-to'), render: row => <LeadsTo row={row} /> },
          {
            key: 'versionNumber',
            title: t('training.version'),
            render: row =>
              row.versionNumber === null ? '—' : `v${row.versionNumber}${row.draft ? ` · ${t('training.draft')}` : ''}`,
          },
          {
            key: 'completedAt',
            title: t('training.completed-at'),
            hidden: true,
            render: row => <InstantText at={row.completedAt} />,
          },
        ]}
      />
      <AddCourse
        open={adding}
        onClose={() => setAdding(false)}
        onDone={code => void navigate({ to: `/training/courses/${code}/edit` as never })}
      />
    </>
  )
}

function LeadsTo({ row }: { row: Course }) {
  const name = useName()
  if (!row.certificateCode) return <>—</>
  return <>{name({ name: row.certificateName ?? '', nameEn: row.certificateNameEn ?? '' })}</>
}

function AddCourse({ open, onClose, onDone }: { open: boolean; onClose: () => void; onDone: (code: string) => void }) {
  const t = useWords()
  const name = useName()
  const kinds = useQuery(api.training.listCertificateKinds.queryOptions())
  const required = [{ required: true, message: t('problem.missing') }]
  return (
    <CommandForm
      open={open}
      title={t('training.add-course')}
      submit={t('training.add-course')}
      onClose={onClose}
      operation={client.training.addCourse}
      onDone={output => onDone(output.code)}
      initial={{ kind: 'course' }}
      input={values => ({
        code: String(values.code ?? ''),
        kind: values.kind as 'course' | 'refresher',
        topic: String(values.topic ?? ''),
        title: String(values.title ?? ''),
        titleEn: String(values.titleEn ?? ''),
        certificateCode: (values.certificateCode as string | undefined) ?? null,
      })}
    >
      <Form.Item name="title" label={t('training.course-title')} rules={required}>
        <Input maxLength={100} autoFocus />
      </Form.Item>
      <Form.Item name="titleEn" label={t('training.course-title-en')} rules={required}>
        <Input maxLength={150} />
      </Form.Item>
      <Form.Item name="code" label={t('training.code')} rules={required} extra={t('training.code-help')}>
        <Input maxLength={40} />
      </Form.Item>
      <Form.Item name="topic" label={t('training.topic')} rules={required}>
        <Input maxLength={40} />
      </Form.Item>
      <Form.Item name="kind" label={t('training.course-kind')} rules={required}>
        <Select
          options={['course', 'refresher'].map(value => ({ value, label: t(`training.course-kind.${value}`) }))}
        />
      </Form.Item>
      <Form.Item name="certificateCode" label={t('training.leads-to')}>
        <Select allowClear options={(kinds.data ?? []).map(kind => ({ value: kind.code, label: name(kind) }))} />
      </Form.Item>
    </CommandForm>
  )
}
