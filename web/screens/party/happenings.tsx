import { contract } from '#app/contract'
import type { Language } from '#lib/words'
import { InstantText } from '../../ui/day-text.tsx'
import type { Happening } from '../../ui/timeline.tsx'

type Line = { at: string; actorName: string; operation: string; detail: Record<string, unknown> }
type Route = { '~orpc'?: { route?: { method?: string; path?: string; summary?: string } } }

let summaries: Map<string, string> | undefined

/** What an operation is called, by its method and path: the summary of its contract. */
function summaryOf(operation: string, language: Language): string {
  summaries ??= new Map(
    Object.values(contract as unknown as Record<string, Record<string, Route>>)
      .flatMap(module => Object.values(module))
      .map(procedure => {
        const { method, path, summary } = procedure['~orpc']?.route ?? {}
        return [`${method} ${path}`, summary ?? ''] as const
      }),
  )
  const [zh, en] = (summaries.get(operation) ?? operation).split(' · ')
  return language === 'zh' ? zh! : (en ?? zh!)
}

/** Audit lines as the timeline shows them: what was done, by whom, when, and why where somebody said so. */
export function happenings(
  lines: readonly Line[],
  language: Language,
  t: (key: string, facts?: Record<string, unknown>) => string,
  noun: 'customer' | 'dealer',
): Happening[] {
  return lines.map((line, index) => ({
    key: `${line.at} ${index}`,
    title: summaryOf(line.operation, language),
    at: <InstantText at={line.at} />,
    by: line.actorName,
    note: noteOf(line.detail, t, noun),
    color: line.operation.endsWith('/reveal') ? 'orange' : 'blue',
  }))
}

function noteOf(
  detail: Record<string, unknown>,
  t: (key: string, facts?: Record<string, unknown>) => string,
  noun: string,
) {
  const fields = (list: unknown) =>
    (list as string[]).map(field => t(`party.${noun}.${field}`)).join(t('party.list-comma'))
  const parts = [
    typeof detail.consent === 'string' &&
      `${t(`party.consent.${detail.consent}`)} · ${t(detail.given ? 'party.consent.given' : 'party.consent.withdrawn')}`,
    typeof detail.relation === 'string' && t(`party.relation.${detail.relation}`),
    Array.isArray(detail.changed) &&
      detail.changed.length > 0 &&
      t('party.changed', { fields: fields(detail.changed) }),
    Array.isArray(detail.revealed) && t('party.revealed', { fields: fields(detail.revealed) }),
    typeof detail.state === 'string' && t(`party.dealer.state.${detail.state}`),
    typeof detail.reason === 'string' && detail.reason,
  ].filter(part => typeof part === 'string')
  return parts.length > 0 ? parts.join(' · ') : undefined
}
