import { Select } from 'antd'
import { useState } from 'react'
import { type FoundRecord, useRecords } from './found-records.tsx'
import { useWords } from './settings.tsx'

/** A record the reader may see, looked for by number or name; `only`: of one kind. A field of a form. */
export function RecordSelect({
  value,
  onChange,
  id,
  only,
  placeholder,
}: {
  value?: string
  onChange?: (id?: string) => void
  id?: string
  only?: 'loan' | 'application' | 'customer'
  placeholder: string
}) {
  const t = useWords()
  const [text, setText] = useState('')
  const [chosen, setChosen] = useState<FoundRecord | null>(null)
  const found = useRecords(text).filter(one => only === undefined || one.id.startsWith(`${only}_`))
  const offered = chosen && !found.some(one => one.id === chosen.id) ? [chosen, ...found] : found
  return (
    <Select
      {...(id ? { id } : {})}
      allowClear
      showSearch={{ filterOption: false, onSearch: setText }}
      placeholder={placeholder}
      notFoundContent={text.trim().length < 2 ? null : t('ui.empty')}
      value={value ?? null}
      onChange={(next?: string | null) => {
        setChosen(found.find(one => one.id === next) ?? null)
        onChange?.(next ?? undefined)
      }}
      options={offered.map(one => ({ value: one.id, label: `${one.title} · ${one.note}` }))}
    />
  )
}
