import { Segmented, Select } from 'antd'
import { useSettings } from '../../settings.tsx'
import { useDays } from './buckets.ts'
import { type Measure, useAsked } from './slice.ts'

/** What a picture is asked with beside day and slice. Each picture shows those that mean something to it. */
export type Choices = {
  /** Months that stand side by side. */
  months: number
  /** Months that are added up into one figure. */
  together: number
  bucket: string
  ever: 'true' | 'false'
  grain: 'month' | 'quarter'
  measure: Measure
}
type Shown = keyof Choices

const usual: Choices = { months: 13, together: 3, bucket: 'M2', ever: 'true', grain: 'quarter', measure: 'balance' }

const spans = { months: [6, 13, 18, 25, 37, 60], together: [1, 3, 6, 12, 18, 24] }

/** The choices of one picture as the address has them; what it does not name is as usual, but for what the picture gives. */
export function useChoices(first: Partial<Choices> = {}) {
  const { asked, set } = useAsked()
  const begun = { ...usual, ...first }
  const either = <Value extends string>(key: string, one: Value, other: Value, otherwise: Value): Value =>
    String(asked[key]) === one ? one : String(asked[key]) === other ? other : otherwise
  const choices: Choices = {
    months: Number(asked.months) || begun.months,
    together: Number(asked.together) || begun.together,
    bucket: asked.bucket ?? begun.bucket,
    ever: either('ever', 'true', 'false', begun.ever),
    grain: either('grain', 'month', 'quarter', begun.grain),
    measure: either('measure', 'balance', 'loans', begun.measure),
  }
  const change = ({ ever, ...next }: Partial<Choices>) =>
    set({
      ...Object.fromEntries(
        Object.entries(next).map(([key, value]) => [key, value === begun[key as Shown] ? undefined : value]),
      ),
      ...(ever === undefined ? {} : { ever: ever === begun.ever ? undefined : ever === 'true' }),
    })
  return { choices, change }
}

/** The controls of a picture: the same ones, in the same order and words, wherever a picture has them. */
export function Controls({
  shown,
  choices,
  change,
  buckets = [],
}: {
  shown: readonly Shown[]
  buckets?: readonly { name: string; from: number }[]
} & ReturnType<typeof useChoices>) {
  const { t } = useSettings()
  const days = useDays()
  const two = <Key extends Shown>(key: Key, options: [value: Choices[Key] & string, word: string][]) =>
    shown.includes(key) && (
      <Segmented
        key={key}
        size="small"
        value={choices[key] as string}
        onChange={value => change({ [key]: value })}
        options={options.map(([value, word]) => ({ value: value as string, label: t(word) }))}
      />
    )
  return (
    <>
      {(['months', 'together'] as const)
        .filter(key => shown.includes(key))
        .map(key => (
          <Select
            key={key}
            size="small"
            aria-label={t('risk.month')}
            value={choices[key]}
            onChange={count => change({ [key]: count })}
            popupMatchSelectWidth={false}
            options={spans[key].map(count => ({ value: count, label: t(`risk.months.${key}`, { count }) }))}
          />
        ))}
      {shown.includes('bucket') && (
        <Select
          size="small"
          aria-label={t('risk.bad-from')}
          value={choices.bucket}
          onChange={bucket => change({ bucket })}
          popupMatchSelectWidth={false}
          options={buckets
            .slice(1)
            .map(one => ({ value: one.name, label: `${one.name}+ · ${days({ from: one.from, to: null })}` }))}
        />
      )}
      {two('ever', [
        ['true', 'risk.ever'],
        ['false', 'risk.current'],
      ])}
      {two('measure', [
        ['balance', 'risk.by-balance'],
        ['loans', 'risk.by-loans'],
      ])}
      {two('grain', [
        ['quarter', 'risk.cohort.quarter'],
        ['month', 'risk.cohort.month'],
      ])}
    </>
  )
}
