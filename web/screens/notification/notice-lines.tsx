import { useNavigate } from '@tanstack/react-router'
import { Badge, Button, Flex, Typography } from 'antd'
import { client } from '../../client.ts'
import { useCommand } from '../../command.ts'
import { useMay } from '../../session.tsx'
import { InstantText } from '../../ui/day-text.tsx'
import { pageOf } from './about.ts'

export type Notice = Awaited<ReturnType<typeof client.notification.listNotices>>['rows'][number]

/** Notices as lines; picking one marks it read and opens what it is about. */
export function NoticeLines({ notices, onOpen }: { notices: Notice[]; onOpen?: () => void }) {
  const may = useMay()
  const navigate = useNavigate()
  const read = useCommand(client.notification.readNotice)
  const open = (notice: Notice) => {
    if (!notice.read) read.mutate({ id: notice.id })
    const page = pageOf(notice.about, may)
    if (page) void navigate({ to: page as never })
    onOpen?.()
  }
  return notices.map(notice => (
    <Button
      key={notice.id}
      type="text"
      block
      onClick={() => open(notice)}
      style={{
        height: 'auto',
        padding: '10px 14px',
        textAlign: 'start',
        justifyContent: 'flex-start',
        borderRadius: 0,
        borderBottom: '1px solid rgba(128,128,128,0.14)',
      }}
    >
      <Flex gap={10} align="start" style={{ width: '100%', whiteSpace: 'normal' }}>
        <Badge status={notice.read ? 'default' : 'processing'} style={{ marginTop: 2 }} />
        <div style={{ minWidth: 0, flex: 1 }}>
          <Typography.Text strong={!notice.read}>{notice.text}</Typography.Text>
          <div>
            <Typography.Text type="secondary" style={{ fontSize: 12 }}>
              <InstantText at={notice.at} />
            </Typography.Text>
          </div>
        </div>
      </Flex>
    </Button>
  ))
}
