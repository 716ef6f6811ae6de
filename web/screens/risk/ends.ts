/** How high each name stands: where its curve ends, or as far from the next as a line of print is high. */
export function apart(ends: readonly number[], top: number): number[] {
  const line = (top * 15) / 350
  const order = ends.map((_, index) => index).sort((a, b) => ends[a]! - ends[b]!)
  const heights = [...ends]
  for (const [place, index] of order.entries())
    if (place > 0) heights[index] = Math.max(heights[index]!, heights[order[place - 1]!]! + line)
  for (const [place, index] of [...order.entries()].reverse())
    heights[index] = Math.min(heights[index]!, place === order.length - 1 ? top : heights[order[place + 1]!]! - line)
  return heights
}
