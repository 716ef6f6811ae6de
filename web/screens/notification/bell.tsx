import { BellOutlined } from '@ant-design/icons'
import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { Badge, Button, Drawer, Flex, Grid, Skeleton } from 'antd'
import { useState } from 'react'
import { api, client } from '../../client.ts'
import { useCommand } from '../../command.ts'
import { useWords } from '../../settings.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { NoticeLines } from './notice-lines.tsx'
import { useUnread } from './use-notices.ts'

/** The bell of the shell: how many notices are unread, and the latest of them in a drawer; where none is, the latest of all. */
export default function Bell() {
  const t = useWords()
  const navigate = useNavigate()
  const wide = Grid.useBreakpoint().md ?? true
  const unread = useUnread()
  const [open, setOpen] = useState(false)
  const notices = useQuery({
    ...api.notification.listNotices.queryOptions({ input: { state: unread > 0 ? 'unread' : 'all', limit: 20 } }),
    enabled: open,
  })
  const readAll = useCommand(client.notification.readNotices)
  const newest = notices.data?.rows[0]?.id ?? null
  return (
    <>
      <Badge count={unread} overflowCount={99} size="small" offset={[-6, 6]}>
        <Button
          type="text"
          icon={<BellOutlined />}
          aria-label={`${t('notification')} ${t('notification.screen.unread-count', { count: unread })}`}
          onClick={() => setOpen(true)}
        />
      </Badge>
      <Drawer
        open={open}
        onClose={() => setOpen(false)}
        title={t('notification')}
        size={wide ? 400 : '100%'}
        styles={{ body: { padding: 0 } }}
        extra={
          unread > 0 && (
            <Button size="small" loading={readAll.isPending} onClick={() => readAll.mutate({ through: newest })}>
              {t('notification.screen.read-all')}
            </Button>
          )
        }
        footer={
          <Flex justify="center">
            <Button
              type="link"
              onClick={() => {
                setOpen(false)
                void navigate({ to: '/notification/notices' as never })
              }}
            >
              {t('notification.screen.open-inbox')}
            </Button>
          </Flex>
        }
      >
        {notices.isPending ? (
          <Skeleton active style={{ padding: 16 }} />
        ) : (notices.data?.rows ?? []).length === 0 ? (
          <EmptyState text={t('notification.screen.nothing-new')} />
        ) : (
          <NoticeLines notices={notices.data?.rows ?? []} onOpen={() => setOpen(false)} />
        )}
      </Drawer>
    </>
  )
}
