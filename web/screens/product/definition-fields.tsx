import { DeleteOutlined, PlusOutlined } from '@ant-design/icons'
import { Button, Card, Checkbox, Flex, Form, Input, InputNumber, Select, Switch, Typography } from 'antd'
import type { ReactNode } from 'react'
import {
  customerGrades,
  productCustomerKinds,
  productVehicleConditions,
  productVehicleEnergies,
  productVehicleUses,
} from '../../../modules/product/definition.ts'
import { bases, resets } from '../../../modules/product/floating.ts'
import { subsidyTimes } from '../../../modules/product/terms.ts'
import { useWords } from '../../settings.tsx'
import { AmountInput, PercentInput, PointsInput, shift } from './amount-input.tsx'
import { columns, Optional, useDefinitionFields } from './optional-part.tsx'
import { RepaymentFields } from './repayment-fields.tsx'
import type { DefinitionIn } from './shapes.ts'

/** What a new product begins with: a plain loan for new cars, to be made one's own. */
export const newDefinition: DefinitionIn = {
  name: '',
  nameEn: '',
  method: 'equal-installment',
  annualRate: '0.06',
  minRate: '0.06',
  maxRate: '0.06',
  gradeRates: [],
  customerKinds: ['individual'],
  vehicleConditions: ['new'],
  vehicleEnergies: ['fuel', 'new-energy'],
  vehicleUses: ['self'],
  minAmount: '20000.00',
  maxAmount: '300000.00',
  minDownPaymentRatio: '0.2',
  frequency: 'monthly',
  floating: null,
  monthlyFeeRate: null,
  periods: [12, 24, 36],
  dayCount: '30/360',
  firstPeriodDayCount: null,
  rounding: 'half-up',
  scale: 2,
  tail: 'last',
  principalGracePeriods: 0,
  interestOnlyPeriods: 0,
  balloon: null,
  steps: [],
  seasons: [],
  dueDay: null,
  fees: [],
  subsidies: [],
  fiscalSubsidy: false,
  penaltyMultiple: null,
  settlementFee: null,
}

const feeTimes = ['disbursement', 'each'] as const
const chargers = ['lender', 'dealer', 'third-party'] as const
const terms = [2, 4, 6, 8, 10, 12, 18, 20, 24, 26, 30, 36, 48, 52, 60, 78, 104]

/** Every field of a definition, in five groups. It stands inside a form whose values are the definition itself. */
export function DefinitionFields() {
  const t = useWords()
  const { choices, field } = useDefinitionFields()
  const group = (key: string, children: ReactNode) => (
    <Card size="small" type="inner" title={t(`product.screen.group.${key}`)}>
      {children}
    </Card>
  )
  return (
    <Flex vertical gap={12}>
      {group(
        'name',
        <div style={columns}>
          {field('name', <Input />)}
          {field('nameEn', <Input />)}
        </div>,
      )}
      {group(
        'pricing',
        <>
          <div style={columns}>
            {field('annualRate', <PercentInput />)}
            {field('minRate', <PercentInput />)}
            {field('maxRate', <PercentInput />)}
          </div>
          <FloatingFields />
          <GradeRates />
        </>,
      )}
      {group(
        'bounds',
        <div style={columns}>
          {field('minAmount', <AmountInput />)}
          {field('maxAmount', <AmountInput />)}
          {field('minDownPaymentRatio', <PercentInput />)}
          {field('periods', <Select mode="multiple" options={terms.map(value => ({ value, label: String(value) }))} />)}
        </div>,
      )}
      {group(
        'scope',
        <div style={columns}>
          {field('customerKinds', <Checkbox.Group options={choices(productCustomerKinds, 'product.customer-kind')} />)}
          {field(
            'vehicleConditions',
            <Checkbox.Group options={choices(productVehicleConditions, 'product.condition')} />,
          )}
          {field('vehicleEnergies', <Checkbox.Group options={choices(productVehicleEnergies, 'product.energy')} />)}
          {field('vehicleUses', <Checkbox.Group options={choices(productVehicleUses, 'product.use')} />)}
        </div>,
      )}
      {group('repayment', <RepaymentFields />)}
      {group(
        'charges',
        <Flex vertical gap={4}>
          <Fees />
          <Subsidies />
          <Flex gap={8} align="center" style={{ marginBottom: 10 }}>
            <Form.Item name="fiscalSubsidy" valuePropName="checked" noStyle>
              <Switch size="small" aria-label={t('product.screen.fiscal-on')} />
            </Form.Item>
            <span>{t('product.screen.fiscal-on')}</span>
          </Flex>
          <OptionalRate name="penaltyMultiple" label={t('product.screen.own-penalty')} first="1.5" />
          <Optional
            name="settlementFee"
            label={t('product.screen.own-settlement')}
            first={{ rate: '0.03', freeAfterPeriods: 12 }}
          >
            <Form.Item name={['settlementFee', 'rate']} label={t('product.field.settlementFee')}>
              <PercentInput />
            </Form.Item>
            <Form.Item name={['settlementFee', 'freeAfterPeriods']} label={t('product.screen.free-after')}>
              <InputNumber min={0} max={120} precision={0} />
            </Form.Item>
          </Optional>
        </Flex>,
      )}
    </Flex>
  )
}

function OptionalRate({ name, label, first }: { name: string; label: string; first: string }) {
  const form = Form.useFormInstance()
  const value: unknown = Form.useWatch(name, { form, preserve: true })
  return (
    <Flex gap={8} align="center" style={{ marginBottom: 10, minHeight: 32 }}>
      <Switch
        size="small"
        checked={value !== null && value !== undefined}
        aria-label={label}
        onChange={on => form.setFieldValue(name, on ? first : null)}
      />
      <span>{label}</span>
      <Form.Item name={name} noStyle hidden={value === null || value === undefined}>
        <InputNumber<string> stringMode min="1" max="2" step="0.05" aria-label={label} style={{ width: 100 }} />
      </Form.Item>
    </Flex>
  )
}

function GradeRates() {
  const t = useWords()
  return (
    <Form.List name="gradeRates">
      {(rows, { add, remove }) => (
        <Flex vertical gap={8}>
          {rows.map(row => (
            <Flex key={row.key} gap={8} align="center">
              <Form.Item name={[row.name, 'grade']} noStyle>
                <Select
                  style={{ width: 90 }}
                  aria-label={t('product.screen.grade')}
                  options={customerGrades.map(value => ({ value, label: value }))}
                />
              </Form.Item>
              <div style={{ width: 140 }}>
                <Form.Item name={[row.name, 'annualRate']} noStyle>
                  <PercentInput label={t('product.quote.rate')} />
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
          <div>
            <Button
              type="dashed"
              size="small"
              icon={<PlusOutlined />}
              onClick={() => add({ grade: customerGrades[rows.length] ?? 'D', annualRate: '0.06' })}
            >
              {t('product.screen.add-grade')}
            </Button>
          </div>
        </Flex>
      )}
    </Form.List>
  )
}

function Fees() {
  const t = useWords()
  const form = Form.useFormInstance()
  const fees = (Form.useWatch('fees', { form, preserve: true }) ?? []) as { amount: string | null }[]
  return (
    <Form.List name="fees">
      {(rows, { add, remove }) => (
        <Flex vertical gap={8} style={{ marginBottom: 12 }}>
          {rows.map(row => {
            const fixed = (fees[row.name]?.amount ?? null) !== null
            return (
              <Card key={row.key} size="small">
                <div style={columns}>
                  <Form.Item name={[row.name, 'name']} label={t('product.screen.fee-name')}>
                    <Input />
                  </Form.Item>
                  <Form.Item name={[row.name, 'nameEn']} label={t('product.screen.fee-name-en')}>
                    <Input />
                  </Form.Item>
                  <Form.Item label={t('product.screen.fee-kind')}>
                    <Select
                      value={fixed ? 'amount' : 'rate'}
                      aria-label={t('product.screen.fee-kind')}
                      options={[
                        { value: 'amount', label: t('product.screen.fee-amount') },
                        { value: 'rate', label: t('product.screen.fee-rate') },
                      ]}
                      onChange={kind => {
                        form.setFieldValue(['fees', row.name, 'amount'], kind === 'amount' ? '500.00' : null)
                        form.setFieldValue(['fees', row.name, 'rate'], kind === 'amount' ? null : '0.01')
                      }}
                    />
                  </Form.Item>
                  <Form.Item
                    name={[row.name, 'amount']}
                    label={t('product.screen.fee-amount')}
                    hidden={!fixed}
                    preserve
                  >
                    <AmountInput />
                  </Form.Item>
                  <Form.Item name={[row.name, 'rate']} label={t('product.screen.fee-rate')} hidden={fixed} preserve>
                    <PercentInput />
                  </Form.Item>
                  <Form.Item name={[row.name, 'when']} label={t('product.screen.fee-when')}>
                    <Select options={feeTimes.map(value => ({ value, label: t(`product.fee-time.${value}`) }))} />
                  </Form.Item>
                  <Form.Item name={[row.name, 'chargedBy']} label={t('product.screen.fee-by')}>
                    <Select options={chargers.map(value => ({ value, label: t(`product.charged-by.${value}`) }))} />
                  </Form.Item>
                </div>
                <Button size="small" icon={<DeleteOutlined />} onClick={() => remove(row.name)}>
                  {t('product.screen.remove')}
                </Button>
              </Card>
            )
          })}
          <div>
            <Button
              type="dashed"
              size="small"
              icon={<PlusOutlined />}
              onClick={() =>
                add({
                  name: '',
                  nameEn: '',
                  amount: '500.00',
                  rate: null,
                  when: 'disbursement',
                  chargedBy: 'third-party',
                })
              }
            >
              {t('product.screen.add-fee')}
            </Button>
          </div>
        </Flex>
      )}
    </Form.List>
  )
}

/** A rate that follows a published base: the rate itself is then the base's of the day plus the margin. */
function FloatingFields() {
  const t = useWords()
  const form = Form.useFormInstance()
  const method = Form.useWatch('method', { form, preserve: true }) as string | undefined
  if (method === 'flat-fee') return null
  const choices = (values: readonly string[], prefix: string) =>
    values.map(value => ({ value, label: t(`${prefix}.${value}`) }))
  return (
    <Optional
      name="floating"
      label={t('product.screen.floating-on')}
      first={{ base: 'lpr-1y', margin: '0.01', reset: 'january' }}
    >
      <Form.Item name={['floating', 'base']} label={t('product.screen.base')}>
        <Select options={choices(bases, 'product.base')} />
      </Form.Item>
      <Form.Item
        name={['floating', 'margin']}
        label={t('product.screen.margin')}
        extra={t('product.screen.margin-note')}
      >
        <PointsInput label={t('product.screen.margin')} />
      </Form.Item>
      <Form.Item name={['floating', 'reset']} label={t('product.screen.reset')}>
        <Select popupMatchSelectWidth={false} options={choices(resets, 'product.reset')} />
      </Form.Item>
    </Optional>
  )
}

/** Who brings the rate down to the agreed one, from the lender's rate on: each row takes over where the one above left it. */
function Subsidies() {
  const t = useWords()
  const form = Form.useFormInstance()
  const highest = (Form.useWatch('maxRate', { form, preserve: true }) ?? '0') as string
  const choices = (values: readonly string[], prefix: string) =>
    values.map(value => ({ value, label: t(`${prefix}.${value}`) }))
  return (
    <Form.List name="subsidies">
      {(rows, { add, remove }) => (
        <Flex vertical gap={8} style={{ marginBottom: 12 }}>
          {rows.map(row => (
            <Card key={row.key} size="small">
              <div style={columns}>
                <Form.Item name={[row.name, 'payer']} label={t('product.screen.subsidy-payer')}>
                  <Select options={choices(['manufacturer', 'dealer'], 'product.subsidy-payer')} />
                </Form.Item>
                <Form.Item name={[row.name, 'fullRate']} label={t('product.screen.subsidy-full')}>
                  <PercentInput />
                </Form.Item>
                <Form.Item name={[row.name, 'when']} label={t('product.screen.subsidy-when')}>
                  <Select popupMatchSelectWidth={false} options={choices(subsidyTimes, 'product.subsidy-time')} />
                </Form.Item>
                <Form.Item name={[row.name, 'cap']} label={t('product.screen.subsidy-cap')}>
                  <AmountInput />
                </Form.Item>
              </div>
              <Button size="small" icon={<DeleteOutlined />} onClick={() => remove(row.name)}>
                {t('product.screen.remove')}
              </Button>
            </Card>
          ))}
          <Flex gap={12} align="center" wrap>
            <Button
              type="dashed"
              size="small"
              icon={<PlusOutlined />}
              disabled={rows.length >= 2}
              onClick={() =>
                add({
                  payer: rows.length === 0 ? 'manufacturer' : 'dealer',
                  fullRate: shift(String(Number(shift(highest, 2)) + (rows.length === 0 ? 2 : 1)), -2),
                  when: 'disbursement',
                  cap: null,
                })
              }
            >
              {t('product.screen.add-subsidy')}
            </Button>
            {rows.length > 0 && <Typography.Text type="secondary">{t('product.screen.subsidy-order')}</Typography.Text>}
          </Flex>
        </Flex>
      )}
    </Form.List>
  )
}
