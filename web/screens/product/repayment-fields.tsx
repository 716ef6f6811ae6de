import { DeleteOutlined, PlusOutlined } from '@ant-design/icons'
import { Button, Checkbox, Flex, Form, InputNumber, Select } from 'antd'
import { type ReactNode, useEffect } from 'react'
import { balloonBases, balloonEnds, productMethods } from '../../../modules/product/definition.ts'
import { useWords } from '../../settings.tsx'
import { PercentInput } from './amount-input.tsx'
import { columns, Optional } from './optional-part.tsx'

const dayCounts = ['period', '30/360', '30E/360', 'actual/360', 'actual/365', 'actual/actual'] as const
const roundings = ['half-up', 'half-even', 'up', 'down'] as const
const scales = [2, 1, 0] as const
const tails = ['last', 'level'] as const

/** How a product is repaid: what the method needs shows with it and goes with it. */
export function RepaymentFields() {
  const t = useWords()
  const form = Form.useFormInstance()
  const method = Form.useWatch('method', { form, preserve: true }) as string | undefined
  const dayCount = Form.useWatch('dayCount', { form, preserve: true }) as string | undefined
  const choices = (values: readonly (string | number)[], prefix: string) =>
    values.map(value => ({ value, label: t(`${prefix}.${value}`) }))
  const field = (name: string, control: ReactNode) => (
    <Form.Item name={name} label={t(`product.field.${name}`)}>
      {control}
    </Form.Item>
  )
  // What another method needed would be a fault of the draft; it goes with the method.
  useEffect(() => {
    if (method === undefined) return
    const balloon: unknown = form.getFieldValue('balloon')
    if (method === 'balloon' && !balloon)
      form.setFieldValue('balloon', { basis: 'price', share: '0.3', atEnd: ['pay'] })
    if (method !== 'balloon' && balloon) form.setFieldValue('balloon', null)
    const steps = (form.getFieldValue('steps') ?? []) as unknown[]
    if (method === 'stepped' && steps.length === 0)
      form.setFieldValue('steps', [{ periods: 6, paymentShare: '0.5', principalShare: null }])
    if (method !== 'stepped' && steps.length > 0) form.setFieldValue('steps', [])
  }, [method, form])
  return (
    <>
      <div style={columns}>
        {field('method', <Select popupMatchSelectWidth={false} options={choices(productMethods, 'product.method')} />)}
        {field('interestOnlyPeriods', <InputNumber min={0} max={60} precision={0} style={{ width: '100%' }} />)}
        {field('dayCount', <Select popupMatchSelectWidth={false} options={choices(dayCounts, 'product.day-count')} />)}
        {field('rounding', <Select options={choices(roundings, 'product.rounding')} />)}
        {field('scale', <Select options={choices(scales, 'product.scale')} />)}
        {field('tail', <Select popupMatchSelectWidth={false} options={choices(tails, 'product.tail')} />)}
      </div>
      <Form.Item name="balloon" hidden noStyle>
        <input type="hidden" />
      </Form.Item>
      {method === 'balloon' && (
        <div style={columns}>
          <Form.Item name={['balloon', 'basis']} label={t('product.screen.balloon-basis')}>
            <Select
              options={balloonBases.map(value => ({
                value,
                label: t(value === 'price' ? 'product.screen.balloon-of-price' : 'product.screen.balloon-of-loan'),
              }))}
            />
          </Form.Item>
          <Form.Item name={['balloon', 'share']} label={t('product.screen.balloon-share')}>
            <PercentInput />
          </Form.Item>
          <Form.Item name={['balloon', 'atEnd']} label={t('product.screen.balloon-end')}>
            <Checkbox.Group options={choices(balloonEnds, 'product.balloon-end')} />
          </Form.Item>
        </div>
      )}
      {method === 'stepped' && <Steps />}
      <Optional name="dueDay" label={t('product.screen.due-fixed')} first={{ date: 20, minDays: 15 }}>
        <Form.Item name={['dueDay', 'date']} label={t('product.screen.due-date')}>
          <InputNumber min={1} max={28} precision={0} />
        </Form.Item>
        <Form.Item name={['dueDay', 'minDays']} label={t('product.screen.due-min-days')}>
          <InputNumber min={1} max={45} precision={0} />
        </Form.Item>
      </Optional>
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
          <div>
            <Button
              type="dashed"
              size="small"
              icon={<PlusOutlined />}
              onClick={() => add({ periods: 6, paymentShare: '0.75', principalShare: null })}
            >
              {t('product.screen.add-step')}
            </Button>
          </div>
        </Flex>
      )}
    </Form.List>
  )
}
