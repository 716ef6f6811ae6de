import { CheckSquareOutlined, FileProtectOutlined, NotificationOutlined } from '@ant-design/icons'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Button, Flex } from 'antd'
import { api } from '../../client.ts'
import { useWords } from '../../settings.tsx'

/** What others wait for, on everybody's first page: tasks, announcements to confirm, changes to check; nothing when nothing waits. */
export function Strip() {
  const t = useWords()
  const tasks = useQuery(api.notification.countTasks.queryOptions())
  const announcements = useQuery(
    api.notification.listAnnouncements.queryOptions({ input: { unread: 'true', limit: 1 } }),
  )
  const held = useQuery(api.authority.countHeld.queryOptions())
  const open = (tasks.data?.open ?? 0) - (tasks.data?.overdue ?? 0)
  const entries = [
    {
      key: 'overdue',
      count: tasks.data?.overdue ?? 0,
      to: '/notification/tasks',
      icon: <CheckSquareOutlined />,
      bad: true,
    },
    { key: 'tasks', count: open, to: '/notification/tasks', icon: <CheckSquareOutlined /> },
    {
      key: 'announcements',
      count: announcements.data?.total ?? 0,
      to: '/notification/announcements',
      icon: <NotificationOutlined />,
    },
    { key: 'held', count: held.data?.check ?? 0, to: '/authority/held', icon: <FileProtectOutlined /> },
  ].filter(entry => entry.count > 0)
  if (entries.length === 0) return null
  return (
    <Flex gap={8} wrap>
      {entries.map(entry => (
        <Link key={entry.key} to={entry.to as never}>
          <Button tabIndex={-1} icon={entry.icon} danger={entry.bad === true}>
            {t(`notification.strip.${entry.key}`, { count: entry.count })}
          </Button>
        </Link>
      ))}
    </Flex>
  )
}
