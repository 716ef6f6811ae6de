import { useQuery } from '@tanstack/react-query'
import type { Dimension } from '../../../modules/risk/dimension.ts'
import { api } from '../../client.ts'
import { useSettings } from '../../settings.tsx'
import { useNames } from '../servicing/names.ts'

/** What a part of the book is called: what the server named, what the reader's own lists name, or the house's word for it. */
export function useGroupNames() {
  const { t } = useSettings()
  const names = useNames()
  const groups = useQuery(api.team.listGroups.queryOptions({ staleTime: 300_000 }))
  return (by: Dimension, { id, name }: { id: string | null; name: string | null }): string => {
    if (id === null) return by === 'dealerGroup' ? t('risk.by.dealerGroup.none') : t('risk.unknown')
    if (by === 'branch') return names.branch(id)
    if (by === 'product') return names.product(id)
    if (by === 'group') return groups.data?.groups.find(group => group.id === id)?.name ?? '—'
    if (by === 'channel' || by === 'condition') return t(`risk.${by}.${id}`)
    return name ?? '—'
  }
}
