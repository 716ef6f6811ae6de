import { shift } from './amount-input.tsx'

type Rule = { base: string; margin: string; reset: string }

/** The words of a floating rate: its base, the margin with its sign in basis points, and when it is set anew. */
export function floatingFacts({ base, margin, reset }: Rule, t: (key: string) => string) {
  const below = margin.startsWith('-')
  return {
    base: t(`product.base.${base}`),
    margin: `${below ? '−' : '+'} ${shift(below ? margin.slice(1) : margin, 4)}`,
    reset: t(`product.reset.${reset}`),
  }
}
