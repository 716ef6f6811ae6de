import { LeftOutlined, RightOutlined } from '@ant-design/icons'
import { useQuery } from '@tanstack/react-query'
import { Button, Card, Flex, Grid, Tag, Typography } from 'antd'
import { useState } from 'react'
import { addMonths, type Day, dayAt, type Instant, monthEnd } from '#lib/day'
import { api, type client } from '../../client.ts'
import { useMay, useMe } from '../../session.tsx'
import { useWords } from '../../settings.tsx'
import { DayText } from '../../ui/day-text.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { QueryView } from '../../ui/query-view.tsx'
import { RowLink } from '../../ui/row-link.tsx'
import { clock, MonthGrid } from './calendar-grid.tsx'
import { Places } from './parts.tsx'
import { SessionDialog } from './session-dialog.tsx'

type Session = Awaited<ReturnType<typeof client.training.listSessions>>['rows'][number]

/** Lectures, sharing and classes month by month: a wall calendar on a desk above the list by day, the list alone on a phone. */
export default function Calendar() {
  const t = useWords()
  const may = useMay()
  const { me } = useMe()
  const [month, setMonth] = useState<Day | null>(null)
  const [adding, setAdding] = useState(false)
  const wide = Grid.useBreakpoint().lg ?? true
  const first = (month ?? `${(me?.businessDay ?? '2026-01-01').slice(0, 7)}-01`) as Day
  const sessions = useQuery(
    api.training.listSessions.queryOptions({
      input: { fromDay: first, toDay: monthEnd(first), sort: 'startsAt', direction: 'asc', limit: 200 },
    }),
  )
  return (
    <>
      <Places at="/training/calendar" />
      <Flex justify="space-between" align="center" wrap gap={8} style={{ marginBottom: 12 }}>
        <Typography.Title level={1} style={{ fontSize: 18, margin: 0 }}>
          {t('training.calendar')}
        </Typography.Title>
        <Flex gap={6} align="center">
          <Button
            icon={<LeftOutlined />}
            aria-label={t('training.month-before')}
            onClick={() => setMonth(addMonths(first, -1))}
          />
          <strong className="number">{first.slice(0, 7)}</strong>
          <Button
            icon={<RightOutlined />}
            aria-label={t('training.month-next')}
            onClick={() => setMonth(addMonths(first, 1))}
          />
          {may('training.session.write') && (
            <Button type="primary" onClick={() => setAdding(true)}>
              {t('training.add-session')}
            </Button>
          )}
        </Flex>
      </Flex>
      <QueryView query={sessions}>
        {({ rows }) =>
          rows.length === 0 ? (
            <Card>
              <EmptyState text={t('training.month-none')} />
            </Card>
          ) : (
            <Flex vertical gap={10}>
              {wide && <MonthGrid first={first} today={me?.businessDay} sessions={rows} />}
              {byDay(rows).map(([day, list]) => (
                <Card key={day} size="small" title={<DayText day={day} weekday />} styles={{ body: { padding: 0 } }}>
                  {list.map(session => (
                    <Line key={session.id} session={session} />
                  ))}
                </Card>
              ))}
            </Flex>
          )
        }
      </QueryView>
      <SessionDialog open={adding} onClose={() => setAdding(false)} />
    </>
  )
}

function byDay(rows: Session[]): [Day, Session[]][] {
  const days = new Map<Day, Session[]>()
  for (const row of rows) {
    const day = dayAt(row.startsAt as Instant)
    days.set(day, [...(days.get(day) ?? []), row])
  }
  return [...days]
}

function Line({ session }: { session: Session }) {
  const t = useWords()
  return (
    <RowLink to={`/training/sessions/${session.id}`}>
      <Flex justify="space-between" gap={8} wrap>
        <span>
          <span className="number">
            {clock(session.startsAt)}–{clock(session.endsAt)}
          </span>{' '}
          <strong>{session.title}</strong>
        </span>
        <Flex gap={4}>
          <Tag>{t(`training.session-kind.${session.kind}`)}</Tag>
          {session.state !== 'planned' && (
            <Tag color={session.state === 'held' ? 'default' : 'red'}>
              {t(`training.session-state.${session.state}`)}
            </Tag>
          )}
          {session.mine === 'seated' && <Tag color="green">{t('training.registration.seated')}</Tag>}
          {session.mine === 'waiting' && (
            <Tag color="gold">{t('training.waiting-place', { place: session.waitingPlace ?? 1 })}</Tag>
          )}
        </Flex>
      </Flex>
      <Typography.Text type="secondary">
        {session.place}
        {session.speaker
          ? ` · ${session.speaker}${session.speakerFrom ? t('ui.brackets', { inside: session.speakerFrom }) : ''}`
          : ''}
        {session.hostName ? ` · ${session.hostName}` : ''} ·{' '}
        {t('training.seats', { seated: session.seated, capacity: session.capacity })}
      </Typography.Text>
    </RowLink>
  )
}
