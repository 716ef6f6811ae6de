import { Descriptions, Drawer, Flex, Grid, Segmented, Typography } from 'antd'
import { useState } from 'react'
import type { client } from '../../client.ts'
import { useMay } from '../../session.tsx'
import { useWords } from '../../settings.tsx'
import { DayText } from '../../ui/day-text.tsx'
import { Money } from '../../ui/money.tsx'
import { CellRows, type Opened } from './cell-drawer.tsx'
import { percent, type Slice, useScopeName } from './slice.ts'

type Aging = Awaited<ReturnType<typeof client.risk.aging>>
export type Coverage = NonNullable<Aging['coverage']>

/** 为什么是这个数 of the coverage: what it means, both sides of the fraction with their day, and the loans of each. */
export function CoverageDrawer({
  coverage,
  scope,
  slice = {},
  onClose,
}: {
  coverage: Coverage | null
  /** Whose loans the figure is about. */
  scope: Aging['scope']
  slice?: Slice
  onClose: () => void
}) {
  const t = useWords()
  const wide = Grid.useBreakpoint().md ?? true
  return (
    <Drawer
      open={coverage !== null}
      onClose={onClose}
      size={wide ? 760 : '100%'}
      title={`${t('ui.why')}${t('ui.colon')}${t('risk.coverage')}`}
      destroyOnHidden
    >
      {coverage && <Explained coverage={coverage} scope={scope} slice={slice} />}
    </Drawer>
  )
}

function Explained({ coverage, scope, slice }: { coverage: Coverage; scope: Aging['scope']; slice: Slice }) {
  const t = useWords()
  const may = useMay()
  const scopeName = useScopeName()
  const [side, setSide] = useState<'allowance' | 'npl'>('allowance')
  const { monthEnd, allowance, nonPerforming, all } = coverage
  // The month's end named as the day makes the same picture whenever it is opened; the slice may name a later day.
  const on = { ...slice, day: monthEnd }
  const asks: Record<typeof side, Opened['ask']> = {
    allowance: { ...on, picture: 'allowance' } as Opened['ask'],
    npl: { ...on, picture: 'flow', months: 1, x: [monthEnd.slice(0, 7)], bad: 'true' } as Opened['ask'],
  }
  return (
    <Flex vertical gap={16}>
      <Descriptions
        column={1}
        size="small"
        bordered
        styles={{ label: { minWidth: 116 } }}
        items={[
          {
            key: 'value',
            label: t('risk.coverage'),
            children: (
              <Typography.Text strong className="number" style={{ fontSize: 16 }}>
                {percent(coverage.coverage)}
              </Typography.Text>
            ),
          },
          { key: 'definition', label: t('ui.definition'), children: t('risk.coverage.definition') },
          {
            key: 'formula',
            label: t('risk.coverage.formula'),
            children: (
              <span className="number">
                <Money value={allowance} sign /> ÷ <Money value={nonPerforming.outstanding} sign />
              </span>
            ),
          },
          { key: 'on', label: t('ui.as-of'), children: <DayText day={monthEnd} weekday /> },
          { key: 'scope', label: t('risk.scope'), children: scopeName(scope) },
          {
            key: 'npl',
            label: t('risk.coverage.non-performing'),
            children: (
              <span className="number">
                <Money value={nonPerforming.outstanding} sign /> ·{' '}
                {t('risk.loans.count', { count: nonPerforming.loans })}
              </span>
            ),
          },
          {
            key: 'all',
            label: t('risk.coverage.all'),
            children: (
              <span className="number">
                <Money value={all.outstanding} sign /> · {t('risk.loans.count', { count: all.loans })}
              </span>
            ),
          },
          {
            key: 'reserve',
            label: t('risk.coverage.reserve'),
            children: (
              <>
                <span className="number">{percent(coverage.reserveRatio)}</span>{' '}
                <Typography.Text type="secondary">{t('risk.coverage.reserve.note')}</Typography.Text>
              </>
            ),
          },
        ]}
      />
      {may('risk.portfolio.read') && (
        <>
          <Segmented
            value={side}
            onChange={setSide}
            options={[
              { value: 'allowance', label: t('risk.coverage.by.allowance') },
              { value: 'npl', label: t('risk.coverage.by.npl') },
            ]}
          />
          <CellRows key={side} ask={asks[side]} title={t(`risk.coverage.by.${side}`)} wider={scope} />
        </>
      )}
    </Flex>
  )
}
