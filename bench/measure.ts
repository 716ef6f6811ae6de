/** Runs `count` pieces of work, `clients` at a time, and returns how long each took in milliseconds, in order of ending. */
export async function atOnce(
  count: number,
  clients: number,
  work: (index: number) => Promise<void>,
): Promise<number[]> {
  const took: number[] = []
  let next = 0
  const client = async () => {
    while (next < count) {
      const index = next
      next += 1
      const started = performance.now()
      await work(index)
      took.push(performance.now() - started)
    }
  }
  await Promise.all(Array.from({ length: clients }, client))
  return took
}

/** The value that this share of the measurements does not exceed. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b)
  return rounded(sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? 0, 2)
}

export const rounded = (value: number, places = 3) => Number(value.toFixed(places))

/** A whole positive number of an option. @throws Error in one sentence. */
export function countOf(value: string, name: string): number {
  const count = Number(value)
  if (!Number.isInteger(count) || count < 1) throw new Error(`--${name} must be a positive whole number`)
  return count
}
