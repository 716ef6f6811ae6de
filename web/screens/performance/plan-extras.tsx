import { DeleteOutlined, PlusOutlined } from '@ant-design/icons'
import { useQuery } from '@tanstack/react-query'
import { Button, Card, Flex, Form, Input, InputNumber, Select, Typography } from 'antd'
import type { ReactNode } from 'react'
import { api } from '../../client.ts'
import { useSettings, useWords } from '../../settings.tsx'
import { PercentInput } from '../../ui/percent-input.tsx'

const families = ['volume', 'risk', 'compliance', 'service', 'process', 'people'] as const
const gates = ['red-line', 'certificate', 'company-risk'] as const

/** The parts of a plan that no single loan pays: performance by score, the team pool, and the gates over everything variable. */
export function PlanExtras() {
  const t = useWords()
  const { language } = useSettings()
  const metrics = useQuery(api.performance.listMetrics.queryOptions())
  const posts = useQuery(api.team.listPosts.queryOptions({ input: {} }))
  const metricOptions = (metrics.data ?? []).map(one => ({
    value: one.code,
    label: t(`performance.metric.${one.code}`),
  }))
  const postOptions = (posts.data ?? []).map(one => ({ value: one.code, label: language === 'zh' ? one.zh : one.en }))
  const number = (name: (string | number)[], label: string, max: number, min = 0) => (
    <Form.Item name={name} label={t(label)} style={{ marginBottom: 8 }}>
      <InputNumber min={min} max={max} precision={0} style={{ width: 110 }} />
    </Form.Item>
  )
  const text = (name: (string | number)[], label: string) => (
    <Form.Item name={name} label={t(label)} style={{ marginBottom: 8 }}>
      <Input style={{ width: 150 }} maxLength={20} inputMode="decimal" allowClear />
    </Form.Item>
  )
  return (
    <>
      <Card size="small" title={t('performance.plan.performance')}>
        <Flex gap={12} wrap>
          {text(['body', 'performance', 'monthly'], 'performance.plan.monthly')}
          {number(['body', 'performance', 'floor'], 'performance.plan.floor', 100)}
          {number(['body', 'performance', 'most'], 'performance.plan.most', 200, 100)}
        </Flex>
        <Typography.Text type="secondary">{t('performance.plan.weights')}</Typography.Text>
        <Rows name={['body', 'performance', 'weights']} add="performance.plan.add-weight">
          {at => (
            <>
              <Form.Item name={[at, 'code']} noStyle>
                <Select
                  showSearch
                  optionFilterProp="label"
                  style={{ width: 180 }}
                  options={metricOptions}
                  aria-label={t('performance.target.metric')}
                />
              </Form.Item>
              <Form.Item name={[at, 'family']} noStyle>
                <Select
                  style={{ width: 120 }}
                  aria-label={t('performance.plan.family')}
                  options={families.map(value => ({ value, label: t(`performance.plan.family.${value}`) }))}
                />
              </Form.Item>
              <Form.Item name={[at, 'weight']} noStyle>
                <InputNumber
                  min={1}
                  max={100}
                  precision={0}
                  suffix="%"
                  aria-label={t('performance.appraisal.weight')}
                />
              </Form.Item>
            </>
          )}
        </Rows>
      </Card>
      <Card size="small" title={t('performance.plan.pool')}>
        <Flex gap={12} wrap align="end">
          <Form.Item
            name={['body', 'teamPool', 'share']}
            label={t('performance.plan.pool-share')}
            style={{ marginBottom: 8 }}
          >
            <PercentInput style={{ width: 150 }} maxLength={20} allowClear />
          </Form.Item>
          <Typography.Text type="secondary" style={{ marginBottom: 12 }}>
            {t('performance.plan.pool-rule')}
          </Typography.Text>
        </Flex>
        <Rows name={['body', 'teamPool', 'weights']} add="performance.plan.add-post">
          {at => (
            <>
              <Form.Item name={[at, 'post']} noStyle>
                <Select style={{ width: 180 }} options={postOptions} aria-label={t('team.post')} />
              </Form.Item>
              <Form.Item name={[at, 'weight']} noStyle>
                <InputNumber min={1} max={100} precision={0} aria-label={t('performance.appraisal.weight')} />
              </Form.Item>
            </>
          )}
        </Rows>
      </Card>
      <Card size="small" title={t('performance.plan.gates')}>
        <Typography.Text type="secondary">{t('performance.plan.gate-note')}</Typography.Text>
        <Rows name={['body', 'gates']} add="performance.plan.add-gate">
          {at => (
            <>
              <Form.Item name={[at, 'code']} noStyle>
                <Select
                  style={{ width: 150 }}
                  aria-label={t('performance.plan.gates')}
                  options={gates.map(value => ({ value, label: t(`performance.gate.${value}`) }))}
                />
              </Form.Item>
              <GateBound at={at} />
              <Form.Item name={[at, 'factor']} noStyle>
                <PercentInput
                  prefix={t('performance.plan.gate-leaves')}
                  style={{ width: 140 }}
                  aria-label={t('performance.plan.gate-leaves')}
                />
              </Form.Item>
            </>
          )}
        </Rows>
      </Card>
    </>
  )
}

/** From how much on a gate closes: a share of what is outstanding, or a count, as the gate goes by. */
function GateBound({ at }: { at: number }) {
  const t = useWords()
  const code = Form.useWatch(['body', 'gates', at, 'code'])
  const Bound = code === 'company-risk' ? PercentInput : Input
  return (
    <Form.Item name={[at, 'bound']} noStyle>
      <Bound prefix="≥" style={{ width: 110 }} aria-label={t('performance.plan.gate-bound')} />
    </Form.Item>
  )
}

/** Lines of a list in a form, each with a button that takes it out. */
function Rows({ name, add, children }: { name: string[]; add: string; children: (at: number) => ReactNode }) {
  const t = useWords()
  return (
    <Form.List name={name}>
      {(fields, list) => (
        <Flex vertical gap={8} align="start" style={{ marginTop: 8 }}>
          {fields.map(field => (
            <Flex key={field.key} gap={8} wrap align="center">
              {children(field.name)}
              <Button
                size="small"
                icon={<DeleteOutlined />}
                aria-label={t('performance.plan.remove')}
                onClick={() => list.remove(field.name)}
              />
            </Flex>
          ))}
          <Button size="small" icon={<PlusOutlined />} onClick={() => list.add({})}>
            {t(add)}
          </Button>
        </Flex>
      )}
    </Form.List>
  )
}
