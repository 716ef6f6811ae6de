import { CheckCircleFilled, ExclamationCircleFilled, WarningFilled } from '@ant-design/icons'
import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { api } from '../../client.ts'
import { useMay } from '../../session.tsx'
import { useWords } from '../../settings.tsx'
import type { AlertCode } from './alert-drawer.tsx'
import type { Wall } from './use-wall.ts'

/** What needs a hand, gravest first; each opens its records. */
export function WallAlerts({
  board,
  newlyOverdue,
  onAlert,
  onOverdue,
}: {
  board: Wall
  newlyOverdue: number
  onAlert: (alert: AlertCode) => void
  onOverdue: () => void
}) {
  const t = useWords()
  const navigate = useNavigate()
  const { books, alerts, close } = board
  const differ = books !== null && !books.agree
  const nothing = alerts.length === 0 && newlyOverdue === 0 && !differ
  return (
    <section className="wall-card wall-alerts" aria-label={t('performance.alerts')}>
      <h2>{t('performance.alerts')}</h2>
      {nothing && (
        <p>
          <CheckCircleFilled className="wall-good" /> {t('performance.alerts.none')}
        </p>
      )}
      <ul>
        {differ && (
          <li>
            <button type="button" onClick={() => void navigate({ to: '/servicing/day-closes' as never })}>
              <ExclamationCircleFilled className="wall-grave" />
              <span>{t('performance.alert.books')}</span>
            </button>
          </li>
        )}
        {alerts.map(({ code, count, oldest }) => (
          <li key={code}>
            <button type="button" onClick={() => onAlert(code)}>
              {code === 'set-aside' ? (
                <ExclamationCircleFilled className="wall-grave" />
              ) : (
                <WarningFilled className="wall-warning" />
              )}
              <span>
                {t(`performance.alert.${code}`)}
                {oldest && <small>{t('performance.alerts.since', { time: shortMoment(oldest) })}</small>}
              </span>
              <b className="number">{count.toLocaleString()}</b>
            </button>
          </li>
        ))}
        {newlyOverdue > 0 && (
          <li>
            <button type="button" onClick={onOverdue}>
              <WarningFilled className="wall-warning" />
              <span>{t('performance.alert.newly-overdue')}</span>
              <b className="number">{newlyOverdue.toLocaleString()}</b>
            </button>
          </li>
        )}
      </ul>
      <WatchListLine />
      {close && !differ && (
        <p className="wall-books">
          {books ? (
            <>
              <CheckCircleFilled className="wall-good" /> {t('performance.books.agree', { day: books.day })}
            </>
          ) : (
            t('performance.books.unchecked')
          )}
        </p>
      )}
    </section>
  )
}

/** The watch list in short, for those who may see it. */
function useWatched() {
  const may = useMay()('risk.portfolio.read')
  const list = useQuery({
    ...api.risk.listWatched.queryOptions({ input: { limit: 1 }, refetchInterval: 300_000 }),
    enabled: may,
  })
  return may ? list.data : undefined
}

/** How the loans under watch are spread over its levels, the gravest first; each opens its part of the list. */
export function WatchLevels() {
  const t = useWords()
  const navigate = useNavigate()
  const levels = useWatched()?.totals.levels.filter(one => one.loans > 0)
  if (!levels || levels.length === 0) return null
  return (
    <>
      <p className="wall-note">{t('risk.watch-list')}</p>
      <p className="wall-levels">
        {levels.toReversed().map(({ level, loans }) => (
          <button
            key={level}
            type="button"
            className="wall-line"
            onClick={() => void navigate({ to: '/risk/watch-list' as never, search: { level } as never })}
          >
            {t(`risk.watch.level.${level}`)} {loans.toLocaleString()}
          </button>
        ))}
      </p>
    </>
  )
}

/** How many loans stand on the watch list. */
function WatchListLine() {
  const t = useWords()
  const navigate = useNavigate()
  const list = useWatched()
  if (!list || list.total === 0) return null
  return (
    <button type="button" className="wall-line" onClick={() => void navigate({ to: '/risk/watch-list' as never })}>
      {t('risk.watch-list.count', { count: list.total })}
    </button>
  )
}

/** Day of the month and time in business time. */
function shortMoment(at: string): string {
  const local = new Date(Date.parse(at) + 8 * 3600_000).toISOString()
  return `${local.slice(5, 10)} ${local.slice(11, 16)}`
}
