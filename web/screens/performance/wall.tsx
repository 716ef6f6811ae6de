import { FullscreenExitOutlined, FullscreenOutlined } from '@ant-design/icons'
import { useQuery } from '@tanstack/react-query'
import { Button, ConfigProvider } from 'antd'
import { useEffect, useState } from 'react'
import { api } from '../../client.ts'
import { useWords } from '../../settings.tsx'
import { themeOf } from '../../theme.ts'
import { DayText } from '../../ui/day-text.tsx'
import { grouped, Money } from '../../ui/money.tsx'
import { QueryView } from '../../ui/query-view.tsx'
import { type AlertCode, AlertDrawer } from './alert-drawer.tsx'
import { useWall, type Wall, type WallState } from './use-wall.ts'
import './wall.css'
import { WallAlerts, WatchLevels } from './wall-alerts.tsx'
import { WallClose } from './wall-close.tsx'
import { Sparkline, WallFigure } from './wall-figure.tsx'
import { FigureValue, type MetricCode, type Question, WhyDrawer } from './why-drawer.tsx'

const trendEveryMs = 300_000

/** Today on the wall: dark and large, told live; `?full` covers the whole page, for a screen that nobody touches. */
export default function WallBoard() {
  const { query, asOf, state, now } = useWall()
  const [full, setFull] = useFullScreen()
  return (
    <ConfigProvider theme={{ ...themeOf(true), inherit: false }}>
      <div className={full ? 'wall wall-full' : 'wall'}>
        <QueryView query={query}>
          {board => <Board board={board} asOf={asOf} state={state} now={now} full={full} onFull={setFull} />}
        </QueryView>
      </div>
    </ConfigProvider>
  )
}

function useFullScreen(): [boolean, (full: boolean) => void] {
  const [full, setFull] = useState(() => new URLSearchParams(location.search).has('full'))
  useEffect(() => {
    const changed = () => document.fullscreenElement === null && setFull(false)
    document.addEventListener('fullscreenchange', changed)
    return () => document.removeEventListener('fullscreenchange', changed)
  }, [])
  return [
    full,
    wanted => {
      setFull(wanted)
      // Where the browser refuses, the board still covers its page.
      if (wanted) void document.documentElement.requestFullscreen?.().catch(() => {})
      else if (document.fullscreenElement) void document.exitFullscreen()
    },
  ]
}

function Board({
  board,
  asOf,
  state,
  now,
  full,
  onFull,
}: {
  board: Wall
  asOf: string | null
  state: WallState
  now: number
  full: boolean
  onFull: (full: boolean) => void
}) {
  const t = useWords()
  const [question, setQuestion] = useState<Question | null>(null)
  const [alert, setAlert] = useState<AlertCode | null>(null)
  const trend = useQuery(api.performance.wallTrend.queryOptions({ refetchInterval: trendEveryMs }))
  const clock = businessTime(now)
  const hour = Number(clock.slice(0, 2))
  const { businessDay } = board

  const of = (code: MetricCode) => board.figures.find(figure => figure.code === code)
  const titleOf = (code: MetricCode) => t('performance.wall.today', { name: t(`performance.metric.${code}`) })
  const ask = (code: MetricCode) =>
    setQuestion({ metric: code, title: titleOf(code), from: businessDay, to: businessDay })
  const shown = (code: MetricCode) => ({
    title: titleOf(code),
    figure: of(code)?.figure,
    unit: of(code)?.unit ?? 'count',
    onWhy: () => ask(code),
  })
  const courseOf = (code: MetricCode) => {
    const found = trend.data?.businessDay === businessDay && trend.data.trends.find(one => one.code === code)
    if (!found) return null
    const before = hour === 0 ? '0' : found.usual?.[hour - 1]
    if ([...found.today, ...(found.usual ?? [])].every(value => Number(value) === 0)) return null
    return (
      <>
        <Sparkline
          course={{ today: [...found.today.slice(0, hour), of(code)?.figure.value ?? '0'], usual: found.usual }}
          hour={hour}
          label={t('performance.wall.course')}
        />
        {found.usual && (
          <p className="wall-note">
            {before !== undefined && Number(before) > 0
              ? t('performance.wall.usual', { hour, value: grouped(before.replace(/\.\d\d$/, '')), days: found.days })
              : t('performance.wall.dashed', { days: found.days })}
          </p>
        )}
      </>
    )
  }
  const due = Number(of('due-amount')?.figure.value ?? 0)
  const paid = Number(of('due-paid-amount')?.figure.value ?? 0)
  const newlyOverdue = Number(of('newly-overdue')?.figure.value ?? 0)
  const { reach, name } = board.scope

  return (
    <>
      <header className="wall-head">
        <h1>{t('performance.wall')}</h1>
        <span className="wall-scope">
          {reach === 'all' ? t('performance.wall.all') : reach === 'own' ? t('performance.wall.own', { name }) : name}
        </span>
        <span className="wall-day">
          {t('shell.business-day')} <DayText day={businessDay} weekday />
        </span>
        <span className={`wall-state wall-${state}`} role="status">
          <i aria-hidden />
          {t(`performance.wall.${state}`)}
        </span>
        <span className="wall-updated number">
          {asOf && t('performance.wall.updated', { time: businessTime(Date.parse(asOf)) })}
        </span>
        <time className="wall-clock number">{clock}</time>
        <Button
          type="text"
          size="large"
          icon={full ? <FullscreenExitOutlined /> : <FullscreenOutlined />}
          aria-label={t(full ? 'performance.wall.leave-full' : 'performance.wall.full')}
          onClick={() => onFull(!full)}
        />
      </header>
      <div className={state === 'stale' ? 'wall-grid wall-old' : 'wall-grid'}>
        <WallFigure {...shown('applications')}>{courseOf('applications')}</WallFigure>
        <WallFigure {...shown('approvals')}>
          <button type="button" className="wall-line" onClick={() => ask('approval-rate')}>
            {t('performance.metric.approval-rate')} <FigureValue figure={of('approval-rate')?.figure} unit="share" />
          </button>
        </WallFigure>
        <WallFigure {...shown('disbursed-amount')}>
          <p className="wall-note">
            {t('performance.wall.cases', { count: (of('disbursed-amount')?.figure.rows ?? 0).toLocaleString() })}
          </p>
          {courseOf('disbursed-amount')}
        </WallFigure>
        <WallFigure {...shown('due-amount')}>
          {due > 0 ? (
            <>
              <div
                className="wall-bar"
                role="progressbar"
                aria-label={t('performance.metric.due-paid-amount')}
                aria-valuenow={Math.floor((100 * paid) / due)}
              >
                <i style={{ width: `${(100 * paid) / due}%` }} />
              </div>
              <button type="button" className="wall-line" onClick={() => ask('due-paid-amount')}>
                {t('performance.metric.due-paid-amount')} <Money value={of('due-paid-amount')?.figure.value} short /> ·{' '}
                {Math.floor((100 * paid) / due)} %
              </button>
            </>
          ) : (
            <p className="wall-note">{t('performance.wall.nothing-due')}</p>
          )}
        </WallFigure>
        <WallFigure {...shown('collected-amount')}>{courseOf('collected-amount')}</WallFigure>
        <WallFigure {...shown('newly-overdue')} tone={newlyOverdue > 0 ? 'bad' : 'plain'}>
          <WatchLevels />
        </WallFigure>
        <WallAlerts
          board={board}
          newlyOverdue={newlyOverdue}
          onAlert={setAlert}
          onOverdue={() => ask('newly-overdue')}
        />
        {board.close && <WallClose close={board.close} />}
      </div>
      <WhyDrawer question={question} onClose={() => setQuestion(null)} />
      <AlertDrawer alert={alert} onClose={() => setAlert(null)} />
    </>
  )
}

/** `HH:MM:SS` in business time. */
function businessTime(ms: number): string {
  return new Date(ms + 8 * 3600_000).toISOString().slice(11, 19)
}
