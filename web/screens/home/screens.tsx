import { HomeOutlined } from '@ant-design/icons'
import { lazy } from 'react'
import type { Screen } from '../../screens.ts'

const screens: Screen[] = [
  {
    path: '/',
    title: 'shell.home',
    permission: 'self',
    component: lazy(() => import('./home.tsx')),
    nav: { icon: <HomeOutlined />, order: 0 },
  },
  { path: '/security', title: 'shell.sessions', permission: 'self', component: lazy(() => import('./security.tsx')) },
]
export default screens
