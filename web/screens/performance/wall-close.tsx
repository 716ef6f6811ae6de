import { CheckCircleFilled, ExclamationCircleFilled } from '@ant-design/icons'
import { Progress } from 'antd'
import { useWords } from '../../settings.tsx'
import type { Wall } from './use-wall.ts'

/** The day close: a bar with what is left while it runs, its result afterwards. */
export function WallClose({ close }: { close: NonNullable<Wall['close']> }) {
  const t = useWords()
  const span = (seconds: number) =>
    seconds < 60
      ? t('performance.seconds', { seconds })
      : t('performance.minutes', { minutes: Math.floor(seconds / 60), seconds: seconds % 60 })
  const { running, last } = close
  if (!running)
    return (
      <section className="wall-card wall-close" aria-label={t('performance.close')}>
        <h2>{t('performance.close')}</h2>
        <p>
          {last ? (
            <>
              <CheckCircleFilled className="wall-good" />{' '}
              {t('performance.close.done', {
                day: last.day,
                loans: last.loans.toLocaleString(),
                seconds: last.seconds < 0.1 ? '<0.1' : last.seconds.toFixed(1),
              })}
            </>
          ) : (
            t('performance.close.none')
          )}
        </p>
      </section>
    )
  const stalled = running.phase === 'stalled'
  return (
    <section className="wall-card wall-close" aria-label={t('performance.close')}>
      <h2>
        {stalled && <ExclamationCircleFilled className="wall-grave" />}{' '}
        {t(`performance.close.${running.phase}`, { day: running.day })}
      </h2>
      <Progress
        percent={Math.floor(Number(running.share) * 1000) / 10}
        status={stalled ? 'exception' : 'active'}
        size={{ height: 18 }}
        format={part => `${part} %`}
        aria-label={t('performance.close')}
      />
      <p className="number">
        {t('performance.close.ranges', { done: running.done, ranges: running.ranges })}
        {' · '}
        {t('performance.close.elapsed', { time: span(running.elapsed) })}
        {running.phase === 'closing' && ' · '}
        {running.phase === 'closing' &&
          (running.remaining === null
            ? t('performance.close.unknown')
            : t('performance.close.remaining', { time: span(running.remaining) }))}
      </p>
    </section>
  )
}
