import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { Link, useSearch } from '@tanstack/react-router'
import { Alert, Card, DatePicker, Flex, Typography } from 'antd'
import dayjs from 'dayjs'
import { useMemo, useState } from 'react'
import { api, type client } from '../../client.ts'
import { useMe } from '../../session.tsx'
import { useSettings, useWords } from '../../settings.tsx'
import { Chart } from '../../ui/chart.tsx'
import { InstantText } from '../../ui/day-text.tsx'
import { MetricCard } from '../../ui/metric-card.tsx'
import { Money } from '../../ui/money.tsx'
import { QueryView } from '../../ui/query-view.tsx'
import { StateTag } from '../../ui/state-tag.tsx'
import { PayAccount } from './pay-account.tsx'
import { Estimate } from './pay-estimate.tsx'
import { type PayLine, PayLines, PayWhy } from './pay-why.tsx'

type Statement = Awaited<ReturnType<typeof client.performance.myPay>>

/** My statement: what this month pays, what is deferred and when it comes, what is held and why; every line opens its reasons. */
export default function MyPay() {
  const t = useWords()
  const { me } = useMe()
  const asked = useSearch({ strict: false }) as { person?: `person_${string}` }
  const [month, setMonth] = useState<string | null>(null)
  const day = month ?? `${(me?.businessDay ?? dayjs().format('YYYY-MM-DD')).slice(0, 7)}-01`
  const own = useQuery({
    ...api.performance.myPay.queryOptions({ input: { month: day }, placeholderData: keepPreviousData }),
    enabled: !asked.person,
  })
  const other = useQuery({
    ...api.performance.personPay.queryOptions({
      input: { personId: asked.person ?? 'person_0000000000001', month: day },
      placeholderData: keepPreviousData,
    }),
    enabled: Boolean(asked.person),
  })
  const statement = asked.person ? other : own
  return (
    <Flex vertical gap={14}>
      <Flex justify="space-between" align="center" gap={12} wrap>
        <Typography.Title level={1} style={{ fontSize: 18, margin: 0 }}>
          {asked.person ? (statement.data?.personName ?? t('performance.pay')) : t('performance.my-pay')}
        </Typography.Title>
        <DatePicker
          picker="month"
          allowClear={false}
          value={dayjs(day)}
          aria-label={t('performance.pay.month')}
          onChange={value => value && setMonth(value.format('YYYY-MM-01'))}
        />
      </Flex>
      <QueryView query={statement}>{data => <Shown data={data} mine={!asked.person} />}</QueryView>
      {!asked.person && (
        <>
          <Estimate />
          <PayAccount />
        </>
      )}
    </Flex>
  )
}

function Shown({ data, mine }: { data: Statement; mine: boolean }) {
  const t = useWords()
  const [open, setOpen] = useState<PayLine | null>(null)
  return (
    <>
      <div
        style={{ display: 'grid', gap: 12, gridTemplateColumns: 'repeat(auto-fit, minmax(150px, 1fr))' }}
        data-testid="pay-figures"
      >
        <MetricCard
          title={t('performance.pay.net')}
          value={<Money value={data.net} sign />}
          note={<StateTag state={data.state} word={`performance.pay-month.${data.state}`} />}
        />
        <MetricCard title={t('performance.pay.deferred-now')} value={<Money value={data.deferred} sign />} />
        <MetricCard title={t('performance.pay.waiting')} value={<Money value={data.balances.deferred} sign />} />
        <MetricCard
          title={t('performance.pay.held')}
          value={<Money value={data.balances.held} sign />}
          bad={data.balances.held !== '0.00'}
        />
        {data.balances.claim !== '0.00' && (
          <MetricCard
            title={t('performance.pay.claim')}
            value={<Money value={data.balances.claim.replace('-', '')} sign />}
            note={<Link to={'/performance/claims' as never}>{t('performance.claim')}</Link>}
            bad
          />
        )}
      </div>
      {data.balances.held !== '0.00' && (
        <Alert
          type="warning"
          showIcon
          title={t('performance.pay.held-note')}
          action={<Link to={'/performance/cases' as never}>{t('performance.case')}</Link>}
        />
      )}
      <Card size="small" styles={{ body: { padding: 0 } }}>
        <PayLines lines={data.lines} onOpen={setOpen} />
        <Typography.Paragraph type="secondary" style={{ padding: '8px 12px', margin: 0 }}>
          {t('ui.as-of')} <InstantText at={data.asOf} /> · {t('performance.pay.press')}
        </Typography.Paragraph>
      </Card>
      {data.coming.length > 0 && <Coming coming={data.coming} />}
      <PayWhy
        lineId={(open?.id as `payline_${string}` | undefined) ?? null}
        mine={mine}
        onClose={() => setOpen(null)}
      />
    </>
  )
}

function Coming({ coming }: { coming: Statement['coming'] }) {
  const { t } = useSettings()
  const option = useMemo(
    () => ({
      grid: { left: 8, right: 16, top: 30, bottom: 8, containLabel: true },
      tooltip: { trigger: 'axis' as const },
      legend: { top: 0, right: 0, data: [t('performance.pay.waiting-part'), t('performance.pay.held')] },
      xAxis: { type: 'category' as const, data: coming.map(part => part.month.slice(0, 7)) },
      yAxis: { type: 'value' as const, name: '¥' },
      series: [
        {
          name: t('performance.pay.waiting-part'),
          type: 'bar' as const,
          stack: 'all',
          barMaxWidth: 36,
          data: coming.map(part => (part.held === '0.00' ? part.amount : '0')),
        },
        {
          name: t('performance.pay.held'),
          type: 'bar' as const,
          stack: 'all',
          barMaxWidth: 36,
          itemStyle: { color: '#c98a10' },
          data: coming.map(part => (part.held === '0.00' ? '0' : part.held)),
        },
      ],
    }),
    [coming, t],
  )
  return (
    <Chart
      question={t('performance.pay.coming')}
      option={option as never}
      height={200}
      table={{
        columns: [t('performance.pay.month'), `${t('performance.pay.amount')} ¥`, `${t('performance.pay.held')} ¥`],
        rows: coming.map(part => [part.month.slice(0, 7), part.amount, part.held]),
      }}
    />
  )
}
