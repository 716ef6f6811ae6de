import { LockOutlined } from '@ant-design/icons'
import { Tooltip, Typography } from 'antd'
import { useWords } from '../settings.tsx'
import { Money } from './money.tsx'

/** What a customer earns or owes, or that the rules about personal fields keep it from the reader. */
export function Income({ value, short = false }: { value: string | null; short?: boolean }) {
  return value === null ? <Withheld /> : <Money value={value} sign short={short} />
}

/** Stands where the rules about personal fields keep something from the reader, and says so. */
export function Withheld() {
  const t = useWords()
  return (
    <Tooltip title={t('authority.withheld-field.why')}>
      <Typography.Text type="secondary">
        <LockOutlined /> {t('authority.withheld-field')}
      </Typography.Text>
    </Tooltip>
  )
}
