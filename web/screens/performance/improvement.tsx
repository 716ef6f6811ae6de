import { DeleteOutlined } from '@ant-design/icons'
import { useQuery } from '@tanstack/react-query'
import { Alert, Button, Card, DatePicker, Flex, Form, Input, Select, Switch, Tag, Typography } from 'antd'
import dayjs, { type Dayjs } from 'dayjs'
import { useState } from 'react'
import { api, client } from '../../client.ts'
import { useMay, useMe } from '../../session.tsx'
import { useSettings, useWords } from '../../settings.tsx'
import { CommandForm } from '../../ui/command-form.tsx'
import { DayText } from '../../ui/day-text.tsx'
import { DefinitionList } from '../../ui/definition-list.tsx'
import type { Sheet } from './appraisal.tsx'

const needed = (t: ReturnType<typeof useWords>) => [{ required: true, message: t('problem.missing') }]
/** The open business day. */
const useToday = () => dayjs(useMe().me?.businessDay)
const text = (day: unknown) => (day as Dayjs).format('YYYY-MM-DD')

/** The plan that follows the lowest grade: goals with days, what was said on the way, and what it came to. */
export function Improvement({ sheet }: { sheet: Sheet }) {
  const t = useWords()
  const [dialog, setDialog] = useState<'open' | 'check' | 'end' | null>(null)
  const plan = sheet.improvement
  if (!plan && !sheet.wantsImprovement) return null
  const part = sheet.mine || sheet.manages
  return (
    <Card
      size="small"
      title={
        <>
          {t('performance.improvement')}{' '}
          {plan && (
            <Tag color={plan.state === 'met' ? 'green' : plan.state === 'missed' ? 'red' : 'blue'}>
              {t(`performance.improvement.${plan.state}`)}
            </Tag>
          )}
        </>
      }
      extra={
        <Flex gap={8}>
          {!plan && sheet.manages && (
            <Button size="small" type="primary" onClick={() => setDialog('open')}>
              {t('performance.improvement.add')}
            </Button>
          )}
          {plan?.state === 'open' && part && (
            <Button size="small" onClick={() => setDialog('check')}>
              {t('performance.improvement.check')}
            </Button>
          )}
          {plan?.state === 'open' && sheet.manages && plan.checkIns.length > 0 && (
            <Button size="small" onClick={() => setDialog('end')}>
              {t('performance.improvement.end')}
            </Button>
          )}
        </Flex>
      }
    >
      {!plan ? (
        <Alert type="warning" showIcon title={t('performance.improvement.due')} />
      ) : (
        <Flex vertical gap={8}>
          <DefinitionList
            items={[
              {
                label: t('performance.improvement.period'),
                value: (
                  <>
                    <DayText day={plan.from} /> – <DayText day={plan.to} />
                  </>
                ),
              },
              ...plan.goals.map(goal => ({
                label: goal.text,
                value: t('performance.improvement.by', { day: goal.doneBy }),
              })),
              plan.outcome !== null && { label: t('performance.improvement.outcome'), value: plan.outcome },
            ]}
          />
          <Typography.Text strong>{t('performance.improvement.checks')}</Typography.Text>
          {plan.checkIns.length === 0 && (
            <Typography.Text type="secondary">{t('performance.improvement.no-checks')}</Typography.Text>
          )}
          {plan.checkIns.map((check, at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: check-ins are only ever added
            <div key={at}>
              <Tag color={check.onTrack ? 'green' : 'gold'}>
                {t(check.onTrack ? 'performance.improvement.on-track' : 'performance.improvement.off-track')}
              </Tag>
              <DayText day={check.day} /> {check.byName}
              {t('ui.colon')}
              {check.text}
            </div>
          ))}
        </Flex>
      )}
      {dialog === 'open' && <OpenPlan sheet={sheet} onClose={() => setDialog(null)} />}
      {dialog === 'check' && plan && (
        <CommandForm
          open
          onClose={() => setDialog(null)}
          title={t('performance.improvement.check')}
          operation={client.performance.checkImprovement}
          initial={{ onTrack: true }}
          input={values => ({ id: plan.id, onTrack: Boolean(values.onTrack), text: String(values.text) })}
        >
          <Form.Item name="onTrack" label={t('performance.improvement.on-track')} valuePropName="checked">
            <Switch />
          </Form.Item>
          <Form.Item name="text" label={t('performance.improvement.checks')} rules={needed(t)}>
            <Input.TextArea rows={3} maxLength={1000} />
          </Form.Item>
        </CommandForm>
      )}
      {dialog === 'end' && plan && (
        <CommandForm
          open
          onClose={() => setDialog(null)}
          title={t('performance.improvement.end')}
          operation={client.performance.endImprovement}
          initial={{ met: true }}
          input={values => ({
            id: plan.id,
            version: plan.version,
            met: Boolean(values.met),
            outcome: String(values.outcome),
          })}
        >
          <Form.Item name="met" label={t('performance.improvement.met')} valuePropName="checked">
            <Switch />
          </Form.Item>
          <Form.Item name="outcome" label={t('performance.improvement.outcome')} rules={needed(t)}>
            <Input.TextArea rows={3} maxLength={1000} />
          </Form.Item>
        </CommandForm>
      )}
    </Card>
  )
}

function OpenPlan({ sheet, onClose }: { sheet: Sheet; onClose: () => void }) {
  const t = useWords()
  const today = useToday()
  return (
    <CommandForm
      open
      width={640}
      onClose={onClose}
      title={t('performance.improvement.add')}
      operation={client.performance.openImprovement}
      initial={{ period: [today, today.add(3, 'month')], goals: [{}] }}
      input={values => {
        const [from, to] = values.period as [Dayjs, Dayjs]
        const goals = (values.goals as { text: string; doneBy: Dayjs }[]).map(goal => ({
          text: goal.text,
          doneBy: text(goal.doneBy),
        }))
        return { id: sheet.id, from: text(from), to: text(to), goals } as Parameters<
          typeof client.performance.openImprovement
        >[0]
      }}
    >
      <Form.Item name="period" label={t('performance.improvement.period')} rules={needed(t)}>
        <DatePicker.RangePicker />
      </Form.Item>
      <Form.List name="goals">
        {(fields, { add, remove }) => (
          <>
            {fields.map(field => (
              <Flex key={field.key} gap={8} wrap align="end">
                <Form.Item
                  name={[field.name, 'text']}
                  label={t('performance.appraisal.goal', { number: field.name + 1 })}
                  rules={needed(t)}
                  style={{ flex: '1 1 240px' }}
                >
                  <Input maxLength={300} />
                </Form.Item>
                <Form.Item name={[field.name, 'doneBy']} label={t('performance.improvement.by-day')} rules={needed(t)}>
                  <DatePicker />
                </Form.Item>
                <Button
                  aria-label={t('ui.remove')}
                  icon={<DeleteOutlined />}
                  style={{ marginBottom: 24 }}
                  onClick={() => remove(field.name)}
                />
              </Flex>
            ))}
            <Button onClick={() => add({})}>{t('performance.appraisal.add-goal')}</Button>
          </>
        )}
      </Form.List>
    </CommandForm>
  )
}

/** What the person should learn: each a course that was given for it. */
export function Needs({ sheet }: { sheet: Sheet }) {
  const t = useWords()
  const may = useMay()
  const { language } = useSettings()
  const today = useToday()
  const [adding, setAdding] = useState(false)
  const courses = useQuery({
    ...api.training.listCourses.queryOptions({ input: { sort: 'title', direction: 'asc', limit: 200 } }),
    enabled: may('training.course.read'),
  })
  const options = (courses.data?.rows ?? []).map(one => ({
    value: one.code,
    label: language === 'zh' ? one.title : one.titleEn,
  }))
  const title = (code: string) => options.find(one => one.value === code)?.label ?? code
  if (sheet.needs.length === 0 && !sheet.manages) return null
  return (
    <Card
      size="small"
      title={t('performance.need')}
      extra={
        sheet.manages && (
          <Button size="small" onClick={() => setAdding(true)}>
            {t('performance.need.add')}
          </Button>
        )
      }
    >
      {sheet.needs.length === 0 && <Typography.Text type="secondary">{t('performance.need.none')}</Typography.Text>}
      <DefinitionList
        items={sheet.needs.map(need => ({
          label: need.text,
          value: `${title(need.courseCode)} · ${t('performance.improvement.by', { day: need.doneBy })}`,
        }))}
      />
      {adding && (
        <CommandForm
          open
          onClose={() => setAdding(false)}
          title={t('performance.need.add')}
          operation={client.performance.addNeed}
          initial={{ doneBy: today.add(1, 'month') }}
          input={values =>
            ({
              id: sheet.id,
              text: String(values.text),
              courseCode: String(values.courseCode),
              doneBy: text(values.doneBy),
            }) as Parameters<typeof client.performance.addNeed>[0]
          }
        >
          <Form.Item name="text" label={t('performance.need.text')} rules={needed(t)}>
            <Input maxLength={300} />
          </Form.Item>
          <Form.Item name="courseCode" label={t('performance.need.course')} rules={needed(t)}>
            <Select showSearch optionFilterProp="label" options={options} />
          </Form.Item>
          <Form.Item name="doneBy" label={t('performance.need.due')} rules={needed(t)}>
            <DatePicker />
          </Form.Item>
        </CommandForm>
      )}
    </Card>
  )
}
