import { DeleteOutlined, PlusOutlined } from '@ant-design/icons'
import { Button, Flex, Form, Input, Radio, Select } from 'antd'
import { cancelReasons, rejectReasons, returnReasons } from '../../../modules/origination/application.ts'
import { documentKinds } from '../../../modules/origination/document.ts'
import { client } from '../../client.ts'
import { useWords } from '../../settings.tsx'
import { CommandForm } from '../../ui/command-form.tsx'
import { choices, MoneyInput } from './parts.tsx'
import type { Application, DecideInput, Review } from './shapes.ts'

export type Verdict = 'approve' | 'reject' | 'return' | 'escalate'

/** A decision with its reason, opinion and conditions; Enter confirms. */
export function DecideDialog({
  review,
  desk,
  verdict,
  onClose,
  onDecided,
}: {
  review: Review
  desk: 'review' | 'second-review'
  verdict: Verdict | null
  onClose: () => void
  onDecided: () => void
}) {
  const t = useWords()
  const { application, escalations } = review
  const shown = verdict ?? 'approve'
  const reasons = shown === 'reject' ? rejectReasons : returnReasons
  const required = [{ required: true, message: t('problem.missing') }]
  return (
    <CommandForm
      open={verdict !== null}
      title={t(`origination.${shown}`)}
      onClose={onClose}
      onDone={onDecided}
      operation={desk === 'review' ? client.origination.reviewApplication : client.origination.secondReview}
      danger={shown === 'reject'}
      width={640}
      submit={t(`origination.${shown}`)}
      initial={{ principal: application.principal, verdict: escalations[0], conditions: [] }}
      input={values => ({
        id: application.id,
        version: application.version,
        verdict: (shown === 'escalate' ? values.verdict : shown) as DecideInput['verdict'],
        principal: shown === 'approve' ? ((values.principal as string | undefined) ?? null) : null,
        conditions: shown === 'approve' ? ((values.conditions ?? []) as NonNullable<DecideInput['conditions']>) : [],
        reason: ((values.reason as string | undefined) ?? null) as NonNullable<DecideInput['reason']> | null,
        note: String(values.note ?? ''),
      })}
    >
      {shown === 'approve' && (
        <>
          <Form.Item name="principal" label={t('origination.approved-amount')} rules={required}>
            <MoneyInput label={t('origination.approved-amount')} />
          </Form.Item>
          <Conditions />
        </>
      )}
      {(shown === 'reject' || shown === 'return') && (
        <Form.Item name="reason" label={t('origination.why')} rules={required}>
          <Select autoFocus options={choices(t, `origination.${shown}`, reasons)} />
        </Form.Item>
      )}
      {shown === 'escalate' && (
        <Form.Item name="verdict" label={t('origination.escalate-to')} rules={required}>
          <Radio.Group
            optionType="button"
            options={escalations.map(one => ({
              value: one,
              label: t(`origination.application.${one === 'escalate' ? 'final-review' : 'second-review'}`),
            }))}
          />
        </Form.Item>
      )}
      <Form.Item name="note" label={t('origination.opinion')} rules={shown === 'approve' ? [] : required}>
        <Input.TextArea rows={3} maxLength={1000} autoFocus={shown === 'approve'} />
      </Form.Item>
    </CommandForm>
  )
}

function Conditions() {
  const t = useWords()
  return (
    <Form.List name="conditions">
      {(fields, { add, remove }) => (
        <Form.Item label={t('origination.conditions')}>
          {fields.map(field => (
            <Flex key={field.key} gap={8} align="start" wrap>
              <Form.Item name={[field.name, 'document']} style={{ flex: '1 1 140px', marginBottom: 8 }}>
                <Select
                  allowClear
                  placeholder={t('origination.condition-paper')}
                  aria-label={t('origination.condition-paper')}
                  options={choices(t, 'origination.paper', documentKinds)}
                />
              </Form.Item>
              <Form.Item
                name={[field.name, 'text']}
                style={{ flex: '2 1 160px', marginBottom: 8 }}
                rules={[{ required: true, message: t('problem.missing') }]}
              >
                <Input placeholder={t('origination.condition-text')} aria-label={t('origination.condition-text')} />
              </Form.Item>
              <Form.Item
                name={[field.name, 'before']}
                initialValue="funding"
                style={{ flex: '1 1 100px', marginBottom: 8 }}
              >
                <Select
                  aria-label={t('origination.condition-before')}
                  options={[
                    { value: 'signing', label: t('origination.before-signing') },
                    { value: 'funding', label: t('origination.before-funding') },
                  ]}
                />
              </Form.Item>
              <Button
                type="text"
                icon={<DeleteOutlined />}
                aria-label={t('origination.remove-condition')}
                onClick={() => remove(field.name)}
              />
            </Flex>
          ))}
          <Button type="dashed" icon={<PlusOutlined />} onClick={() => add()}>
            {t('origination.add-condition')}
          </Button>
        </Form.Item>
      )}
    </Form.List>
  )
}

/** Cancelling an application needs a reason. */
export function CancelDialog({
  application,
  open,
  onClose,
}: {
  application: Application
  open: boolean
  onClose: () => void
}) {
  const t = useWords()
  return (
    <CommandForm
      open={open}
      title={t('origination.cancel')}
      onClose={onClose}
      operation={client.origination.cancelApplication}
      danger
      submit={t('origination.cancel')}
      input={values => ({
        id: application.id,
        version: application.version,
        reason: values.reason as 'other',
        note: String(values.note ?? ''),
      })}
    >
      <Form.Item name="reason" label={t('origination.why')} rules={[{ required: true, message: t('problem.missing') }]}>
        <Select options={choices(t, 'origination.cancel', cancelReasons)} />
      </Form.Item>
      <Form.Item name="note" label={t('origination.note')}>
        <Input.TextArea rows={2} maxLength={500} />
      </Form.Item>
    </CommandForm>
  )
}

/** Asking for a person where only the rules declined. */
export function AskPersonDialog({
  application,
  open,
  onClose,
}: {
  application: Application
  open: boolean
  onClose: () => void
}) {
  const t = useWords()
  return (
    <CommandForm
      open={open}
      title={t('origination.ask-person')}
      onClose={onClose}
      operation={client.origination.requestReview}
      input={values => ({ id: application.id, version: application.version, note: String(values.note ?? '') })}
    >
      <Form.Item name="note" label={t('origination.note')} rules={[{ required: true, message: t('problem.missing') }]}>
        <Input.TextArea rows={3} maxLength={500} autoFocus />
      </Form.Item>
    </CommandForm>
  )
}
