import { LockOutlined } from '@ant-design/icons'
import { Tooltip, Typography } from 'antd'
import { useWords } from '../settings.tsx'

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
