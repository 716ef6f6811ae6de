import { Button, Card, Flex, Grid, Steps, Typography } from 'antd'
import { type ReactNode, useState } from 'react'
import { useWords } from '../settings.tsx'

/** One step; `ready` is asked before moving on and may say no by returning false. */
export type Step = { key: string; title: string; content: ReactNode; ready?: () => boolean | Promise<boolean> }

/** The wizard pattern: steps on the left, one thing at a time; the page that uses it saves as it goes. */
export function Wizard({
  title,
  steps,
  finish,
  onFinish,
  busy = false,
  start = 0,
  aside,
}: {
  title: ReactNode
  steps: Step[]
  finish: string
  onFinish: () => void
  busy?: boolean
  start?: number
  aside?: ReactNode
}) {
  const t = useWords()
  const wide = Grid.useBreakpoint().lg ?? true
  const [at, setAt] = useState(start)
  const [moving, setMoving] = useState(false)
  const step = steps[Math.min(at, steps.length - 1)]!
  const last = at >= steps.length - 1
  const forward = async () => {
    setMoving(true)
    const ready = (await step.ready?.()) ?? true
    setMoving(false)
    if (!ready) return
    if (last) onFinish()
    else setAt(at + 1)
  }
  return (
    <Flex vertical gap={14}>
      <Typography.Title level={1} style={{ fontSize: 18, margin: 0 }}>
        {title}
      </Typography.Title>
      <div
        style={{
          display: 'grid',
          gridTemplateColumns: wide ? (aside ? '190px minmax(0,1fr) 320px' : '190px minmax(0,1fr)') : 'minmax(0,1fr)',
          gap: 14,
          alignItems: 'start',
        }}
      >
        <Card size="small">
          <Steps
            orientation={wide ? 'vertical' : 'horizontal'}
            responsive={false}
            size="small"
            current={at}
            onChange={next => next < at && setAt(next)}
            items={steps.map(one => ({ key: one.key, title: wide ? one.title : '' }))}
          />
        </Card>
        <Card title={step.title}>
          {step.content}
          <Flex justify="space-between" style={{ marginTop: 20 }}>
            <Button disabled={at === 0} onClick={() => setAt(at - 1)}>
              {t('ui.previous')}
            </Button>
            <Button type="primary" loading={busy || moving} onClick={() => void forward()}>
              {last ? finish : t('ui.next')}
            </Button>
          </Flex>
        </Card>
        {aside}
      </div>
    </Flex>
  )
}
