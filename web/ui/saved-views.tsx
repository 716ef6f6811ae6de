import { CloseOutlined, StarOutlined } from '@ant-design/icons'
import { Button, Flex, Input, Popover, Segmented } from 'antd'
import { useState } from 'react'
import { useWords } from '../settings.tsx'

/** What a list is asked with: filters and order, as they stand in the address. A search is never kept: it may be personal. */
export type Asked = Record<string, string>
type View = { name: string; asked: Asked }

const same = (a: Asked, b: Asked) => {
  const text = (asked: Asked) => JSON.stringify(Object.entries(asked).sort())
  return text(a) === text(b)
}

/** The views of a list that this person keeps, as tabs: everything, then each by its name; the present one can be kept. */
export function SavedViews({
  views,
  onKeep,
  asked,
  onAsk,
}: {
  views: readonly View[]
  onKeep: (views: View[]) => void
  asked: Asked
  onAsk: (asked: Asked) => void
}) {
  const t = useWords()
  const [naming, setNaming] = useState(false)
  const [name, setName] = useState('')
  const plain = Object.keys(asked).length === 0
  const present = views.find(view => same(view.asked, asked))
  const save = () => {
    if (!name.trim()) return
    onKeep([...views.filter(view => view.name !== name.trim()), { name: name.trim(), asked }])
    setNaming(false)
    setName('')
  }
  if (plain && views.length === 0) return null
  return (
    <Flex gap={6} align="center" wrap style={{ padding: '12px 12px 0' }}>
      {views.length > 0 && (
        <Segmented
          size="small"
          aria-label={t('ui.views')}
          value={plain ? '' : (present?.name ?? '-')}
          onChange={chosen => onAsk(views.find(view => view.name === chosen)?.asked ?? {})}
          options={[{ value: '', label: t('ui.all') }, ...views.map(view => ({ value: view.name, label: view.name }))]}
        />
      )}
      {present && (
        <Button
          type="text"
          size="small"
          icon={<CloseOutlined />}
          aria-label={t('ui.view.forget', { name: present.name })}
          onClick={() => onKeep(views.filter(view => view !== present))}
        />
      )}
      {!plain && !present && (
        <Popover
          trigger="click"
          open={naming}
          onOpenChange={setNaming}
          content={
            <Flex gap={6}>
              <Input
                autoFocus
                maxLength={20}
                placeholder={t('ui.view.name')}
                aria-label={t('ui.view.name')}
                value={name}
                onChange={event => setName(event.target.value)}
                onPressEnter={save}
              />
              <Button type="primary" onClick={save}>
                {t('ui.save')}
              </Button>
            </Flex>
          }
        >
          <Button type="text" size="small" icon={<StarOutlined />}>
            {t('ui.view.keep')}
          </Button>
        </Popover>
      )}
    </Flex>
  )
}
