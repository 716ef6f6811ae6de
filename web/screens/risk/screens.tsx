import { EyeOutlined, HeatMapOutlined } from '@ant-design/icons'
import { lazy } from 'react'
import type { Screen } from '../../screens.ts'

const screens: Screen[] = [
  {
    path: '/risk/portfolio',
    title: 'risk.portfolio',
    permission: 'risk.portfolio.read',
    component: lazy(() => import('./portfolio.tsx')),
    nav: { icon: <HeatMapOutlined />, order: 50 },
  },
  {
    path: '/risk/watch-list',
    title: 'risk.watch-list',
    permission: 'risk.portfolio.read',
    component: lazy(() => import('./watch-list.tsx')),
    nav: { icon: <EyeOutlined />, order: 51 },
  },
]
export default screens
