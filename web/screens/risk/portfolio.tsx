import { Flex, Tabs, Typography } from 'antd'
import { useState } from 'react'
import { useWords } from '../../settings.tsx'
import { CellDrawer, type Opened } from './cell-drawer.tsx'
import { Concentration } from './concentration.tsx'
import { FirstPayment } from './first-payment.tsx'
import { Quality } from './quality.tsx'
import { RollRates } from './roll-rates.tsx'
import { useAsked } from './slice.ts'
import { SliceBar } from './slice-bar.tsx'
import { Vintages } from './vintages.tsx'
import { WatchListLink } from './watch-list-link.tsx'

/** The risk picture of the book: how much is bad, how it got there, which cohorts and corners it comes from. */
export default function Portfolio() {
  const t = useWords()
  const { asked, slice, set } = useAsked()
  const [opened, setOpened] = useState<Opened | null>(null)
  const open = (title: string, ask: Opened['ask'], definition?: string) =>
    setOpened({ title, definition, ask: { ...slice, ...ask } as Opened['ask'] })
  const tabs = [
    { key: 'quality', label: t('risk.tab.quality'), children: <Quality slice={slice} open={open} /> },
    { key: 'vintage', label: t('risk.tab.vintage'), children: <Vintages slice={slice} open={open} /> },
    { key: 'roll', label: t('risk.tab.roll'), children: <RollRates slice={slice} open={open} /> },
    { key: 'concentration', label: t('risk.tab.concentration'), children: <Concentration slice={slice} open={open} /> },
    { key: 'first-payment', label: t('risk.tab.first-payment'), children: <FirstPayment slice={slice} open={open} /> },
  ]
  return (
    <Flex vertical gap={12}>
      <Flex justify="space-between" align="start" wrap gap={8}>
        <div>
          <Typography.Title level={1} style={{ fontSize: 18, margin: 0 }}>
            {t('risk.portfolio')}
          </Typography.Title>
          <Typography.Text type="secondary">{t('risk.portfolio.note')}</Typography.Text>
        </div>
        <WatchListLink />
      </Flex>
      <SliceBar />
      <Tabs
        activeKey={asked.tab ?? 'quality'}
        onChange={tab => set({ tab })}
        items={tabs}
        destroyOnHidden
        styles={{ header: { marginBottom: 12 } }}
      />
      <CellDrawer opened={opened} onClose={() => setOpened(null)} />
    </Flex>
  )
}
