import type { ParameterValue } from '#reference'

export type Norms = ParameterValue<'health.norms'>
export type SignRule = ParameterValue<'health.signs'>[number]
export type SignKind = SignRule['sign']
export const attritionLevels = ['low', 'watch', 'high'] as const
export type AttritionLevel = (typeof attritionLevels)[number]

/** One kind of open work of one person beside what a full load of it is. */
export type LoadPart = { work: Norms[number]['work']; open: number; norm: number }

/**
 * How full somebody's hands are, in hundredths of a full load: each kind of open work is a share of its own full load, and the shares
 * add up, so half a load of leads and half a load of applications are one full load. Rounded to the nearest whole. Null where none of
 * the person's work is counted in open things.
 */
export function loadOf(parts: readonly LoadPart[]): number | null {
  if (parts.every(part => part.open === 0)) return null
  return Math.round(parts.reduce((sum, part) => sum + (part.open * 100) / part.norm, 0))
}

/** What is known of a person beside the rule's limits; null: not known, or does not apply, and then no sign. */
export type SignFacts = Record<SignKind, number | null>

/** A sign that is there: what was found, from which limit it counts, and what it weighs. */
export type Sign = { sign: SignKind; found: number; limit: number; weight: number }

/** Signs that count from so few: not long ago (`found` days ago) instead of so many. */
const recent: readonly SignKind[] = ['manager-changed', 'colleagues-left']

/**
 * Signs that somebody may be about to leave, by the house's dated rule and nothing else: each sign is a fact with a limit, the level is
 * the sum of the weights of those that are there, at most 100. It says where to ask, never what will happen.
 */
export function attritionOf(
  facts: SignFacts,
  rules: readonly SignRule[],
  levels: ParameterValue<'health.levels'>,
): { level: AttritionLevel; points: number; signs: Sign[] } {
  const signs = rules.flatMap(({ sign, limit, weight }): Sign[] => {
    const found = facts[sign]
    if (found === null || weight === 0) return []
    const there = recent.includes(sign) ? found <= limit : found >= limit
    return there ? [{ sign, found, limit, weight }] : []
  })
  const points = Math.min(
    100,
    signs.reduce((sum, one) => sum + one.weight, 0),
  )
  return {
    level: points >= levels.high ? 'high' : points >= levels.watch ? 'watch' : 'low',
    points,
    signs: signs.sort((a, b) => b.weight - a.weight),
  }
}

/** Before so many rows of output a fall says nothing. */
const leastOutput = 10

/** By how many per cent output fell from one stretch to the next of the same length; null where there was too little to fall from. */
export function fallOf(before: number, now: number): number | null {
  return before < leastOutput ? null : Math.round(((before - now) * 100) / before)
}
