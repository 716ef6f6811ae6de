import { TeamOutlined } from '@ant-design/icons'
import { lazy } from 'react'
import type { Screen } from '../../screens.ts'

const screens: Screen[] = [
  {
    path: '/team/people',
    title: 'team',
    permission: 'team.person.read',
    component: lazy(() => import('./people.tsx')),
    nav: { icon: <TeamOutlined />, order: 81 },
  },
  {
    path: '/team/join',
    title: 'team.add-person',
    permission: 'team.person.write',
    component: lazy(() => import('./join-wizard.tsx')),
  },
  {
    path: '/team/people/$id',
    title: 'team.person',
    permission: 'team.person.read',
    component: lazy(() => import('./person.tsx')),
  },
  {
    path: '/team/people/$id/leave',
    title: 'team.end',
    permission: 'team.person.write',
    component: lazy(() => import('./leave-wizard.tsx')),
  },
  {
    path: '/team/posts',
    title: 'team.posts',
    permission: 'team.person.read',
    component: lazy(() => import('./posts.tsx')),
  },
  {
    path: '/team/posts/$code',
    title: 'team.post',
    permission: 'team.person.read',
    component: lazy(() => import('./posts.tsx')),
  },
  {
    path: '/team/groups',
    title: 'team.groups',
    permission: 'team.person.read',
    component: lazy(() => import('./groups.tsx')),
  },
]
export default screens
