import { useInfiniteQuery } from '@tanstack/react-query'
import { client } from '../../client.ts'
import type { Loan, Transaction } from './loan-tags.tsx'

/** What happened to a loan, the newest first: what came with the loan, and what has been asked for behind it. */
export function useTransactions(loan: Loan): {
  rows: Transaction[]
  /** Whether there is more behind these. */
  more: boolean
  loading: boolean
  earlier: () => void
} {
  const earlier = useInfiniteQuery({
    queryKey: ['servicing', 'earlier', loan.id, loan.earlier, loan.knownOn],
    queryFn: ({ pageParam }) =>
      client.servicing.listTransactions({
        id: loan.id,
        before: pageParam as `repayment_${string}`,
        limit: '50' as never,
        ...(loan.knownOn ? { knownOn: loan.knownOn } : {}),
      }),
    initialPageParam: loan.earlier as string | null,
    getNextPageParam: last => last.next,
    enabled: false,
  })
  const older = earlier.data?.pages.flatMap(page => page.rows) ?? []
  return {
    rows: [...loan.transactions.toReversed(), ...older],
    more: earlier.data ? earlier.hasNextPage : loan.earlier !== null,
    loading: earlier.isFetching,
    earlier: () => void (earlier.data ? earlier.fetchNextPage() : earlier.refetch()),
  }
}
