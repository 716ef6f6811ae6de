/**
 * How high the name of each curve stands beside a picture: where its curve ends, and where ends lie together around them, each a line
 * of print from the next. The picture goes from nothing up to `top` and is `room` pixels high; the names stand in the order of the ends.
 */
export function apart(ends: readonly number[], top: number, room = 350): number[] {
  const line = (top * 15) / room
  const order = ends.map((_, index) => index).sort((a, b) => ends[a]! - ends[b]!)
  // Names that would touch become one block around the middle of their ends; a block that touches the next takes it in.
  const blocks: { sum: number; count: number }[] = []
  for (const [place, index] of order.entries()) {
    let block = { sum: ends[index]! - place * line, count: 1 }
    for (let last = blocks.at(-1); last && last.sum / last.count > block.sum / block.count; last = blocks.at(-1)) {
      block = { sum: last.sum + block.sum, count: last.count + block.count }
      blocks.pop()
    }
    blocks.push(block)
  }
  const highest = top - line * (ends.length - 1)
  const bases = blocks.flatMap(({ sum, count }) =>
    Array<number>(count).fill(Math.min(highest, Math.max(0, sum / count))),
  )
  const heights = [...ends]
  for (const [place, index] of order.entries()) heights[index] = bases[place]! + place * line
  return heights
}
