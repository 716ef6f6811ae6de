import {
  Alert,
  Button,
  DatePicker,
  Form,
  type FormInstance,
  Input,
  InputNumber,
  Select,
  Switch,
  Typography,
} from 'antd'
import dayjs from 'dayjs'
import { useWords } from '../../settings.tsx'
import { CommandForm } from '../../ui/command-form.tsx'
import { Money } from '../../ui/money.tsx'
import type { ActionKind, Field } from './action-fields.ts'
import { actionKinds } from './action-kinds.ts'
import type { Loan } from './loan-tags.tsx'
import { FigurePreview, figure, PlanPreview } from './plan-preview.tsx'
import { usePreview } from './preview.ts'

/** One action of a loan: what it needs, what it would change (the same command, rolled back), and the button that does it. */
export function ActionDialog({
  loan,
  kind,
  onClose,
  onFirst,
}: {
  loan: Loan
  kind: ActionKind | null
  onClose: () => void
  /** Opens what must be done before. */
  onFirst: (kind: ActionKind) => void
}) {
  const t = useWords()
  if (!kind) return null
  return (
    <CommandForm
      key={kind.action}
      open
      title={t(kind.word)}
      submit={t(kind.submit ?? kind.word)}
      danger={kind.danger === true}
      width={680}
      onClose={onClose}
      operation={(values: Record<string, unknown>, { context }) => kind.run(loan, values, context)}
      input={values => values}
      initial={kind.initial?.(loan) ?? {}}
    >
      {form => <ActionFields loan={loan} kind={kind} form={form} onFirst={onFirst} />}
    </CommandForm>
  )
}

function ActionFields({
  loan,
  kind,
  form,
  onFirst,
}: {
  loan: Loan
  kind: ActionKind
  form: FormInstance
  onFirst: (kind: ActionKind) => void
}) {
  const t = useWords()
  const fields = kind.fields(loan)
  const values = (Form.useWatch([], form) ?? {}) as Record<string, unknown>
  // The reason is asked for in the end; what the action comes to does not depend on it.
  const asked = { ...values, reason: values.reason || t('servicing.plan.preview') }
  const ready = fields.every(
    field => field.name === 'reason' || isOptional(field) || (asked[field.name as never] ?? '') !== '',
  )
  const preview = usePreview(
    [kind.action, loan.id, JSON.stringify(asked)],
    () => kind.run(loan, asked, { preview: true }),
    { ready: ready && Object.keys(values).length > 0, fields: fields.map(field => field.name) },
  )
  const before = kind.first?.[preview.code ?? '']
  const first = loan.actions.includes(before as never) ? actionKinds.find(one => one.action === before) : undefined
  return (
    <>
      {kind.note && (
        <Typography.Paragraph type="secondary" style={{ marginTop: -4 }}>
          {t(kind.note)}
        </Typography.Paragraph>
      )}
      <div style={{ display: 'grid', gridTemplateColumns: 'repeat(auto-fit, minmax(220px, 1fr))', columnGap: 16 }}>
        {fields.map(field => (
          <ActionField key={field.name} field={field} refused={preview.at(field.name)} />
        ))}
      </div>
      {preview.problem && (
        <Alert
          type="warning"
          showIcon
          title={preview.problem}
          {...(first ? { action: <Button onClick={() => onFirst(first)}>{t(first.word)}</Button> } : {})}
        />
      )}
      {preview.data && (
        <div {...preview.standing} className="preview">
          {preview.data.amount && (
            <span>
              {t(preview.data.amount.word)}{' '}
              <Typography.Text strong>
                <Money value={preview.data.amount.value} sign />
              </Typography.Text>
            </span>
          )}
          {preview.data.note && <Typography.Text>{t(preview.data.note.word, preview.data.note.facts)}</Typography.Text>}
          {preview.data.figures && (
            <FigurePreview
              figures={preview.data.figures.map(({ word, ...of }) =>
                figure(word, t(word), of, value => (of.words ? t(value) : <Money value={value} />)),
              )}
            />
          )}
          {preview.data.plan && (
            <PlanPreview
              change={preview.data.plan}
              loan={loan}
              {...(preview.data.ways ? { ways: preview.data.ways } : {})}
            />
          )}
        </div>
      )}
    </>
  )
}

const isOptional = (field: Field) => ('optional' in field && field.optional === true) || field.kind === 'switch'

function ActionField({ field, refused }: { field: Field; refused: object }) {
  const t = useWords()
  const rules = isOptional(field) ? [] : [{ required: true, message: t('problem.missing') }]
  const wide = field.name === 'reason' ? { gridColumn: '1 / -1' } : {}
  return (
    <Form.Item
      name={field.name}
      label={t(field.label)}
      rules={rules}
      style={wide}
      {...refused}
      {...(field.kind === 'switch' ? { valuePropName: 'checked' } : {})}
      extra={hintOf(field, t)}
    >
      <FieldInput field={field} />
    </Form.Item>
  )
}

/** What bounds a field, or what it is now. */
function hintOf(field: Field, t: ReturnType<typeof useWords>) {
  if (field.kind === 'money' && field.max !== undefined)
    return (
      <>
        {t('servicing.action.atMost')} <Money value={field.max} sign />
      </>
    )
  if (field.kind === 'count' && field.now !== undefined) return t('servicing.action.now', { value: field.now })
  return undefined
}

/** The control of a field; the form hands over its value. */
function FieldInput({ field, ...given }: { field: Field }) {
  const t = useWords()
  switch (field.kind) {
    case 'money':
      return <Input {...given} inputMode="decimal" prefix="¥" autoComplete="off" />
    case 'percent':
      return <Input {...given} inputMode="decimal" suffix="%" autoComplete="off" />
    case 'text':
      return field.name === 'reason' ? (
        <Input.TextArea {...given} rows={2} maxLength={200} />
      ) : (
        <Input {...given} autoComplete="off" maxLength={64} />
      )
    case 'count':
      return <InputNumber {...given} min={field.from} max={field.to} precision={0} style={{ width: '100%' }} />
    case 'switch':
      return <Switch {...given} />
    case 'choice':
      return <Select {...given} options={field.options.map(({ value, word }) => ({ value, label: t(word) }))} />
    case 'day':
      return (
        <DatePicker
          {...given}
          allowClear={false}
          style={{ width: '100%' }}
          {...(field.from ? { minDate: dayjs(field.from) } : {})}
          {...(field.after ? { minDate: dayjs(field.after).add(1, 'day') } : {})}
          {...(field.until ? { maxDate: dayjs(field.until) } : {})}
        />
      )
  }
}
