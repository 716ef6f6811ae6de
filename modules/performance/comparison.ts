import { chiSquareTail, normal, poissonLimits, repeatable, z95, z998 } from './chance.ts'

/** Files of one kind that somebody had: how many, how many went bad, and of what kind (product, term, loan ratio, car). */
export type MixCell = { subject: string; stratum: string; files: number; bad: number }

/** One person or dealer beside what anybody would have come to with the same files. */
export type Compared = {
  subject: string
  files: number
  bad: number
  /** How many of the same mix would have gone bad at the whole book's rates. */
  expected: number
  /** bad ÷ expected: 1 is as expected, 2 is twice as bad. Null when too few files to say anything. */
  ratio: number | null
  low: number | null
  high: number | null
  /** Where the ranks lie that are compatible with chance (95 of 100), 1 the best; null when withheld. */
  rankFrom: number | null
  rankTo: number | null
  /** Beyond the control limit (99.8 %): hardly chance. */
  signal: 'better' | 'worse' | null
  withheld: boolean
}

export type Comparison = {
  rows: Compared[]
  files: number
  bad: number
  /** The chance that people who are all equally good differ as much as these do; null below two of them. */
  chance: number | null
  /** What the page says of the ranking. */
  verdict: 'noise' | 'some' | 'too-few' | 'none-bad'
}

/** A kind of file with fewer than so many in the whole book is judged by the rate of the book: its own would be chance. */
const leastOfKind = 30

/**
 * Expected against actual by indirect standardisation: each kind of file (stratum) goes bad at the whole book's rate of that kind, so that
 * whoever was given hard files is not blamed for them. Intervals are Byar's Poisson limits over the expected number. Whether the
 * differences are more than chance is a chi-square test of heterogeneity with binomial variances; ranks are drawn anew many times
 * from what each could truly be, always with the same draws.
 * @param least files below which nobody is judged: they are shown as withheld and take no rank
 */
export function compare(cells: readonly MixCell[], least: number): Comparison {
  const rates = stratumRates(cells)
  const bySubject = Map.groupBy(cells, cell => cell.subject)
  const sums = [...bySubject].map(([subject, own]) => ({
    subject,
    files: total(own, cell => cell.files),
    bad: total(own, cell => cell.bad),
    expected: total(own, cell => cell.files * rates.get(cell.stratum)!),
    variance: total(own, cell => cell.files * rates.get(cell.stratum)! * (1 - rates.get(cell.stratum)!)),
  }))
  const judged = sums.filter(one => one.files >= least && one.expected > 0)
  const chance = heterogeneity(judged)
  const ranks = rankIntervals(judged)
  const rows = sums.map((one): Compared => {
    const at = judged.indexOf(one)
    const { subject, files, bad, expected } = one
    if (at < 0)
      return {
        subject,
        files,
        bad,
        expected,
        ratio: null,
        low: null,
        high: null,
        rankFrom: null,
        rankTo: null,
        signal: null,
        withheld: files < least,
      }
    const limits = poissonLimits(bad)
    const control = poissonLimits(bad, z998)
    return {
      subject,
      files,
      bad,
      expected,
      ratio: bad / expected,
      low: limits.low / expected,
      high: limits.high / expected,
      rankFrom: ranks[at]!.from,
      rankTo: ranks[at]!.to,
      signal: control.low > expected ? 'worse' : control.high < expected ? 'better' : null,
      withheld: false,
    }
  })
  rows.sort(
    (a, b) =>
      Number(a.withheld) - Number(b.withheld) || (a.ratio ?? 0) - (b.ratio ?? 0) || (a.subject < b.subject ? -1 : 1),
  )
  const files = total(sums, one => one.files)
  const bad = total(sums, one => one.bad)
  return {
    rows,
    files,
    bad,
    chance,
    verdict: bad === 0 && files > 0 ? 'none-bad' : chance === null ? 'too-few' : chance < 0.05 ? 'some' : 'noise',
  }
}

const total = <T>(list: readonly T[], of: (one: T) => number) => list.reduce((sum, one) => sum + of(one), 0)

/** Of what kinds somebody's files were, and how many of each anybody would have had go bad: they come to what was expected. Most files first. */
export function mixOf(cells: readonly MixCell[], subject: string) {
  const rates = stratumRates(cells)
  return cells
    .filter(cell => cell.subject === subject)
    .map(({ stratum, files, bad }) => {
      const [product, years, tenths, condition] = stratum.split('/') as [string, string, string, string]
      const rate = rates.get(stratum)!
      return { product, years: Number(years), tenths, condition, files, bad, rate, expected: files * rate }
    })
    .sort((a, b) => b.files - a.files)
}

/** How often each kind of file goes bad in the whole book; rare kinds go with the book. */
export function stratumRates(cells: readonly MixCell[]): Map<string, number> {
  const files = total(cells, cell => cell.files)
  const book = files === 0 ? 0 : total(cells, cell => cell.bad) / files
  // What is rare is put together, so that expected and actual still come to the same number in all.
  const kinds = Map.groupBy(cells, cell => cell.stratum)
  const rare = [...kinds.values()].filter(own => total(own, cell => cell.files) < leastOfKind).flat()
  const rareFiles = total(rare, cell => cell.files)
  const rareRate = rareFiles === 0 ? book : total(rare, cell => cell.bad) / rareFiles
  return new Map(
    [...kinds].map(([stratum, own]) => {
      const of = total(own, cell => cell.files)
      return [stratum, of < leastOfKind ? rareRate : total(own, cell => cell.bad) / of]
    }),
  )
}

/** The chance that equals differ so much: Σ (actual − expected)² ÷ variance against chi-square with one degree less than there are people. */
function heterogeneity(judged: readonly { bad: number; expected: number; variance: number }[]): number | null {
  const able = judged.filter(one => one.variance > 0)
  if (able.length < 2) return null
  // Those left out may leave the rest above or below what is expected of them in all; they are compared with each other.
  const level = total(able, one => one.bad) / total(able, one => one.expected)
  if (level === 0) return 1
  const x = total(able, one => (one.bad - one.expected * level) ** 2 / (one.variance * level))
  return chiSquareTail(x, able.length - 1)
}

const draws = 2000

/** Ranks compatible with chance: each true ratio is drawn from what its count allows (a gamma by Wilson and Hilferty), the lowest ranks first. */
function rankIntervals(judged: readonly { bad: number; expected: number }[]): { from: number; to: number }[] {
  const random = repeatable(20260101)
  const ranks = judged.map(() => new Array<number>(draws))
  for (let draw = 0; draw < draws; draw += 1) {
    const drawn = judged.map((one, at) => {
      const shape = one.bad + 0.5
      const root = 1 - 1 / (9 * shape) + normal(random) / (3 * Math.sqrt(shape))
      return { at, value: (shape * Math.max(0, root) ** 3) / one.expected }
    })
    drawn.sort((a, b) => a.value - b.value)
    for (const [rank, { at }] of drawn.entries()) ranks[at]![draw] = rank + 1
  }
  return ranks.map(own => {
    own.sort((a, b) => a - b)
    return { from: own[Math.floor(draws * 0.025)]!, to: own[Math.ceil(draws * 0.975) - 1]! }
  })
}

/** The funnel: how far from 1 a ratio may lie by chance alone, for as many expected as these. */
export function funnel(expected: readonly number[]) {
  return expected.map(of => ({
    expected: of,
    low95: Math.max(0, 1 - z95 / Math.sqrt(of)),
    high95: 1 + z95 / Math.sqrt(of),
    low998: Math.max(0, 1 - z998 / Math.sqrt(of)),
    high998: 1 + z998 / Math.sqrt(of),
  }))
}
