import { TrophyOutlined } from '@ant-design/icons'
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
]
export default screens
