import { Link } from '@tanstack/react-router'
import { Card, Tag, Typography } from 'antd'
import { addDays, type Day, dayAt, daysBetween, type Instant, monthEnd, parts, weekday } from '#lib/day'
import type { client } from '../../client.ts'
import { useSettings, useWords } from '../../settings.tsx'

type Session = Awaited<ReturnType<typeof client.training.listSessions>>['rows'][number]
const tone = { lecture: 'blue', sharing: 'green', class: 'purple' } as const

/** A month as a wall calendar, weeks from Monday: for whoever plans, with every session at its day. */
export function MonthGrid({ first, today, sessions }: { first: Day; today: Day | undefined; sessions: Session[] }) {
  const t = useWords()
  const { language } = useSettings()
  const before = weekday(first) - 1
  const start = addDays(first, -before)
  const weeks = Math.ceil((before + daysBetween(first, monthEnd(first)) + 1) / 7)
  const days = Array.from({ length: weeks * 7 }, (_, index) => addDays(start, index))
  const name = (day: Day) =>
    new Intl.DateTimeFormat(language === 'zh' ? 'zh-CN' : 'en-GB', { weekday: 'short', timeZone: 'UTC' }).format(
      new Date(`${day}T00:00:00Z`),
    )
  return (
    <Card styles={{ body: { padding: 0, overflow: 'hidden' } }}>
      <div style={{ display: 'grid', gridTemplateColumns: 'repeat(7, minmax(0, 1fr))' }} data-month>
        {days.slice(0, 7).map(day => (
          <Typography.Text key={day} type="secondary" style={{ padding: '8px 10px', textAlign: 'center' }}>
            {name(day)}
          </Typography.Text>
        ))}
        {days.map(day => {
          const own = sessions.filter(session => dayAt(session.startsAt as Instant) === day)
          const inside = day.slice(0, 7) === first.slice(0, 7)
          return (
            <div
              key={day}
              style={{
                minHeight: 92,
                padding: 6,
                borderTop: '1px solid rgba(128,128,128,0.18)',
                borderInlineStart: '1px solid rgba(128,128,128,0.1)',
                background: day === today ? 'rgba(20,86,192,0.08)' : undefined,
              }}
            >
              <Typography.Text
                {...(inside ? {} : { type: 'secondary' as const })}
                strong={day === today}
                className="number"
                style={{ fontSize: 12, opacity: inside ? 1 : 0.75 }}
              >
                {parts(day).date}
              </Typography.Text>
              {own.map(session => (
                <Link key={session.id} to={`/training/sessions/${session.id}` as never} style={{ display: 'block' }}>
                  <Tag
                    color={session.state === 'cancelled' ? 'default' : tone[session.kind]}
                    style={{
                      display: 'block',
                      marginInlineEnd: 0,
                      marginTop: 4,
                      whiteSpace: 'normal',
                      textDecoration: session.state === 'cancelled' ? 'line-through' : undefined,
                    }}
                  >
                    <span className="number">{clock(session.startsAt)}</span> {session.title}
                    {session.mine === 'seated' && ` · ${t('training.registration.seated')}`}
                    {session.mine === 'waiting' &&
                      ` · ${t('training.waiting-place', { place: session.waitingPlace ?? 1 })}`}
                  </Tag>
                </Link>
              ))}
            </div>
          )
        })}
      </div>
    </Card>
  )
}

/** The time of day in business time. */
export function clock(at: string): string {
  return new Date(Date.parse(at) + 8 * 3600_000).toISOString().slice(11, 16)
}
