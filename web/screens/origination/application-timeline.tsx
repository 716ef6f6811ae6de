import { Typography } from 'antd'
import { useWords } from '../../settings.tsx'
import { InstantText } from '../../ui/day-text.tsx'
import { Timeline } from '../../ui/timeline.tsx'
import { useMinutes } from './parts.tsx'
import type { Application } from './shapes.ts'

/** What the rules did, whoever's submission set them off. */
const automatic = [
  'approve-automatically',
  'decline-automatically',
  'refer',
  'refer-to-final',
  'refer-to-risk',
  'expire',
]

/** Every step of an application with its reason and how long the step before took. */
export function ApplicationTimeline({ application, title }: { application: Application; title?: string }) {
  const t = useWords()
  const said = useMinutes()
  return (
    <Timeline
      {...(title ? { title } : {})}
      items={application.timeline.toReversed().map((event, index) => ({
        key: `${event.at}${event.action}${index}`,
        title: t(`origination.action.${event.action}`),
        at: <InstantText at={event.at} />,
        by: automatic.includes(event.action) ? t('origination.system') : event.actorName,
        note: (
          <>
            {event.reason && <div>{t(reasonWord(event.action, event.reason))}</div>}
            {event.note && <div>{event.note}</div>}
            {event.workingMinutes !== null && (
              <Typography.Text type={event.withinTime === false ? 'danger' : 'secondary'} style={{ fontSize: 12 }}>
                {t('origination.took', { time: said(event.workingMinutes) })}
              </Typography.Text>
            )}
          </>
        ),
        color: event.withinTime === false ? 'red' : 'blue',
      }))}
    />
  )
}

function reasonWord(action: string, reason: string): string {
  const kind = action === 'return' ? 'return' : action === 'cancel' ? 'cancel' : 'reject'
  return `origination.${kind}.${reason}`
}
