import { DeleteOutlined } from '@ant-design/icons'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import {
  App,
  Button,
  Card,
  DatePicker,
  Flex,
  Form,
  Input,
  InputNumber,
  Popconfirm,
  Select,
  Tag,
  Typography,
} from 'antd'
import type { Dayjs } from 'dayjs'
import { useState } from 'react'
import { api, client } from '../../client.ts'
import { useCommand } from '../../command.ts'
import { useSettings, useWords } from '../../settings.tsx'
import { CommandForm } from '../../ui/command-form.tsx'
import { DayText } from '../../ui/day-text.tsx'
import { FoldTable } from '../../ui/fold-table.tsx'
import { QueryView } from '../../ui/query-view.tsx'
import { CycleProgress } from './cycle-progress.tsx'
import { untyped } from './target-dialogs.tsx'

type Cycle = Awaited<ReturnType<typeof client.performance.listCycles>>[number]
const states = ['draft', 'open', 'calibrating', 'signing', 'closed'] as const
const parts = ['metrics', 'goals', 'self', 'peer', 'customer', 'manager'] as const
const usual = { metrics: 40, goals: 20, self: 5, peer: 10, customer: 10, manager: 15 }

/** The cockpit: every cycle with its step, and below it who is where. */
export default function Cycles() {
  const t = useWords()
  const cycles = useQuery(api.performance.listCycles.queryOptions())
  const [shown, setShown] = useState<Cycle['id'] | null>(null)
  const [adding, setAdding] = useState(false)
  const { message } = App.useApp()
  const move = useCommand(client.performance.moveCycle, { done: t('ui.done') })
  const remind = useCommand(client.performance.remindCycle, {
    onDone: ({ people }) => void message.success(t('performance.cycle.reminded', { count: people })),
  })
  return (
    <Flex vertical gap={14}>
      <Flex justify="space-between" align="center" gap={12} wrap>
        <Typography.Title level={1} style={{ fontSize: 18, margin: 0 }}>
          {t('performance.cycle')}
        </Typography.Title>
        <Button type="primary" onClick={() => setAdding(true)}>
          {t('performance.cycle.add')}
        </Button>
      </Flex>
      <QueryView query={cycles}>
        {data => {
          const chosen = data.find(one => one.id === shown) ?? data.find(one => one.state !== 'draft') ?? data[0]
          return (
            <>
              <Card size="small" styles={{ body: { padding: 0 } }}>
                <FoldTable<Cycle>
                  rows={data}
                  rowKey="id"
                  empty={t('performance.cycle.empty')}
                  columns={[
                    {
                      title: t('performance.cycle.name'),
                      render: (_, row) => (
                        <Button type="link" size="small" style={{ padding: 0 }} onClick={() => setShown(row.id)}>
                          {row.name}
                        </Button>
                      ),
                    },
                    {
                      title: t('performance.cycle.period'),
                      render: (_, row) => (
                        <>
                          <DayText day={row.from} /> – <DayText day={row.to} />
                        </>
                      ),
                    },
                    { title: t('performance.cycle.due'), render: (_, row) => <DayText day={row.dueDay} /> },
                    {
                      title: t('performance.appraisal.state'),
                      render: (_, row) => (
                        <Tag color={row.state === 'closed' ? 'green' : 'blue'}>
                          {t(`performance.cycle.${row.state}`)}
                        </Tag>
                      ),
                    },
                    { title: t('performance.cycle.people'), align: 'end', render: (_, row) => row.people },
                    { title: t('performance.cycle.waiting'), align: 'end', render: (_, row) => row.waiting },
                    {
                      title: '',
                      render: (_, row) => {
                        const to = states[states.indexOf(row.state) + 1]
                        return (
                          <Flex gap={8} wrap>
                            {(row.state === 'open' || row.state === 'signing') && row.waiting > 0 && (
                              <Button size="small" onClick={() => remind.mutate({ id: row.id })}>
                                {t('performance.cycle.remind')}
                              </Button>
                            )}
                            {row.state !== 'draft' && row.state !== 'open' && (
                              <Link to={`/performance/cycles/${row.id}/calibration` as never}>
                                <Button size="small">{t('performance.calibration')}</Button>
                              </Link>
                            )}
                            {to && (
                              <Popconfirm
                                title={t('performance.cycle.sure')}
                                onConfirm={() => move.mutate({ id: row.id, version: row.version, to })}
                              >
                                <Button size="small" loading={move.isPending}>
                                  {t(`performance.cycle.to.${to}`)}
                                </Button>
                              </Popconfirm>
                            )}
                          </Flex>
                        )
                      },
                    },
                  ]}
                />
              </Card>
              {chosen && <CycleProgress key={chosen.id} cycleId={chosen.id} name={chosen.name} state={chosen.state} />}
            </>
          )
        }}
      </QueryView>
      {adding && <AddCycle onClose={() => setAdding(false)} />}
    </Flex>
  )
}

function AddCycle({ onClose }: { onClose: () => void }) {
  const t = useWords()
  const posts = useQuery(api.team.listPosts.queryOptions({ input: {} }))
  const metrics = useQuery(api.performance.listMetrics.queryOptions())
  const needed = [{ required: true, message: t('problem.missing') }]
  const { language } = useSettings()
  const postOptions = (posts.data ?? []).map(post => ({
    value: post.code,
    label: language === 'zh' ? post.zh : post.en,
  }))
  // What has no rows yet, or stands for no period, cannot grade anybody.
  const able = (metrics.data ?? []).filter(one => one.source !== null && one.maturity !== 'now' && one.better !== null)
  const unitOf = (code: string) => able.find(one => one.code === code)?.unit ?? 'count'
  const unitWord = (code: string | undefined) =>
    code && (unitOf(code) === 'share' ? '%' : t(`performance.unit.${unitOf(code)}`))
  const metricOptions = able.map(metric => ({
    value: metric.code,
    label: t(`performance.metric.${metric.code}`),
  }))
  return (
    <CommandForm
      open
      width={680}
      onClose={onClose}
      title={t('performance.cycle.add')}
      operation={client.performance.addCycle}
      initial={{ weights: usual, metrics: [] }}
      input={values => {
        const [from, to] = values.period as [Dayjs, Dayjs]
        const weights = values.weights as Record<(typeof parts)[number], number>
        return {
          name: String(values.name),
          from: from.format('YYYY-MM-DD'),
          to: to.format('YYYY-MM-DD'),
          dueDay: (values.dueDay as Dayjs).format('YYYY-MM-DD'),
          posts: values.posts as string[],
          weights: parts.flatMap(part => (weights[part] > 0 ? [{ part, weight: weights[part] }] : [])),
          metrics: ((values.metrics ?? []) as { code: string; target?: number | null }[]).map(one => ({
            ...one,
            target: one.target === undefined || one.target === null ? null : untyped(unitOf(one.code), one.target),
          })),
        } as Parameters<typeof client.performance.addCycle>[0]
      }}
    >
      {form => (
        <>
          <Form.Item name="name" label={t('performance.cycle.name')} rules={needed}>
            <Input maxLength={60} />
          </Form.Item>
          <Flex gap={12} wrap>
            <Form.Item name="period" label={t('performance.cycle.period')} rules={needed}>
              <DatePicker.RangePicker />
            </Form.Item>
            <Form.Item name="dueDay" label={t('performance.cycle.due')} rules={needed}>
              <DatePicker />
            </Form.Item>
          </Flex>
          <Form.Item name="posts" label={t('performance.cycle.posts')} rules={needed}>
            <Select mode="multiple" options={postOptions} optionFilterProp="label" />
          </Form.Item>
          <Typography.Text>{t('performance.cycle.weights')}</Typography.Text>
          <Flex gap={10} wrap>
            {parts.map(part => (
              <Form.Item key={part} name={['weights', part]} label={t(`performance.part.${part}`)}>
                <InputNumber min={0} max={100} precision={0} style={{ width: 88 }} />
              </Form.Item>
            ))}
          </Flex>
          <Form.Item shouldUpdate noStyle>
            {() => {
              const total = Object.values((form.getFieldValue('weights') ?? {}) as Record<string, number>).reduce(
                (all, one) => all + (one ?? 0),
                0,
              )
              return <Tag color={total === 100 ? 'green' : 'red'}>{t('performance.cycle.sum', { total })}</Tag>
            }}
          </Form.Item>
          <Typography.Paragraph style={{ margin: '12px 0 4px' }}>{t('performance.cycle.metrics')}</Typography.Paragraph>
          <Form.List name="metrics">
            {(fields, { add, remove }) => (
              <>
                {fields.map(field => (
                  <Flex key={field.key} gap={8} wrap>
                    <Form.Item name={[field.name, 'post']} rules={needed}>
                      <Select style={{ width: 140 }} placeholder={t('team.post')} options={postOptions} />
                    </Form.Item>
                    <Form.Item name={[field.name, 'code']} rules={needed}>
                      <Select
                        style={{ width: 180 }}
                        placeholder={t('performance.appraisal.metric')}
                        options={metricOptions}
                        showSearch
                        optionFilterProp="label"
                      />
                    </Form.Item>
                    <Form.Item shouldUpdate noStyle>
                      {() => (
                        <Form.Item
                          name={[field.name, 'target']}
                          extra={unitWord(form.getFieldValue(['metrics', field.name, 'code']))}
                        >
                          <InputNumber
                            min={0}
                            style={{ width: 140 }}
                            placeholder={t('performance.appraisal.own-target')}
                            aria-label={t('performance.cycle.target')}
                          />
                        </Form.Item>
                      )}
                    </Form.Item>
                    <Form.Item name={[field.name, 'weight']} rules={needed}>
                      <InputNumber min={0} max={100} precision={0} placeholder={t('performance.appraisal.weight')} />
                    </Form.Item>
                    <Button aria-label={t('ui.remove')} icon={<DeleteOutlined />} onClick={() => remove(field.name)} />
                  </Flex>
                ))}
                <Button size="small" onClick={() => add()}>
                  {t('performance.cycle.add-metric')}
                </Button>
              </>
            )}
          </Form.List>
        </>
      )}
    </CommandForm>
  )
}
