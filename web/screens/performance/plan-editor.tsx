import { DeleteOutlined, PlusOutlined } from '@ant-design/icons'
import { Button, Card, Flex, Form, Input, InputNumber, Select, Switch, Typography } from 'antd'
import { client } from '../../client.ts'
import { useCommand } from '../../command.ts'
import { useWords } from '../../settings.tsx'
import { PercentInput } from '../../ui/percent-input.tsx'
import { PlanExtras } from './plan-extras.tsx'
import { Findings, type Plan, type PlanBody } from './plan-parts.tsx'

const inputs = ['principal', 'price', 'term_months', 'annual_rate', 'new_customer', 'within_time', 'decision_minutes']

/** What a quality coefficient can go by: how one's own loans and decisions fare, as a share. */
const qualityMetrics = [
  'overdue-rate',
  'fpd30',
  'late-at-mob3',
  'late-at-mob6',
  'decided-fpd30',
  'decided-mob3',
  'decided-mob6',
  'check-error',
  'papers-returned',
]

/** The draft as fields; what breaks a rule is said at its field when it is saved. */
export function PlanEditor({ plan }: { plan: Plan }) {
  const t = useWords()
  const [form] = Form.useForm()
  const save = useCommand(client.performance.savePlan, { form, done: t('ui.done') })
  const options = (prefix: string, values: readonly string[]) =>
    values.map(value => ({ value, label: t(`${prefix}.${value}`) }))
  const text = (name: (string | number)[], label: string, width = 140) => (
    <Form.Item name={name} label={t(label)} style={{ marginBottom: 8 }}>
      <Input style={{ width }} maxLength={500} />
    </Form.Item>
  )
  const percent = (name: (string | number)[], label: string, width: number) => (
    <Form.Item name={name} label={t(label)} style={{ marginBottom: 8 }}>
      <PercentInput style={{ width }} maxLength={20} />
    </Form.Item>
  )
  return (
    <Form
      form={form}
      layout="vertical"
      initialValues={{ reason: plan.reason, body: plan.body }}
      onFinish={(values: { reason: string; body: PlanBody }) =>
        save.mutate({
          id: plan.id,
          version: plan.version,
          reason: values.reason,
          body: wholePlan(plan.body, values.body),
        })
      }
    >
      <Flex vertical gap={12}>
        <Flex gap={16} wrap>
          <Form.Item name={['body', 'posts']} label={t('team.post')} style={{ minWidth: 280 }}>
            <Select
              mode="multiple"
              options={options('team.post', [
                'market_developer',
                'credit_reviewer',
                'senior_reviewer',
                'risk_officer',
                'service_agent',
                'collector',
                'team_manager',
              ])}
            />
          </Form.Item>
          <Form.Item
            name={['body', 'riskRelevant']}
            label={t('performance.plan.risk-relevant')}
            valuePropName="checked"
          >
            <Switch aria-label={t('performance.plan.risk-relevant')} />
          </Form.Item>
          {percent(['body', 'deferral', 'share'], 'performance.plan.deferral', 140)}
          <Form.Item name="reason" label={t('performance.plan.reason')} style={{ flex: 1, minWidth: 220 }}>
            <Input maxLength={300} />
          </Form.Item>
        </Flex>
        <Form.List name={['body', 'deferral', 'parts']}>
          {(fields, { add, remove }) => (
            <Flex gap={10} wrap align="end">
              {fields.map(field => (
                <Flex key={field.key} gap={4} align="end">
                  <Form.Item
                    name={[field.name, 'afterMonths']}
                    label={t('performance.plan.months')}
                    style={{ marginBottom: 8 }}
                  >
                    <InputNumber min={1} max={120} style={{ width: 90 }} />
                  </Form.Item>
                  {percent([field.name, 'share'], 'performance.plan.part-share', 110)}
                  <Button
                    icon={<DeleteOutlined />}
                    style={{ marginBottom: 8 }}
                    aria-label={t('performance.plan.remove')}
                    onClick={() => remove(field.name)}
                  />
                </Flex>
              ))}
              <Button
                icon={<PlusOutlined />}
                style={{ marginBottom: 8 }}
                onClick={() => add({ afterMonths: 12, share: '1' })}
              >
                {t('performance.plan.add-part')}
              </Button>
            </Flex>
          )}
        </Form.List>
        <Typography.Text type="secondary">
          {t('performance.plan.inputs')}{' '}
          {inputs.map(name => `${name} ${t(`performance.input.${name}`)}`).join(t('ui.comma'))}
        </Typography.Text>
        <Form.List name={['body', 'components']}>
          {(fields, { add, remove }) => (
            <Flex vertical gap={10}>
              {fields.map(field => (
                <Card
                  key={field.key}
                  size="small"
                  title={<ComponentName at={field.name} />}
                  extra={
                    <Button
                      size="small"
                      icon={<DeleteOutlined />}
                      aria-label={t('performance.plan.remove')}
                      onClick={() => remove(field.name)}
                    />
                  }
                >
                  <Flex gap={12} wrap>
                    {text([field.name, 'code'], 'performance.plan.code')}
                    <Form.Item name={[field.name, 'kind']} label={t('performance.plan.kind')}>
                      <Select style={{ width: 130 }} options={options('performance.part', ['commission', 'spot'])} />
                    </Form.Item>
                    <Form.Item name={[field.name, 'role']} label={t('performance.plan.role')}>
                      <Select style={{ width: 160 }} options={options('performance.role', ['brought', 'reviewed'])} />
                    </Form.Item>
                    {text([field.name, 'base'], 'performance.plan.base', 180)}
                    {percent([field.name, 'rate'], 'performance.plan.rate', 120)}
                    {text([field.name, 'when'], 'performance.plan.when', 200)}
                    {text([field.name, 'monthlyCap'], 'performance.plan.cap', 110)}
                    <Form.Item
                      name={[field.name, 'deferred']}
                      label={t('performance.plan.deferred')}
                      valuePropName="checked"
                    >
                      <Switch aria-label={t('performance.plan.deferred')} />
                    </Form.Item>
                  </Flex>
                  <Flex gap={12} wrap align="end">
                    <Form.Item
                      name={[field.name, 'tierBy']}
                      label={t('performance.plan.tier-by')}
                      style={{ marginBottom: 8 }}
                    >
                      <Select
                        allowClear
                        style={{ width: 120 }}
                        options={options('performance.plan.tier', ['amount', 'count'])}
                      />
                    </Form.Item>
                    <Form.Item
                      name={[field.name, 'tierMode']}
                      label={t('performance.plan.tier-mode')}
                      style={{ marginBottom: 8 }}
                    >
                      <Select style={{ width: 150 }} options={options('performance.plan', ['slice', 'whole'])} />
                    </Form.Item>
                    <Steps name={[field.name, 'tiers']} label="performance.plan.tiers" />
                  </Flex>
                  <Flex gap={12} wrap align="end">
                    <Form.Item
                      name={[field.name, 'quality', 'metric']}
                      label={t('performance.plan.quality-metric')}
                      style={{ marginBottom: 8 }}
                    >
                      <Select style={{ width: 200 }} options={options('performance.metric', qualityMetrics)} />
                    </Form.Item>
                    <Form.Item
                      name={[field.name, 'quality', 'leastLoans']}
                      label={t('performance.plan.least-loans')}
                      style={{ marginBottom: 8 }}
                    >
                      <InputNumber min={1} max={1000} style={{ width: 90 }} />
                    </Form.Item>
                    <Steps name={[field.name, 'quality', 'steps']} label="performance.plan.quality" shares />
                  </Flex>
                </Card>
              ))}
              <Button
                icon={<PlusOutlined />}
                onClick={() =>
                  add({ ...plan.body.components[0], code: `part-${fields.length + 1}`, tiers: [], quality: null })
                }
              >
                {t('performance.plan.add-component')}
              </Button>
            </Flex>
          )}
        </Form.List>
        <PlanExtras />
        <Findings findings={plan.findings} />
        <div>
          <Button type="primary" htmlType="submit" loading={save.isPending}>
            {t('performance.plan.save')}
          </Button>
        </div>
      </Flex>
    </Form>
  )
}

/** A component by its place, kind and code, as they are typed. */
function ComponentName({ at }: { at: number }) {
  const t = useWords()
  const kind = Form.useWatch(['body', 'components', at, 'kind'])
  const code = Form.useWatch(['body', 'components', at, 'code'])
  return (
    <>
      {at + 1}. {kind ? t(`performance.part.${kind}`) : t('performance.plan.component')}{' '}
      <Typography.Text type="secondary" style={{ fontWeight: 400, fontSize: 12 }}>
        {code}
      </Typography.Text>
    </>
  )
}

/** Steps of a table: from this much on, this factor; `shares`: from this share on. */
function Steps({ name, label, shares = false }: { name: (string | number)[]; label: string; shares?: boolean }) {
  const t = useWords()
  const From = shares ? PercentInput : Input
  return (
    <Form.List name={name}>
      {(fields, { add, remove }) => (
        <Flex gap={8} wrap align="center" style={{ marginBottom: 8 }}>
          <Typography.Text type="secondary">{t(label)}</Typography.Text>
          {fields.map(field => (
            <Flex key={field.key} gap={4} align="center">
              <Form.Item name={[field.name, 'from']} noStyle>
                <From prefix="≥" style={{ width: 120 }} aria-label={t('performance.plan.from-this')} />
              </Form.Item>
              <Form.Item name={[field.name, 'factor']} noStyle>
                <Input prefix="×" style={{ width: 80 }} aria-label={t('performance.plan.factor')} />
              </Form.Item>
              <Button
                size="small"
                icon={<DeleteOutlined />}
                aria-label={t('performance.plan.remove')}
                onClick={() => remove(field.name)}
              />
            </Flex>
          ))}
          <Button
            size="small"
            icon={<PlusOutlined />}
            onClick={() => add({ from: fields.length === 0 ? '0' : '', factor: '1' })}
          >
            {t('performance.plan.add-step')}
          </Button>
        </Flex>
      )}
    </Form.List>
  )
}

/** What the fields say of a plan; a part that is switched off or empty is none. */
function wholePlan(before: PlanBody, body: PlanBody): PlanBody {
  return {
    ...before,
    ...body,
    components: (body.components ?? []).map(whole),
    performance: body.performance?.monthly ? { ...body.performance, weights: body.performance.weights ?? [] } : null,
    teamPool: body.teamPool?.share ? { ...body.teamPool, weights: body.teamPool.weights ?? [] } : null,
    gates: body.gates ?? [],
  }
}

type Component = PlanBody['components'][number]

/** What the fields leave empty is nothing, and quality without steps is none. */
function whole(component: Component): Component {
  const { quality } = component
  return {
    ...component,
    when: component.when || null,
    monthlyCap: component.monthlyCap || null,
    tierBy: component.tierBy ?? null,
    tiers: component.tiers ?? [],
    quality: quality?.steps?.length
      ? { metric: quality.metric ?? 'overdue-rate', leastLoans: quality.leastLoans ?? 10, steps: quality.steps }
      : null,
  }
}
