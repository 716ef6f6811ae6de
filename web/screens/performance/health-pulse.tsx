import { Card, Typography } from 'antd'
import { useWords } from '../../settings.tsx'
import { DayText } from '../../ui/day-text.tsx'
import { FoldTable } from '../../ui/fold-table.tsx'
import type { HealthData } from './health-drawer.tsx'

type Told = HealthData['pulse']['told'][number]
type Line = { key: string; name: string; latest: Told; before: Told | undefined; weeks: Told[] }

/** The weekly pulse of the groups that have answered enough: the latest week, the one before it, and the course of the weeks. */
export function HealthPulse({ pulse }: { pulse: HealthData['pulse'] }) {
  const t = useWords()
  const lines = [...Map.groupBy(pulse.told, one => one.groupId ?? one.branchName)].map(([key, weeks]): Line => {
    const latest = weeks[0]!
    const name = latest.groupName ?? t('performance.pulse.small', { branch: latest.branchName })
    return { key, name, latest, before: weeks[1], weeks: weeks.toReversed() }
  })
  return (
    <Card size="small" title={t('performance.pulse')} styles={{ body: { padding: 0 } }}>
      <FoldTable<Line>
        size="small"
        rows={lines}
        rowKey="key"
        empty={t('performance.pulse.none')}
        columns={[
          { title: t('team.group'), render: (_, line) => line.name },
          {
            title: t('performance.pulse.latest'),
            align: 'end',
            render: (_, line) => (
              <Typography.Text strong className="number" {...(Number(line.latest.mean) < 3 ? { type: 'danger' } : {})}>
                {line.latest.mean}
              </Typography.Text>
            ),
          },
          {
            title: t('performance.pulse.change'),
            align: 'end',
            render: (_, line) => <Change line={line} />,
          },
          {
            title: t('performance.pulse.count'),
            align: 'end',
            render: (_, line) => (
              <span className="number">{t('performance.pulse.answers', { count: line.latest.answers })}</span>
            ),
          },
          { title: t('performance.pulse.of-week'), render: (_, line) => <DayText day={line.latest.week} /> },
          { title: t('performance.pulse.course'), render: (_, line) => <Course weeks={line.weeks} /> },
        ]}
      />
      <div style={{ padding: '8px 16px' }}>
        <Typography.Text type="secondary" style={{ fontSize: 12 }}>
          {t('performance.pulse.guard', { least: pulse.least })}
        </Typography.Text>
      </div>
    </Card>
  )
}

function Change({ line }: { line: Line }) {
  if (!line.before) return <>—</>
  const by = Number(line.latest.mean) - Number(line.before.mean)
  return (
    <Typography.Text className="number" {...(by <= -0.5 ? { type: 'danger' } : {})}>
      {by > 0 ? '▲' : by < 0 ? '▼' : ''} {Math.abs(by).toFixed(2)}
    </Typography.Text>
  )
}

/** One bar a week, 1 to 5. */
function Course({ weeks }: { weeks: readonly Told[] }) {
  const said = weeks.map(one => `${one.week}: ${one.mean}`).join(', ')
  return (
    <svg width={weeks.length * 9} height={24} role="img" aria-label={said}>
      <title>{said}</title>
      {weeks.map((one, at) => {
        const height = (Number(one.mean) / 5) * 22
        return (
          <rect
            key={one.week}
            x={at * 9}
            y={23 - height}
            width={6}
            height={height}
            rx={1}
            fill="var(--ant-color-primary, #1456c0)"
          />
        )
      })}
    </svg>
  )
}
