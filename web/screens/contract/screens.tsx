import { FileDoneOutlined, FormOutlined } from '@ant-design/icons'
import { lazy } from 'react'
import type { Screen } from '../../screens.ts'

const screens: Screen[] = [
  {
    path: '/contract/contracts',
    title: 'contract',
    permission: 'contract.contract.read',
    component: lazy(() => import('./contracts.tsx')),
    nav: { icon: <FileDoneOutlined />, order: 18 },
  },
  {
    path: '/contract/contracts/$id',
    title: 'contract.contract',
    permission: 'contract.contract.read',
    component: lazy(() => import('./contract.tsx')),
  },
  {
    path: '/contract/templates',
    title: 'contract.screen.templates',
    permission: 'contract.template.read',
    component: lazy(() => import('./templates.tsx')),
    nav: { icon: <FormOutlined />, order: 52 },
  },
  {
    path: '/contract/templates/$id',
    title: 'contract.template',
    permission: 'contract.template.read',
    component: lazy(() => import('./template.tsx')),
  },
]
export default screens
