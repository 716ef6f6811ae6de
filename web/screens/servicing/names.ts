import { useQuery } from '@tanstack/react-query'
import { api } from '../../client.ts'
import { useSettings } from '../../settings.tsx'

/** Names of branches and products for lists that know only their ids. */
export function useNames() {
  const { language } = useSettings()
  const groups = useQuery(api.team.listGroups.queryOptions({ staleTime: 300_000 }))
  const products = useQuery(api.product.listProducts.queryOptions({ input: {}, staleTime: 300_000 }))
  const branches = groups.data?.branches ?? []
  const offered = products.data ?? []
  const nameOf = (product: (typeof offered)[number]) => (language === 'zh' ? product.name : product.nameEn)
  return {
    branches: branches.map(branch => ({ value: branch.id, label: branch.name })),
    products: offered.map(product => ({ value: product.id, label: nameOf(product) })),
    branch: (id: string) => branches.find(branch => branch.id === id)?.name ?? '—',
    product: (id: string) => {
      const found = offered.find(product => product.id === id)
      return found ? nameOf(found) : '—'
    },
  }
}
