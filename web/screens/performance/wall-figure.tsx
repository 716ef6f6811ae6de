import type { CSSProperties, ReactNode } from 'react'
import { useWords } from '../../settings.tsx'
import { type Figure, FigureValue } from './why-drawer.tsx'

export type Course = { today: string[]; usual: string[] | null }

/** One large figure; it and each line below it open why they are what they are. */
export function WallFigure({
  title,
  figure,
  unit,
  tone = 'plain',
  children,
  onWhy,
}: {
  title: string
  figure: Figure | undefined
  unit: string
  tone?: 'plain' | 'bad'
  children?: ReactNode
  onWhy: () => void
}) {
  const t = useWords()
  return (
    <section className={`wall-card wall-${tone}`} aria-label={title}>
      <h2>
        {title}
        {unit === 'money' && ' ¥'}
      </h2>
      <button
        type="button"
        className="wall-value"
        style={{ '--length': lengthOf(figure?.value ?? null, unit) } as CSSProperties}
        onClick={onWhy}
        title={t('ui.why')}
      >
        {/* A value that has just come shows itself for a moment. */}
        <span key={figure?.value} className="wall-fresh">
          <FigureValue figure={figure} unit={unit} />
        </span>
        <span className="visually-hidden">{t('ui.why')}</span>
      </button>
      <div className="wall-foot">{children}</div>
    </section>
  )
}

/** How the day goes, hour by hour, with the usual course behind it; the last point is the figure as it stands. */
export function Sparkline({ course, hour, label }: { course: Course; hour: number; label: string }) {
  const today = course.today.slice(0, hour + 1).map(Number)
  const usual = course.usual?.map(Number) ?? []
  const top = Math.max(1e-9, ...today, ...usual)
  const points = (values: number[]) =>
    values.map((value, at) => `${(at / 23) * 100},${28 - (Math.max(0, value) / top) * 26}`).join(' ')
  return (
    <svg className="wall-spark" viewBox="0 0 100 30" preserveAspectRatio="none" role="img" aria-label={label}>
      {usual.length > 0 && <polyline className="wall-usual" points={points(usual)} />}
      <polyline className="wall-today" points={points([...today.slice(0, -1), today.at(-1) ?? 0])} />
    </svg>
  )
}

/** About how many digits wide a figure is written: from ten thousand on money is written in 万 or thousands. */
function lengthOf(value: string | null, unit: string): number {
  if (value === null) return 3
  if (unit !== 'money') return value.length + Math.floor((value.length - 1) / 3) * 0.5
  const digits = value.replace('-', '').split('.')[0]!.length
  const written = digits < 5 ? digits : digits - 3
  return written + Math.floor((written - 1) / 3) * 0.5 + 4.5
}
