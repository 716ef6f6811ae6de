import { Card, Skeleton } from 'antd'
import type { ReactNode } from 'react'
import { problemOf } from '../client.ts'
import { useWords } from '../settings.tsx'
import { EmptyState } from './empty-state.tsx'

/** Shows what a query gives; its shape while it loads, and what went wrong with a way to try again. */
export function QueryView<Data>({
  query,
  children,
}: {
  query: { data: Data | undefined; isError: boolean; error: unknown; refetch: () => unknown }
  children: (data: Data) => ReactNode
}) {
  const t = useWords()
  if (query.data !== undefined) return <>{children(query.data)}</>
  if (query.isError)
    return (
      <Card>
        <EmptyState
          text={problemOf(query.error)?.detail ?? t('shell.offline')}
          action={t('shell.retry')}
          onAction={() => void query.refetch()}
        />
      </Card>
    )
  return (
    <Card>
      <Skeleton active paragraph={{ rows: 6 }} />
    </Card>
  )
}
