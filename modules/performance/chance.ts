/**
 * The few statistics a fair comparison needs. Floats: nothing here is money, and nothing is posted from it.
 * Byar's limits: Breslow & Day, Statistical Methods in Cancer Research II (IARC 1987), eq. 2.13; Wilson (1927).
 */

/** The normal deviate that leaves 2.5 % on either side, and that leaves 0.1 %: warning and control limits of a funnel. */
export const z95 = 1.959964
export const z998 = 3.090232

/** Limits of a Poisson count, by Byar's approximation. */
export function poissonLimits(count: number, z = z95): { low: number; high: number } {
  const low = count === 0 ? 0 : count * (1 - 1 / (9 * count) - z / (3 * Math.sqrt(count))) ** 3
  const next = count + 1
  return { low: Math.max(0, low), high: next * (1 - 1 / (9 * next) + z / (3 * Math.sqrt(next))) ** 3 }
}

/** Limits of a share of `count` among `of`, by Wilson's score. */
export function wilsonLimits(count: number, of: number, z = z95): { low: number; high: number } {
  if (of === 0) return { low: 0, high: 1 }
  const p = count / of
  const middle = (p + z ** 2 / (2 * of)) / (1 + z ** 2 / of)
  const half = (z / (1 + z ** 2 / of)) * Math.sqrt((p * (1 - p)) / of + z ** 2 / (4 * of ** 2))
  return { low: Math.max(0, middle - half), high: Math.min(1, middle + half) }
}

/** The chance of a chi-square value as large as this or larger: regularised upper incomplete gamma Q(df/2, x/2). */
export function chiSquareTail(x: number, df: number): number {
  if (df <= 0 || x <= 0) return 1
  const a = df / 2
  const at = x / 2
  const front = Math.exp(-at + a * Math.log(at) - logGamma(a))
  if (at < a + 1) {
    // The series of the lower part.
    let term = 1 / a
    let sum = term
    for (let n = a + 1; term > sum * 1e-15; n += 1) {
      term *= at / n
      sum += term
    }
    return Math.min(1, Math.max(0, 1 - sum * front))
  }
  // Lentz's continued fraction of the upper part.
  let b = at + 1 - a
  let c = 1e300
  let d = 1 / b
  let h = d
  for (let n = 1; n < 500; n += 1) {
    const an = -n * (n - a)
    b += 2
    d = 1 / (an * d + b)
    c = b + an / c
    h *= d * c
    if (Math.abs(d * c - 1) < 1e-15) break
  }
  return Math.min(1, Math.max(0, front * h))
}

/** The logarithm of the gamma function, by Lanczos. */
function logGamma(x: number): number {
  const parts = [
    76.18009172947146, -86.50532032941678, 24.01409824083091, -1.231739572450155, 0.1208650973866179e-2,
    -0.5395239384953e-5,
  ]
  const shifted = x + 5.5 - (x + 0.5) * Math.log(x + 5.5)
  const series = parts.reduce((sum, part, n) => sum + part / (x + n + 1), 1.000000000190015)
  return -shifted + Math.log((2.5066282746310007 * series) / x)
}

/** Numbers between 0 and 1 that are the same on every run: mulberry32. */
export function repeatable(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let t = state
    t = Math.imul(t ^ (t >>> 15), t | 1)
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61)
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296
  }
}

/** A standard normal draw, by Box and Muller. */
export function normal(random: () => number): number {
  return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random())
}
