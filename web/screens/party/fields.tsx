import { Form, Input, InputNumber, Select, Switch } from 'antd'
import type { ReactNode } from 'react'
import { type CustomerKind, contactChannels, contactTimes } from '../../../modules/party/customer.ts'
import { useWords } from '../../settings.tsx'

/** Two columns where there is room, one on a phone. */
export function FieldGrid({ children }: { children: ReactNode }) {
  return (
    <div style={{ display: 'grid', gridTemplateColumns: 'repeat(auto-fill, minmax(240px, 1fr))', columnGap: 16 }}>
      {children}
    </div>
  )
}

/** Choices from words: `wordChoices(t, 'party.kind', customerKinds)`. */
export const wordChoices = (t: (key: string) => string, prefix: string, values: readonly string[]) =>
  values.map(value => ({ value, label: t(`${prefix}.${value}`) }))

/** Yuan being typed: exact text in and out. */
function YuanInput(props: { value?: string; onChange?: (value: string | null) => void; id?: string }) {
  return (
    <InputNumber<string>
      {...props}
      stringMode
      min="0"
      precision={2}
      controls={false}
      prefix="¥"
      inputMode="decimal"
      style={{ width: '100%' }}
    />
  )
}

/** Work, money, and how to reach the customer; sealed fields stay empty on an edit and say what they hold. */
export function ProfileFields({
  kind,
  held = {},
}: {
  kind: CustomerKind
  held?: {
    address?: string | null
    bankCard?: string | null
    contactName?: string | null
    /** Null: kept from the reader, and stays as it is when left empty. */
    monthlyIncome?: string | null
  }
}) {
  const t = useWords()
  const required = [{ required: true, message: t('problem.missing') }]
  const asked = held.monthlyIncome === null ? { extra: t('party.keep') } : { rules: required }
  const enterprise = kind === 'enterprise'
  return (
    <FieldGrid>
      {enterprise && (
        <Form.Item name="contactName" label={t('party.customer.contactName')}>
          <Input autoComplete="off" maxLength={60} placeholder={held.contactName ?? ''} />
        </Form.Item>
      )}
      {!enterprise && (
        <>
          <Form.Item name="occupation" label={t('party.customer.occupation')}>
            <Input maxLength={60} />
          </Form.Item>
          <Form.Item name="employer" label={t('party.customer.employer')}>
            <Input maxLength={100} />
          </Form.Item>
          <Form.Item name="yearsEmployed" label={t('party.customer.yearsEmployed')}>
            <InputNumber
              min={0}
              max={80}
              precision={0}
              controls={false}
              inputMode="numeric"
              style={{ width: '100%' }}
            />
          </Form.Item>
        </>
      )}
      <Form.Item name="monthlyIncome" label={t('party.customer.monthlyIncome')} {...asked}>
        <YuanInput />
      </Form.Item>
      <Form.Item name="monthlyDebt" label={t('party.customer.monthlyDebt')} {...asked}>
        <YuanInput />
      </Form.Item>
      <Form.Item name="address" label={t('party.customer.address')}>
        <Input autoComplete="off" maxLength={200} placeholder={held.address ?? ''} />
      </Form.Item>
      <Form.Item name="bankCard" label={t('party.customer.bankCard')}>
        <Input autoComplete="off" inputMode="numeric" maxLength={40} placeholder={held.bankCard ?? ''} />
      </Form.Item>
      <Form.Item name="contactChannel" label={t('party.customer.contactChannel')}>
        <Select options={wordChoices(t, 'party.contactChannel', contactChannels)} />
      </Form.Item>
      <Form.Item name="contactTime" label={t('party.customer.contactTime')}>
        <Select options={wordChoices(t, 'party.contactTime', contactTimes)} />
      </Form.Item>
      <Form.Item name="offersWelcome" label={t('party.customer.offersWelcome')} valuePropName="checked">
        <Switch />
      </Form.Item>
    </FieldGrid>
  )
}

/** What a form holds, without the fields left empty. */
export function filled<T extends object>(values: T): T {
  return Object.fromEntries(
    Object.entries(values).filter(([, value]) => value !== undefined && value !== null && value !== ''),
  ) as T
}
