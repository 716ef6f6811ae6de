import { DesktopOutlined, TrophyOutlined } from '@ant-design/icons'
import { lazy } from 'react'
import type { Screen } from '../../screens.ts'

const screens: Screen[] = [
  {
    path: '/performance/board',
    title: 'performance.board',
    permission: 'performance.metric.read',
    component: lazy(() => import('./board.tsx')),
    nav: { icon: <TrophyOutlined />, order: 70 },
  },
  {
    path: '/performance/wall',
    title: 'performance.wall',
    permission: 'performance.metric.read',
    component: lazy(() => import('./wall.tsx')),
    nav: { icon: <DesktopOutlined />, order: 71 },
  },
]
export default screens
