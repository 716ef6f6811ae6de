import { IdcardOutlined, ShopOutlined, StopOutlined } from '@ant-design/icons'
import { lazy } from 'react'
import type { Screen } from '../../screens.ts'

const screens: Screen[] = [
  {
    path: '/party/customers',
    title: 'party.customers',
    permission: 'party.customer.read',
    component: lazy(() => import('./customers.tsx')),
    nav: { icon: <IdcardOutlined />, order: 30 },
  },
  {
    path: '/party/customers/new',
    title: 'party.add-customer',
    permission: 'party.customer.write',
    component: lazy(() => import('./customer-new.tsx')),
  },
  {
    path: '/party/customers/$id',
    title: 'party.customer',
    permission: 'party.customer.read',
    component: lazy(() => import('./customer.tsx')),
  },
  {
    path: '/party/dealers',
    title: 'party.dealers',
    permission: 'party.dealer.read',
    component: lazy(() => import('./dealers.tsx')),
    nav: { icon: <ShopOutlined />, order: 35 },
  },
  {
    path: '/party/dealers/$id',
    title: 'party.dealer',
    permission: 'party.dealer.read',
    component: lazy(() => import('./dealer.tsx')),
  },
  {
    path: '/party/blacklist',
    title: 'party.blacklist',
    permission: 'party.blacklist.read',
    component: lazy(() => import('./blacklist.tsx')),
    nav: { icon: <StopOutlined />, order: 62 },
  },
]
export default screens
