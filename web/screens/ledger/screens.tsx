import { AccountBookOutlined } from '@ant-design/icons'
import { lazy } from 'react'
import type { Screen } from '../../screens.ts'

const screens: Screen[] = [
  {
    path: '/ledger/trial-balance',
    title: 'ledger',
    permission: 'ledger.account.read',
    component: lazy(() => import('./trial-balance.tsx')),
    nav: { icon: <AccountBookOutlined />, order: 62 },
  },
  {
    path: '/ledger/journals',
    title: 'ledger.journals',
    permission: 'ledger.journal.read',
    component: lazy(() => import('./journals.tsx')),
  },
  {
    path: '/ledger/journals/$id',
    title: 'ledger.journal',
    permission: 'ledger.journal.read',
    component: lazy(() => import('./journal.tsx')),
  },
]
export default screens
