import { EllipsisOutlined } from '@ant-design/icons'
import { useParams } from '@tanstack/react-router'
import { Badge, Button, Card, Dropdown, Flex, Grid, type MenuProps, Skeleton, Tabs, Typography } from 'antd'
import { lazy, type ReactNode, Suspense } from 'react'
import { Handovers, PresentFaces } from '../screens/notification/record-top.tsx'
import { isRecord, usePresence, useThread } from '../screens/notification/use-record.ts'
import { useWords } from '../settings.tsx'
import { PendingChanges } from './pending-changes.tsx'

const RecordThread = lazy(() =>
  import('../screens/notification/record-thread.tsx').then(({ RecordThread }) => ({ default: RecordThread })),
)

/** One of the figures that matter. */
export type HeadFigure = { label: string; value: ReactNode; note?: ReactNode; bad?: boolean }

type Props = {
  title: ReactNode
  subtitle?: ReactNode
  tags?: ReactNode
  figures?: HeadFigure[]
  /** The one primary action. */
  primary?: ReactNode
  more?: MenuProps['items']
  tabs: { key: string; label: string; content: ReactNode }[]
  side?: ReactNode
  /** The record's identifier, where the address does not hold it as `id`. */
  record?: string
}

/** The record pattern: who it is, the figures that matter, the next action; tabs left, what happened right. */
export function RecordPage({ title, subtitle, tags, figures = [], primary, more = [], tabs, side, record }: Props) {
  const t = useWords()
  const wide = Grid.useBreakpoint().xl ?? true
  const { id } = useParams({ strict: false }) as { id?: string }
  const about = record ?? id ?? ''
  const thread = useThread(about)
  // A record without a thread, or one the reader may not see, shows none.
  const talks = thread.isSuccess
  const present = usePresence(about, talks)
  const unread = thread.data?.unread ?? 0
  const threadTab = {
    key: 'thread',
    label: (
      <Badge count={unread} size="small" offset={[8, -2]} title={t('notification.thread.unread', { count: unread })}>
        {t('notification.thread')}
      </Badge>
    ),
    children: (
      <Suspense fallback={<Skeleton active />}>
        <RecordThread record={about} />
      </Suspense>
    ),
  }
  return (
    <Flex vertical gap={14}>
      {isRecord(about) && <PendingChanges record={about} />}
      {talks && <Handovers record={about} />}
      <Card>
        <Flex justify="space-between" gap={12} wrap align="center">
          <Flex gap={10} align="center" wrap>
            <Typography.Title level={1} style={{ fontSize: 19, margin: 0 }}>
              {title}
            </Typography.Title>
            {subtitle && <Typography.Text type="secondary">{subtitle}</Typography.Text>}
            {tags}
            <PresentFaces present={present} />
          </Flex>
          <Flex gap={8}>
            {more.length > 0 && (
              <Dropdown menu={{ items: more }} trigger={['click']}>
                <Button icon={<EllipsisOutlined />} aria-label={t('shell.more')} />
              </Dropdown>
            )}
            {primary}
          </Flex>
        </Flex>
        {figures.length > 0 && (
          <Flex gap="14px 44px" wrap style={{ marginTop: 16 }}>
            {figures.map(figure => (
              <div key={figure.label}>
                <Typography.Text type="secondary">{figure.label}</Typography.Text>
                <div
                  className="number"
                  style={{
                    fontSize: 20,
                    fontWeight: 600,
                    lineHeight: 1.5,
                    color: figure.bad ? 'var(--ant-color-error, #c93a3a)' : undefined,
                  }}
                >
                  {figure.value}
                </div>
                {figure.note && (
                  // A long note breaks rather than pushing the next figure down a row.
                  <Typography.Text type="secondary" style={{ display: 'block', fontSize: 12, maxWidth: 260 }}>
                    {figure.note}
                  </Typography.Text>
                )}
              </div>
            ))}
          </Flex>
        )}
      </Card>
      <div
        style={{
          display: 'grid',
          gridTemplateColumns: side && wide ? 'minmax(0, 1fr) 340px' : 'minmax(0, 1fr)',
          gap: 14,
          alignItems: 'start',
        }}
      >
        <Card styles={{ body: { paddingTop: 4 } }}>
          <Tabs
            items={[
              ...tabs.map(tab => ({ key: tab.key, label: tab.label as ReactNode, children: tab.content })),
              ...(talks && wide ? [threadTab] : []),
            ]}
          />
        </Card>
        {talks && !wide && (
          <Card size="small" title={threadTab.label}>
            {threadTab.children}
          </Card>
        )}
        {side && (
          <Flex vertical gap={14}>
            {side}
          </Flex>
        )}
      </div>
    </Flex>
  )
}
