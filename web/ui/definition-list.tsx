import { Flex, Typography } from 'antd'
import type { ReactNode } from 'react'

/** Label left, value right, one a line: how a card says what is known. */
export function DefinitionList({
  items,
}: {
  items: ({ label: ReactNode; value: ReactNode } | false | null | undefined)[]
}) {
  return (
    <dl style={{ margin: 0 }}>
      {items
        .filter(item => !!item)
        .map((item, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the list of a card does not reorder
          <Flex key={index} justify="space-between" gap={16} style={{ padding: '6px 0' }}>
            <Typography.Text type="secondary" style={{ flex: 'none' }}>
              <dt style={{ display: 'inline' }}>{item.label}</dt>
            </Typography.Text>
            <dd style={{ margin: 0, textAlign: 'end', overflowWrap: 'anywhere' }}>{item.value ?? '—'}</dd>
          </Flex>
        ))}
    </dl>
  )
}
