import { Timeline as AntTimeline, Card, Skeleton, Typography } from 'antd'
import type { ReactNode } from 'react'
import { useWords } from '../settings.tsx'
import { EmptyState } from './empty-state.tsx'

/** What happened, newest first. */
export type Happening = {
  key: string
  title: ReactNode
  at: ReactNode
  by?: ReactNode
  note?: ReactNode
  color?: string
}

/** The timeline card of a record. */
export function Timeline({
  items,
  title,
  filter,
  footer,
  loading = false,
}: {
  items: Happening[]
  title?: string
  /** What narrows the list, above it. */
  filter?: ReactNode
  /** What asks for more, below it. */
  footer?: ReactNode
  /** Whether the first lines are still on their way. */
  loading?: boolean
}) {
  const t = useWords()
  return (
    <Card title={title ?? t('ui.timeline')} size="small" styles={{ body: { paddingTop: 16 } }}>
      {filter && <div style={{ marginBottom: 16 }}>{filter}</div>}
      {loading ? (
        <Skeleton active title={false} />
      ) : items.length === 0 ? (
        <EmptyState />
      ) : (
        <AntTimeline
          items={items.map(item => ({
            key: item.key,
            color: item.color ?? 'blue',
            content: (
              <div>
                <Typography.Text strong>{item.title}</Typography.Text>
                {item.note && <div>{item.note}</div>}
                <div>
                  <Typography.Text type="secondary" style={{ fontSize: 12 }}>
                    {item.at}
                    {item.by ? <> · {item.by}</> : null}
                  </Typography.Text>
                </div>
              </div>
            ),
          }))}
        />
      )}
      {footer}
    </Card>
  )
}
