import { CheckCircleFilled, LoadingOutlined } from '@ant-design/icons'
import { Flex, Progress, Typography } from 'antd'
import type { client } from '../../client.ts'
import { useWords } from '../../settings.tsx'

type Closes = Awaited<ReturnType<typeof client.servicing.listDayCloses>>

/** A close under way: how far it is, how long it will take, and what each step has done so far. */
export function DayProgress({ data, through }: { data: Closes; through: string }) {
  const t = useWords()
  const { running, steps } = data
  const { ranges = 0, rangesDone = 0, counts = {} } = running ?? {}
  const left = running ? secondsLeft(running, Date.now()) : null
  return (
    <div style={{ marginBottom: 12 }}>
      <Typography.Text>{t('servicing.day.running', { day: running?.day ?? data.openDay, through })}</Typography.Text>
      <Progress percent={ranges > 0 ? Math.round((100 * rangesDone) / ranges) : 0} status="active" />
      <Flex justify="space-between" wrap gap={8}>
        <Typography.Text type="secondary" className="number">
          {t('servicing.day.progress', { done: rangesDone, ranges })}
          {left !== null && ` · ${t('servicing.day.left', { seconds: left })}`}
        </Typography.Text>
        <Typography.Text type="secondary">{t('servicing.day.leave')}</Typography.Text>
      </Flex>
      <ul style={{ listStyle: 'none', padding: 0, margin: '8px 0 0' }}>
        {steps.map(step => (
          <li key={step} style={{ display: 'flex', gap: 8, alignItems: 'center', lineHeight: 1.9 }}>
            {counts[step] === undefined ? <LoadingOutlined /> : <CheckCircleFilled style={{ color: '#2f8f5b' }} />}
            <span style={{ flex: 1 }}>{t(`servicing.step.${step}`)}</span>
            <span className="number">{counts[step]?.toLocaleString() ?? '—'}</span>
          </li>
        ))}
      </ul>
    </div>
  )
}

/** Whole seconds a close still takes, from the ranges done so far; null while nothing can be said. */
export function secondsLeft(
  running: { startedAt: string; ranges: number; rangesDone: number },
  now: number,
): number | null {
  const elapsed = (now - Date.parse(running.startedAt)) / 1000
  if (running.rangesDone === 0 || elapsed <= 0 || elapsed > 86_400) return null
  return Math.max(1, Math.ceil((elapsed / running.rangesDone) * (running.ranges - running.rangesDone)))
}
