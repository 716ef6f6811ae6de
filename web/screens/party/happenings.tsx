import type { Language } from '#lib/words'
import { summaryOf } from '../../operations.ts'
import { InstantText } from '../../ui/day-text.tsx'
import type { Happening } from '../../ui/timeline.tsx'

type Line = { at: string; actorName: string; operation: string; detail: Record<string, unknown> }

/** Audit lines as the timeline shows them: what was done, by whom, when, and why where somebody said so. */
export function happenings(
  lines: readonly Line[],
  language: Language,
  t: (key: string, facts?: Record<string, unknown>) => string,
  noun: 'customer' | 'dealer',
): Happening[] {
  return lines.map((line, index) => ({
    key: `${line.at} ${index}`,
    title: summaryOf(line.operation, language) ?? line.operation,
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
