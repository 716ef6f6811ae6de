import { SearchOutlined } from '@ant-design/icons'
import { Button, Empty, Input, Modal, Typography } from 'antd'
import { type ReactNode, useMemo, useState } from 'react'
import { useRecords } from './found-records.tsx'
import { screens } from './screens.ts'
import { useMay } from './session.tsx'
import { useSettings } from './settings.tsx'

/** One thing the menu leads to. */
type Hit = { path: string; title: string; note?: string | undefined; icon: ReactNode }

/** Ctrl/⌘+K: every screen one may open, and loans, applications and customers by number or name; opened by Enter. */
export function CommandMenu({
  open,
  onClose,
  onGo,
}: {
  open: boolean
  onClose: () => void
  onGo: (path: string) => void
}) {
  const { t } = useSettings()
  const may = useMay()
  const [text, setText] = useState('')
  const [chosen, setChosen] = useState(0)
  const records = useRecords(open ? text : '')
  const pages = useMemo((): Hit[] => {
    const needle = text.trim().toLowerCase()
    return screens
      .filter(screen => !screen.path.includes('$') && may(screen.permission))
      .map(screen => ({ path: screen.path, title: t(screen.title), icon: screen.nav?.icon }))
      .filter(screen => !needle || screen.title.toLowerCase().includes(needle) || screen.path.includes(needle))
      .slice(0, 12)
  }, [text, t, may])
  const found = [...pages, ...records]
  const go = (index: number) => {
    const screen = found[index]
    if (!screen) return
    onGo(screen.path)
    setText('')
    onClose()
  }
  return (
    <Modal
      open={open}
      onCancel={onClose}
      footer={null}
      closable={false}
      width={520}
      style={{ top: 80 }}
      destroyOnHidden
      styles={{ body: { padding: 0 } }}
    >
      <Input
        autoFocus
        size="large"
        variant="borderless"
        prefix={<SearchOutlined />}
        placeholder={t('shell.search')}
        aria-label={t('shell.search')}
        value={text}
        onChange={event => {
          setText(event.target.value)
          setChosen(0)
        }}
        onKeyDown={event => {
          if (event.key === 'ArrowDown') setChosen(at => Math.min(at + 1, found.length - 1))
          if (event.key === 'ArrowUp') setChosen(at => Math.max(at - 1, 0))
          if (event.key === 'Enter') go(chosen)
        }}
      />
      <div style={{ margin: '8px 0 0', maxHeight: 380, overflow: 'auto' }}>
        {found.map((screen, index) => (
          <Button
            key={screen.path}
            type="text"
            block
            icon={screen.icon}
            onClick={() => go(index)}
            onMouseEnter={() => setChosen(index)}
            style={{
              justifyContent: 'flex-start',
              height: 40,
              background: index === chosen ? 'rgba(20,86,192,0.1)' : undefined,
            }}
          >
            {screen.title}
            {screen.note && <Typography.Text type="secondary">{screen.note}</Typography.Text>}
          </Button>
        ))}
        {found.length === 0 && <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={t('ui.empty')} />}
      </div>
    </Modal>
  )
}
