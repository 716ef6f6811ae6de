/**
 * The force of interest δ at which payments are worth what was received: Σ payment·e^(−δt) = received, times in whatever
 * unit the caller counts. By Newton, which from any point of a falling convex curve runs down to the root without passing
 * it; where payments of both signs break that, or a guess far off leads beyond what a float holds, by halving. Floats: a
 * published percentage follows from it, never money.
 */
export function solveForce(
  received: number,
  payments: readonly number[],
  times: readonly number[],
  guess: number,
): number {
  let force = Number.isFinite(guess) ? guess : 0
  for (let step = 0; step < 60; step += 1) {
    let value = -received
    let slope = 0
    for (let index = 0; index < payments.length; index += 1) {
      // Nothing is worth nothing, also at a rate at which something would be worth more than a float holds.
      if (payments[index] === 0) continue
      const worth = payments[index]! * Math.exp(-force * times[index]!)
      value += worth
      slope += times[index]! * worth
    }
    const change = value / slope
    if (!Number.isFinite(change)) break
    force += change
    if (Math.abs(change) <= 1e-15 * (1 + Math.abs(force))) return force
  }
  const excess = (trial: number) =>
    payments.reduce(
      (total, payment, index) => (payment === 0 ? total : total + payment * Math.exp(-trial * times[index]!)),
      -received,
    )
  return halve(excess, Number.isFinite(excess(force)) ? force : 0)
}

/** A zero of a curve that falls from left to right, near a first trial if that is any. */
export function halve(value: (trial: number) => number, near = 0): number {
  const middle = Number.isFinite(near) ? near : 0
  let width = 0.01
  while (width < 1e4 && (!(value(middle - width) > 0) || !(value(middle + width) <= 0))) width *= 2
  return bisect(value, middle - width, middle + width)
}

/** The zero of a falling curve between two trials, to the last bit worth having. */
export function bisect(value: (trial: number) => number, from: number, to: number): number {
  let low = from
  let high = to
  for (let step = 0; step < 200 && high - low > 1e-16 * (1 + Math.abs(low)); step += 1) {
    const middle = (low + high) / 2
    if (value(middle) > 0) low = middle
    else high = middle
  }
  return (low + high) / 2
}
