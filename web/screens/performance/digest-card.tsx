import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Button, Card, Flex, Select, Typography } from 'antd'
import { type ReactNode, useState } from 'react'
import { isNews } from '../../../modules/performance/digest.ts'
import { api, type client } from '../../client.ts'
import { useMe } from '../../session.tsx'
import { useWords } from '../../settings.tsx'
import { DayText } from '../../ui/day-text.tsx'
import { FigureValue, type Question, WhyDrawer } from './why-drawer.tsx'

type Digest = NonNullable<Awaited<ReturnType<typeof client.performance.myDigest>>['digest']>
type Figure = Digest['figures'][number]

/** Last week on one page: what went well, what changed, what is due, what the team did. */
export function DigestCard() {
  const t = useWords()
  const [week, setWeek] = useState<string | null>(null)
  const mine = useQuery(api.performance.myDigest.queryOptions({ input: week ? { week } : {} }))
  if (!mine.data) return null
  const { weeks, digest } = mine.data
  return (
    <Card
      size="small"
      title={t('performance.digest')}
      extra={
        weeks.length > 1 && (
          <Select
            size="small"
            value={digest?.week}
            onChange={setWeek}
            aria-label={t('performance.digest')}
            options={weeks.map(value => ({ value, label: value }))}
          />
        )
      }
    >
      {digest ? (
        <Told digest={digest} />
      ) : (
        <Typography.Text type="secondary">{t('performance.digest.none')}</Typography.Text>
      )}
    </Card>
  )
}

function Told({ digest }: { digest: Digest }) {
  const t = useWords()
  const { me } = useMe()
  const [question, setQuestion] = useState<Question | null>(null)
  const ask = ({ code }: Figure) =>
    setQuestion({
      metric: code,
      title: t(`performance.metric.${code}`),
      personId: me!.person.id as `person_${string}`,
      from: digest.week,
      to: digest.to,
    })
  const news = digest.figures.filter(isNews)
  const well = news.filter(one => one.turn === 'good')
  const changed = news.filter(one => one.turn !== 'good')
  const { due, reports, team } = digest
  const praise = [
    digest.streak > 1 && t('performance.digest.streak', { count: digest.streak }),
    digest.thanks > 0 && t('performance.digest.thanks', { count: digest.thanks }),
    digest.tasksDone > 0 && t('performance.digest.tasks-done', { count: digest.tasksDone }),
  ].filter(one => one !== false)
  const teamNews = team.figures.filter(isNews)
  return (
    <Flex vertical gap={14}>
      <Typography.Text type="secondary" style={{ fontSize: 12 }}>
        {t('performance.digest.week', { from: digest.week, to: digest.to })}
      </Typography.Text>
      {(well.length > 0 || praise.length > 0) && (
        <Part title={t('performance.digest.well')}>
          {praise.map(one => (
            <div key={one}>{one}</div>
          ))}
          <Figures figures={well} onWhy={ask} />
        </Part>
      )}
      {changed.length > 0 && (
        <Part title={t('performance.digest.changed')}>
          <Figures figures={changed} onWhy={ask} />
        </Part>
      )}
      {well.length + praise.length + changed.length === 0 && (
        <Typography.Text type="secondary">{t('performance.digest.quiet')}</Typography.Text>
      )}
      <Part title={t('performance.digest.due')}>
        <Count word="overdue" count={due.overdue} to="/notification/tasks" bad />
        <Count word="tasks" count={due.tasks} to="/notification/tasks" />
        <Count word="certificates" count={due.certificates} to="/training" />
        <Count word="courses" count={due.courses} to="/training" />
        {due.talkOn && (
          <Line label={t('performance.digest.talk')} to="/performance/talks">
            <DayText day={due.talkOn} weekday />
          </Line>
        )}
        {due.overdue + due.tasks + due.certificates + due.courses === 0 && due.talkOn === null && (
          <Typography.Text type="secondary">{t('performance.digest.nothing-due')}</Typography.Text>
        )}
      </Part>
      {reports && (
        <Part title={t('performance.digest.reports', { people: reports.people })}>
          <Count word="things-overdue" count={reports.overdue} to="/performance/health" bad />
          <Count word="certificates" count={reports.certificates} to="/performance/health" />
          <Count word="courses" count={reports.courses} to="/performance/health" />
        </Part>
      )}
      {(teamNews.length > 0 || team.thanks > 0) && (
        <Part title={t('performance.digest.team', { name: team.name, people: team.people })}>
          {team.thanks > 0 && <div>{t('performance.digest.team-thanks', { count: team.thanks })}</div>}
          <Figures figures={teamNews} />
        </Part>
      )}
      <WhyDrawer question={question} onClose={() => setQuestion(null)} />
    </Flex>
  )
}

function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section aria-label={title}>
      <Typography.Text strong>{title}</Typography.Text>
      <Flex vertical gap={4} style={{ marginTop: 4 }}>
        {children}
      </Flex>
    </section>
  )
}

function Line({ label, to, children }: { label: string; to?: string; children: ReactNode }) {
  return (
    <Flex justify="space-between" gap={12}>
      {to ? <Link to={to as never}>{label}</Link> : <span>{label}</span>}
      <span>{children}</span>
    </Flex>
  )
}

function Count({ word, count, to, bad = false }: { word: string; count: number; to: string; bad?: boolean }) {
  const t = useWords()
  if (count === 0) return null
  return (
    <Line label={t(`performance.digest.${word}`)} to={to}>
      <Typography.Text className="number" strong {...(bad ? { type: 'danger' } : {})}>
        {count}
      </Typography.Text>
    </Line>
  )
}

/** Figures beside the week before; a press on one's own opens its rows. */
function Figures({ figures, onWhy }: { figures: readonly Figure[]; onWhy?: (figure: Figure) => void }) {
  const t = useWords()
  const shown = (value: string | null) => ({ value, numerator: null, denominator: null, rows: 0 })
  return figures.map(figure => (
    <Line key={figure.code} label={t(`performance.metric.${figure.code}`)}>
      {onWhy ? (
        <Button
          type="link"
          size="small"
          style={{ padding: 0, height: 'auto' }}
          aria-description={`${t('ui.why')} · ${t(`performance.metric.${figure.code}`)}`}
          onClick={() => onWhy(figure)}
        >
          <FigureValue figure={shown(figure.now)} unit={figure.unit} />
        </Button>
      ) : (
        <strong>
          <FigureValue figure={shown(figure.now)} unit={figure.unit} />
        </strong>
      )}{' '}
      <Typography.Text type="secondary" style={{ fontSize: 12 }}>
        {t('performance.digest.before')} <FigureValue figure={shown(figure.before)} unit={figure.unit} />
      </Typography.Text>
    </Line>
  ))
}
