import {
  BankOutlined,
  FieldTimeOutlined,
  FileProtectOutlined,
  GiftOutlined,
  ReconciliationOutlined,
} from '@ant-design/icons'
import { lazy } from 'react'
import type { Screen } from '../../screens.ts'

const screens: Screen[] = [
  {
    path: '/servicing/loans',
    title: 'servicing.loans',
    permission: 'servicing.loan.read',
    component: lazy(() => import('./loans.tsx')),
    nav: { icon: <BankOutlined />, order: 40 },
  },
  {
    path: '/servicing/loans/$id',
    title: 'servicing.loan',
    permission: 'servicing.loan.read',
    component: lazy(() => import('./loan.tsx')),
  },
  {
    path: '/servicing/repayment-imports',
    title: 'servicing.imports',
    permission: 'servicing.repayment.read',
    component: lazy(() => import('./imports.tsx')),
    nav: { icon: <FileProtectOutlined />, order: 42 },
  },
  {
    path: '/servicing/subsidies',
    title: 'servicing.subsidies',
    permission: 'servicing.subsidy.read',
    component: lazy(() => import('./subsidies.tsx')),
    nav: { icon: <GiftOutlined />, order: 44 },
  },
  {
    path: '/servicing/subsidies/claims',
    title: 'servicing.subsidy.claims',
    permission: 'servicing.subsidy.read',
    component: lazy(() => import('./subsidy-claims.tsx')),
  },
  {
    path: '/servicing/corrections',
    title: 'servicing.corrections',
    permission: 'servicing.correction.read',
    component: lazy(() => import('./corrections.tsx')),
    nav: { icon: <ReconciliationOutlined />, order: 46 },
  },
  {
    path: '/servicing/day-closes',
    title: 'servicing.day',
    permission: 'servicing.day.read',
    component: lazy(() => import('./day-close.tsx')),
    nav: { icon: <FieldTimeOutlined />, order: 60 },
  },
]
export default screens
