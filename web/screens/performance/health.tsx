import { useQuery } from '@tanstack/react-query'
import { Button, Card, Flex, Progress, Segmented, Typography } from 'antd'
import { useState } from 'react'
import { api } from '../../client.ts'
import { useWords } from '../../settings.tsx'
import { InstantText } from '../../ui/day-text.tsx'
import { FoldTable } from '../../ui/fold-table.tsx'
import { Board, MetricCard } from '../../ui/metric-card.tsx'
import { QueryView } from '../../ui/query-view.tsx'
import { type HealthData, HealthDrawer, type HealthPart, type HealthPerson, LevelTag } from './health-drawer.tsx'
import { HealthPulse } from './health-pulse.tsx'
import { PersonName } from './team-table.tsx'
import { FigureValue, type MetricCode, type Question, WhyDrawer } from './why-drawer.tsx'

const overdueOf = ({ overdue }: HealthPerson) => overdue.tasks + overdue.cases + overdue.leads
const shown = {
  all: () => true,
  over: (person: HealthPerson) => (person.load ?? 0) > 100,
  overdue: (person: HealthPerson) => overdueOf(person) > 0,
  training: (person: HealthPerson) => person.training.expiring > 0,
  high: (person: HealthPerson) => person.attrition !== null && person.attrition.level !== 'low',
}
type Shown = keyof typeof shown

/** How the team is doing: whoever needs help stands first, and each figure opens what it is made of. */
export default function Health() {
  const t = useWords()
  const health = useQuery(api.performance.teamHealth.queryOptions())
  return <QueryView query={health}>{data => <Loaded data={data} title={t('performance.health')} />}</QueryView>
}

function Loaded({ data, title }: { data: HealthData; title: string }) {
  const t = useWords()
  const [filter, setFilter] = useState<Shown>('all')
  const [open, setOpen] = useState<{ person: HealthPerson; part: HealthPart } | null>(null)
  const [question, setQuestion] = useState<Question | null>(null)
  const ask = (metric: MetricCode, person: HealthPerson) =>
    setQuestion({
      metric,
      personId: person.id as `person_${string}`,
      from: data.from,
      to: data.to,
      title: `${t(`performance.metric.${metric}`)} · ${person.name}`,
    })
  const needs = (person: HealthPerson) =>
    (person.attrition?.points ?? 0) * 10 + overdueOf(person) * 50 + (person.load ?? 0)
  const rows = data.people.filter(shown[filter]).sort((a, b) => needs(b) - needs(a))
  const count = (of: Shown) => data.people.filter(shown[of]).length
  const opener = (person: HealthPerson, part: HealthPart) => () => setOpen({ person, part })
  return (
    <Flex vertical gap={14}>
      <div>
        <Typography.Title level={1} style={{ fontSize: 18, margin: 0 }}>
          {title}
        </Typography.Title>
        <Typography.Text type="secondary">
          {t('performance.health.note', { count: data.people.length })} · {t('ui.as-of')} <InstantText at={data.asOf} />
        </Typography.Text>
      </div>
      <Board min={160}>
        {(['over', 'overdue', 'training', 'high'] as const).map(key => (
          <MetricCard
            key={key}
            title={t(`performance.health.summary.${key}`)}
            value={t('performance.health.people', { count: count(key) })}
            bad={(key === 'over' || key === 'high') && count(key) > 0}
          />
        ))}
      </Board>
      <HealthPulse pulse={data.pulse} />
      <Card
        size="small"
        styles={{ body: { padding: 0 } }}
        title={t('team')}
        extra={
          <Segmented<Shown>
            size="small"
            value={filter}
            onChange={setFilter}
            options={(Object.keys(shown) as Shown[]).map(value => ({
              value,
              label: value === 'all' ? t('ui.all') : t(`performance.health.summary.${value}`),
            }))}
          />
        }
      >
        <FoldTable<HealthPerson>
          rows={rows}
          rowKey="id"
          empty={t('performance.health.nothing')}
          columns={[
            { title: t('team.person'), render: (_, person) => <PersonName person={person} /> },
            {
              title: t('performance.health.load'),
              render: (_, person) => <LoadBar person={person} onOpen={opener(person, 'load')} />,
            },
            {
              title: t('performance.health.overdue'),
              align: 'end',
              render: (_, person) => (
                <Figure value={overdueOf(person)} bad={overdueOf(person) > 0} onOpen={opener(person, 'overdue')} />
              ),
            },
            {
              title: t('performance.health.quality'),
              align: 'end',
              render: (_, person) => <Quality person={person} onAsk={ask} />,
            },
            {
              title: t('performance.health.training'),
              render: (_, person) => <Training person={person} onOpen={opener(person, 'training')} />,
            },
            {
              title: t('performance.health.attrition'),
              render: (_, person) =>
                person.attrition ? (
                  <Button type="text" size="small" style={{ paddingInline: 4 }} onClick={opener(person, 'attrition')}>
                    <LevelTag level={person.attrition.level} />
                    {person.attrition.signs.length > 0 && <small>{person.attrition.signs.length}</small>}
                    <span className="visually-hidden">{` ${t('performance.health.attrition')} · ${person.name}`}</span>
                  </Button>
                ) : (
                  <Typography.Text type="secondary">{t('performance.health.own')}</Typography.Text>
                ),
            },
          ]}
        />
      </Card>
      <HealthDrawer open={open} levels={data.levels} onClose={() => setOpen(null)} onMetric={ask} />
      <WhyDrawer question={question} onClose={() => setQuestion(null)} />
    </Flex>
  )
}

function Figure({ value, bad, onOpen }: { value: number; bad: boolean; onOpen: () => void }) {
  if (value === 0) return <Typography.Text type="secondary">0</Typography.Text>
  return (
    <Button type="link" size="small" danger={bad} style={{ paddingInline: 0 }} onClick={onOpen}>
      <span className="number">{value}</span>
    </Button>
  )
}

function LoadBar({ person, onOpen }: { person: HealthPerson; onOpen: () => void }) {
  const t = useWords()
  if (person.load === null) return <Typography.Text type="secondary">{t('performance.health.no-load')}</Typography.Text>
  return (
    <Button
      type="text"
      size="small"
      onClick={onOpen}
      style={{ paddingInline: 4 }}
      aria-label={`${t('performance.health.load')} ${person.load} % · ${person.name}`}
    >
      <Progress
        percent={Math.min(100, person.load)}
        size={[88, 6]}
        showInfo={false}
        status={person.load > 100 ? 'exception' : 'normal'}
        aria-hidden
      />
      <span className="number" style={{ marginInlineStart: 8 }}>
        {person.load} %
      </span>
    </Button>
  )
}

function Quality({ person, onAsk }: { person: HealthPerson; onAsk: (metric: MetricCode, of: HealthPerson) => void }) {
  const t = useWords()
  const { quality } = person
  if (!quality) return <Typography.Text type="secondary">—</Typography.Text>
  return (
    <Flex vertical align="end" style={{ display: 'inline-flex' }}>
      <Button type="link" size="small" style={{ paddingInline: 0 }} onClick={() => onAsk(quality.metric, person)}>
        <FigureValue figure={quality.figure} unit="share" />
      </Button>
      <Typography.Text type="secondary" style={{ fontSize: 12 }}>
        {t(`performance.metric.${quality.metric}`)}
        {quality.few ? ` · ${t('performance.health.few')}` : ''}
      </Typography.Text>
    </Flex>
  )
}

function Training({ person, onOpen }: { person: HealthPerson; onOpen: () => void }) {
  const t = useWords()
  const { expiring, open, late } = person.training
  if (expiring + open === 0) return <Typography.Text type="secondary">0</Typography.Text>
  return (
    <Button type="link" size="small" style={{ paddingInline: 0 }} onClick={onOpen}>
      {[
        expiring > 0 && t('performance.health.certificates', { count: expiring }),
        open > 0 && t('performance.health.courses', { count: open }),
        late > 0 && t('performance.health.late', { count: late }),
      ]
        .filter(Boolean)
        .join(' · ')}
    </Button>
  )
}
