import { DeleteOutlined } from '@ant-design/icons'
import { useQuery } from '@tanstack/react-query'
import { Button, Flex, Form, Input, InputNumber, Select, Typography } from 'antd'
import { api, client } from '../../client.ts'
import { useWords } from '../../settings.tsx'
import { CommandForm } from '../../ui/command-form.tsx'
import type { Sheet } from './appraisal.tsx'

export type Dialog = 'goals' | 'self' | 'assess' | 'calibrate' | 'appeal' | 'answer'

/** What a person, a manager, or whoever calibrates writes into an appraisal. */
export function AppraisalDialog({ sheet, dialog, onClose }: { sheet: Sheet; dialog: Dialog; onClose: () => void }) {
  const t = useWords()
  const ask = { id: sheet.id, version: sheet.version }
  const needed = [{ required: true, message: t('problem.missing') }]
  const shell = { open: true, onClose }
  const metrics = useQuery(api.performance.listMetrics.queryOptions())
  const metricOptions = (metrics.data ?? [])
    .filter(metric => metric.source !== null && metric.maturity !== 'now' && metric.better !== null)
    .map(metric => ({ value: metric.code, label: t(`performance.metric.${metric.code}`) }))
  const score = (most: number, precision: number) => (
    <Form.Item
      name="score"
      label={`${t('performance.appraisal.score')}${t('ui.brackets', { inside: `0–${most}` })}`}
      rules={needed}
    >
      <InputNumber min={0} max={most} precision={precision} style={{ width: 160 }} />
    </Form.Item>
  )
  const words = (
    <Form.Item name="text" label={t('performance.appraisal.why')} rules={needed}>
      <Input.TextArea rows={4} maxLength={1000} />
    </Form.Item>
  )
  /** What stands, beside what is changed of it. */
  const stands = (
    <Typography.Paragraph>
      {t('performance.appraisal.stands')}
      {t('ui.colon')}
      <b className="number">{sheet.score}</b>
      {sheet.grade && ` · ${t('performance.appraisal.grade')} ${sheet.grade}`}
    </Typography.Paragraph>
  )
  switch (dialog) {
    case 'goals':
      return (
        <CommandForm
          {...shell}
          width={640}
          title={t('performance.appraisal.set-goals')}
          operation={client.performance.setGoals}
          initial={{ goals: sheet.goals.length > 0 ? sheet.goals : [{ text: '', weight: 100 }] }}
          input={values => ({
            ...ask,
            goals: (values.goals as Sheet['goals']).map(({ text, weight, code }) => ({
              text,
              weight,
              code: code ?? null,
            })),
          })}
        >
          <Form.List name="goals">
            {(fields, { add, remove }) => (
              <>
                {fields.map(field => (
                  <Flex key={field.key} gap={8} wrap>
                    <Form.Item
                      name={[field.name, 'text']}
                      label={t('performance.appraisal.goal', { number: field.name + 1 })}
                      rules={needed}
                      style={{ flex: '1 1 220px' }}
                    >
                      <Input maxLength={300} />
                    </Form.Item>
                    <Form.Item name={[field.name, 'code']} label={t('performance.appraisal.metric')}>
                      <Select
                        allowClear
                        showSearch
                        optionFilterProp="label"
                        placeholder={t('performance.appraisal.metric-none')}
                        style={{ width: 160 }}
                        options={metricOptions}
                      />
                    </Form.Item>
                    <Form.Item name={[field.name, 'weight']} label={t('performance.appraisal.weight')} rules={needed}>
                      <InputNumber min={0} max={100} precision={0} style={{ width: 80 }} />
                    </Form.Item>
                    <Button
                      aria-label={t('ui.remove')}
                      icon={<DeleteOutlined />}
                      style={{ marginTop: 30 }}
                      onClick={() => remove(field.name)}
                    />
                  </Flex>
                ))}
                <Typography.Paragraph type="secondary">{t('performance.appraisal.measured-note')}</Typography.Paragraph>
                <Button onClick={() => add()}>{t('performance.appraisal.add-goal')}</Button>
              </>
            )}
          </Form.List>
        </CommandForm>
      )
    case 'self':
      return (
        <CommandForm
          {...shell}
          title={t('performance.appraisal.self')}
          operation={client.performance.assessSelf}
          initial={sheet.self ?? {}}
          input={values => ({ ...ask, score: Number(values.score), text: String(values.text) })}
        >
          {score(100, 0)}
          {words}
        </CommandForm>
      )
    case 'assess':
      return (
        <CommandForm
          {...shell}
          title={t('performance.appraisal.assess')}
          operation={client.performance.assessPerson}
          initial={{ ...sheet.manager, results: sheet.goals.map(goal => goal.result) }}
          input={values => ({
            ...ask,
            score: Number(values.score),
            text: String(values.text),
            results: sheet.goals.map((goal, at) => (goal.code ? null : Number((values.results as number[])[at]))),
          })}
        >
          {sheet.goals.map(
            (goal, at) =>
              goal.code === null && (
                <Form.Item
                  key={goal.text}
                  name={['results', at]}
                  label={`${goal.text} · ${t('performance.appraisal.reached')} %`}
                  rules={needed}
                >
                  <InputNumber min={0} max={100} precision={0} style={{ width: 160 }} />
                </Form.Item>
              ),
          )}
          {score(100, 0)}
          {words}
        </CommandForm>
      )
    case 'calibrate':
      return (
        <CommandForm
          {...shell}
          title={t('performance.appraisal.calibrate')}
          operation={client.performance.calibrate}
          initial={{ score: Number(sheet.score) }}
          input={values => ({ ...ask, score: Number(values.score), reason: String(values.text) })}
        >
          {stands}
          {score(120, 2)}
          {words}
        </CommandForm>
      )
    case 'appeal':
      return (
        <CommandForm
          {...shell}
          title={t('performance.appraisal.appeal')}
          operation={client.performance.appealAppraisal}
          input={values => ({ ...ask, text: String(values.text) })}
        >
          {stands}
          {words}
        </CommandForm>
      )
    case 'answer':
      return (
        <CommandForm
          {...shell}
          title={t('performance.appraisal.answer')}
          operation={client.performance.answerAppeal}
          initial={{ score: Number(sheet.score) }}
          input={values => ({ ...ask, score: Number(values.score), text: String(values.text) })}
        >
          {stands}
          <Typography.Paragraph>
            {t('performance.appraisal.appeal')}
            {t('ui.colon')}
            {sheet.appeal}
          </Typography.Paragraph>
          {score(120, 2)}
          <Typography.Paragraph type="secondary">{t('performance.appraisal.never-worse')}</Typography.Paragraph>
          {words}
        </CommandForm>
      )
  }
}
