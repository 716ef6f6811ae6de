import { Flex, Grid, Typography } from 'antd'
import type { ReactNode } from 'react'
import { useMe } from '../../session.tsx'
import { useWords } from '../../settings.tsx'
import { DayText } from '../../ui/day-text.tsx'

/** A first page: the day, what stands across it, and two columns that fold into one where there is no room for both. */
export function HomePage({
  top,
  left,
  right,
  wider = false,
  children,
}: {
  top?: ReactNode
  left: ReactNode
  right: ReactNode
  /** Whether the left column is the wider one. */
  wider?: boolean
  children?: ReactNode
}) {
  const t = useWords()
  const { me } = useMe()
  const wide = Grid.useBreakpoint().lg ?? true
  const first = wider ? 'minmax(0, 3fr) minmax(0, 2fr)' : 'minmax(0, 1fr) minmax(0, 1fr)'
  return (
    <Flex vertical gap={14}>
      <Typography.Title level={1} style={{ fontSize: 18, margin: 0 }}>
        {t('shell.today')} <DayText day={me?.businessDay} weekday />
      </Typography.Title>
      {top}
      <div
        style={{
          display: 'grid',
          gridTemplateColumns: wide ? first : 'minmax(0, 1fr)',
          gap: 14,
          alignItems: 'start',
        }}
      >
        <Flex vertical gap={14}>
          {left}
        </Flex>
        <Flex vertical gap={14}>
          {right}
        </Flex>
      </div>
      {children}
    </Flex>
  )
}
