import { ReadOutlined } from '@ant-design/icons'
import { lazy } from 'react'
import type { Screen } from '../../screens.ts'

const learn = 'training.course.learn'
const screens: Screen[] = [
  {
    path: '/training',
    title: 'training.home',
    permission: learn,
    component: lazy(() => import('./learning.tsx')),
    nav: { icon: <ReadOutlined />, order: 82 },
  },
  {
    path: '/training/courses',
    title: 'training.catalogue',
    permission: 'training.course.read',
    component: lazy(() => import('./courses.tsx')),
  },
  {
    path: '/training/courses/$code',
    title: 'training.course',
    permission: 'training.course.read',
    component: lazy(() => import('./course.tsx')),
  },
  {
    path: '/training/courses/$code/edit',
    title: 'training.edit-course',
    permission: 'training.course.write',
    component: lazy(() => import('./course-editor.tsx')),
  },
  {
    path: '/training/lessons/$id',
    title: 'training.lesson',
    permission: 'training.course.read',
    component: lazy(() => import('./lesson.tsx')),
  },
  {
    path: '/training/exams/$id',
    title: 'training.exam',
    permission: learn,
    component: lazy(() => import('./exam.tsx')),
  },
  {
    path: '/training/attempts/$id',
    title: 'training.result',
    permission: learn,
    component: lazy(() => import('./result.tsx')),
  },
  {
    path: '/training/certificates',
    title: 'training.certificates',
    permission: 'training.certificate.read',
    component: lazy(() => import('./certificates.tsx')),
  },
  {
    path: '/training/certificates/$code',
    title: 'training.certificate',
    permission: learn,
    component: lazy(() => import('./certificate.tsx')),
  },
  {
    path: '/training/calendar',
    title: 'training.calendar',
    permission: 'training.course.read',
    component: lazy(() => import('./calendar.tsx')),
  },
  {
    path: '/training/sessions/$id',
    title: 'training.session',
    permission: 'training.course.read',
    component: lazy(() => import('./session.tsx')),
  },
  {
    path: '/training/sign-in/$id',
    title: 'training.sign-in',
    permission: learn,
    component: lazy(() => import('./sign-in.tsx')),
  },
  {
    path: '/training/bulletins',
    title: 'training.bulletins',
    permission: learn,
    component: lazy(() => import('./bulletins.tsx')),
  },
  {
    path: '/training/questions',
    title: 'training.questions',
    permission: 'training.question.read',
    component: lazy(() => import('./questions.tsx')),
  },
  {
    path: '/training/contests',
    title: 'training.contests',
    permission: 'training.question.read',
    component: lazy(() => import('./contests.tsx')),
  },
  {
    path: '/training/cases',
    title: 'training.cases',
    permission: 'training.question.read',
    component: lazy(() => import('./cases.tsx')),
  },
  {
    path: '/training/matrix',
    title: 'training.matrix',
    permission: 'training.report.read',
    component: lazy(() => import('./matrix.tsx')),
  },
  {
    path: '/training/coverage',
    title: 'training.coverage',
    permission: 'training.report.read',
    component: lazy(() => import('./coverage.tsx')),
  },
  {
    path: '/training/hours',
    title: 'training.hours',
    permission: 'training.report.read',
    component: lazy(() => import('./hours.tsx')),
  },
  {
    path: '/training/budget',
    title: 'training.budget',
    permission: 'training.budget.read',
    component: lazy(() => import('./budget.tsx')),
  },
  {
    path: '/training/paths',
    title: 'training.paths',
    permission: 'training.course.read',
    component: lazy(() => import('./paths.tsx')),
  },
  {
    path: '/training/people/$id',
    title: 'training.person',
    permission: 'training.report.read',
    component: lazy(() => import('./person.tsx')),
  },
  {
    path: '/training/career',
    title: 'training.my-career',
    permission: 'training.career.read',
    component: lazy(() => import('./career.tsx')),
  },
  {
    path: '/training/people/$id/career',
    title: 'training.career',
    permission: 'training.career.read',
    component: lazy(() => import('./career.tsx')),
  },
  {
    path: '/training/ladders',
    title: 'training.ladders',
    permission: 'training.course.read',
    component: lazy(() => import('./ladders.tsx')),
  },
  {
    path: '/training/proposals',
    title: 'training.proposals',
    permission: 'training.career.read',
    component: lazy(() => import('./proposals.tsx')),
  },
  {
    path: '/training/proposals/$id',
    title: 'training.proposal',
    permission: 'training.career.read',
    component: lazy(() => import('./proposal.tsx')),
  },
  {
    path: '/training/succession',
    title: 'training.succession',
    permission: 'training.succession.read',
    component: lazy(() => import('./succession.tsx')),
  },
  {
    path: '/training/first-days',
    title: 'training.newcomers',
    permission: 'training.newcomer.read',
    component: lazy(() => import('./newcomers.tsx')),
  },
  {
    path: '/training/first-days/$id',
    title: 'training.first-days',
    permission: 'training.newcomer.read',
    component: lazy(() => import('./first-days.tsx')),
  },
  {
    path: '/training/first-days-plans',
    title: 'training.first-days-plans',
    permission: 'training.course.read',
    component: lazy(() => import('./first-days-plans.tsx')),
  },
  {
    path: '/training/proofs',
    title: 'training.proofs',
    permission: 'training.certificate.read',
    component: lazy(() => import('./proofs.tsx')),
  },
]
export default screens
