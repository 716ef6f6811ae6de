import { LineChartOutlined, SlidersOutlined } from '@ant-design/icons'
import { lazy } from 'react'
import type { Screen } from '../../screens.ts'

const screens: Screen[] = [
  {
    path: '/reference/parameters',
    title: 'reference.parameters',
    permission: 'reference.parameter.read',
    component: lazy(() => import('./parameters.tsx')),
    nav: { icon: <SlidersOutlined />, order: 85 },
  },
  {
    path: '/reference/parameters/$code',
    title: 'reference.parameter',
    permission: 'reference.parameter.read',
    component: lazy(() => import('./parameter.tsx')),
  },
  {
    path: '/reference/series',
    title: 'reference.serieses',
    permission: 'reference.parameter.read',
    component: lazy(() => import('./series.tsx')),
    nav: { icon: <LineChartOutlined />, order: 86 },
  },
]
export default screens
