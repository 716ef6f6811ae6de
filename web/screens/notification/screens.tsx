import { MailOutlined } from '@ant-design/icons'
import { lazy } from 'react'
import type { Screen } from '../../screens.ts'

const screens: Screen[] = [
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
