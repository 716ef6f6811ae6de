import { HolderOutlined, SettingOutlined } from '@ant-design/icons'
import { Button, Checkbox, Flex, Popover, Typography } from 'antd'
import { type DragEvent, type KeyboardEvent, useState } from 'react'
import type { ListChoice } from '../list-choice.ts'
import { useWords } from '../settings.tsx'

type Columns = NonNullable<ListChoice['columns']>
type Named = { key: string; title: string; hidden?: boolean }

/** Columns in the order chosen; one that came with a newer program stands where the list has it, after the one before it there. */
export function ordered<Column extends Named>(columns: readonly Column[], chosen: Columns | null): Column[] {
  if (!chosen) return [...columns]
  const known = chosen.order.filter(key => columns.some(column => column.key === key))
  for (const [index, column] of columns.entries())
    if (!known.includes(column.key))
      known.splice(index === 0 ? 0 : known.indexOf(columns[index - 1]!.key) + 1, 0, column.key)
  return known.map(key => columns.find(column => column.key === key)!)
}

/** Whether a column is shown: as chosen, or as the list comes where nothing was said of it. */
export const isShown = (column: Named, chosen: Columns | null) =>
  chosen?.order.includes(column.key) ? !chosen.hidden.includes(column.key) : !column.hidden

/** Which columns a list shows and in what order, by drag or by keyboard. The first names the row and leads to its page, so it stays. */
export function ColumnChoice({
  columns,
  chosen,
  onChoose,
}: {
  columns: readonly Named[]
  chosen: Columns | null
  onChoose: (columns: Columns | null) => void
}) {
  const t = useWords()
  const [dragged, setDragged] = useState<string | null>(null)
  const inOrder = ordered(columns, chosen)
  const keep = (order: readonly Named[], toggled?: string) =>
    onChoose({
      order: order.map(({ key }) => key),
      hidden: order.filter(column => isShown(column, chosen) === (column.key === toggled)).map(({ key }) => key),
    })
  const place = (key: string, at: number) => {
    const rest = inOrder.filter(column => column.key !== key)
    rest.splice(Math.max(1, at), 0, inOrder.find(column => column.key === key)!)
    keep(rest)
  }
  const onKey = (event: KeyboardEvent, key: string, at: number) => {
    if (!event.altKey || (event.key !== 'ArrowUp' && event.key !== 'ArrowDown')) return
    event.preventDefault()
    place(key, event.key === 'ArrowUp' ? at - 1 : at + 1)
  }
  return (
    <Popover
      trigger="click"
      placement="bottomRight"
      content={
        <Flex vertical gap={4}>
          <Typography.Text type="secondary">{t('ui.columns.hint')}</Typography.Text>
          {inOrder.map((column, at) => {
            const fixed = at === 0
            return (
              <Flex
                key={column.key}
                gap={8}
                align="center"
                draggable={!fixed}
                style={{ minHeight: 28, opacity: dragged === column.key ? 0.4 : 1, cursor: fixed ? 'default' : 'grab' }}
                onDragStart={(event: DragEvent) => {
                  event.dataTransfer.effectAllowed = 'move'
                  // A browser may not begin to drag what carries nothing.
                  event.dataTransfer.setData('text/plain', column.title)
                  setDragged(column.key)
                }}
                onDragEnd={() => setDragged(null)}
                onDragOver={(event: DragEvent) => event.preventDefault()}
                onDrop={() => {
                  if (dragged && dragged !== column.key) place(dragged, at)
                  setDragged(null)
                }}
                onKeyDown={event => !fixed && onKey(event, column.key, at)}
              >
                <HolderOutlined style={{ visibility: fixed ? 'hidden' : 'visible' }} aria-hidden />
                <Checkbox checked={isShown(column, chosen)} disabled={fixed} onChange={() => keep(inOrder, column.key)}>
                  {column.title}
                </Checkbox>
              </Flex>
            )
          })}
          {chosen && (
            <Button type="link" size="small" style={{ alignSelf: 'start' }} onClick={() => onChoose(null)}>
              {t('ui.columns.as-it-comes')}
            </Button>
          )}
        </Flex>
      }
    >
      <Button type="text" icon={<SettingOutlined />} aria-label={t('ui.columns')} />
    </Popover>
  )
}
