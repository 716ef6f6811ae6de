import { DownOutlined, RightOutlined } from '@ant-design/icons'
import { Menu } from 'antd'
import { Fragment, useState } from 'react'
import { remember, remembered } from './remembered.ts'
import { type Screen, sectionOf, sections } from './screens.ts'
import { useWords } from './settings.tsx'

type Props = { entries: readonly Screen[]; active: Screen | undefined; path: string; onGo: (path: string) => void }

/** Where one can go, by section; a section one never needs is folded away, and stays so on this device. */
export function Navigation({ entries, active, path, onGo }: Props) {
  const t = useWords()
  const [folded, setFolded] = useState<readonly string[]>(() => (remembered('folded') ?? '').split(','))
  const fold = (section: string) => {
    const next = folded.includes(section) ? folded.filter(one => one !== section) : [...folded, section]
    setFolded(next)
    remember('folded', next.filter(Boolean).join(','))
  }
  const head = (title: string, away: boolean) => (
    <button type="button" className="nav-section" aria-expanded={!away} onClick={() => fold(title)}>
      {t(title)}
      {away ? <RightOutlined aria-hidden /> : <DownOutlined aria-hidden />}
    </button>
  )
  return (
    <nav aria-label={t('shell.menu')}>
      {sections.map(section => {
        const { title } = section
        const within = entries.filter(screen => sectionOf(screen.nav!.order) === section)
        const away = title !== null && folded.includes(title)
        // Where one is never hides.
        const items = within
          .filter(screen => !away || screen === active)
          .map(screen => ({ key: screen.path, icon: screen.nav!.icon, label: t(screen.title) }))
        if (within.length === 0) return null
        // A menu holds entries only; what folds it away stands before it.
        return (
          <Fragment key={title ?? ''}>
            {title !== null && head(title, away)}
            {items.length > 0 && (
              <Menu
                mode="inline"
                style={{ borderInlineEnd: 0 }}
                selectedKeys={[active?.path ?? (path === '/' ? '/' : '')]}
                items={items}
                onClick={({ key }) => onGo(key)}
              />
            )}
          </Fragment>
        )
      })}
    </nav>
  )
}
