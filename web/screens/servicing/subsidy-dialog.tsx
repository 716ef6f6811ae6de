import { Alert, DatePicker, Form, type FormInstance, Input, Switch, Typography } from 'antd'
import dayjs, { type Dayjs } from 'dayjs'
import { client } from '../../client.ts'
import { useWords } from '../../settings.tsx'
import { CommandForm } from '../../ui/command-form.tsx'
import { grouped, Money } from '../../ui/money.tsx'
import { usePreview } from './preview.ts'

export type Payer = Awaited<ReturnType<typeof client.servicing.listSubsidyPayers>>[number]
/** Whose money comes in or goes back. */
export type Receiving = { payer: Payer; way: 'received' | 'returned' }

/** What a payer is called: the treasury, a brand, or a dealer by name. */
export function usePayerName() {
  const t = useWords()
  return ({ payer, brand, dealerName }: Pick<Payer, 'payer' | 'brand' | 'dealerName'>) =>
    payer === 'fiscal' ? t('servicing.subsidy.fiscal') : (brand ?? dealerName ?? t(`product.subsidy-payer.${payer}`))
}

function inputOf({ payer, way }: Receiving, values: Record<string, unknown>) {
  const day = values.receivedOn as Dayjs | undefined
  return {
    payer: payer.payer,
    dealerId: payer.dealerId as `dealer_${string}` | null,
    brand: payer.brand,
    way,
    amount: String(values.amount ?? '').replaceAll(',', ''),
    setOff: values.setOff !== false,
    receivedOn: day?.format('YYYY-MM-DD'),
    reference: String(values.reference ?? '').trim(),
    note: (values.note as string | undefined) || undefined,
  }
}

/** Records subsidy money; how many claims it meets is shown before it is recorded, on the server's own path. */
export function SubsidyDialog({ taking, onClose }: { taking: Receiving; onClose: () => void }) {
  const t = useWords()
  const name = usePayerName()(taking.payer)
  const word = taking.way === 'received' ? 'servicing.subsidy.record' : 'servicing.subsidy.return'
  return (
    <CommandForm
      open
      title={t(`${word}.of`, { payer: name })}
      submit={t(word)}
      width={620}
      onClose={onClose}
      operation={client.servicing.recordSubsidyReceipt}
      input={values => inputOf(taking, values)}
      initial={{
        amount:
          taking.way === 'returned'
            ? taking.payer.toReturn
            : taking.payer.toReturn === '0.00'
              ? taking.payer.open
              : undefined,
        setOff: true,
      }}
    >
      {form => <SubsidyFields taking={taking} form={form} />}
    </CommandForm>
  )
}

function SubsidyFields({ taking, form }: { taking: Receiving; form: FormInstance }) {
  const t = useWords()
  const values = (Form.useWatch([], form) ?? {}) as Record<string, unknown>
  // The reference is asked for last; what is met does not depend on it.
  const asked = inputOf(taking, { ...values, reference: values.reference || `? ${taking.payer.payer}` })
  const ready = /^\d+(\.\d{1,2})?$/.test(asked.amount) && Number(asked.amount) > 0
  const preview = usePreview(
    ['subsidy', asked],
    () => client.servicing.recordSubsidyReceipt(asked, { context: { preview: true } }),
    { ready, fields: ['amount', 'reference', 'receivedOn', 'note'] },
  )
  const required = [{ required: true, message: t('problem.missing') }]
  const { payer, way } = taking
  return (
    <>
      {way === 'received' && (
        <Typography.Paragraph type="secondary" style={{ marginTop: -4 }}>
          {t('servicing.subsidy.record.note')}
        </Typography.Paragraph>
      )}
      <div style={{ display: 'grid', gridTemplateColumns: 'repeat(auto-fit, minmax(220px, 1fr))', columnGap: 16 }}>
        <Form.Item
          name="amount"
          label={t('servicing.subsidy.amount')}
          rules={required}
          {...preview.at('amount')}
          extra={
            <>
              {t(way === 'received' ? 'servicing.subsidy.open' : 'servicing.subsidy.toReturn')}{' '}
              <Money value={way === 'received' ? payer.open : payer.toReturn} sign />
            </>
          }
        >
          <Input inputMode="decimal" prefix="¥" autoComplete="off" autoFocus />
        </Form.Item>
        <Form.Item
          name="reference"
          label={t('servicing.subsidy.reference')}
          rules={required}
          {...preview.at('reference')}
        >
          <Input autoComplete="off" maxLength={64} />
        </Form.Item>
        <Form.Item name="receivedOn" label={t('servicing.subsidy.receivedOn')} {...preview.at('receivedOn')}>
          <DatePicker style={{ width: '100%' }} maxDate={dayjs().add(1, 'day')} />
        </Form.Item>
        <Form.Item name="note" label={t('servicing.transaction.note')}>
          <Input autoComplete="off" maxLength={200} />
        </Form.Item>
      </div>
      {way === 'received' && payer.toReturn !== '0.00' && (
        <Form.Item
          name="setOff"
          valuePropName="checked"
          label={t('servicing.subsidy.setOff', { amount: grouped(payer.toReturn) })}
        >
          <Switch />
        </Form.Item>
      )}
      {preview.problem && <Alert type="warning" showIcon title={preview.problem} />}
      {preview.data && (
        <Alert type="success" showIcon title={t('servicing.subsidy.met', { count: preview.data.claims })} />
      )}
    </>
  )
}
