import { Slider } from 'antd'
import { grouped, percent } from '../../ui/money.tsx'
import { AmountInput, PercentInput } from './amount-input.tsx'

/** An amount to be typed to the fen, or slid by the thousand. */
export function SlideAmount({
  value,
  onChange,
  label,
  min,
  max,
  step = 1000,
}: {
  value: string | null
  onChange: (value: string | null) => void
  label: string
  min: number
  max: number
  step?: number
}) {
  return (
    <div>
      <AmountInput label={label} value={value} onChange={onChange} />
      <Slider
        min={min}
        max={max}
        step={step}
        value={Math.min(max, Math.max(min, Number(value ?? min)))}
        onChange={next => onChange(`${next}.00`)}
        tooltip={{ formatter: next => grouped(String(next ?? 0)) }}
        ariaLabelForHandle={label}
        style={{ margin: '6px 8px 0' }}
      />
    </div>
  )
}

/** A rate to be typed exactly, or slid by a twentieth of a percent between its bounds. */
export function SlideRate({
  value,
  onChange,
  label,
  min,
  max,
}: {
  value: string
  onChange: (value: string | null) => void
  label: string
  min: string
  max: string
}) {
  const basisPoints = (rate: string) => Math.round(Number(rate) * 10_000)
  return (
    <div>
      <PercentInput label={label} value={value} onChange={onChange} />
      <Slider
        min={basisPoints(min)}
        max={basisPoints(max)}
        step={5}
        value={basisPoints(value)}
        onChange={next => onChange((next / 10_000).toFixed(4))}
        tooltip={{ formatter: next => percent(((next ?? 0) / 10_000).toFixed(4)) }}
        ariaLabelForHandle={label}
        style={{ margin: '6px 8px 0' }}
      />
    </div>
  )
}
