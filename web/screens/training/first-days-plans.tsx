import { DeleteOutlined } from '@ant-design/icons'
import { useQuery } from '@tanstack/react-query'
import { Button, Card, DatePicker, Flex, Form, Input, InputNumber, Select, Table, Typography } from 'antd'
import dayjs, { type Dayjs } from 'dayjs'
import { useState } from 'react'
import { posts } from '../../../modules/team/post.ts'
import { newcomerRoles } from '../../../modules/training/newcomer.ts'
import { api, client } from '../../client.ts'
import { useMay } from '../../session.tsx'
import { useWords } from '../../settings.tsx'
import { CommandForm } from '../../ui/command-form.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { QueryView } from '../../ui/query-view.tsx'
import { Places, useName, useTitle } from './parts.tsx'

type Plan = Awaited<ReturnType<typeof client.training.listFirstDaysPlans>>[number]
type Item = Plan['items'][number]

/** What the first days in each post consist of, in versions. */
export default function FirstDaysPlans() {
  const t = useWords()
  const may = useMay()
  const name = useName()
  const [editing, setEditing] = useState<Plan | 'new' | null>(null)
  const plans = useQuery(api.training.listFirstDaysPlans.queryOptions())
  const write = may('training.newcomer.plan')
  return (
    <>
      <Places at="/training/first-days" />
      <Flex justify="space-between" align="center" wrap gap={8} style={{ marginBottom: 12 }}>
        <Typography.Title level={1} style={{ fontSize: 18, margin: 0 }}>
          {t('training.first-days-plans')}
        </Typography.Title>
        {write && (
          <Button type="primary" onClick={() => setEditing('new')}>
            {t('training.ladder-publish')}
          </Button>
        )}
      </Flex>
      <QueryView query={plans}>
        {data =>
          data.length === 0 ? (
            <Card>
              <EmptyState text={t('refusal.training.plan_not_found')} />
            </Card>
          ) : (
            <Flex vertical gap={12}>
              {data.map(plan => (
                <Card
                  key={`${plan.post}.${plan.number}`}
                  size="small"
                  title={t('training.plan-version-first', {
                    post: t(`team.post.${plan.post}`),
                    number: plan.number,
                    day: plan.fromDay,
                  })}
                  extra={
                    write &&
                    data.find(one => one.post === plan.post) === plan && (
                      <Button type="link" size="small" onClick={() => setEditing(plan)}>
                        {t('training.ladder-edit')}
                      </Button>
                    )
                  }
                  styles={{ body: { padding: 0 } }}
                >
                  <div style={{ padding: '8px 14px' }}>
                    <Typography.Text type="secondary">
                      {plan.changeNote} · {plan.madeByName} ·{' '}
                      {plan.reviewDays.map(day => t('training.milestone', { day })).join(' / ')}
                    </Typography.Text>
                  </div>
                  <Table
                    size="small"
                    pagination={false}
                    rowKey="code"
                    scroll={{ x: 'max-content' }}
                    dataSource={plan.items}
                    columns={[
                      { title: t('training.plan-what'), render: (_, item) => name(item) },
                      { title: t('training.within-days'), dataIndex: 'withinDays', align: 'end' },
                      { title: t('training.by-whom'), render: (_, item) => t(`training.newcomer-role.${item.by}`) },
                    ]}
                  />
                </Card>
              ))}
            </Flex>
          )
        }
      </QueryView>
      {editing && (
        <Editor plan={editing === 'new' ? null : editing} plans={plans.data ?? []} onClose={() => setEditing(null)} />
      )}
    </>
  )
}

function Editor({ plan, plans, onClose }: { plan: Plan | null; plans: Plan[]; onClose: () => void }) {
  const t = useWords()
  const title = useTitle()
  const courses = useQuery(
    api.training.listCourses.queryOptions({ input: { sort: 'title', direction: 'asc', limit: 200 } }),
  )
  const required = [{ required: true, message: t('problem.missing') }]
  return (
    <CommandForm
      open
      width={820}
      title={t('training.first-days-plans')}
      submit={t('training.ladder-publish')}
      onClose={onClose}
      operation={client.training.saveFirstDaysPlan}
      initial={{
        post: plan?.post,
        fromDay: dayjs(),
        reviewDays: plan?.reviewDays ?? [30, 60, 90],
        items: plan?.items ?? [{ withinDays: 3, by: 'newcomer', courseCode: null }],
      }}
      input={values => ({
        post: values.post as Plan['post'],
        number: plans.find(one => one.post === values.post)?.number ?? 0,
        fromDay: (values.fromDay as Dayjs).format('YYYY-MM-DD'),
        reviewDays: ((values.reviewDays ?? []) as (string | number)[]).map(Number),
        changeNote: String(values.changeNote ?? ''),
        items: ((values.items ?? []) as Item[]).map(item => ({ ...item, courseCode: item.courseCode ?? null })),
      })}
    >
      <Flex gap={12} wrap>
        <Form.Item name="post" label={t('team.post')} rules={required} style={{ minWidth: 160 }}>
          <Select disabled={plan !== null} options={posts.map(value => ({ value, label: t(`team.post.${value}`) }))} />
        </Form.Item>
        <Form.Item name="fromDay" label={t('training.effective-day')} rules={required}>
          <DatePicker />
        </Form.Item>
        <Form.Item name="reviewDays" label={t('training.review-days')} rules={required} style={{ minWidth: 180 }}>
          <Select mode="tags" options={[30, 60, 90].map(value => ({ value, label: String(value) }))} />
        </Form.Item>
        <Form.Item name="changeNote" label={t('training.change-note')} rules={required} style={{ flex: '1 1 200px' }}>
          <Input maxLength={300} />
        </Form.Item>
      </Flex>
      <Form.List name="items">
        {(fields, { add, remove }) => (
          <>
            {fields.map(field => (
              <Flex key={field.key} gap={8} wrap align="center">
                <Form.Item name={[field.name, 'name']} label={t('training.plan-what')} rules={required}>
                  <Input maxLength={100} />
                </Form.Item>
                <Form.Item name={[field.name, 'nameEn']} label={t('training.certificate.nameEn')} rules={required}>
                  <Input maxLength={150} />
                </Form.Item>
                <Form.Item name={[field.name, 'code']} label={t('training.code')} rules={required}>
                  <Input maxLength={40} style={{ width: 110 }} />
                </Form.Item>
                <Form.Item name={[field.name, 'withinDays']} label={t('training.within-days')} rules={required}>
                  <InputNumber min={0} max={365} style={{ width: 80 }} />
                </Form.Item>
                <Form.Item name={[field.name, 'by']} label={t('training.by-whom')} style={{ minWidth: 120 }}>
                  <Select
                    options={newcomerRoles.map(value => ({ value, label: t(`training.newcomer-role.${value}`) }))}
                  />
                </Form.Item>
                <Form.Item name={[field.name, 'courseCode']} label={t('training.course')} style={{ minWidth: 150 }}>
                  <Select
                    allowClear
                    options={(courses.data?.rows ?? []).map(row => ({ value: row.code, label: title(row) }))}
                  />
                </Form.Item>
                <Button
                  type="text"
                  icon={<DeleteOutlined />}
                  aria-label={t('ui.cancel')}
                  onClick={() => remove(field.name)}
                />
              </Flex>
            ))}
            <Button type="dashed" onClick={() => add({ withinDays: 30, by: 'newcomer', courseCode: null })}>
              {t('training.plan-item-add')}
            </Button>
          </>
        )}
      </Form.List>
    </CommandForm>
  )
}
