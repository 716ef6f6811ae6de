import { useSettings } from '../settings.tsx'

const zhDays = ['周日', '周一', '周二', '周三', '周四', '周五', '周六']
const enDays = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat']

/** A day, with its weekday where people plan. */
export function DayText({ day, weekday = false }: { day: string | null | undefined; weekday?: boolean }) {
  const { language } = useSettings()
  if (!day) return <span>—</span>
  const index = new Date(`${day}T00:00:00Z`).getUTCDay()
  return (
    <time dateTime={day} className="number">
      {day}
      {weekday ? ` ${(language === 'zh' ? zhDays : enDays)[index]}` : ''}
    </time>
  )
}

/** A moment in business time, to the minute. */
export function InstantText({ at }: { at: string | null | undefined }) {
  if (!at) return <span>—</span>
  return (
    <time dateTime={at} className="number">
      {instantText(at)}
    </time>
  )
}

/** A moment in business time, to the minute, for a sentence. */
export function instantText(at: string): string {
  const local = new Date(Date.parse(at) + 8 * 3600_000).toISOString()
  return `${local.slice(0, 10)} ${local.slice(11, 16)}`
}
