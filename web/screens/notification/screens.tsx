import { CommentOutlined, MailOutlined } from '@ant-design/icons'
import { lazy } from 'react'
import type { Screen } from '../../screens.ts'

const board = lazy(() => import('./board.tsx'))

const screens: Screen[] = [
  {
    path: '/notification/announcements',
    title: 'notification.board',
    permission: 'self',
    component: board,
    nav: { icon: <CommentOutlined />, order: 80 },
  },
  { path: '/notification/tasks', title: 'notification.task', permission: 'self', component: board },
  { path: '/notification/minutes', title: 'notification.minutes', permission: 'self', component: board },
  { path: '/notification/feed', title: 'notification.feed', permission: 'self', component: board },
  { path: '/notification/threads', title: 'notification.threads', permission: 'self', component: board },
  {
    path: '/notification/notices',
    title: 'notification.screen.inbox',
    permission: 'self',
    component: lazy(() => import('./notices.tsx')),
  },
  {
    path: '/notification/messages',
    title: 'notification.screen.messages',
    permission: 'notification.message.read',
    component: lazy(() => import('./messages.tsx')),
    nav: { icon: <MailOutlined />, order: 90 },
  },
]
export default screens
