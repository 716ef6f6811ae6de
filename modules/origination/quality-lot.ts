import { createHash } from 'node:crypto'

/** Shares are counted in ten-billionths, the places a parameter has, so that nothing is lost to rounding. */
const unit = 10n ** 10n

/** A share in decimal text as whole ten-billionths. */
function unitsOf(share: string): bigint {
  const [whole = '0', fraction = ''] = share.split('.')
  return BigInt(whole + fraction.padEnd(10, '0'))
}

/** Where a file stands in a draw: nobody can foresee it without the seed, anybody can work it out with it. */
export function lot(seed: string, key: bigint): string {
  return createHash('sha256').update(`${seed}:${key}`).digest('hex')
}

/**
 * Draws a share of the files of a day by the lots of a seed. What the share leaves over of a file is carried into the next draw,
 * so that over any number of draws at one share the number taken differs from the share of all by less than one file.
 * @returns the files taken, and the carry for the next draw in ten-billionths of a file, 0 up to 1 file
 */
export function draw(
  seed: string,
  keys: readonly bigint[],
  share: string,
  carry: bigint,
): { taken: bigint[]; carry: bigint } {
  const due = carry + unitsOf(share) * BigInt(keys.length)
  const wanted = due / unit
  const count = wanted < BigInt(keys.length) ? Number(wanted) : keys.length
  const lots = keys.map(key => ({ key, lot: lot(seed, key) }))
  lots.sort((a, b) => (a.lot < b.lot ? -1 : 1))
  // A change of the share downwards can leave more carried than there are files: never more than one file stays over.
  const left = due - BigInt(count) * unit
  return { taken: lots.slice(0, count).map(one => one.key), carry: left < unit ? left : unit - 1n }
}
