import { useInfiniteQuery } from '@tanstack/react-query'
import type { TransactionTopic } from '../../../modules/servicing/transaction.ts'
import { client } from '../../client.ts'
import type { Loan, Transaction } from './loan-tags.tsx'

/** Some of what happened to a loan, the newest first. */
export type Transactions = {
  rows: Transaction[]
  /** Whether there is more behind these. */
  more: boolean
  loading: boolean
  earlier: () => void
}

/** The past a loan is shown in, as its lists ask for it; nothing where it is shown as it is. */
const pastOf = (loan: Loan) => (loan.knownOn ? { shownOn: loan.today, knownOn: loan.knownOn } : {})

/** Everything that happened to a loan: what came with the loan, and what has been asked for behind it. */
export function useTransactions(loan: Loan): Transactions {
  const past = pastOf(loan)
  const earlier = useInfiniteQuery({
    queryKey: ['servicing', 'earlier', loan.id, loan.earlier, past],
    queryFn: ({ pageParam }) =>
      client.servicing.listTransactions({
        id: loan.id,
        before: pageParam as `repayment_${string}`,
        limit: '50' as never,
        ...past,
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

/** What happened to a loan about one topic, asked for by it: the list is whole however long ago that was. */
export function useTopic(loan: Loan, topic: TransactionTopic | null): Transactions {
  const past = pastOf(loan)
  const found = useInfiniteQuery({
    queryKey: ['servicing', 'topic', loan.id, topic, loan.transactions.at(-1)?.id, past],
    queryFn: ({ pageParam }) =>
      client.servicing.listTransactions({
        id: loan.id,
        topic: topic!,
        limit: '20' as never,
        ...(pageParam ? { before: pageParam as `repayment_${string}` } : {}),
        ...past,
      }),
    initialPageParam: null as string | null,
    getNextPageParam: last => last.next,
    enabled: topic !== null,
  })
  return {
    rows: found.data?.pages.flatMap(page => page.rows) ?? [],
    more: found.hasNextPage,
    loading: found.isFetching,
    earlier: () => void found.fetchNextPage(),
  }
}
