import { Button, Empty, Flex } from 'antd'
import type { ReactNode } from 'react'
import { useWords } from '../settings.tsx'

/** Nothing here yet, and what to do first. */
export function EmptyState({ text, action, onAction }: { text?: ReactNode; action?: string; onAction?: () => void }) {
  const t = useWords()
  return (
    <Flex vertical align="center" style={{ padding: '32px 16px' }}>
      <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={text ?? t('ui.empty')} />
      {action && onAction && <Button onClick={onAction}>{action}</Button>}
    </Flex>
  )
}
