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
  const progress = running?.progress
  const day = running?.day ?? data.openDay
  const span = (seconds: number) =>
    seconds < 60
      ? t('performance.seconds', { seconds })
      : t('performance.minutes', { minutes: Math.floor(seconds / 60), seconds: seconds % 60 })
  return (
    <div style={{ marginBottom: 12 }}>
      <Typography.Text>
        {t(through > day ? 'servicing.day.running' : 'performance.close.closing', { day, through })}
      </Typography.Text>
      <Progress
        percent={Math.floor(Number(progress?.share ?? 0) * 1000) / 10}
        status={progress?.phase === 'stalled' ? 'exception' : 'active'}
        format={part => `${part} %`}
        aria-label={t('performance.close')}
      />
      <Flex justify="space-between" wrap gap={8}>
        <Typography.Text type="secondary" className="number">
          {ranges === 0 ? t('servicing.day.begins') : t('servicing.day.progress', { done: rangesDone, ranges })}
          {progress && ` · ${t('performance.close.elapsed', { time: span(progress.elapsed) })}`}
          {progress?.phase === 'closing' &&
            ` · ${progress.remaining === null ? t('performance.close.unknown') : t('performance.close.remaining', { time: span(progress.remaining) })}`}
          {progress &&
            progress.phase !== 'closing' &&
            running &&
            ` · ${t(`performance.close.${progress.phase}`, { day: running.day })}`}
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
