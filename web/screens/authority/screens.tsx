import { AuditOutlined } from '@ant-design/icons'
import { lazy } from 'react'
import type { Screen } from '../../screens.ts'

const screens: Screen[] = [
  {
    path: '/authority/audit',
    title: 'authority.audit',
    permission: 'authority.audit.read',
    component: lazy(() => import('./audit.tsx')),
    nav: { icon: <AuditOutlined />, order: 95 },
  },
  {
    path: '/authority/roles',
    title: 'authority.role',
    permission: 'authority.role.read',
    component: lazy(() => import('./roles.tsx')),
  },
]
export default screens
