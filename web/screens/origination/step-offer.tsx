import { useQuery } from '@tanstack/react-query'
import { Alert, Card, Flex, Form, Input, Radio, Skeleton, Table, Typography } from 'antd'
import { useState } from 'react'
import { api } from '../../client.ts'
import { useSettings, useWords } from '../../settings.tsx'
import { DayText } from '../../ui/day-text.tsx'
import { DefinitionList } from '../../ui/definition-list.tsx'
import { Money, Percent, percent } from '../../ui/money.tsx'
import { AgreedPayments, BalloonChoice } from '../product/choices.tsx'
import { floatingFacts } from '../product/floating-facts.ts'
import { RateText } from '../product/rate-text.tsx'
import { SubsidyList } from '../product/subsidy-list.tsx'
import type { Draft } from './draft.ts'
import { installmentWord, MoneyInput } from './parts.tsx'
import type { Quote } from './shapes.ts'
import { DraftError } from './step-customer.tsx'
import { Field, fieldGrid } from './step-vehicle.tsx'

/** Product, amount and term; the quote beside them follows every change. */
export function StepOffer({ draft, quote }: { draft: Draft; quote: Quote | undefined }) {
  const { t, language } = useSettings()
  const products = useQuery(api.product.listProducts.queryOptions({ input: { status: 'on-sale' } }))
  const chosen = products.data?.find(product => product.id === draft.values.productId)
  const [down, setDown] = useState<string | null>(null)
  // Rows whose amount is still being typed are not saved yet.
  const [agreed, setAgreed] = useState<{ seq: number; amount: string }[] | null>(null)
  return (
    <Form layout="vertical">
      <DraftError draft={draft} />
      <Field draft={draft} path="productId" label={t('origination.product')}>
        {products.isPending ? (
          <Skeleton.Button active block />
        ) : (
          <Radio.Group
            value={draft.values.productId}
            onChange={event => draft.set({ productId: event.target.value, balloon: null, payments: [] })}
            style={{ display: 'grid', gap: 8, gridTemplateColumns: 'repeat(auto-fill, minmax(240px, 1fr))' }}
          >
            {(products.data ?? []).map(product => (
              <Radio key={product.id} value={product.id}>
                <Typography.Text strong>{language === 'zh' ? product.name : product.nameEn}</Typography.Text>
                <div>
                  <Typography.Text type="secondary">
                    <RateText definition={product.definition} /> · {t(`product.method.${product.definition.method}`)}
                    {product.definition.frequency !== 'monthly' &&
                      ` · ${t(`product.frequency.${product.definition.frequency}`)}`}
                  </Typography.Text>
                </div>
              </Radio>
            ))}
          </Radio.Group>
        )}
      </Field>
      <Field draft={draft} path="periods" label={t('origination.periods')}>
        <Radio.Group
          optionType="button"
          value={draft.values.periods}
          options={(chosen?.definition.periods ?? []).map(count => ({
            value: count,
            label: t('origination.periods-count', { count }),
          }))}
          onChange={event => draft.set({ periods: event.target.value })}
        />
      </Field>
      <div style={fieldGrid}>
        <Field draft={draft} path="downPayment" label={t('origination.down-payment')}>
          <MoneyInput
            label={t('origination.down-payment')}
            value={down ?? quote?.downPayment ?? null}
            onChange={value => {
              setDown(value)
              if (value) draft.set({ downPayment: value, principal: undefined })
            }}
            onBlur={() => setDown(null)}
          />
        </Field>
        <Field draft={draft} path="principal" label={t('origination.principal')}>
          <MoneyInput
            label={t('origination.principal')}
            value={down === null ? (draft.values.principal ?? quote?.principal ?? null) : (quote?.principal ?? null)}
            onChange={value => draft.set({ principal: value, downPayment: undefined })}
          />
        </Field>
      </div>
      {chosen?.definition.balloon?.choice && (
        <Field draft={draft} path="balloon" label={t('product.field.balloon')}>
          <BalloonChoice
            balloon={chosen.definition.balloon}
            price={draft.values.vehicle.price ?? null}
            principal={quote?.principal ?? null}
            value={draft.values.balloon ?? null}
            shown={quote?.balloon?.amount ?? null}
            onChange={balloon => draft.set({ balloon })}
          />
        </Field>
      )}
      {chosen?.definition.method === 'custom' && (
        <Field draft={draft} path="payments" label={t('product.quote.agreed-payments')}>
          <AgreedPayments
            periods={draft.values.periods ?? 0}
            value={agreed ?? draft.values.payments ?? []}
            onChange={payments => {
              setAgreed(payments)
              draft.set({ payments: payments.filter(one => one.amount !== '') })
            }}
          />
        </Field>
      )}
      {(quote?.problems ?? []).map(problem => (
        <Alert key={problem.code} type="error" showIcon title={problem.message} style={{ marginBottom: 8 }} />
      ))}
      <Field draft={draft} path="remark" label={t('origination.remark')}>
        <Input.TextArea
          rows={2}
          maxLength={500}
          value={draft.values.remark ?? ''}
          onChange={event => draft.set({ remark: event.target.value })}
        />
      </Field>
    </Form>
  )
}

/** What the loan costs, beside whatever is being written. */
export function QuoteCard({ quote }: { quote: Quote | undefined }) {
  const t = useWords()
  return (
    <Card size="small" title={t('origination.plan')}>
      {!quote?.installment ? (
        <Typography.Text type="secondary">{t('origination.quote-empty')}</Typography.Text>
      ) : (
        <Flex vertical gap={10}>
          <div>
            <Typography.Text type="secondary">{t(installmentWord(quote))}</Typography.Text>
            <div className="number" style={{ fontSize: 24, fontWeight: 600 }}>
              <Money value={quote.installment} sign />
            </div>
          </div>
          <QuoteFigures quote={quote} />
          <SubsidyList quote={quote} />
          <PlanTable quote={quote} height={220} short />
        </Flex>
      )}
    </Card>
  )
}

/** The figures of a quote, label and value. */
export function QuoteFigures({ quote }: { quote: Quote }) {
  const t = useWords()
  return (
    <DefinitionList
      items={[
        { label: t('origination.principal'), value: <Money value={quote.principal} sign /> },
        {
          label: t('origination.down-payment'),
          value: (
            <>
              <Money value={quote.downPayment} sign />
              {quote.downPaymentRatio !== null && t('ui.brackets', { inside: percent(quote.downPaymentRatio) })}
            </>
          ),
        },
        {
          label: t('origination.ltv'),
          value: (
            <>
              <Percent value={quote.ltv} />{' '}
              <Typography.Text type="secondary">
                <Cap value={quote.ltvCap} />
              </Typography.Text>
            </>
          ),
        },
        quote.pricing !== null && {
          label: t('origination.pricing'),
          value: (
            <>
              {quote.pricing.grade === null
                ? t('origination.pricing.later')
                : t('origination.pricing.at', { grade: quote.pricing.grade })}{' '}
              <Typography.Text type="secondary" className="number">
                {quote.pricing.rates.map(row => `${row.grade} ${percent(row.annualRate)}`).join(' · ')}
              </Typography.Text>
            </>
          ),
        },
        quote.floating !== null && {
          label: t('product.field.floating'),
          value: (
            <>
              <Percent value={quote.annualRate} /> · {t('product.floating.rule', floatingFacts(quote.floating, t))}
            </>
          ),
        },
        quote.balloon !== null && {
          label: t('product.field.balloon'),
          value: (
            <>
              <Money value={quote.balloon.amount} sign />
              {' · '}
              {quote.balloon.atEnd.map(end => t(`product.balloon-end.${end}`)).join(' / ')}
            </>
          ),
        },
        { label: t('origination.rate-simple'), value: <Percent value={quote.simpleRate} /> },
        { label: t('origination.rate-effective'), value: <Percent value={quote.effectiveRate} /> },
        { label: t('origination.total-cost'), value: <Money value={quote.totalCost} sign /> },
        quote.installmentToIncome !== null && {
          label: t('origination.burden'),
          value: <Percent value={quote.installmentToIncome} />,
        },
      ]}
    />
  )
}

function Cap({ value }: { value: string | null }) {
  const t = useWords()
  return value === null ? null : <span>{t('origination.cap', { cap: `${(Number(value) * 100).toFixed(0)} %` })}</span>
}

/** The repayment plan, row by row. */
export function PlanTable({
  quote,
  height,
  short = false,
}: {
  quote: Pick<Quote, 'plan'>
  height?: number
  short?: boolean
}) {
  const t = useWords()
  return (
    <Table
      size="small"
      pagination={false}
      rowKey={row => row.seq}
      dataSource={quote.plan}
      scroll={{ x: 'max-content', ...(height ? { y: height } : {}) }}
      columns={[
        { title: '#', render: (_, row) => row.seq, width: 40 },
        { title: t('origination.plan-day'), render: (_, row) => <DayText day={row.dueOn} /> },
        { title: t('origination.plan-payment'), align: 'end', render: (_, row) => <Money value={row.payment} /> },
        ...(short
          ? []
          : [
              {
                title: t('origination.plan-principal'),
                align: 'end' as const,
                render: (_: unknown, row: Quote['plan'][number]) => <Money value={row.principal} />,
              },
              {
                title: t('origination.plan-interest'),
                align: 'end' as const,
                render: (_: unknown, row: Quote['plan'][number]) => <Money value={row.interest} />,
              },
            ]),
        { title: t('origination.plan-balance'), align: 'end', render: (_, row) => <Money value={row.balance} /> },
      ]}
    />
  )
}
