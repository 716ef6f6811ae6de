import { useInfiniteQuery } from '@tanstack/react-query'
import { Button, Card, Flex, Segmented, Skeleton, Typography } from 'antd'
import { useState } from 'react'
import { api, client } from '../../client.ts'
import { useCommand } from '../../command.ts'
import { useWords } from '../../settings.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { NoticeLines } from './notice-lines.tsx'

/** One's own inbox: unread first at hand, everything before behind it. */
export default function Notices() {
  const t = useWords()
  const [state, setState] = useState<'unread' | 'all'>('unread')
  const list = useInfiniteQuery(
    api.notification.listNotices.infiniteOptions({
      input: (after: string | undefined) => ({ state, limit: 30, ...(after ? { after } : {}) }),
      initialPageParam: undefined as string | undefined,
      getNextPageParam: page => page.next ?? undefined,
    }),
  )
  const readAll = useCommand(client.notification.readNotices)
  const rows = list.data?.pages.flatMap(page => page.rows) ?? []
  const unread = list.data?.pages[0]?.unread ?? 0
  return (
    <Flex vertical gap={14} style={{ maxWidth: 820 }}>
      <Flex justify="space-between" align="center" gap={12} wrap>
        <Typography.Title level={1} style={{ fontSize: 18, margin: 0 }}>
          {t('notification.screen.inbox')}
        </Typography.Title>
        <Flex gap={8}>
          <Segmented
            value={state}
            onChange={value => setState(value as typeof state)}
            options={[
              {
                value: 'unread',
                label: `${t('notification.notice.unread')}${unread > 0 ? ` ${unread}` : ''}`,
              },
              { value: 'all', label: t('notification.notice.all') },
            ]}
          />
          {unread > 0 && (
            <Button loading={readAll.isPending} onClick={() => readAll.mutate({ through: rows[0]?.id ?? null })}>
              {t('notification.screen.read-all')}
            </Button>
          )}
        </Flex>
      </Flex>
      <Card styles={{ body: { padding: 0 } }}>
        {list.isPending ? (
          <Skeleton active style={{ padding: 16 }} />
        ) : rows.length === 0 ? (
          <EmptyState text={t('notification.screen.nothing-new')} />
        ) : (
          <NoticeLines notices={rows} />
        )}
        {list.hasNextPage && (
          <Flex justify="center" style={{ padding: 12 }}>
            <Button loading={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
              {t('notification.screen.more')}
            </Button>
          </Flex>
        )}
      </Card>
    </Flex>
  )
}
