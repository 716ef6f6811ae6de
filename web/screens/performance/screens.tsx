import {
  AimOutlined,
  BookOutlined,
  DesktopOutlined,
  DotChartOutlined,
  FlagOutlined,
  FundOutlined,
  PayCircleOutlined,
  QuestionCircleOutlined,
  SolutionOutlined,
  TrophyOutlined,
  WalletOutlined,
} from '@ant-design/icons'
import { lazy } from 'react'
import type { Screen } from '../../screens.ts'

const screens: Screen[] = [
  {
    path: '/performance/board',
    title: 'performance.board',
    permission: 'performance.metric.read',
    component: lazy(() => import('./board.tsx')),
    nav: { icon: <TrophyOutlined />, order: 70 },
  },
  {
    path: '/performance/wall',
    title: 'performance.wall',
    permission: 'performance.metric.read',
    component: lazy(() => import('./wall.tsx')),
    nav: { icon: <DesktopOutlined />, order: 71 },
  },
  {
    path: '/performance/score',
    title: 'performance.score',
    permission: 'performance.metric.read',
    component: lazy(() => import('./score.tsx')),
    nav: { icon: <AimOutlined />, order: 69 },
  },
  {
    path: '/performance/targets',
    title: 'performance.target',
    permission: 'performance.metric.read',
    component: lazy(() => import('./targets.tsx')),
    nav: { icon: <FlagOutlined />, order: 72 },
  },
  {
    path: '/performance/comparison',
    title: 'performance.comparison',
    permission: 'performance.metric.read',
    component: lazy(() => import('./comparison.tsx')),
    nav: { icon: <DotChartOutlined />, order: 77 },
  },
  {
    path: '/performance/metrics',
    title: 'performance.metrics',
    permission: 'performance.metric.read',
    component: lazy(() => import('./metrics.tsx')),
    nav: { icon: <BookOutlined />, order: 78 },
  },
  {
    path: '/performance/my-pay',
    title: 'performance.my-pay',
    permission: 'performance.pay.read',
    component: lazy(() => import('./my-pay.tsx')),
    nav: { icon: <WalletOutlined />, order: 72 },
  },
  {
    path: '/performance/months',
    title: 'performance.pay-months',
    permission: 'performance.month.read',
    component: lazy(() => import('./pay-months.tsx')),
    nav: { icon: <PayCircleOutlined />, order: 73 },
  },
  {
    path: '/performance/disclosure',
    title: 'performance.disclosure',
    permission: 'performance.month.read',
    component: lazy(() => import('./disclosure.tsx')),
  },
  {
    path: '/performance/plans',
    title: 'performance.plan',
    permission: 'performance.plan.read',
    component: lazy(() => import('./plans.tsx')),
    nav: { icon: <FundOutlined />, order: 74 },
  },
  {
    path: '/performance/plans/$id',
    title: 'performance.plan',
    permission: 'performance.plan.read',
    component: lazy(() => import('./plan.tsx')),
  },
  {
    path: '/performance/cases',
    title: 'performance.case',
    permission: 'performance.case.read',
    component: lazy(() => import('./cases.tsx')),
    nav: { icon: <SolutionOutlined />, order: 75 },
  },
  {
    path: '/performance/cases/$id',
    title: 'performance.case',
    permission: 'performance.case.read',
    component: lazy(() => import('./case.tsx')),
  },
  {
    path: '/performance/disputes',
    title: 'performance.dispute',
    permission: 'performance.pay.read',
    component: lazy(() => import('./disputes.tsx')),
    nav: { icon: <QuestionCircleOutlined />, order: 76 },
  },
]
export default screens
