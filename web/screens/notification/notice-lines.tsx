import { useNavigate } from '@tanstack/react-router'
import { Badge, Button, Flex, Typography } from 'antd'
import { client } from '../../client.ts'
import { useCommand } from '../../command.ts'
import { useMay } from '../../session.tsx'
import { useWords } from '../../settings.tsx'
import { DayText, instantText } from '../../ui/day-text.tsx'
import { pageOf } from './about.ts'

export type Notice = Awaited<ReturnType<typeof client.notification.listNotices>>['rows'][number]

/** Notices as lines by the day they came, the latest day first; picking one marks it read and opens what it is about. */
export function NoticeLines({ notices, onOpen }: { notices: Notice[]; onOpen?: () => void }) {
  const t = useWords()
  const may = useMay()
  const navigate = useNavigate()
  const read = useCommand(client.notification.readNotice)
  const open = (notice: Notice) => {
    if (!notice.read) read.mutate({ id: notice.id })
    const page = pageOf(notice.about, may)
    if (page) void navigate({ to: page as never })
    onOpen?.()
  }
  const days = [...Map.groupBy(notices, notice => instantText(notice.at).slice(0, 10))]
  return days
    .sort(([a], [b]) => b.localeCompare(a))
    .map(([day, own]) => {
      const unread = own.filter(notice => !notice.read).length
      return (
        <section key={day} aria-label={day}>
          <Flex
            justify="space-between"
            style={{
              position: 'sticky',
              top: 0,
              zIndex: 1,
              padding: '6px 14px',
              fontSize: 12,
              background: 'var(--ant-color-bg-layout)',
              borderBottom: edge,
            }}
          >
            <Typography.Text type="secondary" style={{ fontSize: 12 }}>
              <DayName day={day} />
            </Typography.Text>
            {unread > 0 && (
              <Typography.Text type="secondary" style={{ fontSize: 12 }}>
                {t('notification.screen.unread-count', { count: unread })}
              </Typography.Text>
            )}
          </Flex>
          {own
            .toSorted((a, b) => b.at.localeCompare(a.at))
            .map(notice => (
              <Line key={notice.id} notice={notice} onPick={() => open(notice)} />
            ))}
        </section>
      )
    })
}

/** Today and yesterday by their names, any other day by its date. */
function DayName({ day }: { day: string }) {
  const t = useWords()
  const before = (days: number) => instantText(new Date(Date.now() - days * 86_400_000).toISOString()).slice(0, 10)
  const name = [0, 1].find(days => before(days) === day)
  if (name !== undefined) return t(name === 0 ? 'notification.screen.today' : 'notification.screen.yesterday')
  return <DayText day={day} weekday />
}

const edge = '1px solid rgba(128,128,128,0.14)'

function Line({ notice, onPick }: { notice: Notice; onPick: () => void }) {
  return (
    <Button
      type="text"
      block
      onClick={onPick}
      style={{
        height: 'auto',
        padding: '10px 14px',
        textAlign: 'start',
        justifyContent: 'flex-start',
        borderRadius: 0,
        borderBottom: edge,
      }}
    >
      <Flex gap={10} align="start" style={{ width: '100%', whiteSpace: 'normal' }}>
        <Badge status={notice.read ? 'default' : 'processing'} style={{ marginTop: 2 }} />
        <Flex justify="space-between" gap={10} style={{ minWidth: 0, flex: 1 }}>
          <Typography.Text strong={!notice.read} style={{ overflowWrap: 'anywhere' }}>
            {notice.text}
          </Typography.Text>
          <Typography.Text type="secondary" className="number" style={{ fontSize: 12, lineHeight: '22px' }}>
            <time dateTime={notice.at}>{instantText(notice.at).slice(11)}</time>
          </Typography.Text>
        </Flex>
      </Flex>
    </Button>
  )
}
