import { Segmented, Select } from 'antd'
import { useState } from 'react'
import { useSettings } from '../../settings.tsx'
import { useDays } from './buckets.ts'
import type { Measure } from './slice.ts'

/** What a picture is asked with beside day and slice. Each picture shows those that mean something to it. */
export type Choices = {
  months: number
  bucket: string
  ever: 'true' | 'false'
  grain: 'month' | 'quarter'
  measure: Measure
}
type Shown = keyof Choices

const usual: Choices = { months: 3, bucket: 'M2', ever: 'true', grain: 'quarter', measure: 'balance' }

/** The choices of one picture, from the usual ones but for those given. */
export function useChoices(first: Partial<Choices> = {}) {
  const [choices, setChoices] = useState<Choices>({ ...usual, ...first })
  const change = (next: Partial<Choices>) => setChoices(now => ({ ...now, ...next }))
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
      {shown.includes('months') && (
        <Select
          size="small"
          aria-label={t('risk.month')}
          value={choices.months}
          onChange={months => change({ months })}
          popupMatchSelectWidth={false}
          options={[1, 3, 6, 12, 18, 24].map(count => ({ value: count, label: t('risk.months', { count }) }))}
        />
      )}
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
