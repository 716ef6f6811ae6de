import {
  AuditOutlined,
  FileDoneOutlined,
  FileProtectOutlined,
  QuestionCircleOutlined,
  SafetyOutlined,
} from '@ant-design/icons'
import { lazy } from 'react'
import type { Screen } from '../../screens.ts'

const screens: Screen[] = [
  {
    path: '/authority/held',
    title: 'authority.held',
    permission: 'self',
    component: lazy(() => import('./held.tsx')),
    nav: { icon: <FileProtectOutlined />, order: 29 },
  },
  {
    path: '/authority/held/$id',
    title: 'authority.held',
    permission: 'self',
    component: lazy(() => import('./held.tsx')),
  },
  {
    path: '/authority/held-rules',
    title: 'authority.held-rule',
    permission: 'authority.held-rule.read',
    component: lazy(() => import('./held-rules.tsx')),
  },
  {
    path: '/authority/audit',
    title: 'authority.audit',
    permission: 'authority.audit.read',
    component: lazy(() => import('./audit.tsx')),
    nav: { icon: <AuditOutlined />, order: 95 },
  },
  {
    path: '/authority/rules',
    title: 'authority.rules',
    permission: 'authority.role.read',
    component: lazy(() => import('./rules.tsx')),
    nav: { icon: <SafetyOutlined />, order: 93 },
  },
  {
    path: '/authority/questions',
    title: 'authority.questions',
    permission: 'authority.question.read',
    component: lazy(() => import('./questions.tsx')),
    nav: { icon: <QuestionCircleOutlined />, order: 94 },
  },
  {
    path: '/authority/access-reviews',
    title: 'authority.reviews',
    permission: 'authority.review.read',
    component: lazy(() => import('./reviews.tsx')),
    nav: { icon: <FileDoneOutlined />, order: 92 },
  },
  {
    path: '/authority/access-reviews/$id',
    title: 'authority.campaign',
    permission: 'self',
    component: lazy(() => import('./review.tsx')),
  },
  {
    path: '/authority/access-reviews/$id/lines',
    title: 'authority.campaign',
    permission: 'authority.review.read',
    component: lazy(() => import('./review-lines.tsx')),
  },
  {
    path: '/authority/keys',
    title: 'authority.keys',
    permission: 'authority.key.read',
    component: lazy(() => import('./keys.tsx')),
  },
  {
    path: '/authority/emergency',
    title: 'authority.emergency',
    permission: 'authority.glass.read',
    component: lazy(() => import('./emergency.tsx')),
  },
  {
    path: '/authority/roles',
    title: 'authority.role',
    permission: 'authority.role.read',
    component: lazy(() => import('./roles.tsx')),
  },
]
export default screens
