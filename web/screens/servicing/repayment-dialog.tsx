import { Alert, DatePicker, Form, type FormInstance, Input, Select, Table, Typography } from 'antd'
import dayjs, { type Dayjs } from 'dayjs'
import { channels } from '../../../modules/servicing/channel.ts'
import { client } from '../../client.ts'
import { useWords } from '../../settings.tsx'
import { CommandForm } from '../../ui/command-form.tsx'
import { Money } from '../../ui/money.tsx'
import type { Loan } from './loan-tags.tsx'
import { FigurePreview, figure } from './plan-preview.tsx'
import { usePreview } from './preview.ts'

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
  const preview = usePreview(
    ['repayment', input],
    () => client.servicing.recordRepayment(input, { context: { preview: true } }),
    { ready, fields: ['amount', 'valueDate', 'channel', 'reference', 'note'] },
  )
  const backdated = input.valueDate !== undefined && input.valueDate < loan.today
  const required = [{ required: true, message: t('problem.missing') }]
  return (
    <>
      <div style={{ display: 'grid', gridTemplateColumns: 'repeat(auto-fit, minmax(220px, 1fr))', columnGap: 16 }}>
        <Form.Item
          name="amount"
          label={t('servicing.transaction.amount')}
          rules={required}
          {...preview.at('amount')}
          extra={
            backdated ? null : (
              <>
                {t('servicing.loan.payable')} <Money value={loan.payable} sign />
              </>
            )
          }
        >
          <Input inputMode="decimal" prefix="¥" autoComplete="off" autoFocus />
        </Form.Item>
        <Form.Item
          name="valueDate"
          label={t('servicing.transaction.valueDate')}
          rules={required}
          {...preview.at('valueDate')}
        >
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
        <Form.Item name="reference" label={t('servicing.transaction.reference')} {...preview.at('reference')}>
          <Input autoComplete="off" maxLength={64} />
        </Form.Item>
      </div>
      <Form.Item name="note" label={t('servicing.transaction.note')}>
        <Input autoComplete="off" maxLength={200} />
      </Form.Item>
      {backdated && (
        <Alert
          type="info"
          showIcon
          style={{ marginBottom: 12 }}
          title={t('servicing.record.backdated', { day: input.valueDate })}
        />
      )}
      {preview.problem && <Alert type="warning" showIcon title={preview.problem} />}
      {preview.data && (
        <div {...preview.standing} className="preview">
          <RepaymentPreview loan={loan} paid={preview.data} />
        </div>
      )}
    </>
  )
}

/** What the money would meet, and the loan's figures before and after it. */
function RepaymentPreview({
  loan,
  paid,
}: {
  loan: Loan
  paid: Awaited<ReturnType<typeof client.servicing.recordRepayment>>
}) {
  const t = useWords()
  const money = (value: string) => <Money value={value} />
  return (
    <>
      <FigurePreview
        figures={[
          figure('state', t('servicing.loan.state'), { before: loan.state, after: paid.state }, one =>
            t(`servicing.loan.${one}`),
          ),
          figure('due', t('servicing.loan.due'), { before: loan.dueTotal, after: paid.due }, money),
          figure(
            'outstanding',
            t('servicing.loan.outstanding'),
            { before: loan.outstanding, after: paid.outstanding },
            money,
          ),
        ]}
      />
      <Table
        size="small"
        rowKey="seq"
        pagination={paid.shares.length > 6 ? { pageSize: 6, size: 'small', showSizeChanger: false } : false}
        scroll={{ x: 'max-content' }}
        title={() => <Typography.Text strong>{t('servicing.record.preview')}</Typography.Text>}
        dataSource={paid.shares}
        columns={[
          { title: t('servicing.installment'), render: (_, row) => t('servicing.installment.nth', { seq: row.seq }) },
          ...parts
            .filter(part => paid.parts[part] !== '0.00')
            .map(part => ({
              title: t(`servicing.part.${part}`),
              align: 'end' as const,
              render: (_: unknown, row: (typeof paid.shares)[number]) => money(row[part]),
            })),
        ]}
      />
    </>
  )
}
