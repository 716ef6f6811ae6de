import { Alert, Button, Checkbox, DatePicker, Flex, Form, Input, Modal, Select, Typography } from 'antd'
import dayjs, { type Dayjs } from 'dayjs'
import { useState } from 'react'
import { channels } from '../../../modules/servicing/channel.ts'
import { client } from '../../client.ts'
import { useCommand } from '../../command.ts'
import { useWords } from '../../settings.tsx'
import { DefinitionList } from '../../ui/definition-list.tsx'
import { grouped, Money } from '../../ui/money.tsx'
import type { Loan } from './loan-tags.tsx'
import { FigurePreview, figure } from './plan-preview.tsx'
import { usePreview } from './preview.ts'

/** Quotes what ends the loan on a day, and ends it by that amount when the day has come. */
export function SettlementDialog({ loan, open, onClose }: { loan: Loan; open: boolean; onClose: () => void }) {
  const t = useWords()
  const [form] = Form.useForm()
  const [on, setOn] = useState<Dayjs>(() => dayjs(loan.today))
  const valueDate = on.format('YYYY-MM-DD')
  const quote = usePreview(
    ['settlement', loan.id, valueDate],
    () => client.servicing.quoteSettlement({ id: loan.id, valueDate }),
    { ready: open, fields: ['valueDate'] },
  )
  const settle = useCommand(client.servicing.settleLoan, { form, done: t('servicing.settle.done'), onDone: onClose })
  const promise = useCommand(client.servicing.promiseSettlement, { done: t('servicing.quote.promised') })
  const [usePromise, setUsePromise] = useState(false)
  const maySettle = loan.actions.includes('settle') && valueDate <= loan.today
  const ahead = loan.installments.some(row => row.dueOn > valueDate)
  const money = (value: string) => <Money value={value} />
  const due = quote.data?.due
  return (
    <Modal
      open={open}
      title={t(loan.actions.includes('settle') ? 'servicing.settle' : 'servicing.quote')}
      onCancel={onClose}
      onOk={() => form.submit()}
      okText={
        quote.data
          ? t('servicing.settle.by', { total: grouped(usePromise ? loan.quote!.total : quote.data.total) })
          : t('servicing.settle')
      }
      okButtonProps={{
        disabled: !maySettle || !quote.data || quote.standing['aria-busy'],
        style: loan.actions.includes('settle') ? {} : { display: 'none' },
      }}
      cancelText={t('ui.cancel')}
      confirmLoading={settle.isPending}
      destroyOnHidden
      width={560}
    >
      <Form
        form={form}
        layout="vertical"
        initialValues={{ channel: 'bank-transfer' }}
        onFinish={(values: { channel: (typeof channels)[number]; reference?: string; note?: string }) =>
          quote.data &&
          settle.mutate({
            id: loan.id,
            amount: usePromise ? loan.quote!.total : quote.data.total,
            ...(usePromise ? { quoteId: loan.quote!.id } : { valueDate }),
            channel: values.channel,
            reference: values.reference || undefined,
            note: values.note || undefined,
          })
        }
      >
        <Form.Item label={t('servicing.quote.on')} {...quote.at('valueDate')}>
          <DatePicker allowClear={false} value={on} onChange={day => day && setOn(day)} style={{ width: '100%' }} />
        </Form.Item>
        {quote.problem && <Alert type="warning" showIcon title={quote.problem} />}
        {quote.data && due && (
          <div {...quote.standing}>
            <DefinitionList
              items={[
                { label: t('servicing.quote.remainingPrincipal'), value: money(quote.data.remainingPrincipal) },
                {
                  label: t('servicing.quote.accruedInterest', { days: quote.data.accruedDays }),
                  value: money(quote.data.accruedInterest),
                },
                ...(['principal', 'interest', 'penalty', 'compound', 'fee'] as const).map(
                  part =>
                    due[part] !== '0.00' && {
                      label: t('servicing.quote.due', { part: t(`servicing.part.${part}`) }),
                      value: money(due[part]),
                    },
                ),
                quote.data.currentFee !== '0.00' && {
                  label: t('servicing.quote.currentFee'),
                  value: money(quote.data.currentFee),
                },
                { label: t('servicing.quote.settlementFee'), value: money(quote.data.settlementFee) },
                quote.data.advance !== '0.00' && {
                  label: t('servicing.quote.advance'),
                  value: money(`-${quote.data.advance}`),
                },
                {
                  label: <Typography.Text strong>{t('servicing.quote.total')}</Typography.Text>,
                  value: (
                    <Typography.Text strong style={{ fontSize: 18 }}>
                      <Money value={quote.data.total} sign />
                    </Typography.Text>
                  ),
                },
                { label: t('servicing.quote.saved'), value: money(quote.data.saved) },
              ]}
            />
            {maySettle && (
              <div style={{ marginTop: 12 }}>
                <FigurePreview
                  figures={[
                    figure(
                      'state',
                      t('servicing.loan.state'),
                      { before: loan.state, after: ahead ? 'settled-early' : 'settled' },
                      one => t(`servicing.loan.${one}`),
                    ),
                    figure(
                      'outstanding',
                      t('servicing.loan.outstanding'),
                      { before: loan.outstanding, after: '0.00' },
                      money,
                    ),
                    figure('due', t('servicing.loan.due'), { before: loan.dueTotal, after: '0.00' }, money),
                  ]}
                />
              </div>
            )}
            {valueDate > loan.today && loan.actions.includes('settle') && (
              <Alert type="info" showIcon title={t('servicing.quote.later')} style={{ marginBlock: 8 }} />
            )}
          </div>
        )}
        <Flex gap={8} wrap align="center" style={{ marginBlock: 8 }}>
          {loan.actions.includes('quote-settlement') && valueDate >= loan.today && (
            <Button size="small" loading={promise.isPending} onClick={() => promise.mutate({ id: loan.id, valueDate })}>
              {t('servicing.quote.promise')}
            </Button>
          )}
          {loan.quote && (
            <Checkbox checked={usePromise} onChange={event => setUsePromise(event.target.checked)}>
              {t('servicing.quote.held', {
                total: grouped(loan.quote.total),
                from: loan.quote.settlesOn,
                to: loan.quote.validUntil,
              })}
            </Checkbox>
          )}
        </Flex>
        {loan.actions.includes('settle') && (
          <div
            style={{
              display: 'grid',
              gridTemplateColumns: 'repeat(auto-fit, minmax(200px, 1fr))',
              columnGap: 16,
              marginTop: 12,
            }}
          >
            <Form.Item name="channel" label={t('servicing.transaction.channel')}>
              <Select options={channels.map(value => ({ value, label: t(`servicing.channel.${value}`) }))} />
            </Form.Item>
            <Form.Item name="reference" label={t('servicing.transaction.reference')}>
              <Input autoComplete="off" maxLength={64} />
            </Form.Item>
          </div>
        )}
      </Form>
    </Modal>
  )
}
