import { DeleteOutlined, PlusOutlined } from '@ant-design/icons'
import { Button, Checkbox, Flex, Form, InputNumber, Select, Typography } from 'antd'
import { useEffect } from 'react'
import { balloonBases, balloonEnds, productMethods } from '../../../modules/product/definition.ts'
import { frequencies } from '../../../modules/product/frequency.ts'
import { useWords } from '../../settings.tsx'
import { AmountInput, PercentInput } from './amount-input.tsx'
import { columns, Optional, useDefinitionFields } from './optional-part.tsx'

const dayCounts = ['period', '30/360', '30E/360', 'actual/360', 'actual/365', 'actual/actual'] as const
const roundings = ['half-up', 'half-even', 'up', 'down'] as const
const scales = [2, 1, 0] as const
const tails = ['last', 'level'] as const
/** The 31st stands for the month's end. */
const dates = [...Array.from({ length: 28 }, (_, index) => index + 1), 31]
const months = Array.from({ length: 12 }, (_, index) => index + 1)

/** How a product is repaid: what the method needs shows with it and goes with it. */
export function RepaymentFields() {
  const t = useWords()
  const form = Form.useFormInstance()
  const method = Form.useWatch('method', { form, preserve: true }) as string | undefined
  const dayCount = Form.useWatch('dayCount', { form, preserve: true }) as string | undefined
  const { choices, field } = useDefinitionFields()
  const frequency = Form.useWatch('frequency', { form, preserve: true }) as string | undefined
  // What another method needed would be a fault of the draft; it goes with the method.
  useEffect(() => {
    if (method === undefined) return
    const part = (name: string, wanted: boolean, first: unknown, empty: unknown) => {
      const value: unknown = form.getFieldValue(name)
      const there = Array.isArray(value) ? value.length > 0 : value !== null && value !== undefined
      if (wanted !== there) form.setFieldValue(name, wanted ? first : empty)
    }
    part(
      'balloon',
      method === 'balloon',
      { basis: 'price', share: '0.3', amount: null, choice: null, atEnd: ['pay'] },
      null,
    )
    part('steps', method === 'stepped', [{ periods: 6, paymentShare: '0.5', principalShare: null }], [])
    part('seasons', method === 'seasonal', [{ month: 2, share: '0' }], [])
    part('monthlyFeeRate', method === 'flat-fee', '0.003', null)
    if (method === 'flat-fee') {
      for (const rate of ['annualRate', 'minRate', 'maxRate']) form.setFieldValue(rate, '0')
      form.setFieldValue('floating', null)
    }
    if (method === 'flat-fee' || method === 'custom')
      for (const front of ['principalGracePeriods', 'interestOnlyPeriods']) form.setFieldValue(front, 0)
  }, [method, form])
  const weekly = frequency === 'weekly' || frequency === 'biweekly'
  useEffect(() => {
    if (weekly) form.setFieldValue('dueDay', null)
  }, [weekly, form])
  return (
    <>
      <div style={columns}>
        {field('method', <Select popupMatchSelectWidth={false} options={choices(productMethods, 'product.method')} />)}
        {field('frequency', <Select options={choices(frequencies, 'product.frequency')} />)}
        {field('principalGracePeriods', <InputNumber min={0} max={60} precision={0} style={{ width: '100%' }} />)}
        {field('interestOnlyPeriods', <InputNumber min={0} max={60} precision={0} style={{ width: '100%' }} />)}
        {field('dayCount', <Select popupMatchSelectWidth={false} options={choices(dayCounts, 'product.day-count')} />)}
        {field('rounding', <Select options={choices(roundings, 'product.rounding')} />)}
        {field('scale', <Select options={choices(scales, 'product.scale')} />)}
        {field('tail', <Select popupMatchSelectWidth={false} options={choices(tails, 'product.tail')} />)}
      </div>
      <Form.Item name="balloon" hidden noStyle>
        <input type="hidden" />
      </Form.Item>
      {method === 'balloon' && <BalloonFields />}
      {method === 'stepped' && <Steps />}
      {method === 'seasonal' && <Seasons />}
      {method === 'flat-fee' && (
        <div style={columns}>
          <Form.Item name="monthlyFeeRate" label={t('product.field.monthlyFeeRate')}>
            <PercentInput />
          </Form.Item>
        </div>
      )}
      {method === 'custom' && (
        <Typography.Paragraph type="secondary">{t('product.screen.custom-note')}</Typography.Paragraph>
      )}
      {!weekly && (
        <Optional name="dueDay" label={t('product.screen.due-fixed')} first={{ date: 20, minDays: 15 }}>
          <Form.Item name={['dueDay', 'date']} label={t('product.screen.due-date')}>
            <Select
              options={dates.map(value => ({ value, label: value === 31 ? t('product.screen.month-end') : value }))}
            />
          </Form.Item>
          <Form.Item name={['dueDay', 'minDays']} label={t('product.screen.due-min-days')}>
            <InputNumber min={1} max={45} precision={0} />
          </Form.Item>
        </Optional>
      )}
      {dayCount === 'period' && (
        <Optional name="firstPeriodDayCount" label={t('product.screen.odd-first')} first="actual/360">
          <Form.Item name="firstPeriodDayCount" label={t('product.field.firstPeriodDayCount')}>
            <Select popupMatchSelectWidth={false} options={choices(dayCounts.slice(1), 'product.day-count')} />
          </Form.Item>
        </Optional>
      )}
    </>
  )
}

/** The balloon: what it is a share of or how much, what a customer may choose, and the ways out. */
function BalloonFields() {
  const t = useWords()
  const form = Form.useFormInstance()
  const basis = Form.useWatch(['balloon', 'basis'], { form, preserve: true }) as string | undefined
  const byAmount = basis === 'amount'
  return (
    <>
      <div style={columns}>
        <Form.Item name={['balloon', 'basis']} label={t('product.screen.balloon-basis')}>
          <Select
            onChange={next => {
              form.setFieldValue(['balloon', 'amount'], next === 'amount' ? '20000.00' : null)
              form.setFieldValue(['balloon', 'share'], next === 'amount' ? '0' : '0.3')
              if (next === 'amount') form.setFieldValue(['balloon', 'choice'], null)
            }}
            options={balloonBases.map(value => ({ value, label: t(`product.screen.balloon-of-${value}`) }))}
          />
        </Form.Item>
        {byAmount ? (
          <Form.Item key="amount" name={['balloon', 'amount']} label={t('product.screen.balloon-amount')}>
            <AmountInput />
          </Form.Item>
        ) : (
          <Form.Item key="share" name={['balloon', 'share']} label={t('product.screen.balloon-share')}>
            <PercentInput />
          </Form.Item>
        )}
        <Form.Item name={['balloon', 'atEnd']} label={t('product.screen.balloon-end')}>
          <Checkbox.Group options={balloonEnds.map(value => ({ value, label: t(`product.balloon-end.${value}`) }))} />
        </Form.Item>
      </div>
      {!byAmount && (
        <Optional
          name={['balloon', 'choice']}
          label={t('product.screen.balloon-choice')}
          first={{ min: '0.2', max: '0.4' }}
        >
          <Form.Item name={['balloon', 'choice', 'min']} label={t('product.screen.choice-min')}>
            <PercentInput />
          </Form.Item>
          <Form.Item name={['balloon', 'choice', 'max']} label={t('product.screen.choice-max')}>
            <PercentInput />
          </Form.Item>
        </Optional>
      )}
    </>
  )
}

/** Months that pay another share of the installment than the others; nothing is interest alone. */
function Seasons() {
  const t = useWords()
  return (
    <Form.List name="seasons">
      {(rows, { add, remove }) => (
        <Flex vertical gap={8} style={{ marginBottom: 14 }}>
          {rows.map(row => (
            <Flex key={row.key} gap={8} align="center" wrap>
              <Form.Item name={[row.name, 'month']} noStyle>
                <Select
                  style={{ width: 120 }}
                  aria-label={t('product.screen.season-month')}
                  options={months.map(value => ({ value, label: t('product.screen.month', { month: value }) }))}
                />
              </Form.Item>
              <div style={{ width: 160 }}>
                <Form.Item name={[row.name, 'share']} noStyle>
                  <PercentInput label={t('product.screen.step-share')} />
                </Form.Item>
              </div>
              <Button
                type="text"
                icon={<DeleteOutlined />}
                aria-label={t('product.screen.remove')}
                onClick={() => remove(row.name)}
              />
            </Flex>
          ))}
          <Flex gap={12} align="center" wrap>
            <Button
              type="dashed"
              size="small"
              icon={<PlusOutlined />}
              disabled={rows.length >= 12}
              onClick={() => add({ month: Math.min(12, rows.length + 1), share: '0.5' })}
            >
              {t('product.screen.add-season')}
            </Button>
            <Typography.Text type="secondary">{t('product.screen.season-note')}</Typography.Text>
          </Flex>
        </Flex>
      )}
    </Form.List>
  )
}

/** Plans the market has names for. */
const presets: { name: string; steps: { periods: number; principalShare: string }[] }[] = [
  {
    name: '50/50',
    steps: [
      { periods: 11, principalShare: '0' },
      { periods: 1, principalShare: '0.5' },
    ],
  },
  {
    name: '433',
    steps: [
      { periods: 11, principalShare: '0' },
      { periods: 1, principalShare: '0.4' },
      { periods: 11, principalShare: '0' },
      { periods: 1, principalShare: '0.3' },
    ],
  },
  {
    name: '6666',
    steps: [1, 2, 3].flatMap(() => [
      { periods: 5, principalShare: '0' },
      { periods: 1, principalShare: '0.25' },
    ]),
  },
]

function Steps() {
  const t = useWords()
  const form = Form.useFormInstance()
  const steps = (Form.useWatch('steps', { form, preserve: true }) ?? []) as { principalShare: string | null }[]
  return (
    <Form.List name="steps">
      {(rows, { add, remove }) => (
        <Flex vertical gap={8} style={{ marginBottom: 14 }}>
          {rows.map(row => {
            const way = (steps[row.name]?.principalShare ?? null) === null ? 'paymentShare' : 'principalShare'
            return (
              <Flex key={row.key} gap={8} align="center" wrap>
                <Form.Item name={[row.name, 'periods']} noStyle>
                  <InputNumber
                    min={1}
                    max={120}
                    precision={0}
                    aria-label={t('product.screen.step-periods')}
                    suffix={t('product.screen.step-periods')}
                    style={{ width: 120 }}
                  />
                </Form.Item>
                <Select
                  value={way}
                  style={{ width: 240 }}
                  aria-label={t('product.screen.step-kind')}
                  options={[
                    { value: 'paymentShare', label: t('product.screen.step-payment') },
                    { value: 'principalShare', label: t('product.screen.step-principal') },
                  ]}
                  onChange={next => {
                    const other = next === 'paymentShare' ? 'principalShare' : 'paymentShare'
                    form.setFieldValue(['steps', row.name, next], next === 'paymentShare' ? '0.5' : '0.01')
                    form.setFieldValue(['steps', row.name, other], null)
                  }}
                />
                <div style={{ width: 140 }}>
                  <Form.Item key={way} name={[row.name, way]} noStyle>
                    <PercentInput label={t('product.screen.step-share')} />
                  </Form.Item>
                </div>
                <Button
                  type="text"
                  icon={<DeleteOutlined />}
                  aria-label={t('product.screen.remove')}
                  onClick={() => remove(row.name)}
                />
              </Flex>
            )
          })}
          <Flex gap={8} wrap align="center">
            <Button
              type="dashed"
              size="small"
              icon={<PlusOutlined />}
              onClick={() => add({ periods: 6, paymentShare: '0.75', principalShare: null })}
            >
              {t('product.screen.add-step')}
            </Button>
            <Typography.Text type="secondary">{t('product.screen.presets')}</Typography.Text>
            {presets.map(preset => (
              <Button
                key={preset.name}
                size="small"
                onClick={() =>
                  form.setFieldValue(
                    'steps',
                    preset.steps.map(step => ({ ...step, paymentShare: null })),
                  )
                }
              >
                {preset.name}
              </Button>
            ))}
          </Flex>
        </Flex>
      )}
    </Form.List>
  )
}
