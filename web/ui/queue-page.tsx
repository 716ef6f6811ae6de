import { Button, Card, Flex, Grid, Tooltip, Typography } from 'antd'
import { type ReactNode, useEffect } from 'react'

/** One thing that can be done with the case, and the key that does it. */
export type Decision = {
  key: string
  label: string
  hint: string
  primary?: boolean
  danger?: boolean
  disabled?: string | null | undefined
  onPick: () => void
}

type Props = {
  title: ReactNode
  subtitle?: ReactNode
  clock?: ReactNode
  facts: ReactNode
  reasoning: ReactNode
  documents: ReactNode
  decisions: Decision[]
  note?: ReactNode
}

/** The queue pattern: one case fills the page; facts, reasoning, papers; the decision bar stays in reach, by mouse or key. */
export function QueuePage({ title, subtitle, clock, facts, reasoning, documents, decisions, note }: Props) {
  const screens = Grid.useBreakpoint()
  const wide = screens.xl ?? true
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const target = event.target as HTMLElement | null
      if (event.ctrlKey || event.metaKey || event.altKey || target?.closest('input,textarea,select,[role="dialog"]'))
        return
      const decision = decisions.find(one => one.hint.toLowerCase() === event.key.toLowerCase())
      if (decision && !decision.disabled) {
        event.preventDefault()
        decision.onPick()
      }
    }
    addEventListener('keydown', onKey)
    return () => removeEventListener('keydown', onKey)
  }, [decisions])
  return (
    <Flex vertical gap={14} style={{ paddingBottom: 76 }}>
      <Flex justify="space-between" align="center" gap={10} wrap>
        <Flex gap={10} align="baseline" wrap>
          <Typography.Title level={1} style={{ fontSize: 19, margin: 0 }}>
            {title}
          </Typography.Title>
          {subtitle && <Typography.Text type="secondary">{subtitle}</Typography.Text>}
        </Flex>
        {clock}
      </Flex>
      <div
        style={{
          display: 'grid',
          gridTemplateColumns: wide ? 'minmax(280px, 1fr) minmax(0, 1.6fr) minmax(260px, 0.9fr)' : 'minmax(0, 1fr)',
          gap: 14,
          alignItems: 'start',
        }}
      >
        <Flex vertical gap={14}>
          {facts}
        </Flex>
        <Flex vertical gap={14}>
          {reasoning}
        </Flex>
        <Flex vertical gap={14}>
          {documents}
        </Flex>
      </div>
      <Card
        style={{
          position: 'fixed',
          insetInlineEnd: 0,
          insetInlineStart: screens.lg ? 186 : 0,
          bottom: screens.lg ? 0 : 54,
          zIndex: 9,
          borderRadius: 0,
        }}
        styles={{ body: { padding: '10px 20px' } }}
      >
        <Flex justify="space-between" align="center" gap={10} wrap>
          <div>{note}</div>
          <Flex gap={8} wrap>
            {decisions.map(decision => (
              <Tooltip key={decision.key} title={decision.disabled ?? undefined}>
                <Button
                  type={decision.primary ? 'primary' : 'default'}
                  danger={decision.danger === true}
                  disabled={!!decision.disabled}
                  onClick={decision.onPick}
                >
                  {decision.label}
                  {screens.lg && (
                    <kbd
                      style={{
                        opacity: 0.7,
                        fontSize: 11,
                        border: '1px solid currentColor',
                        borderRadius: 4,
                        padding: '0 5px',
                        marginInlineStart: 6,
                      }}
                    >
                      {decision.hint}
                    </kbd>
                  )}
                </Button>
              </Tooltip>
            ))}
          </Flex>
        </Flex>
      </Card>
    </Flex>
  )
}
