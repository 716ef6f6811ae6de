import {
  AuditOutlined,
  CarOutlined,
  FileSearchOutlined,
  PayCircleOutlined,
  PhoneOutlined,
  SafetyCertificateOutlined,
  TeamOutlined,
} from '@ant-design/icons'
import { lazy } from 'react'
import type { Screen } from '../../screens.ts'

const review = lazy(() => import('./review.tsx'))
const queue = lazy(() => import('./review-queue.tsx'))

const screens: Screen[] = [
  {
    path: '/origination/shadow',
    title: 'origination.shadow',
    permission: 'origination.shadow.decide',
    component: lazy(() => import('./shadow.tsx')),
  },
  {
    path: '/origination/shadow/$id',
    title: 'origination.shadow',
    permission: 'origination.shadow.decide',
    component: lazy(() => import('./shadow-case.tsx')),
  },
  {
    path: '/origination/leads',
    title: 'origination.leads',
    permission: 'origination.lead.read',
    component: lazy(() => import('./leads.tsx')),
    nav: { icon: <PhoneOutlined />, order: 10 },
  },
  {
    path: '/origination/leads/$id',
    title: 'origination.lead',
    permission: 'origination.lead.read',
    component: lazy(() => import('./lead.tsx')),
  },
  {
    path: '/origination/review',
    title: 'origination.review-queue',
    permission: 'origination.application.review',
    component: queue,
    nav: { icon: <AuditOutlined />, order: 12 },
  },
  {
    path: '/origination/review/$id',
    title: 'origination.review-queue',
    permission: 'origination.application.review',
    component: review,
  },
  {
    path: '/origination/second-review',
    title: 'origination.second-queue',
    permission: 'origination.application.approve',
    component: queue,
    nav: { icon: <SafetyCertificateOutlined />, order: 13 },
  },
  {
    path: '/origination/second-review/$id',
    title: 'origination.second-queue',
    permission: 'origination.application.approve',
    component: review,
  },
  {
    path: '/origination/sittings',
    title: 'origination.sitting',
    permission: 'origination.application.read',
    component: lazy(() => import('./sittings.tsx')),
    nav: {
      icon: <TeamOutlined />,
      order: 14,
      worksWith: [
        'origination.sitting.vote',
        'origination.sitting.convene',
        'origination.sitting.close',
        'authority.audit.read',
      ],
    },
  },
  {
    path: '/origination/sittings/$id',
    title: 'origination.sitting',
    permission: 'origination.application.read',
    component: lazy(() => import('./sitting.tsx')),
  },
  {
    path: '/origination/applications',
    title: 'origination.applications',
    permission: 'origination.application.read',
    component: lazy(() => import('./applications.tsx')),
    nav: { icon: <CarOutlined />, order: 15 },
  },
  {
    path: '/origination/applications/$id',
    title: 'origination.application',
    permission: 'origination.application.read',
    component: lazy(() => import('./application.tsx')),
  },
  {
    path: '/origination/applications/$id/edit',
    title: 'origination.edit-application',
    permission: 'origination.application.write',
    component: lazy(() => import('./application-edit.tsx')),
  },
  {
    path: '/origination/quality',
    title: 'origination.quality',
    permission: 'origination.quality.read',
    component: lazy(() => import('./quality.tsx')),
    nav: { icon: <FileSearchOutlined />, order: 18 },
  },
  {
    path: '/origination/quality/$id',
    title: 'origination.quality.check',
    permission: 'origination.quality.read',
    component: lazy(() => import('./quality-check.tsx')),
  },
  {
    path: '/origination/funding',
    title: 'origination.funding-queue',
    permission: 'origination.funding.read',
    component: lazy(() => import('./funding.tsx')),
    nav: { icon: <PayCircleOutlined />, order: 20 },
  },
]
export default screens
