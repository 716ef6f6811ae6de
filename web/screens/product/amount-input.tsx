import { InputNumber } from 'antd'
import { grouped } from '../../ui/money.tsx'

/** Yuan as exact text: thousands are shown, nothing is rounded, at most two decimals. */
export function AmountInput({
  value,
  onChange,
  label,
  id,
  step = 1000,
}: {
  value?: string | null
  onChange?: (value: string | null) => void
  label?: string
  id?: string
  step?: number
}) {
  return (
    <InputNumber<string>
      {...(id ? { id } : {})}
      stringMode
      min="0"
      step={step}
      precision={2}
      prefix="¥"
      value={value ?? null}
      aria-label={label ?? ''}
      inputMode="decimal"
      style={{ width: '100%' }}
      formatter={text => (text === undefined || text === '' ? '' : grouped(String(text).replace(/\.00$/, '')))}
      parser={text => (text ?? '').replace(/[^\d.]/g, '')}
      onChange={next => onChange?.(next === null || next === '' ? null : next)}
    />
  )
}

/** A share shown as percent and kept as decimal text: 4.8 on screen, `0.048` inside. The point moves in the text. */
export function PercentInput({
  value,
  onChange,
  label,
  id,
}: {
  value?: string | null
  onChange?: (value: string | null) => void
  label?: string
  id?: string
}) {
  return (
    <InputNumber<string>
      {...(id ? { id } : {})}
      stringMode
      min="0"
      step={0.1}
      suffix="%"
      value={value === null || value === undefined ? null : shift(value, 2)}
      aria-label={label ?? ''}
      inputMode="decimal"
      style={{ width: '100%' }}
      onChange={next => onChange?.(next === null || next === '' ? null : shift(next, -2))}
    />
  )
}

/** A margin shown in basis points and kept as decimal text: 80 on screen, `0.008` inside; it may lie below zero. */
export function PointsInput({
  value,
  onChange,
  label,
  id,
}: {
  value?: string | null
  onChange?: (value: string | null) => void
  label?: string
  id?: string
}) {
  const signed = (text: string, places: number) =>
    text.startsWith('-') ? `-${shift(text.slice(1), places)}` : shift(text, places)
  return (
    <InputNumber<string>
      {...(id ? { id } : {})}
      stringMode
      min="-1000"
      max="3000"
      step={5}
      suffix="bp"
      value={value === null || value === undefined ? null : signed(value, 4)}
      aria-label={label ?? ''}
      style={{ width: '100%' }}
      onChange={next => onChange?.(next === null || next === '' ? null : signed(next, -4))}
    />
  )
}

/** Moves the decimal point of a plain decimal text; no arithmetic, so nothing is lost. */
export function shift(text: string, places: number): string {
  const [whole = '0', part = ''] = text.split('.')
  const digits = whole + part
  const point = whole.length + places
  const padded = point <= 0 ? '0'.repeat(1 - point) + digits : digits.padEnd(point, '0')
  const at = Math.max(1, point <= 0 ? 1 : point)
  const left = padded.slice(0, at).replace(/^0+(?=\d)/, '')
  const right = padded.slice(at).replace(/0+$/, '')
  return right ? `${left}.${right}` : left
}
