import type { Dayjs } from 'dayjs'

/** What a form holds. */
export type Values = Record<string, unknown>

/** A text field, trimmed. */
export const text = (values: Values, name: string) => String(values[name] ?? '').trim()
/** An amount as typed, without its separators. */
export const money = (values: Values, name: string) => text(values, name).replaceAll(',', '')
/** A day as the contract has it; nothing while none is chosen. */
export const day = (values: Values, name: string) => (values[name] as Dayjs | undefined)?.format('YYYY-MM-DD')
/** A percentage as typed, as a decimal share; what is no percentage goes to the server as it is, to be refused there. */
export const rate = (values: Values, name: string) => {
  const percent = text(values, name)
  return /^\d{1,3}(\.\d{1,6})?$/.test(percent) ? (Number(percent) / 100).toFixed(8).replace(/\.?0+$/, '') : percent
}
/** Nothing where nothing was typed. */
export const optional = (value: string) => value || undefined
/** A decimal share as it is typed: 0.0588 is 5.88. */
export const percentOf = (value: string) => (Number(value) * 100).toFixed(4).replace(/\.?0+$/, '')
