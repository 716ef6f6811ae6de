/** The buckets at or beyond one, as the bounds in force name them. */
export function bucketsFrom(names: readonly string[], from: string): string[] {
  const at = names.indexOf(from)
  return at < 0 ? [] : names.slice(at)
}

/** The days a bucket spans, to say what a name means: M2 → 31–60, M6+ → from 181 on. */
export function daysOf(
  bounds: readonly { name: string; from: number }[],
  name: string,
): { from: number; to: number | null } {
  const at = bounds.findIndex(bound => bound.name === name)
  const next = bounds[at + 1]
  return { from: bounds[at]?.from ?? 0, to: next ? next.from - 1 : null }
}
