import { useWords } from '../../settings.tsx'
import { Percent } from '../../ui/money.tsx'
import { floatingFacts } from './floating-facts.ts'
import type { Definition } from './shapes.ts'

/** What a product charges for the money in a few signs: its yearly rate, its margin over the base, or its fee a month. */
export function RateText({ definition }: { definition: Definition }) {
  const t = useWords()
  if (definition.monthlyFeeRate !== null)
    return (
      <span className="number">
        <Percent value={definition.monthlyFeeRate} />
        {t('product.screen.a-month')}
      </span>
    )
  if (definition.floating) {
    const { base, margin } = floatingFacts(definition.floating, t)
    return (
      <span className="number">
        <Percent value={definition.annualRate} /> {t('product.screen.floats', { base, margin })}
      </span>
    )
  }
  return <Percent value={definition.annualRate} />
}
