import names from 'virtual:operation-names'
import type { Language } from '#lib/words'

/** Every permission any operation asks for. */
export const permissions = names.permissions

/** Every command by the name the write path knows it under: `POST /path` → `中文 · English`. */
export const summaries = names.summaries

/** What an operation is called, by its method and path: the summary of its contract; undefined for what is no operation. */
export function summaryOf(operation: string, language: Language): string | undefined {
  const summary = summaries[operation]
  return summary && (summary.split(' · ')[language === 'zh' ? 0 : 1] ?? summary)
}
