import { useQuery } from '@tanstack/react-query'
import { Form, Input, Radio, Select } from 'antd'
import type { ReactNode } from 'react'
import { vehicleConditions, vehicleEnergies, vehicleUses } from '../../../modules/origination/vehicle.ts'
import { api } from '../../client.ts'
import { useWords } from '../../settings.tsx'
import type { Draft } from './draft.ts'
import { choices, MoneyInput } from './parts.tsx'
import { DraftError } from './step-customer.tsx'

/** One field of the draft with what is wrong with it. */
export function Field({
  draft,
  path,
  label,
  children,
}: {
  draft: Draft
  path: string
  label: string
  children: ReactNode
}) {
  const error = draft.errors[path]
  return (
    <Form.Item label={label} validateStatus={error ? 'error' : ''} help={error}>
      {children}
    </Form.Item>
  )
}

export const fieldGrid = {
  display: 'grid',
  gridTemplateColumns: 'repeat(auto-fill, minmax(220px, 1fr))',
  columnGap: 16,
} as const

/** The vehicle and who sells it. */
export function StepVehicle({ draft }: { draft: Draft }) {
  const t = useWords()
  const { vehicle } = draft.values
  const dealers = useQuery(api.party.listDealers.queryOptions({ input: { state: 'active', limit: 200 } }))
  const textField = (name: 'brand' | 'model' | 'vin' | 'plate', label: string) => (
    <Field draft={draft} path={`vehicle.${name}`} label={label}>
      <Input
        value={vehicle[name] ?? ''}
        aria-label={label}
        {...(name === 'vin' ? { maxLength: 17, style: { textTransform: 'uppercase' } } : {})}
        onChange={event => draft.setVehicle({ [name]: event.target.value || null })}
      />
    </Field>
  )
  const moneyField = (name: 'price' | 'guidePrice' | 'appraisedValue', label: string) => (
    <Field draft={draft} path={`vehicle.${name}`} label={label}>
      <MoneyInput value={vehicle[name] ?? null} label={label} onChange={value => draft.setVehicle({ [name]: value })} />
    </Field>
  )
  return (
    <Form layout="vertical">
      <DraftError draft={draft} />
      <div style={fieldGrid}>
        <Field draft={draft} path="vehicle.condition" label={t('origination.condition')}>
          <Radio.Group
            optionType="button"
            value={vehicle.condition}
            options={choices(t, 'origination.condition', vehicleConditions)}
            onChange={event => draft.setVehicle({ condition: event.target.value })}
          />
        </Field>
        <Field draft={draft} path="vehicle.energy" label={t('origination.energy')}>
          <Radio.Group
            optionType="button"
            value={vehicle.energy}
            options={choices(t, 'origination.energy', vehicleEnergies)}
            onChange={event => draft.setVehicle({ energy: event.target.value })}
          />
        </Field>
        <Field draft={draft} path="vehicle.use" label={t('origination.use')}>
          <Radio.Group
            optionType="button"
            value={vehicle.use}
            options={choices(t, 'origination.use', vehicleUses)}
            onChange={event => draft.setVehicle({ use: event.target.value })}
          />
        </Field>
        {textField('brand', t('origination.brand'))}
        {textField('model', t('origination.model'))}
        {textField('vin', t('origination.vin'))}
        {moneyField('price', t('origination.price'))}
        {vehicle.condition === 'used'
          ? moneyField('appraisedValue', t('origination.appraised-value'))
          : moneyField('guidePrice', t('origination.guide-price'))}
        {vehicle.condition === 'used' && textField('plate', t('origination.plate'))}
        <Field draft={draft} path="dealerId" label={t('origination.dealer')}>
          <Select
            showSearch={{ optionFilterProp: 'label' }}
            aria-label={t('origination.dealer')}
            value={draft.values.dealerId ?? null}
            onChange={dealerId => draft.set({ dealerId })}
            options={(dealers.data?.rows ?? []).map(row => ({
              value: row.id,
              label: `${row.name}${t('ui.brackets', { inside: row.grade })}`,
            }))}
          />
        </Field>
      </div>
    </Form>
  )
}
