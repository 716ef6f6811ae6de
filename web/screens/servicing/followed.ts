import { useWords } from '../../settings.tsx'
import { percent } from '../../ui/money.tsx'
import type { Transaction } from './loan-tags.tsx'

const signed = (margin: string) => (margin.startsWith('-') ? `− ${percent(margin.slice(1))}` : `+ ${percent(margin)}`)

/** What a rate was set by: the published value, its day and the margin; null where somebody set it by hand. */
export function useFollowed(): (row: Pick<Transaction, 'kind' | 'terms'>) => string | null {
  const t = useWords()
  return ({ kind, terms }) => {
    const rate = terms?.annualRate
    if (kind !== 'repricing' || typeof rate !== 'string') return null
    const follows = terms?.follows as { base: string; value: string; publishedOn: string; margin: string } | undefined
    if (!follows) return percent(rate)
    const { base, value, publishedOn, margin } = follows
    return t('servicing.floating.followed', {
      base: t(`servicing.floating.${base}`),
      value: percent(value),
      publishedOn,
      margin: signed(margin),
      rate: percent(rate),
    })
  }
}
