import { useSettings } from '../../settings.tsx'

/** Bucket colours from calm to red: the eye reads them as worse and worse. */
export const bucketColours = ['#8fb4ef', '#f2d48a', '#e8b04a', '#dd8a2e', '#cf6526', '#bd4326', '#a32a2a', '#6f1a2b']

/** The days a bucket means, so that nobody has to know another shop's M3. */
export function useDays() {
  const { t } = useSettings()
  return ({ from, to }: { from: number; to: number | null }) =>
    to === null ? t('risk.days.from', { from }) : from === 0 ? t('risk.days.none') : t('risk.days.range', { from, to })
}
