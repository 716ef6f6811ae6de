import { Link } from '@tanstack/react-router'
import { Typography } from 'antd'
import type { Language } from '#lib/words'
import { useMay } from '../../session.tsx'
import { useSettings, useWords } from '../../settings.tsx'
import { InstantText } from '../../ui/day-text.tsx'
import { keysOf } from '../../words.ts'
import { pageOf } from '../notification/about.ts'
import { nounOf } from './spoken.ts'

type Value = string | number | boolean | null

/** A value as people say it: a state by its word, a record by a link to it, a moment in business time, nothing as a dash. */
export function ValueText({ value, operation }: { value: Value; operation: string }) {
  const t = useWords()
  const may = useMay()
  const { language } = useSettings()
  if (value === null || value === '') return <Typography.Text type="secondary">—</Typography.Text>
  if (typeof value === 'boolean') return <>{t(value ? 'ui.yes' : 'ui.no')}</>
  const text = String(value)
  if (/^[a-z]+_[0-9a-hjkmnp-tv-z]{13}$/.test(text)) {
    const page = pageOf(text, may)
    const noun = t(nounOf(text) ?? 'authority.about')
    return page ? <Link to={page as never}>{noun}</Link> : <span>{noun}</span>
  }
  if (/^\d{4}-\d{2}-\d{2}T[\d:.]+Z$/.test(text)) return <InstantText at={text} />
  const key = keyFor(text, operation, language)
  return <span className="number">{key ? t(key) : text}</span>
}

/** The key of the word of a code such as `bank-transfer`, looked for in the module of the operation first. */
function keyFor(text: string, operation: string, language: Language) {
  if (!/^[a-z][a-z0-9]*([-_][a-z0-9]+)*$/.test(text)) return undefined
  const module = operation.split('/')[1] ?? ''
  const ending = `.${text}`
  const found = keysOf(language).filter(key => key.endsWith(ending) && !/^(refusal|permission|event)\./.test(key))
  return found.find(one => one.startsWith(`${module}.`)) ?? found[0]
}
