import { useSettings } from '../../settings.tsx'

/**
 * Bucket colours from calm to grave, each darker than the one before, so that they differ without hue too. On a dark page the
 * grave ones are lighter than they are on paper: a dark red would sink into it.
 */
const shades = {
  light: ['#8fb4ef', '#f2d48a', '#e8b04a', '#dd8a2e', '#cf6526', '#bd4326', '#a32a2a', '#6f1a2b'],
  dark: ['#6f9ae0', '#f6dfa4', '#f0c060', '#ea9f45', '#e2804a', '#d65a48', '#c8435c', '#aa4590'],
}
export const bucketColours = (dark: boolean): readonly string[] => shades[dark ? 'dark' : 'light']

/** The same for the five classes. */
export const classColours = (dark: boolean): readonly string[] => [0, 1, 4, 5, 7].map(at => bucketColours(dark)[at]!)

/** Which way a loan moved, as red, green, blue: vermilion and blue are told apart by all eyes, staying is grey. */
export const wayColours = { worse: '213,94,0', better: '0,114,178', same: '70,82,104' }

/** The days a bucket means, so that nobody has to know another shop's M3. */
export function useDays() {
  const { t } = useSettings()
  return ({ from, to }: { from: number; to: number | null }) =>
    to === null ? t('risk.days.from', { from }) : from === 0 ? t('risk.days.none') : t('risk.days.range', { from, to })
}
