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
          <div key={index} style={{ display: 'flex', justifyContent: 'space-between', gap: 16, padding: '6px 0' }}>
            <dt style={{ flex: 'none', color: 'var(--ant-color-text-secondary, #5d6980)' }}>{item.label}</dt>
            <dd style={{ margin: 0, textAlign: 'end', overflowWrap: 'anywhere' }}>{item.value ?? '—'}</dd>
          </div>
        ))}
    </dl>
  )
}
