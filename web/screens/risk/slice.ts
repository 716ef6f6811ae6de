import { useNavigate, useSearch } from '@tanstack/react-router'
import type { client } from '../../client.ts'
import { useSettings } from '../../settings.tsx'
import type { Rests } from '../../ui/chart.tsx'
import { grouped } from '../../ui/money.tsx'

export type SliceKey = Exclude<(typeof keys)[number], 'day'>

/** What every picture of the book is asked with. */
export type Slice = Omit<NonNullable<Parameters<typeof client.risk.aging>[0]>, 'day'> & { day?: string }
type Asked = Record<string, string | undefined>
type Next = Record<string, string | number | boolean | undefined>

const keys = [
  'day',
  'branchId',
  'groupId',
  'ownerId',
  'dealerId',
  'dealerGroup',
  'productId',
  'channel',
  'brand',
  'model',
  'condition',
  'region',
] as const

/** Day, slice, tab and every choice of a picture stand in the address, so that it can be sent to somebody and found again. */
export function useAsked() {
  const navigate = useNavigate()
  const asked = useSearch({ strict: false }) as Asked
  const slice = Object.fromEntries(keys.flatMap(key => (asked[key] ? [[key, String(asked[key])]] : []))) as Slice
  const set = (next: Next) => void navigate({ to: '.', replace: true, search: { ...asked, ...next } as never })
  return { asked, slice, set }
}

/** Balance or number of loans: what shares and sums are made of. */
export type Measure = 'balance' | 'loans'

/** A share as percent text; nothing is shown as nothing, not as zero. */
export function percent(share: string | null | undefined, decimals = 2): string {
  return share === null || share === undefined ? '—' : `${(Number(share) * 100).toFixed(decimals)} %`
}

/** Yuan text in the unit an axis is read in: 万 in Chinese, thousands in English. */
export function inUnit(yuan: string, language: 'zh' | 'en'): number {
  return Math.round(Number(yuan) / (language === 'zh' ? 100 : 10)) / 100
}

/** Whose loans a figure is about. */
export type Scope = Awaited<ReturnType<typeof client.risk.aging>>['scope']

/** A scope in words. */
export function useScopeName() {
  const { t } = useSettings()
  return ({ reach, name }: Scope): string =>
    reach === 'all' ? t('risk.scope.all') : reach === 'own' ? t('risk.scope.own', { name: name ?? '' }) : (name ?? '—')
}

/** What a share of a picture rests on: so many loans, and what they bring to it. */
export function useRests() {
  const { t } = useSettings()
  return (loans: number, balance: string, measured = t('risk.balance')): Rests => ({
    text: `${t('risk.loans.count', { count: loans })} · ${grouped(balance)}`,
    parts: [
      [t('risk.loans'), loans],
      [`${measured} ¥`, balance],
    ],
  })
}
