import { BranchesOutlined } from '@ant-design/icons'
import { lazy } from 'react'
import type { Screen } from '../../screens.ts'

const screens: Screen[] = [
  {
    path: '/decision/rule-sets',
    title: 'decision.rule-sets',
    permission: 'decision.rule-set.read',
    component: lazy(() => import('./rule-sets.tsx')),
    nav: { icon: <BranchesOutlined />, order: 60 },
  },
  {
    path: '/decision/rule-sets/$id',
    title: 'decision.rule-set',
    permission: 'decision.rule-set.read',
    component: lazy(() => import('./rule-set.tsx')),
  },
  {
    path: '/decision/decisions/$id',
    title: 'decision.decision',
    permission: 'decision.decision.read',
    component: lazy(() => import('./decision.tsx')),
  },
]
export default screens
