import { useQuery, useQueryClient } from '@tanstack/react-query'
import {
  Alert,
  Button,
  Card,
  DatePicker,
  Descriptions,
  Drawer,
  Flex,
  Form,
  Grid,
  Input,
  InputNumber,
  Segmented,
  Table,
  Tag,
  Typography,
} from 'antd'
import dayjs from 'dayjs'
import { useState } from 'react'
import { api, client } from '../../client.ts'
import { useCommand } from '../../command.ts'
import { useMay, useMe } from '../../session.tsx'
import { useSettings, useWords } from '../../settings.tsx'
import { CommandForm } from '../../ui/command-form.tsx'
import { QueryView } from '../../ui/query-view.tsx'
import { StateTag } from '../../ui/state-tag.tsx'
import { usePostName } from '../team/post-name.ts'

type Metric = Awaited<ReturnType<typeof client.performance.listMetrics>>[number]
const roles = ['all', 'market', 'review', 'risk', 'collection', 'service', 'management', 'everyone'] as const

/** The registry: every metric by whose work it measures, with its definition, source, maturity and owner, and its versions. */
export default function Metrics() {
  const { t, language } = useSettings()
  const wide = Grid.useBreakpoint().md ?? true
  const metrics = useQuery(api.performance.listMetrics.queryOptions())
  const [role, setRole] = useState<(typeof roles)[number]>('all')
  const [shown, setShown] = useState<string | null>(null)
  const postName = usePostName()
  return (
    <QueryView query={metrics}>
      {data => {
        const rows = data.filter(metric => role === 'all' || metric.kpiOf.includes(role))
        const waiting = rows.filter(metric => metric.waitsFor !== null)
        const one = data.find(metric => metric.code === shown)
        return (
          <Flex vertical gap={14}>
            <div>
              <Typography.Title level={1} style={{ fontSize: 18, margin: 0 }}>
                {t('performance.metrics')}
              </Typography.Title>
              <Typography.Text type="secondary">
                {t('performance.metrics.note', { count: data.length })}
              </Typography.Text>
            </div>
            <div style={{ overflowX: 'auto' }}>
              <Segmented
                value={role}
                onChange={setRole}
                options={roles.map(value => ({
                  value,
                  label: value === 'all' ? t('ui.all') : t(`performance.role.${value}`),
                }))}
              />
            </div>
            {waiting.length > 0 && (
              <Alert
                type="info"
                showIcon
                title={t('performance.waits.title', { count: waiting.length })}
                description={
                  <>
                    {t('performance.waits.all')}
                    <br />
                    {waiting.map(metric => t(`performance.metric.${metric.code}`)).join(' · ')}
                  </>
                }
              />
            )}
            <Card size="small" styles={{ body: { padding: 0 } }}>
              <Table<Metric>
                size="middle"
                rowKey="code"
                pagination={false}
                dataSource={rows}
                onRow={row => ({ onClick: () => setShown(row.code), style: { cursor: 'pointer' } })}
                columns={[
                  {
                    title: t('performance.metric'),
                    width: wide ? 210 : undefined,
                    render: (_, row) => (
                      <Flex vertical align="start">
                        <Button
                          type="link"
                          size="small"
                          style={{ padding: 0, height: 'auto', whiteSpace: 'normal', textAlign: 'start' }}
                          onClick={() => setShown(row.code)}
                        >
                          {t(`performance.metric.${row.code}`)}
                        </Button>
                        {row.waitsFor && <Tag>{t('performance.no-source')}</Tag>}
                        {row.versions[0]?.state === 'proposed' && (
                          <Tag color="gold">{t('performance.metric.proposed')}</Tag>
                        )}
                        {!wide && (
                          <Typography.Text type="secondary">
                            {t(`performance.metric.${row.code}.formula`)}
                          </Typography.Text>
                        )}
                      </Flex>
                    ),
                  },
                  ...(wide
                    ? [
                        {
                          title: t('ui.definition'),
                          render: (_: unknown, row: Metric) => (
                            <Typography.Paragraph style={{ margin: 0 }} ellipsis={{ rows: 2 }}>
                              {definition(row, language, t)}
                            </Typography.Paragraph>
                          ),
                        },
                        {
                          title: t('performance.formula'),
                          width: 240,
                          render: (_: unknown, row: Metric) => t(`performance.metric.${row.code}.formula`),
                        },
                        {
                          title: t('performance.owner'),
                          width: 110,
                          render: (_: unknown, row: Metric) => postName(row.owner),
                        },
                        {
                          title: t('performance.metric.versions'),
                          width: 70,
                          render: (_: unknown, row: Metric) => `v${row.version}`,
                        },
                      ]
                    : []),
                ]}
              />
            </Card>
            <Drawer
              open={one !== undefined}
              onClose={() => setShown(null)}
              size={wide ? 600 : '100%'}
              title={one && t(`performance.metric.${one.code}`)}
            >
              {one && <Entry metric={one} />}
            </Drawer>
          </Flex>
        )
      }}
    </QueryView>
  )
}

const definition = (metric: Metric, language: string, t: (key: string) => string) =>
  (language === 'zh' ? metric.definitionZh : metric.definitionEn) ?? t(`performance.metric.${metric.code}.definition`)

function Entry({ metric }: { metric: Metric }) {
  const { t, language } = useSettings()
  const may = useMay()
  const postName = usePostName()
  const [changing, setChanging] = useState(false)
  const item = (label: string, children: React.ReactNode) => ({ key: label, label: t(label), children })
  return (
    <Flex vertical gap={16}>
      {metric.waitsFor && <Alert type="info" showIcon title={t(`performance.waits.${metric.waitsFor}`)} />}
      <Descriptions
        bordered
        size="small"
        column={1}
        styles={{ label: { width: language === 'zh' ? 110 : 150 } }}
        items={[
          item('ui.definition', definition(metric, language, t)),
          item('performance.formula', t(`performance.metric.${metric.code}.formula`)),
          ...(metric.source ? [item('performance.source', t(`performance.source.${metric.source}`))] : []),
          item(
            'performance.maturity',
            t(`performance.maturity.${metric.maturity}`, { days: metric.daysLater ?? 0, months: metric.mob ?? 0 }),
          ),
          item('performance.told-about', metric.levels.map(level => t(`performance.level.${level}`)).join(' · ')),
          item(
            'performance.least-rows',
            metric.leastRows > 1 ? t('performance.least-rows.note', { count: metric.leastRows }) : '—',
          ),
          item('performance.better', t(`performance.better.${metric.better ?? 'none'}`)),
          item('performance.owner', postName(metric.owner)),
        ]}
      />
      <Versions metric={metric} />
      {may('performance.metric.write') && metric.versions[0]?.state !== 'proposed' && (
        <Button onClick={() => setChanging(true)}>{t('performance.metric.change')}</Button>
      )}
      <Change metric={metric} open={changing} onClose={() => setChanging(false)} />
    </Flex>
  )
}

function Versions({ metric }: { metric: Metric }) {
  const t = useWords()
  const may = useMay()
  const queries = useQueryClient()
  const decide = useCommand(client.performance.decideMetric, {
    done: t('ui.done'),
    onDone: () => void queries.invalidateQueries({ queryKey: api.performance.key() }),
  })
  return (
    <Flex vertical gap={8}>
      <Typography.Text strong>{t('performance.metric.versions')}</Typography.Text>
      {metric.versions.map(version => (
        <Card key={version.id} size="small">
          <Flex justify="space-between" gap={8} wrap>
            <span>
              v{version.number} ·{' '}
              {t('performance.metric.proposed-by', { name: version.madeByName, day: version.fromDay })}
            </span>
            <StateTag
              state={version.state === 'proposed' ? 'waiting' : version.state}
              word={`performance.metric.state.${version.state}`}
            />
          </Flex>
          <Typography.Paragraph type="secondary" style={{ margin: '6px 0 0' }}>
            {version.reason}
          </Typography.Paragraph>
          {version.state === 'proposed' &&
            (version.mine || !may('performance.metric.approve') ? (
              <Typography.Text type="secondary">{t('performance.metric.own')}</Typography.Text>
            ) : (
              <Flex gap={8} style={{ marginTop: 8 }}>
                <Button type="primary" size="small" onClick={() => decide.mutate({ id: version.id, approve: true })}>
                  {t('performance.metric.approve')}
                </Button>
                <Button size="small" onClick={() => decide.mutate({ id: version.id, approve: false })}>
                  {t('performance.metric.reject')}
                </Button>
              </Flex>
            ))}
        </Card>
      ))}
      <Typography.Text type="secondary">v1 · {t('performance.metric.first')}</Typography.Text>
    </Flex>
  )
}

function Change({ metric, open, onClose }: { metric: Metric; open: boolean; onClose: () => void }) {
  const { t, language } = useSettings()
  const queries = useQueryClient()
  const { me } = useMe()
  const { code, definitionZh, definitionEn, owner, leastRows, daysLater, lateFrom, mob } = metric
  /** What the program itself says, which stands while nothing is written; in the language of the page. */
  const asEver = t(`performance.metric.${code}.definition`)
  const number = (name: 'leastRows' | 'daysLater' | 'lateFrom' | 'mob', label: string) =>
    metric[name] === null ? null : (
      <Form.Item name={name} label={t(label)} rules={[{ required: true }]}>
        <InputNumber min={1} style={{ width: '100%' }} />
      </Form.Item>
    )
  return (
    <CommandForm
      open={open}
      onClose={onClose}
      title={`${t('performance.metric.change')} · ${t(`performance.metric.${code}`)}`}
      operation={client.performance.proposeMetric}
      initial={{
        definitionZh,
        definitionEn,
        leastRows,
        daysLater,
        lateFrom,
        mob,
        fromDay: dayjs(me?.businessDay).add(1, 'month').startOf('month'),
      }}
      input={values =>
        ({
          code,
          owner,
          leastRows: values.leastRows,
          daysLater: values.daysLater ?? null,
          lateFrom: values.lateFrom ?? null,
          mob: values.mob ?? null,
          definitionZh: values.definitionZh || null,
          definitionEn: values.definitionEn || null,
          fromDay: dayjs(values.fromDay as string).format('YYYY-MM-DD'),
          reason: values.reason,
        }) as never
      }
      onDone={() => void queries.invalidateQueries({ queryKey: api.performance.key() })}
    >
      <Typography.Paragraph type="secondary">{t('performance.metric.change.note')}</Typography.Paragraph>
      {number('daysLater', 'performance.days-later')}
      {number('lateFrom', 'performance.late-from')}
      {number('mob', 'performance.mob')}
      {number('leastRows', 'performance.least-rows')}
      <Form.Item name="definitionZh" label={`${t('ui.definition')}${t('ui.brackets', { inside: '中文' })}`}>
        <Input.TextArea rows={2} placeholder={language === 'zh' ? asEver : ''} />
      </Form.Item>
      <Form.Item name="definitionEn" label={`${t('ui.definition')}${t('ui.brackets', { inside: 'English' })}`}>
        <Input.TextArea rows={2} placeholder={language === 'en' ? asEver : ''} />
      </Form.Item>
      <Form.Item name="fromDay" label={t('performance.metric.from')} rules={[{ required: true }]}>
        <DatePicker style={{ width: '100%' }} allowClear={false} />
      </Form.Item>
      <Form.Item name="reason" label={t('performance.target.reason')} rules={[{ required: true }]}>
        <Input.TextArea rows={2} />
      </Form.Item>
    </CommandForm>
  )
}
