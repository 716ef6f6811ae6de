import { Tooltip } from 'antd'
import { useSettings } from '../settings.tsx'

/** Thousands separators for exact decimal text or a number of things; nothing is calculated. */
export function grouped(value: string | number): string {
  const text = String(value)
  const [whole = '0', part] = text.replace('-', '').split('.')
  const spaced = whole.replace(/\B(?=(\d{3})+(?!\d))/g, ',')
  return `${text.startsWith('-') ? '-' : ''}${spaced}${part === undefined ? '' : `.${part}`}`
}

/** Yuan, exact; `short` shows 万 from ten thousand on with the exact figure on hover. */
export function Money({
  value,
  short = false,
  sign = false,
}: {
  value: string | null | undefined
  short?: boolean
  sign?: boolean
}) {
  const { language } = useSettings()
  if (value === null || value === undefined) return <span>—</span>
  const exact = `${sign ? '¥' : ''}${grouped(value)}`
  const whole = value.replace('-', '').split('.')[0]!
  if (!short || whole.length < 5) return <span className="number">{exact}</span>
  // Moving the decimal point of a text: four places for 万, three for thousands.
  const places = language === 'zh' ? 4 : 3
  const scaled = `${whole.slice(0, -places)}.${whole.slice(-places).slice(0, places === 4 ? 2 : 1)}`
  return (
    <Tooltip title={exact}>
      <span className="number">{`${value.startsWith('-') ? '-' : ''}${sign ? '¥' : ''}${grouped(scaled)}${language === 'zh' ? ' 万' : 'k'}`}</span>
    </Tooltip>
  )
}

/** A share or rate as percent text: `0.048` → `4.80 %`. */
export function Percent({ value, decimals = 2 }: { value: string | null | undefined; decimals?: number }) {
  if (value === null || value === undefined) return <span>—</span>
  return <span className="number">{percent(value, decimals)}</span>
}

/** A share or rate as percent text, where no element can stand. */
export function percent(value: string, decimals = 2): string {
  return `${(Number(value) * 100).toFixed(decimals)} %`
}
