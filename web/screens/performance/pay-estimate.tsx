import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { Button, Card, Drawer, Flex, Form, InputNumber, Skeleton, Switch, Typography } from 'antd'
import { lazy, Suspense, useDeferredValue, useState } from 'react'
import { api, type client } from '../../client.ts'
import { useWords } from '../../settings.tsx'
import { grouped, Money } from '../../ui/money.tsx'

const WhySteps = lazy(() => import('./pay-steps.tsx').then(({ WhySteps }) => ({ default: WhySteps })))

/** 若放款: what a deal would pay me now and later, by the very rules that pay it. */
export function Estimate() {
  const t = useWords()
  const [deal, setDeal] = useState({ principal: 100_000, price: 150_000, periods: 36, newCustomer: true })
  const asked = useDeferredValue(deal)
  const answer = useQuery(
    api.performance.estimatePay.queryOptions({
      input: {
        principal: asked.principal.toFixed(2),
        price: asked.price.toFixed(2),
        periods: String(asked.periods),
        annualRate: '0.048',
        newCustomer: asked.newCustomer ? 'true' : 'false',
      },
      placeholderData: keepPreviousData,
    }),
  )
  const data = answer.data
  const number = (key: 'principal' | 'price' | 'periods', label: string, step: number) => (
    <Form.Item label={t(label)} style={{ marginBottom: 0 }}>
      <InputNumber
        aria-label={t(label)}
        min={1}
        max={key === 'periods' ? 120 : 100_000_000}
        step={step}
        value={deal[key]}
        onChange={value => value && setDeal({ ...deal, [key]: value })}
        style={{ width: 140 }}
      />
    </Form.Item>
  )
  return (
    <Card size="small" title={t('performance.estimate')}>
      <Form layout="vertical">
        <Flex gap={16} wrap align="end">
          {number('principal', 'performance.input.principal', 10_000)}
          {number('price', 'performance.input.price', 10_000)}
          {number('periods', 'performance.input.term_months', 12)}
          <Form.Item label={t('performance.input.new_customer')} style={{ marginBottom: 0 }}>
            <Switch
              aria-label={t('performance.input.new_customer')}
              checked={deal.newCustomer}
              onChange={newCustomer => setDeal({ ...deal, newCustomer })}
            />
          </Form.Item>
        </Flex>
      </Form>
      {data && (
        <div style={{ marginTop: 14, fontSize: 15 }} data-testid="estimate">
          {data.planVersionId === null ? t('performance.estimate.none') : <NowAndLater estimate={data} />}
        </div>
      )}
    </Card>
  )
}

type Told = Awaited<ReturnType<typeof client.performance.estimatePay>>

/** Whole yuan without their zeros, so that a sentence can be said in one breath. */
const brief = (value: string) => grouped(value.replace(/\.00$/, ''))

/** 若放款 in one sentence, the days of the later parts, what would hold them, and why it is so much, in the same steps as when it is paid. */
export function NowAndLater({ estimate }: { estimate: Told }) {
  const t = useWords()
  const [open, setOpen] = useState(false)
  const { total, now, later } = estimate
  const facts = { total: brief(total), now: brief(now), later: later.map(part => brief(part.amount)).join('/') }
  return (
    <>
      <Flex gap={8} wrap align="baseline">
        <Typography.Text strong className="number">
          {t(later.length > 0 ? 'performance.estimate.said' : 'performance.estimate.said-now', facts)}
        </Typography.Text>
        <Button type="link" size="small" style={{ padding: 0 }} onClick={() => setOpen(true)}>
          {t('ui.why')}
        </Button>
      </Flex>
      {later.length > 0 && (
        <Typography.Text type="secondary" style={{ fontSize: 12 }}>
          {t('performance.estimate.days', { days: later.map(part => part.day) })} {t('performance.estimate.stops')}
        </Typography.Text>
      )}
      <Drawer
        open={open}
        onClose={() => setOpen(false)}
        size={wideDrawer()}
        title={`${t('ui.why')}${t('ui.colon')}${t('performance.estimate')}`}
        destroyOnHidden
      >
        <Suspense fallback={<Skeleton active />}>
          {estimate.parts.map(part => (
            <Card
              key={part.component}
              size="small"
              style={{ marginBottom: 12 }}
              title={t(`performance.part.${part.kind}`)}
              extra={<Money value={part.amount} sign />}
            >
              <WhySteps why={part.why} planVersionId={estimate.planVersionId} amount={part.amount} />
            </Card>
          ))}
        </Suspense>
      </Drawer>
    </>
  )
}

const wideDrawer = () => (window.innerWidth < 768 ? '100%' : 560)
