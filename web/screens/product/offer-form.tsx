import { Alert, DatePicker, Flex, Form, Segmented, Select } from 'antd'
import dayjs from 'dayjs'
import { useRef } from 'react'
import { useSettings } from '../../settings.tsx'
import { AgreedPayments, BalloonChoice } from './choices.tsx'
import type { Offer } from './offer.ts'
import { RateText } from './rate-text.tsx'
import type { Comparison, Product } from './shapes.ts'
import { SlideAmount, SlideRate } from './slide-amount.tsx'

/** Fields that show their own problem. */
const fieldsShown = ['downPayment', 'principal', 'periods', 'annualRate', 'productId', 'balloon', 'payments']
const shares = ['0.2', '0.3', '0.4', '0.5', '0.6']

/** What the seller fills in: product, price or amount, down payment, periods. */
export function OfferForm({
  offer,
  products,
  answer,
  onChange,
}: {
  offer: Offer
  products: Product[]
  answer: Comparison['rows'][number] | undefined
  onChange: (change: Partial<Offer>) => void
}) {
  const { t, language } = useSettings()
  const product = products.find(one => one.id === offer.productId)
  const definition = product?.definition
  const name = (id: unknown) => {
    const named = products.find(one => one.id === id)
    return named && (language === 'zh' ? named.name : named.nameEn)
  }
  const problem = answer?.quote?.problem ?? answer?.problem ?? null
  // A wish that cannot be met must not empty the fields beside it: they stay as last worked for the same price and share.
  const last = useRef<{ of: string; quote: NonNullable<typeof answer>['quote'] }>(null)
  const of = `${offer.price} ${offer.ratio}`
  if (answer?.quote) last.current = { of, quote: answer.quote }
  const worked = answer?.quote ?? (last.current?.of === of ? last.current.quote : null)
  const least = Number(definition?.minDownPaymentRatio ?? 0)
  const offered = shares.filter(share => Number(share) >= least)
  const presets =
    definition && !offered.includes(definition.minDownPaymentRatio) && offered.length < 5
      ? [definition.minDownPaymentRatio, ...offered]
      : offered
  const ranged = definition && !definition.floating && definition.minRate !== definition.maxRate
  const error = (field: string) =>
    problem?.field === field
      ? { validateStatus: 'error' as const, help: <div style={{ paddingBlockEnd: 12 }}>{problem.message}</div> }
      : {}
  return (
    <Form layout="vertical" component="div">
      <Form.Item
        label={t('product.product')}
        extra={definition && <RateText definition={definition} />}
        {...error('productId')}
      >
        <Select
          aria-label={t('product.product')}
          value={offer.productId}
          onChange={productId => {
            const next = products.find(one => one.id === productId)
            onChange({
              productId,
              annualRate: null,
              balloon: null,
              payments: [],
              periods: next?.definition.periods.includes(offer.periods ?? 0)
                ? offer.periods
                : (next?.definition.periods.at(-1) ?? null),
            })
          }}
          // Chosen, the name has the line to itself, its rate below; in the list the rate goes to a second line when the two do not fit.
          labelRender={({ value }) => name(value)}
          options={products.map(one => ({
            value: one.id,
            label: (
              <Flex justify="space-between" gap="0 8px" wrap style={{ whiteSpace: 'normal' }}>
                <span>{name(one.id)}</span>
                <RateText definition={one.definition} />
              </Flex>
            ),
          }))}
        />
      </Form.Item>
      <Segmented
        block
        style={{ marginBottom: 14 }}
        value={offer.by}
        onChange={by => onChange({ by: by as Offer['by'] })}
        options={[
          { value: 'price', label: t('product.quote.by-price') },
          { value: 'amount', label: t('product.quote.by-amount') },
        ]}
      />
      {offer.by === 'price' ? (
        <>
          <Form.Item label={t('product.quote.price')}>
            <SlideAmount
              label={t('product.quote.price')}
              value={offer.price}
              onChange={price => onChange({ price })}
              min={30_000}
              max={600_000}
            />
          </Form.Item>
          <Form.Item label={t('product.quote.down-payment')} {...error('downPayment')}>
            <Flex vertical gap={8}>
              <Segmented
                block
                value={offer.downPayment === null ? (offer.ratio ?? '') : ''}
                onChange={ratio => onChange({ ratio, downPayment: null })}
                options={presets.map(share => ({
                  value: share,
                  label: `${Number((Number(share) * 100).toFixed(2))}%`,
                }))}
              />
              <SlideAmount
                label={t('product.quote.down-amount')}
                value={offer.downPayment ?? worked?.downPayment ?? null}
                onChange={downPayment => onChange({ downPayment })}
                min={0}
                max={Math.max(1000, Number(offer.price ?? 0))}
              />
            </Flex>
          </Form.Item>
        </>
      ) : (
        <Form.Item label={t('product.quote.principal')} {...error('principal')}>
          <SlideAmount
            label={t('product.quote.principal')}
            value={offer.principal}
            onChange={principal => onChange({ principal })}
            min={Number(definition?.minAmount ?? 0)}
            max={Number(definition?.maxAmount ?? 1_000_000)}
          />
        </Form.Item>
      )}
      <Form.Item label={t('product.quote.periods')} {...error('periods')}>
        <Segmented
          block
          value={offer.periods ?? 0}
          onChange={periods => onChange({ periods })}
          options={(definition?.periods ?? []).map(count => ({ value: count, label: String(count) }))}
        />
      </Form.Item>
      {definition?.balloon?.choice && (
        <Form.Item label={t('product.field.balloon')} {...error('balloon')}>
          <BalloonChoice
            balloon={definition.balloon}
            price={offer.by === 'price' ? offer.price : null}
            principal={answer?.quote?.principal ?? null}
            value={offer.balloon}
            shown={answer?.quote?.balloon?.amount ?? null}
            onChange={balloon => onChange({ balloon })}
          />
        </Form.Item>
      )}
      {definition?.method === 'custom' && (
        <Form.Item label={t('product.quote.agreed-payments')} {...error('payments')}>
          <AgreedPayments
            periods={offer.periods ?? 0}
            value={offer.payments}
            onChange={payments => onChange({ payments })}
          />
        </Form.Item>
      )}
      {ranged && (
        <Form.Item
          label={t('product.quote.rate')}
          extra={t('product.quote.rate-bounds', {
            min: `${Number((Number(definition.minRate) * 100).toFixed(4))}%`,
            max: `${Number((Number(definition.maxRate) * 100).toFixed(4))}%`,
          })}
          {...error('annualRate')}
        >
          <SlideRate
            label={t('product.quote.rate')}
            value={offer.annualRate ?? definition.annualRate}
            onChange={annualRate => onChange({ annualRate })}
            min={definition.minRate}
            max={definition.maxRate}
          />
        </Form.Item>
      )}
      <Form.Item label={t('product.quote.disbursed-on')}>
        <DatePicker
          style={{ width: '100%' }}
          aria-label={t('product.quote.disbursed-on')}
          value={offer.disbursedOn ? dayjs(offer.disbursedOn) : worked ? dayjs(worked.disbursedOn) : null}
          onChange={day => onChange({ disbursedOn: day ? day.format('YYYY-MM-DD') : null })}
        />
      </Form.Item>
      {problem && !fieldsShown.includes(problem.field ?? '') && (
        <Alert type="warning" showIcon title={problem.message} />
      )}
    </Form>
  )
}
