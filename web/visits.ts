import { remember, remembered } from './remembered.ts'

type Visits = Readonly<Record<string, number>>

/** Old habits fade: every count is halved when the largest reaches this. */
const most = 64

const nameOf = (person: string) => `visits.${person}`

/** How often this person went to which page, on this device. */
export function visitsOf(person: string): Visits {
  try {
    const kept: unknown = JSON.parse(remembered(nameOf(person)) ?? '{}')
    return typeof kept === 'object' && kept !== null ? (kept as Visits) : {}
  } catch {
    return {}
  }
}

/** One more visit. */
export function visited(visits: Visits, path: string): Visits {
  const next = { ...visits, [path]: (visits[path] ?? 0) + 1 }
  if (next[path]! < most) return next
  return Object.fromEntries(
    Object.entries(next).flatMap(([at, count]) => (count > 1 ? [[at, Math.floor(count / 2)]] : [])),
  )
}

/** Remembers that a person is on a page now. */
export function visit(person: string, path: string): void {
  remember(nameOf(person), JSON.stringify(visited(visitsOf(person), path)))
}

/** The `count` pages most gone to, in the order given where equal: somebody new sees the first ones. */
export function mostVisited<Page extends { path: string }>(
  pages: readonly Page[],
  visits: Visits,
  count: number,
): Page[] {
  return [...pages].sort((a, b) => (visits[b.path] ?? 0) - (visits[a.path] ?? 0)).slice(0, count)
}
