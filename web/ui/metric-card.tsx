import { QuestionCircleOutlined } from '@ant-design/icons'
import { Button, Card, Flex, Progress, Typography } from 'antd'
import type { ReactNode } from 'react'
import { useWords } from '../settings.tsx'

type Props = {
  title: string
  value: ReactNode
  note?: ReactNode
  /** 0–100 where there is a target to be near. */
  progress?: number
  bad?: boolean
  /** Without a frame of its own, where a card already holds it. */
  plain?: boolean
  /** Opens 为什么是这个数. */
  onWhy?: () => void
}

/** One figure of a board; the question mark opens the rows it is made of. */
export function MetricCard({ title, value, note, progress, bad = false, plain = false, onWhy }: Props) {
  const t = useWords()
  const why = onWhy && (
    <Button
      type="text"
      size="small"
      icon={<QuestionCircleOutlined />}
      aria-label={`${title} · ${t('ui.why')}`}
      style={plain ? { width: 16 } : {}}
      onClick={onWhy}
    />
  )
  return (
    <Card
      size="small"
      variant={plain ? 'borderless' : 'outlined'}
      style={plain ? { boxShadow: 'none', height: '100%' } : {}}
      styles={{
        body: plain
          ? // Side by side, figures stand on one line whatever their titles' lengths.
            { padding: '6px', height: '100%', display: 'flex', flexDirection: 'column' }
          : { padding: '12px 16px' },
      }}
    >
      <Flex justify="space-between" align="center" gap={4} flex={plain ? 1 : undefined}>
        <Typography.Text type="secondary">{title}</Typography.Text>
        {!plain && why}
      </Flex>
      <Flex justify="space-between" align="center" gap={plain ? 2 : 4}>
        <div
          className="number"
          style={{
            fontSize: plain ? 18 : 22,
            fontWeight: 600,
            lineHeight: 1.4,
            whiteSpace: 'nowrap',
            color: bad ? 'var(--ant-color-error, #c93a3a)' : undefined,
          }}
        >
          {value}
        </div>
        {/* Where a card is narrow, its title has the whole line. */}
        {plain && why}
      </Flex>
      {progress !== undefined && <Progress percent={progress} size="small" showInfo={false} aria-label={title} />}
      {note && (
        <Typography.Text type="secondary" style={{ fontSize: 12 }}>
          {note}
        </Typography.Text>
      )}
    </Card>
  )
}

/** The grid that boards stand in: as many columns as fit. */
export function Board({ children, min = 190 }: { children: ReactNode; min?: number }) {
  return (
    <div
      style={{ display: 'grid', gridTemplateColumns: `repeat(auto-fill, minmax(min(${min}px, 100%), 1fr))`, gap: 12 }}
    >
      {children}
    </div>
  )
}
