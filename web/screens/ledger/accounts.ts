import { useQuery } from '@tanstack/react-query'
import { api } from '../../client.ts'
import { useMay } from '../../session.tsx'
import { useSettings } from '../../settings.tsx'

/** Names an account: code and, where the reader may see the chart, its name. */
export function useAccounts() {
  const { language } = useSettings()
  const may = useMay()
  const chart = useQuery({
    ...api.ledger.listAccounts.queryOptions({ staleTime: 300_000 }),
    enabled: may('ledger.account.read'),
  })
  return (code: string) => {
    const account = chart.data?.find(one => one.code === code)
    return account ? `${code} ${language === 'zh' ? account.zh : account.en}` : code
  }
}
