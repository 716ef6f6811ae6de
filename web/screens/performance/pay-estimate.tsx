import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { Card, Flex, Form, InputNumber, Switch, Typography } from 'antd'
import { useDeferredValue, useState } from 'react'
import { api, type client } from '../../client.ts'
import { useWords } from '../../settings.tsx'
import { DayText } from '../../ui/day-text.tsx'
import { Money } from '../../ui/money.tsx'

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
        <Typography.Paragraph style={{ margin: '14px 0 0', fontSize: 15 }} data-testid="estimate">
          {data.planVersionId === null ? t('performance.estimate.none') : <NowAndLater estimate={data} />}
        </Typography.Paragraph>
      )}
    </Card>
  )
}

type Told = Pick<Awaited<ReturnType<typeof client.performance.estimatePay>>, 'total' | 'now' | 'later'>

/** 若放款 in one line: the whole, what comes with this month's pay, and the day and amount of each later part. */
export function NowAndLater({ estimate }: { estimate: Told }) {
  const t = useWords()
  return (
    <>
      {t('performance.estimate.total')}{' '}
      <Typography.Text strong>
        <Money value={estimate.total} sign />
      </Typography.Text>
      {t('ui.semicolon')}
      {t('performance.estimate.now')} <Money value={estimate.now} sign />
      {estimate.later.map(part => (
        <span key={part.day}>
          {' · '}
          <DayText day={part.day} /> <Money value={part.amount} sign />
        </span>
      ))}
    </>
  )
}
