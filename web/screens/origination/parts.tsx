import { ClockCircleOutlined } from '@ant-design/icons'
import { InputNumber, Tag } from 'antd'
import { useWords } from '../../settings.tsx'
import { StateTag } from '../../ui/state-tag.tsx'

/** The state of an application in the glossary's word. */
export function ApplicationState({ state }: { state: string }) {
  return <StateTag state={state} word={`origination.application.${state}`} />
}

/** Minutes as people say them: `1 小时 48 分`. */
export function useMinutes() {
  const t = useWords()
  return (total: number) => {
    const minutes = Math.abs(total)
    return minutes < 60
      ? t('origination.minutes', { minutes })
      : t('origination.hours-minutes', { hours: Math.floor(minutes / 60), minutes: minutes % 60 })
  }
}

/** The working time left on a stage's clock; past it the tag turns and says so. */
export function TimeLeft({ minutes }: { minutes: number | null }) {
  const t = useWords()
  const said = useMinutes()
  if (minutes === null) return <span>—</span>
  const over = minutes < 0
  return (
    <Tag color={over ? 'red' : minutes < 30 ? 'gold' : 'default'} icon={<ClockCircleOutlined />}>
      {t(over ? 'origination.over' : 'origination.left', { time: said(minutes) })}
    </Tag>
  )
}

/** Yuan being typed: exact text in, exact text out, never a float. */
export function MoneyInput({
  id,
  value,
  onChange,
  onBlur,
  status,
  placeholder,
  label,
}: {
  /** Given by the form, so that the label belongs to the field. */
  id?: string
  value?: string | null
  onChange?: (value: string | null) => void
  onBlur?: () => void
  status?: 'error' | ''
  placeholder?: string
  label?: string
}) {
  return (
    <InputNumber<string>
      stringMode
      {...(id ? { id } : {})}
      min="0"
      precision={2}
      controls={false}
      prefix="¥"
      inputMode="decimal"
      style={{ width: '100%' }}
      {...(label ? { 'aria-label': label } : {})}
      {...(placeholder ? { placeholder } : {})}
      {...(status ? { status } : {})}
      value={value ?? null}
      formatter={text => String(text ?? '').replace(/\B(?=(\d{3})+(?!\d)(?<!\.\d*))/g, ',')}
      parser={text => (text ?? '').replace(/[,¥\s]/g, '')}
      onChange={next => onChange?.(next === null || next === '' ? null : String(next))}
      {...(onBlur ? { onBlur } : {})}
    />
  )
}

/** Choices from words: `choices(t, 'origination.use', ['self', 'commercial'])`. */
export function choices(t: (key: string) => string, prefix: string, values: readonly string[]) {
  return values.map(value => ({ value, label: t(`${prefix}.${value}`) }))
}

/** What the first payment of a quote is called: 月供 where it comes every month, else the first installment. */
export function installmentWord(quote: { frequency: string | null }): string {
  return (quote.frequency ?? 'monthly') === 'monthly' ? 'origination.installment' : 'product.quote.first-payment'
}
