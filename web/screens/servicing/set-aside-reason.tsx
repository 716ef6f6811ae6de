import { Typography } from 'antd'
import { setAsideKind } from '../../../modules/servicing/set-aside.ts'
import { useWords } from '../../settings.tsx'

/** Why the close set a loan aside. The database's or the rule's own words are for whoever mends the data: to be copied, not read. */
export function SetAsideReason({ reason }: { reason: string }) {
  const t = useWords()
  const { kind, name } = setAsideKind(reason)
  return (
    <Typography.Text
      copyable={{ text: reason }}
      style={{ display: 'inline-block', maxWidth: 260, whiteSpace: 'normal' }}
    >
      {t(`servicing.setAside.kind.${kind}`, { name })}
    </Typography.Text>
  )
}
