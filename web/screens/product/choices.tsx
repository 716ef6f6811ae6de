import { DeleteOutlined, PlusOutlined } from '@ant-design/icons'
import { Button, Flex, InputNumber, Typography } from 'antd'
import { useWords } from '../../settings.tsx'
import { AmountInput } from './amount-input.tsx'
import type { Definition } from './shapes.ts'
import { SlideAmount } from './slide-amount.tsx'

type Payment = { seq: number; amount: string }

/** The balloon a customer chooses, between the product's shares of the price or the loan. */
export function BalloonChoice({
  balloon,
  price,
  principal,
  value,
  shown,
  onChange,
}: {
  balloon: NonNullable<Definition['balloon']>
  price: string | null
  principal: string | null
  value: string | null
  /** What the balloon comes to while nothing is chosen. */
  shown: string | null
  onChange: (value: string | null) => void
}) {
  const t = useWords()
  const { choice } = balloon
  if (!choice) return null
  const of = Number((balloon.basis === 'price' ? price : principal) ?? 0)
  return (
    <SlideAmount
      label={t('product.field.balloon')}
      value={value ?? shown}
      onChange={onChange}
      min={Math.ceil(of * Number(choice.min))}
      max={Math.max(1, Math.floor(of * Number(choice.max)))}
      step={100}
    />
  )
}

/** Payments agreed for some periods; the others are levelled by the server. */
export function AgreedPayments({
  periods,
  value,
  onChange,
}: {
  periods: number
  value: Payment[]
  onChange: (value: Payment[]) => void
}) {
  const t = useWords()
  const change = (index: number, part: Partial<Payment>) =>
    onChange(value.map((one, at) => (at === index ? { ...one, ...part } : one)))
  const taken = new Set(value.map(one => one.seq))
  const free = Array.from({ length: Math.max(0, periods - 1) }, (_, index) => index + 1).find(seq => !taken.has(seq))
  return (
    <Flex vertical gap={8}>
      {value.map((one, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a row has no other name while its period is being typed
        <Flex key={index} gap={8} align="center">
          <InputNumber
            min={1}
            max={Math.max(1, periods - 1)}
            precision={0}
            value={one.seq}
            prefix={t('product.quote.period-prefix')}
            suffix={t('product.quote.period-suffix')}
            aria-label={t('product.quote.seq')}
            style={{ width: 116, flex: 'none' }}
            onChange={seq => seq !== null && change(index, { seq })}
          />
          <AmountInput
            label={t('product.quote.amount')}
            value={one.amount === '' ? null : one.amount}
            onChange={amount => change(index, { amount: amount ?? '' })}
          />
          <Button
            type="text"
            icon={<DeleteOutlined />}
            aria-label={t('product.screen.remove')}
            onClick={() => onChange(value.filter((_, at) => at !== index))}
          />
        </Flex>
      ))}
      <Flex gap={10} align="center" wrap>
        <Button
          type="dashed"
          size="small"
          icon={<PlusOutlined />}
          disabled={free === undefined}
          onClick={() => onChange([...value, { seq: free ?? 1, amount: '' }])}
        >
          {t('product.quote.add-payment')}
        </Button>
        <Typography.Text type="secondary" style={{ fontSize: 12 }}>
          {t('product.quote.payments-note')}
        </Typography.Text>
      </Flex>
    </Flex>
  )
}
