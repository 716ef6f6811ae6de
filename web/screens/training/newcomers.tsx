import { useQuery } from '@tanstack/react-query'
import { Alert, Button, DatePicker, Flex, Form, Progress, Tag } from 'antd'
import dayjs, { type Dayjs } from 'dayjs'
import { useState } from 'react'
import { newcomerStates } from '../../../modules/training/newcomer.ts'
import { api, client } from '../../client.ts'
import { useMay } from '../../session.tsx'
import { useWords } from '../../settings.tsx'
import { CommandForm } from '../../ui/command-form.tsx'
import { DayText } from '../../ui/day-text.tsx'
import { ListPage } from '../../ui/list-page.tsx'
import { Places } from './parts.tsx'
import { PersonSelect } from './person-select.tsx'

type Row = Awaited<ReturnType<typeof client.training.listNewcomers>>['rows'][number]
const verdictTones = { 'on-track': 'green', behind: 'orange', 'at-risk': 'red' } as const

/** Who is in their first days, how far they are, and who has begun without a path. */
export default function Newcomers() {
  const t = useWords()
  const may = useMay()
  const [beginning, setBeginning] = useState<`person_${string}` | 'open' | null>(null)
  const write = may('training.newcomer.write')
  const list = useQuery({
    ...api.training.listNewcomers.queryOptions({ input: { sort: 'fromDay', direction: 'desc', limit: 1 } }),
    enabled: write,
  })
  const without = list.data?.without ?? []
  const required = [{ required: true, message: t('problem.missing') }]
  return (
    <>
      <Places at="/training/first-days" />
      {write && without.length > 0 && (
        <Alert
          type="warning"
          showIcon
          style={{ marginBottom: 12 }}
          title={t('training.without-path', { count: without.length })}
          description={
            <Flex gap={8} wrap>
              {without.map(person => (
                <Button key={person.personId} size="small" onClick={() => setBeginning(person.personId)}>
                  {person.personName} · {t(`team.post.${person.post}`)}
                </Button>
              ))}
            </Flex>
          }
        />
      )}
      <ListPage<Row>
        name="training.newcomers"
        title={t('training.newcomers')}
        load={query => client.training.listNewcomers({ sort: 'fromDay', direction: 'desc', ...query } as never)}
        rowKey={row => row.id}
        open={row => `/training/first-days/${row.personId}`}
        exportOf="training/listNewcomers"
        filters={[
          {
            key: 'state',
            label: t('training.state'),
            options: newcomerStates.map(value => ({ value, label: t(`training.newcomer-state.${value}`) })),
          },
        ]}
        empty={{ text: t('training.newcomers-none') }}
        actions={
          write && (
            <>
              <Button href="/training/first-days-plans">{t('training.first-days-plans')}</Button>
              <Button type="primary" onClick={() => setBeginning('open')}>
                {t('training.begin-path')}
              </Button>
            </>
          )
        }
        columns={[
          { key: 'personName', title: t('ui.person'), render: row => row.personName },
          {
            key: 'state',
            words: 'training.newcomer-state',
            title: t('training.state'),
            render: row =>
              row.state !== 'open' ? (
                <Tag>{t(`training.newcomer-state.${row.state}`)}</Tag>
              ) : row.lastVerdict ? (
                <Tag color={verdictTones[row.lastVerdict]}>{t(`training.verdict.${row.lastVerdict}`)}</Tag>
              ) : (
                <Tag color="blue">{t('training.newcomer-state.open')}</Tag>
              ),
          },
          { key: 'post', words: 'team.post', title: t('team.post'), render: row => t(`team.post.${row.post}`) },
          { key: 'groupName', title: t('team.group'), render: row => row.groupName },
          { key: 'mentorName', title: t('training.mentor'), render: row => row.mentorName },
          {
            key: 'fromDay',
            title: t('training.first-day'),
            sort: 'fromDay',
            render: row => (
              <>
                <DayText day={row.fromDay} /> · {t('training.day-number', { day: row.dayCount })}
              </>
            ),
          },
          {
            key: 'done',
            title: t('training.checklist'),
            render: row => (
              <Flex gap={8} align="center" style={{ minWidth: 140 }}>
                <Progress
                  steps={Math.min(row.items, 10)}
                  percent={row.items === 0 ? 0 : Math.floor((row.done * 100) / row.items)}
                  size="small"
                  showInfo={false}
                  aria-label={t('training.checklist-done', { done: row.done, items: row.items })}
                />
                <span className="number">
                  {row.done}/{row.items}
                </span>
                {row.overdueCount > 0 && (
                  <Tag color="red">{t('training.checklist-overdue', { count: row.overdueCount })}</Tag>
                )}
              </Flex>
            ),
          },
          {
            key: 'nextReviewOn',
            title: t('training.next-review'),
            render: row => (row.nextReviewOn ? <DayText day={row.nextReviewOn} /> : '—'),
          },
        ]}
      />
      <CommandForm
        open={beginning !== null}
        title={t('training.begin-path')}
        submit={t('training.begin-path')}
        onClose={() => setBeginning(null)}
        operation={client.training.startFirstDays}
        initial={{ fromDay: dayjs(), ...(beginning && beginning !== 'open' ? { personId: beginning } : {}) }}
        input={values => ({
          personId: values.personId as `person_${string}`,
          mentorId: values.mentorId as `person_${string}`,
          fromDay: (values.fromDay as Dayjs).format('YYYY-MM-DD'),
        })}
      >
        <Form.Item name="personId" label={t('training.newcomer')} rules={required}>
          <PersonSelect />
        </Form.Item>
        <Form.Item name="mentorId" label={t('training.mentor')} rules={required}>
          <PersonSelect />
        </Form.Item>
        <Form.Item name="fromDay" label={t('training.first-day')} rules={required}>
          <DatePicker style={{ width: '100%' }} />
        </Form.Item>
      </CommandForm>
    </>
  )
}
