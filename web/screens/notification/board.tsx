import { useQuery } from '@tanstack/react-query'
import { Link, useRouterState } from '@tanstack/react-router'
import { Badge, Button, Card, Flex, Select, Typography } from 'antd'
import { useState } from 'react'
import { api, type client } from '../../client.ts'
import { useMay } from '../../session.tsx'
import { useWords } from '../../settings.tsx'
import { InstantText } from '../../ui/day-text.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { QueryView } from '../../ui/query-view.tsx'
import { pageOf } from './about.ts'
import { Announcements } from './announcements.tsx'
import { MinutesList } from './minutes.tsx'
import { RecordThread } from './record-thread.tsx'
import { Tasks } from './tasks.tsx'

const tabs = ['announcements', 'tasks', 'minutes', 'feed', 'threads'] as const

/** 协作: announcements, tasks, minutes, the group's feed and one's threads, each under its own address. */
export default function Board() {
  const t = useWords()
  const path = useRouterState({ select: state => state.location.pathname })
  const active = tabs.find(tab => path.endsWith(`/${tab}`)) ?? 'announcements'
  const counts = useQuery(api.notification.countTasks.queryOptions())
  const words = {
    announcements: 'notification.announcement',
    tasks: 'notification.task',
    minutes: 'notification.minutes',
    feed: 'notification.feed',
    threads: 'notification.threads',
  } as const
  const content = {
    announcements: <Announcements />,
    tasks: <Tasks />,
    minutes: <MinutesList />,
    feed: <Feed />,
    threads: <Threads />,
  } as const
  return (
    <Flex vertical gap={10} style={{ maxWidth: 980 }}>
      <Typography.Title level={1} style={{ fontSize: 18, margin: 0 }}>
        {t('notification.board')}
      </Typography.Title>
      <Flex gap={4} wrap>
        {tabs.map(key => (
          <Link key={key} to={`/notification/${key}` as never} aria-current={key === active ? 'page' : undefined}>
            <Button
              type={key === active ? 'default' : 'text'}
              tabIndex={-1}
              style={{ fontWeight: key === active ? 600 : 400 }}
            >
              {t(words[key])}
              {key === 'tasks' && (counts.data?.overdue ?? 0) > 0 && (
                <Badge count={counts.data?.overdue} size="small" />
              )}
            </Button>
          </Link>
        ))}
      </Flex>
      {content[active]}
    </Flex>
  )
}

/** The feed of one's group, or of another that is open to one. */
function Feed() {
  const t = useWords()
  const colleagues = useQuery(api.notification.listColleagues.queryOptions({ staleTime: 300_000 }))
  const [chosen, setChosen] = useState<string | null>(null)
  return (
    <QueryView query={colleagues}>
      {({ own }) => {
        const group = chosen ?? own[0]?.id
        if (!group) return <EmptyState />
        return (
          <Flex vertical gap={12}>
            {own.length > 1 && (
              <Select
                value={group}
                onChange={setChosen}
                aria-label={t('notification.minutes.group')}
                style={{ maxWidth: 320 }}
                options={own.map(one => ({ value: one.id, label: one.name }))}
              />
            )}
            <Card>
              <RecordThread key={group} record={group} handover={false} />
            </Card>
          </Flex>
        )
      }}
    </QueryView>
  )
}

/** The threads one writes in or was named in, each a way to its record. */
function Threads() {
  const t = useWords()
  const threads = useQuery(api.notification.listMyThreads.queryOptions())
  return (
    <QueryView query={threads}>
      {rows => (
        <Card styles={{ body: { padding: 0 } }}>
          {rows.length === 0 && <EmptyState text={t('notification.threads.none')} />}
          {rows.map(row => (
            <ThreadRow key={row.record} row={row} />
          ))}
        </Card>
      )}
    </QueryView>
  )
}

function ThreadRow({ row }: { row: Awaited<ReturnType<typeof client.notification.listMyThreads>>[number] }) {
  const t = useWords()
  const may = useMay()
  const page = pageOf(row.record, may)
  const body = (
    <Flex gap={10} align="start" style={{ padding: '10px 14px' }}>
      <Badge count={row.unread} size="small" style={{ marginTop: 4 }} />
      <div style={{ minWidth: 0, flex: 1 }}>
        <Typography.Text strong>{t(row.noun)}</Typography.Text>{' '}
        <Typography.Text type="secondary" style={{ fontSize: 12 }}>
          <InstantText at={row.lastAt} />
        </Typography.Text>
        <Typography.Text ellipsis style={{ display: 'block' }}>
          {row.lastAuthor} · {row.lastText || t('notification.thread.removed')}
        </Typography.Text>
      </div>
    </Flex>
  )
  const style = { display: 'block', color: 'inherit', borderBottom: '1px solid rgba(128,128,128,0.14)' } as const
  return page ? (
    <Link to={page as never} className="row-link" style={style}>
      {body}
    </Link>
  ) : (
    <div style={style}>{body}</div>
  )
}
