import {
  CalendarOutlined,
  FlagOutlined,
  NotificationOutlined,
  RiseOutlined,
  SafetyCertificateOutlined,
} from '@ant-design/icons'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Alert, Button, Card, Flex, Grid, Tag, Typography } from 'antd'
import { api, type client } from '../../client.ts'
import { useMe } from '../../session.tsx'
import { useWords } from '../../settings.tsx'
import { DayText, InstantText } from '../../ui/day-text.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { Board, MetricCard } from '../../ui/metric-card.tsx'
import { QueryView } from '../../ui/query-view.tsx'
import { RowLink } from '../../ui/row-link.tsx'
import { Places, Read, SkillTag, useDuration, useName, useTitle } from './parts.tsx'

type Mine = Awaited<ReturnType<typeof client.training.myLearning>>

/** What I have to learn, what I hold and what is coming: the learner's first page, made for a phone. */
export default function Learning() {
  const t = useWords()
  const mine = useQuery(api.training.myLearning.queryOptions())
  return (
    <>
      <Places at="/training" />
      <Typography.Title level={1} style={{ fontSize: 18 }}>
        {t('training.home')}
      </Typography.Title>
      <QueryView query={mine}>{data => <View mine={data} />}</QueryView>
    </>
  )
}

function View({ mine }: { mine: Mine }) {
  const t = useWords()
  const duration = useDuration()
  const wide = Grid.useBreakpoint().lg ?? true
  const overdue = mine.duties.filter(duty => duty.overdue).length
  const ending = mine.skills.filter(skill => skill.required && skill.state !== 'held').length
  return (
    <Flex vertical gap={14}>
      {mine.openAttempt && (
        <Alert
          type="warning"
          showIcon
          title={t('training.exam-open')}
          action={
            <Link to={`/training/exams/${mine.openAttempt}` as never}>
              <Button type="primary">{t('training.exam-continue')}</Button>
            </Link>
          }
        />
      )}
      <Ways />
      <Board min={150}>
        <MetricCard
          title={t('training.due-count')}
          value={mine.duties.length}
          bad={overdue > 0}
          note={overdue > 0 ? t('training.overdue-count', { count: overdue }) : t(`training.level.${mine.level}`)}
        />
        <MetricCard title={t('training.skills-open')} value={ending} bad={ending > 0} />
        <MetricCard title={t('training.hours-year')} value={duration(mine.minutes)} />
        <MetricCard
          title={t('training.plan-year')}
          value={mine.planProgress === null ? '—' : `${mine.planProgress} %`}
          {...(mine.planProgress === null ? {} : { progress: mine.planProgress })}
        />
      </Board>
      <div
        style={{
          display: 'grid',
          gridTemplateColumns: wide ? 'minmax(0, 3fr) minmax(0, 2fr)' : 'minmax(0, 1fr)',
          gap: 14,
          alignItems: 'start',
        }}
      >
        <Flex vertical gap={14}>
          <Duties duties={mine.duties} />
          <Coming sessions={mine.sessions} />
        </Flex>
        <Flex vertical gap={14}>
          <Skills skills={mine.skills} />
          <Bulletins bulletins={mine.bulletins} />
        </Flex>
      </div>
    </Flex>
  )
}

/** The ways from here: one's first days while they are under way, and what is missing for the next step. */
function Ways() {
  const t = useWords()
  const { me } = useMe()
  const personId = me?.person.id as `person_${string}` | undefined
  const path = useQuery({
    ...api.training.getFirstDays.queryOptions({ input: { personId: personId as `person_${string}` } }),
    enabled: personId !== undefined,
    retry: false,
  })
  const career = useQuery({
    ...api.training.getCareer.queryOptions({ input: { personId: personId as `person_${string}` } }),
    enabled: personId !== undefined,
  })
  const name = useName()
  const target = career.data?.target
  return (
    <Flex gap={10} wrap>
      {path.data?.state === 'open' && (
        <Link to={`/training/first-days/${path.data.personId}` as never}>
          <Button tabIndex={-1} icon={<FlagOutlined />}>
            {t('training.my-first-days')} · {t('training.day-number', { day: path.data.dayCount })} · {path.data.done}/
            {path.data.items}
          </Button>
        </Link>
      )}
      {target && (
        <Link to={'/training/career' as never}>
          <Button tabIndex={-1} icon={<RiseOutlined />}>
            {target.lacking === 0
              ? t('training.ready-for', { step: name(target.step) })
              : t('training.missing-for', { step: name(target.step), count: target.lacking })}
          </Button>
        </Link>
      )}
    </Flex>
  )
}

function Duties({ duties }: { duties: Mine['duties'] }) {
  const t = useWords()
  const title = useTitle()
  const duration = useDuration()
  return (
    <Card
      size="small"
      title={t('training.duties')}
      styles={{ body: { padding: 0 } }}
      extra={<Link to={'/training/courses' as never}>{t('training.catalogue')}</Link>}
    >
      {duties.length === 0 ? (
        <EmptyState text={t('training.duties-none')} />
      ) : (
        duties.map(duty => (
          <RowLink key={duty.courseCode} to={`/training/courses/${duty.courseCode}`}>
            <Flex justify="space-between" gap={10} align="start">
              <Typography.Text strong>{title(duty)}</Typography.Text>
              {duty.overdue ? (
                <Tag color="red">{t('training.overdue')}</Tag>
              ) : (
                <Tag>{t(`training.source.${duty.source}`)}</Tag>
              )}
            </Flex>
            <Flex gap={14} align="center" wrap style={{ marginTop: 4 }}>
              <Typography.Text type={duty.overdue ? 'danger' : 'secondary'}>
                {t('training.due-on')} <DayText day={duty.dueOn} />
              </Typography.Text>
              <Typography.Text type="secondary">{duration(duty.minutes)}</Typography.Text>
              <Read read={duty.read} lessons={duty.lessons} />
            </Flex>
            {duty.reason && <Typography.Text type="secondary">{duty.reason}</Typography.Text>}
          </RowLink>
        ))
      )}
    </Card>
  )
}

function Skills({ skills }: { skills: Mine['skills'] }) {
  const t = useWords()
  const name = useName()
  return (
    <Card
      size="small"
      title={t('training.my-certificates')}
      styles={{ body: { padding: 0 } }}
      extra={<Link to={'/training/proofs' as never}>{t('training.proof-add')}</Link>}
    >
      {skills.length === 0 ? (
        <EmptyState text={t('training.certificates-none')} />
      ) : (
        skills.map(skill => (
          <RowLink key={skill.code} to={`/training/certificates/${skill.code}`}>
            <Flex justify="space-between" gap={8} align="center">
              <span>
                <SafetyCertificateOutlined aria-hidden /> {name(skill)}
              </span>
              <SkillTag state={skill.state} />
            </Flex>
            <Typography.Text type="secondary">
              {skill.endsAt ? (
                <>
                  {t('training.counts-until')} <InstantText at={skill.endsAt} />
                </>
              ) : (
                t('training.needed-by-post')
              )}
            </Typography.Text>
          </RowLink>
        ))
      )}
    </Card>
  )
}

function Coming({ sessions }: { sessions: Mine['sessions'] }) {
  const t = useWords()
  return (
    <Card
      size="small"
      title={t('training.coming')}
      styles={{ body: { padding: 0 } }}
      extra={<Link to={'/training/calendar' as never}>{t('training.calendar')}</Link>}
    >
      {sessions.length === 0 ? (
        <EmptyState text={t('training.coming-none')} />
      ) : (
        sessions.map(session => (
          <RowLink key={session.id} to={`/training/sessions/${session.id}`}>
            <Flex justify="space-between" gap={8}>
              <span>
                <CalendarOutlined aria-hidden /> {session.title}
              </span>
              {session.mine === 'seated' && <Tag color="green">{t('training.registration.seated')}</Tag>}
              {session.mine === 'waiting' && (
                <Tag color="gold">{t('training.waiting-place', { place: session.waitingPlace ?? 1 })}</Tag>
              )}
            </Flex>
            <Typography.Text type="secondary">
              <InstantText at={session.startsAt} /> · {session.place} · {t(`training.session-kind.${session.kind}`)}
            </Typography.Text>
          </RowLink>
        ))
      )}
    </Card>
  )
}

function Bulletins({ bulletins }: { bulletins: Mine['bulletins'] }) {
  const t = useWords()
  if (bulletins.length === 0) return null
  return (
    <Card size="small" title={t('training.bulletins-unread')} styles={{ body: { padding: 0 } }}>
      {bulletins.map(bulletin => (
        <RowLink key={bulletin.id} to={'/training/bulletins'}>
          <NotificationOutlined aria-hidden /> {bulletin.title}
          {bulletin.mustReadBy && (
            <div>
              <Typography.Text type="secondary">
                {t('training.must-read-by')} <DayText day={bulletin.mustReadBy} />
              </Typography.Text>
            </div>
          )}
        </RowLink>
      ))}
    </Card>
  )
}
