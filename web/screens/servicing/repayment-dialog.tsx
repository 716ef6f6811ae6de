import { useQuery } from '@tanstack/react-query'
import { Alert, DatePicker, Form, type FormInstance, Input, Select, Table, Typography } from 'antd'
import dayjs, { type Dayjs } from 'dayjs'
import { channels } from '../../../modules/servicing/channel.ts'
import { client, problemOf } from '../../client.ts'
import { useWords } from '../../settings.tsx'
import { CommandForm } from '../../ui/command-form.tsx'
import { Money } from '../../ui/money.tsx'
import type { Loan } from './loan-tags.tsx'

const parts = ['penalty', 'compound', 'fee', 'interest', 'principal'] as const

/** The command's input as the form has it. */
function inputOf(loan: Loan, values: Record<string, unknown>) {
  const valueDate = values.valueDate as Dayjs | undefined
  return {
    id: loan.id,
    amount: String(values.amount ?? '').replaceAll(',', ''),
    valueDate: valueDate?.format('YYYY-MM-DD'),
    channel: values.channel as (typeof channels)[number],
    reference: (values.reference as string | undefined) || undefined,
    note: (values.note as string | undefined) || undefined,
  }
}

/** Records a repayment; the split is shown before it is recorded, on the server's own path. */
export function RepaymentDialog({ loan, open, onClose }: { loan: Loan; open: boolean; onClose: () => void }) {
  const t = useWords()
  return (
    <CommandForm
      open={open}
      title={t('servicing.record')}
      submit={t('servicing.record')}
      done={t('servicing.record.done')}
      width={620}
      onClose={onClose}
      operation={client.servicing.recordRepayment}
      input={values => inputOf(loan, values)}
      initial={{
        amount: loan.dueTotal === '0.00' ? '' : loan.dueTotal,
        valueDate: dayjs(loan.today),
        channel: 'bank-transfer',
      }}
    >
      {form => <RepaymentFields loan={loan} form={form} />}
    </CommandForm>
  )
}

function RepaymentFields({ loan, form }: { loan: Loan; form: FormInstance }) {
  const t = useWords()
  const values = (Form.useWatch([], form) ?? {}) as Record<string, unknown>
  const input = inputOf(loan, values)
  const ready = /^\d+(\.\d{1,2})?$/.test(input.amount) && Number(input.amount) > 0 && !!input.channel
  const preview = useQuery({
    queryKey: ['preview', 'repayment', input],
    queryFn: () => client.servicing.recordRepayment(input, { context: { preview: true } }),
    enabled: ready,
    retry: false,
    staleTime: 5_000,
  })
  const required = [{ required: true, message: t('problem.missing') }]
  return (
    <>
      <div style={{ display: 'grid', gridTemplateColumns: 'repeat(auto-fit, minmax(220px, 1fr))', columnGap: 16 }}>
        <Form.Item
          name="amount"
          label={t('servicing.transaction.amount')}
          rules={required}
          extra={
            <>
              {t('servicing.loan.payable')} <Money value={loan.payable} sign />
            </>
          }
        >
          <Input inputMode="decimal" prefix="¥" autoComplete="off" autoFocus />
        </Form.Item>
        <Form.Item name="valueDate" label={t('servicing.transaction.valueDate')} rules={required}>
          <DatePicker
            allowClear={false}
            style={{ width: '100%' }}
            minDate={dayjs(loan.disbursedOn)}
            maxDate={dayjs(loan.today)}
          />
        </Form.Item>
        <Form.Item name="channel" label={t('servicing.transaction.channel')} rules={required}>
          <Select options={channels.map(value => ({ value, label: t(`servicing.channel.${value}`) }))} />
        </Form.Item>
        <Form.Item name="reference" label={t('servicing.transaction.reference')}>
          <Input autoComplete="off" maxLength={64} />
        </Form.Item>
      </div>
      <Form.Item name="note" label={t('servicing.transaction.note')}>
        <Input autoComplete="off" maxLength={200} />
      </Form.Item>
      {input.valueDate !== undefined && input.valueDate < loan.today && (
        <Alert
          type="info"
          showIcon
          style={{ marginBottom: 12 }}
          title={t('servicing.record.backdated', { day: input.valueDate })}
        />
      )}
      {ready && preview.isError && (
        <Alert type="warning" showIcon title={problemOf(preview.error)?.detail ?? t('shell.offline')} />
      )}
      {ready && preview.data && (
        <Table
          size="small"
          rowKey="seq"
          pagination={false}
          scroll={{ x: 'max-content' }}
          title={() => <Typography.Text strong>{t('servicing.record.preview')}</Typography.Text>}
          dataSource={preview.data.shares}
          columns={[
            {
              title: t('servicing.installment'),
              render: (_, row) => t('servicing.installment.nth', { seq: row.seq }),
            },
            ...parts
              .filter(part => preview.data.parts[part] !== '0.00')
              .map(part => ({
                title: t(`servicing.part.${part}`),
                align: 'end' as const,
                render: (_: unknown, row: (typeof preview.data.shares)[number]) => <Money value={row[part]} />,
              })),
          ]}
          footer={() => (
            <>
              {t('servicing.record.after')} <Money value={loan.outstanding} sign /> →{' '}
              <Typography.Text strong>
                <Money value={preview.data.outstanding} sign />
              </Typography.Text>
              {' · '}
              {t(`servicing.loan.${loan.state}`)}
              {preview.data.state !== loan.state && (
                <>
                  {' → '}
                  <Typography.Text strong>{t(`servicing.loan.${preview.data.state}`)}</Typography.Text>
                </>
              )}
            </>
          )}
        />
      )}
    </>
  )
}
