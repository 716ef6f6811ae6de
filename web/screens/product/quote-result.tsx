import { Alert, Card, Flex, Grid, Tabs, Typography } from 'antd'
import type { EChartsOption } from 'echarts'
import { useMemo } from 'react'
import { useSettings } from '../../settings.tsx'
import { Chart } from '../../ui/chart.tsx'
import { DayText } from '../../ui/day-text.tsx'
import { grouped, Money, Percent, percent } from '../../ui/money.tsx'
import { CostTable } from './cost-table.tsx'
import { floatingFacts } from './floating-facts.ts'
import { PlanTable } from './plan-table.tsx'
import type { Quote } from './shapes.ts'
import { SubsidyList } from './subsidy-list.tsx'

/** What the customer wants to know, largest first; plan, picture and cost form behind it. */
export function QuoteResult({ quote }: { quote: Quote }) {
  const { t } = useSettings()
  const wide = Grid.useBreakpoint().md ?? true
  const grace = quote.plan.filter(isGrace).at(-1)
  const paying = quote.plan.slice(grace?.seq ?? 0)
  const level = paying.length < 2 || paying.slice(0, -1).every(row => row.payment === quote.firstPayment)
  const figure = (label: string, value: React.ReactNode, note: React.ReactNode, size = 26) => (
    <div style={{ minWidth: 150 }}>
      <Typography.Text type="secondary">{label}</Typography.Text>
      <div className="number" style={{ fontSize: size, fontWeight: 650, lineHeight: 1.3 }}>
        {value}
      </div>
      <Typography.Text type="secondary" style={{ fontSize: 12 }}>
        {note}
      </Typography.Text>
    </div>
  )
  return (
    <Flex vertical gap={14}>
      <Card>
        <Flex justify="space-between" gap={12} wrap align="start">
          <Flex gap={wide ? '16px 40px' : '12px 28px'} wrap>
            {figure(
              t('product.quote.simple'),
              <span style={{ color: 'var(--ant-color-primary)' }}>
                <Percent value={quote.simple} />
              </span>,
              t('product.quote.effective', { rate: percent(quote.effective) }),
              wide ? 38 : 32,
            )}
            {figure(
              t(level ? 'product.quote.payment' : 'product.quote.first-payment'),
              <Money value={quote.firstPayment} sign />,
              <>
                {t('product.quote.periods-count', { count: quote.periods })} ·{' '}
                {t('product.quote.last-payment', { amount: grouped(quote.lastPayment) })}
              </>,
              wide ? 30 : 26,
            )}
            {figure(
              t('product.quote.total-cost'),
              <Money value={quote.totalCost} sign />,
              t('product.quote.cost-parts', {
                interest: grouped(quote.totalInterest),
                fees: grouped(quote.totalFees),
              }),
              wide ? 30 : 26,
            )}
          </Flex>
        </Flex>
        <Flex gap="4px 28px" wrap style={{ marginTop: 14 }}>
          <Typography.Text>
            <Typography.Text type="secondary">{t('product.quote.principal')} </Typography.Text>
            <Money value={quote.principal} />
          </Typography.Text>
          {quote.downPayment !== null && (
            <Typography.Text>
              <Typography.Text type="secondary">{t('product.quote.down-payment')} </Typography.Text>
              <Money value={quote.downPayment} />
            </Typography.Text>
          )}
          <Typography.Text>
            <Typography.Text type="secondary">
              {t(quote.floating ? 'product.quote.first-rate' : 'product.quote.rate')}{' '}
            </Typography.Text>
            <Percent value={quote.annualRate} />
          </Typography.Text>
          <Typography.Text>
            <Typography.Text type="secondary">{t('product.field.frequency')} </Typography.Text>
            {t(`product.frequency.${quote.frequency}`)}
          </Typography.Text>
          <Typography.Text>
            <Typography.Text type="secondary">{t('product.quote.up-front')} </Typography.Text>
            <Money value={quote.upFrontFees} />
          </Typography.Text>
          <Typography.Text>
            <Typography.Text type="secondary">{t('product.quote.total-payment')} </Typography.Text>
            <Money value={quote.totalPayment} />
          </Typography.Text>
          <Typography.Text>
            <Typography.Text type="secondary">{t('product.quote.first-due')} </Typography.Text>
            <DayText day={quote.firstDueOn} />
          </Typography.Text>
        </Flex>
        {grace && (
          <Alert
            type="info"
            style={{ marginTop: 12 }}
            title={t('product.quote.grace-note', {
              periods: grace.seq,
              until: grace.dueOn,
              from: grouped(quote.principal),
              to: grouped(grace.balance),
            })}
          />
        )}
        {quote.floating && (
          <Alert
            type="info"
            style={{ marginTop: 12 }}
            title={t('product.quote.floating-note', {
              rule: t('product.floating.rule', floatingFacts(quote.floating, t)),
              day: quote.floating.publishedOn,
              value: percent(quote.floating.value),
              floor: percent(quote.floating.floor),
              cap: percent(quote.floating.cap),
            })}
          />
        )}
        {quote.balloon && (
          <Alert
            type="info"
            style={{ marginTop: 12 }}
            title={t('product.quote.balloon-note', {
              amount: grouped(quote.balloon.amount),
              day: quote.plan.at(-1)?.dueOn ?? '',
              ends: quote.balloon.atEnd.map(end => t(`product.balloon-end.${end}`)).join(' / '),
            })}
          />
        )}
        <SubsidyList quote={quote} />
        {quote.problem && <Alert type="warning" showIcon title={quote.problem.message} style={{ marginTop: 12 }} />}
      </Card>
      <Card styles={{ body: { paddingTop: 4 } }}>
        <Tabs
          items={[
            { key: 'chart', label: t('product.quote.chart'), children: <PlanChart quote={quote} /> },
            {
              key: 'plan',
              label: t('product.quote.plan'),
              children: <PlanTable rows={quote.plan} subsidies={quote.subsidies} />,
            },
            {
              key: 'cost',
              label: t('product.quote.cost-form'),
              children: (
                <CostTable
                  items={quote.costForm.items}
                  total={quote.costForm.total}
                  simple={quote.costForm.simple}
                  effective={quote.costForm.effective}
                />
              ),
            },
          ]}
        />
        <Typography.Text type="secondary" style={{ fontSize: 12 }}>
          {t('product.quote.disclaimer')}
        </Typography.Text>
      </Card>
    </Flex>
  )
}

/** Whether nothing is paid in a period and its interest joins the principal. */
const isGrace = (row: Quote['plan'][number]) => row.principal.startsWith('-')

/** Room for the unit over its axis, for the legend above it, and for the word behind the last period. */
const grid = { left: 8, right: 30, top: 46, bottom: 8, containLabel: true }

const aYear: Record<Quote['frequency'], number> = {
  weekly: 52,
  biweekly: 26,
  monthly: 12,
  quarterly: 4,
  'half-yearly': 2,
}

/** Which periods are named: the first, and each that ends a year, with the year under it; all of a plan of less than two. */
function axisLabelOf({ plan, frequency }: Quote, t: (key: string, facts?: Record<string, number>) => string) {
  const year = aYear[frequency]
  const ends = (seq: number) => seq % year === 0
  return {
    hideOverlap: true,
    lineHeight: 16,
    ...(plan.length < 2 * year ? {} : { interval: (index: number) => index === 0 || ends(index + 1) }),
    formatter: (seq: string) =>
      ends(Number(seq)) ? `${seq}\n${t('product.quote.years', { count: Number(seq) / year })}` : seq,
  }
}

/** What each installment is made of, and under it how the principal comes down: two pictures, for their scales differ. */
function PlanChart({ quote }: { quote: Quote }) {
  const { t } = useSettings()
  const axes = useMemo(
    () => ({
      tooltip: {
        trigger: 'axis' as const,
        valueFormatter: (value: unknown) => grouped(Number(value).toFixed(2)),
      },
      xAxis: {
        type: 'category' as const,
        data: quote.plan.map(row => String(row.seq)),
        name: t('product.quote.seq'),
        nameGap: 6,
        axisTick: { show: false },
        axisLabel: axisLabelOf(quote, t),
      },
      yAxis: {
        type: 'value' as const,
        name: t('ui.yuan'),
        nameGap: 8,
        nameTextStyle: { align: 'right' as const },
        splitNumber: 4,
      },
    }),
    [quote, t],
  )
  const payments = useMemo<EChartsOption>(() => {
    const series = (name: string, value: (row: Quote['plan'][number]) => string) => ({
      name,
      type: 'bar' as const,
      stack: 'payment',
      barCategoryGap: '20%',
      data: quote.plan.map(row => Number(value(row))),
    })
    return {
      ...axes,
      grid,
      legend: { top: 0, left: 0 },
      series: [
        series(t('product.quote.of-principal'), row => (isGrace(row) ? '0' : row.principal)),
        series(t('product.quote.of-interest'), row => (isGrace(row) ? '0' : row.interest)),
        ...(quote.plan.some(row => row.fee !== '0.00') ? [series(t('product.quote.of-fee'), row => row.fee)] : []),
        // In grace nothing is paid: what grows is told apart from what one pays.
        ...(quote.plan.some(isGrace)
          ? [series(t('product.quote.of-capitalised'), row => (isGrace(row) ? row.interest : '0'))]
          : []),
      ],
    }
  }, [quote, t, axes])
  const balance = useMemo<EChartsOption>(
    () => ({
      ...axes,
      grid: { ...grid, top: 28 },
      series: [
        {
          name: t('product.quote.balance'),
          type: 'line' as const,
          step: 'end' as const,
          showSymbol: false,
          areaStyle: { opacity: 0.15 },
          data: quote.plan.map(row => Number(row.balance)),
        },
      ],
    }),
    [quote, t, axes],
  )
  return (
    <Flex vertical gap={6}>
      <Typography.Text strong>{t('product.quote.chart-question')}</Typography.Text>
      <Chart bare question={t('product.quote.chart-question')} option={payments} height={250} />
      <Typography.Text strong>{t('product.quote.balance-question')}</Typography.Text>
      <Chart bare question={t('product.quote.balance-question')} option={balance} height={180} />
    </Flex>
  )
}
