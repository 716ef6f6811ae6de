import {
  CheckCircleFilled,
  ClockCircleFilled,
  ExclamationCircleFilled,
  MinusOutlined,
  PlusCircleOutlined,
} from '@ant-design/icons'
import { Link } from '@tanstack/react-router'
import { Button, Flex, Progress, Tag, Typography } from 'antd'
import type { ReactNode } from 'react'
import type { SkillState } from '../../../modules/training/learning.ts'
import type { ContestState } from '../../../modules/training/question.ts'
import { useMay } from '../../session.tsx'
import { useSettings, useWords } from '../../settings.tsx'

/** A title in the reader's language, where the record has both. */
export function useTitle() {
  const { language } = useSettings()
  return (row: { title: string; titleEn: string }) => (language === 'en' && row.titleEn ? row.titleEn : row.title)
}

/** A name in the reader's language. */
export function useName() {
  const { language } = useSettings()
  return (row: { name: string; nameEn: string }) => (language === 'en' && row.nameEn ? row.nameEn : row.name)
}

/** Minutes as people say them. */
export function useDuration() {
  const t = useWords()
  return (minutes: number) =>
    minutes < 60
      ? t('training.minutes', { count: minutes })
      : t('training.hours-count', { count: (Math.floor((minutes * 10) / 60) / 10).toString() })
}

/** The places of training, by what one comes for. */
const sections = [
  {
    title: 'training.section.learn',
    places: [
      ['/training', 'training.mine', 'training.course.learn'],
      ['/training/courses', 'training.catalogue', 'training.course.read'],
      ['/training/calendar', 'training.calendar', 'training.course.read'],
      ['/training/bulletins', 'training.bulletins', 'training.course.learn'],
    ],
  },
  {
    title: 'training.section.grow',
    places: [
      ['/training/career', 'training.my-career', 'training.career.read'],
      ['/training/ladders', 'training.ladders', 'training.course.read'],
      ['/training/first-days', 'training.newcomers', 'training.newcomer.read'],
      ['/training/proposals', 'training.proposals', 'training.career.read'],
      ['/training/succession', 'training.succession', 'training.succession.read'],
    ],
  },
  {
    title: 'training.section.reports',
    places: [
      ['/training/matrix', 'training.matrix', 'training.report.read'],
      ['/training/coverage', 'training.coverage', 'training.report.read'],
      ['/training/hours', 'training.hours', 'training.report.read'],
      ['/training/certificates', 'training.certificates', 'training.certificate.read'],
      ['/training/proofs', 'training.proofs', 'training.certificate.read'],
    ],
  },
  {
    title: 'training.section.teach',
    places: [
      ['/training/paths', 'training.paths', 'training.course.read'],
      ['/training/questions', 'training.questions', 'training.question.read'],
      ['/training/contests', 'training.contests', 'training.question.read'],
      ['/training/cases', 'training.cases', 'training.question.read'],
      ['/training/budget', 'training.budget', 'training.budget.read'],
    ],
  },
] as const

/** The places of training one may go to: what one comes for above, its places below; what is open is said so. */
export function Places({ at }: { at: string }) {
  const t = useWords()
  const may = useMay()
  const open = sections.flatMap(({ title, places }) => {
    const mine = places.filter(([, , permission]) => may(permission))
    return mine.length > 0 ? [{ title, mine, here: mine.some(([path]) => path === at) }] : []
  })
  const inside = open.find(section => section.here)?.mine ?? []
  return (
    <nav aria-label={t('training')} style={{ marginBottom: 12 }}>
      <Flex gap={4} style={{ overflowX: 'auto' }}>
        {open.map(({ title, mine, here }) => (
          <Link key={title} to={mine[0]?.[0] as never} aria-current={here ? 'true' : undefined}>
            <Button type={here ? 'default' : 'text'} tabIndex={-1} style={{ fontWeight: here ? 600 : 400 }}>
              {t(title)}
            </Button>
          </Link>
        ))}
      </Flex>
      {inside.length > 1 && (
        <Flex gap={2} style={{ overflowX: 'auto', marginTop: 6 }}>
          {inside.map(([path, title]) => (
            <Link key={path} to={path as never} aria-current={path === at ? 'page' : undefined}>
              <Button type="text" size="small" tabIndex={-1} style={path === at ? current : {}}>
                {t(title)}
              </Button>
            </Link>
          ))}
        </Flex>
      )}
    </nav>
  )
}

const current = { fontWeight: 600, borderBottom: '2px solid var(--ant-color-primary, #1456c0)', borderRadius: 0 }

/** How many of so many lessons are read, as a bar that is also said. */
export function Read({ read, lessons }: { read: number; lessons: number }) {
  const t = useWords()
  return (
    <Flex gap={8} align="center" style={{ minWidth: 120 }}>
      <Progress
        percent={lessons === 0 ? 0 : Math.floor((read * 100) / lessons)}
        size="small"
        showInfo={false}
        style={{ flex: 1, margin: 0 }}
        aria-label={t('training.read-of', { read, lessons })}
      />
      <Typography.Text type="secondary" className="number" style={{ fontSize: 12 }}>
        {read}/{lessons}
      </Typography.Text>
    </Flex>
  )
}

const looks: Record<SkillState, { color: string; icon: ReactNode }> = {
  held: { color: 'green', icon: <CheckCircleFilled /> },
  expiring: { color: 'gold', icon: <ClockCircleFilled /> },
  grace: { color: 'orange', icon: <ClockCircleFilled /> },
  missing: { color: 'red', icon: <ExclamationCircleFilled /> },
  extra: { color: 'blue', icon: <PlusCircleOutlined /> },
  none: { color: 'default', icon: <MinusOutlined /> },
}

/** How a certificate stands with a person: an icon and a word, never colour alone. */
export function SkillTag({ state }: { state: SkillState }) {
  const t = useWords()
  const { color, icon } = looks[state]
  return (
    <Tag color={color} icon={icon} style={{ marginInlineEnd: 0 }}>
      {t(`training.skill.${state}`)}
    </Tag>
  )
}

/** How a contest stands: a word, never colour alone. */
export function ContestTag({ state }: { state: ContestState }) {
  const t = useWords()
  return (
    <Tag color={{ open: 'gold', upheld: 'green', rejected: 'default' }[state]} style={{ marginInlineEnd: 0 }}>
      {t(`training.contest-state.${state}`)}
    </Tag>
  )
}
