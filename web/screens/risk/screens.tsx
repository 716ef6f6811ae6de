import { HeatMapOutlined } from '@ant-design/icons'
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
]
export default screens
