import { Alert, Button, Flex, Form, Grid, Input, Table, Tag, Typography } from 'antd'
import { useState } from 'react'
import { isReversible } from '../../../modules/servicing/transaction.ts'
import { client } from '../../client.ts'
import { useSettings, useWords } from '../../settings.tsx'
import { CommandForm } from '../../ui/command-form.tsx'
import { DayText, InstantText } from '../../ui/day-text.tsx'
import { DefinitionList } from '../../ui/definition-list.tsx'
import { grouped, Money } from '../../ui/money.tsx'
import { useAccounts } from '../ledger/accounts.ts'
import { useFollowed } from './followed.ts'
import type { Loan, Transaction } from './loan-tags.tsx'
import { FigurePreview, figure } from './plan-preview.tsx'
import { usePreview } from './preview.ts'
import { useTransactions } from './transactions.ts'

const parts = ['principal', 'interest', 'penalty', 'compound', 'fee'] as const

/** Everything that happened to the loan, each line open to its entries; money that came in can be taken back. */
export function TransactionsTab({ loan }: { loan: Loan }) {
  const t = useWords()
  // A phone keeps what identifies a line; the rest opens below it.
  const wide = Grid.useBreakpoint().md ?? true
  const [reversing, setReversing] = useState<Transaction | null>(null)
  const { rows, more, loading, earlier } = useTransactions(loan)
  return (
    <>
      <Table<Transaction>
        size="small"
        rowKey="id"
        pagination={false}
        {...(more
          ? {
              footer: () => (
                <Button block type="text" loading={loading} onClick={earlier}>
                  {t('servicing.transactions.earlier')}
                </Button>
              ),
            }
          : {})}
        dataSource={rows}
        {...(wide ? { scroll: { x: 'max-content' } } : {})}
        expandable={{
          expandedRowRender: row => (
            <TransactionDetail
              rows={rows}
              row={row}
              onReverse={loan.actions.includes('reverse') ? () => setReversing(row) : null}
            />
          ),
          expandRowByClick: true,
        }}
        columns={[
          { title: t('servicing.transaction.valueDate'), render: (_, row) => <DayText day={row.valueDate} /> },
          {
            title: t('servicing.transaction'),
            render: (_, row) => (
              <Flex gap={6} align="center">
                {t(`servicing.transaction.${row.kind}`)}
                {row.reversedById && <Tag color="red">{t('servicing.transaction.reversed')}</Tag>}
              </Flex>
            ),
          },
          {
            title: t('servicing.transaction.amount'),
            align: 'end',
            render: (_, row) =>
              row.amount === '0.00' ? (
                <Typography.Text type="secondary">—</Typography.Text>
              ) : (
                <Typography.Text strong delete={row.reversedById !== null}>
                  <Money value={row.amount} />
                </Typography.Text>
              ),
          },
          ...(wide ? parts.slice(0, 3) : []).map(part => ({
            title: t(`servicing.part.${part}`),
            align: 'end' as const,
            render: (_: unknown, row: Transaction) =>
              row.parts[part] === '0.00' ? (
                <Typography.Text type="secondary">—</Typography.Text>
              ) : (
                <Money value={row.parts[part]} />
              ),
          })),
          ...(wide
            ? [
                {
                  title: t('servicing.transaction.reference'),
                  render: (_: unknown, row: Transaction) => row.reference ?? '—',
                },
              ]
            : []),
        ]}
      />
      <CommandForm
        open={reversing !== null}
        title={t('servicing.reverse')}
        danger
        submit={t('servicing.reverse.submit')}
        done={t('servicing.reverse.done')}
        onClose={() => setReversing(null)}
        operation={client.servicing.reverseRepayment}
        input={values => ({ id: loan.id, transactionId: reversing!.id, reason: String(values.reason ?? '') })}
      >
        <Typography.Paragraph type="secondary">
          {t('servicing.reverse.note', {
            kind: reversing ? t(`servicing.transaction.${reversing.kind}`) : '',
            amount: `¥${grouped(reversing?.amount ?? '')}`,
            day: reversing?.valueDate ?? '',
          })}
        </Typography.Paragraph>
        {reversing && <ReversalPreview loan={loan} transactionId={reversing.id} />}
        <Form.Item
          name="reason"
          label={t('servicing.reverse.reason')}
          rules={[{ required: true, message: t('problem.missing') }]}
        >
          <Input.TextArea rows={2} maxLength={200} />
        </Form.Item>
      </CommandForm>
    </>
  )
}

/** What taking a line back comes to: the same command, rolled back. */
function ReversalPreview({ loan, transactionId }: { loan: Loan; transactionId: Transaction['id'] }) {
  const t = useWords()
  const preview = usePreview(['reversal', loan.id, transactionId], () =>
    client.servicing.reverseRepayment(
      { id: loan.id, transactionId, reason: t('servicing.plan.preview') },
      { context: { preview: true } },
    ),
  )
  if (preview.problem) return <Alert type="warning" showIcon title={preview.problem} style={{ marginBottom: 16 }} />
  if (!preview.data) return null
  const { due, outstanding, state } = preview.data
  const money = (value: string) => <Money value={value} />
  return (
    <div style={{ marginBottom: 16 }}>
      <FigurePreview
        figures={[
          figure('state', t('servicing.loan.state'), { before: loan.state, after: state }, one =>
            t(`servicing.loan.${one}`),
          ),
          figure('due', t('servicing.loan.due'), { before: loan.dueTotal, after: due }, money),
          figure(
            'outstanding',
            t('servicing.loan.outstanding'),
            { before: loan.outstanding, after: outstanding },
            money,
          ),
        ]}
      />
    </div>
  )
}

type ChargeTerms = { name: string; nameEn: string; chargedBy: string; taken: string }

/** The entries of a transaction, what it moved on which installment, and who recorded it. */
function TransactionDetail({
  rows,
  row,
  onReverse,
}: {
  rows: readonly Transaction[]
  row: Transaction
  /** Asks why it is to be taken back; null for who may not. */
  onReverse: (() => void) | null
}) {
  const { t, language } = useSettings()
  const accounts = useAccounts()
  const followed = useFollowed()(row)
  const charge = row.kind === 'charge' ? (row.terms as ChargeTerms | null) : null
  const parent = rows.find(other => other.id === row.parentId)
  return (
    <div style={{ display: 'grid', gridTemplateColumns: 'repeat(auto-fit, minmax(min(280px, 100%), 1fr))', gap: 24 }}>
      <div>
        <Typography.Text type="secondary">{t('servicing.entry')}</Typography.Text>
        {row.entries.length === 0 && <div>{t('servicing.entry.none')}</div>}
        {row.entries.map(entry => (
          <Flex key={`${entry.debit}${entry.credit}`} justify="space-between" gap={12} style={{ padding: '4px 0' }}>
            <span>
              {t('ledger.line.debit')} {accounts(entry.debit)} · {t('ledger.line.credit')} {accounts(entry.credit)}
            </span>
            <Money value={entry.amount} />
          </Flex>
        ))}
      </div>
      {row.shares.length > 0 && (
        <div>
          <Typography.Text type="secondary">{t('servicing.share')}</Typography.Text>
          {row.shares.map(share => (
            <Flex key={share.seq} gap={12} wrap style={{ padding: '4px 0' }}>
              <Typography.Text strong>{t('servicing.installment.nth', { seq: share.seq })}</Typography.Text>
              {parts
                .filter(part => share[part] !== '0.00')
                .map(part => (
                  <span key={part}>
                    {t(`servicing.part.${part}`)} <Money value={share[part]} />
                  </span>
                ))}
            </Flex>
          ))}
        </div>
      )}
      <DefinitionList
        items={[
          { label: t('servicing.transaction.postedOn'), value: <DayText day={row.postedOn} /> },
          row.reference !== null && { label: t('servicing.transaction.reference'), value: row.reference },
          row.channel !== null && {
            label: t('servicing.transaction.channel'),
            value: t(`servicing.channel.${row.channel}`),
          },
          row.settlementFee !== '0.00' && {
            label: t('servicing.quote.settlementFee'),
            value: <Money value={row.settlementFee} />,
          },
          followed !== null && { label: t('servicing.loan.annualRate'), value: followed },
          charge !== null && {
            label: t('servicing.transaction.charge'),
            value: language === 'zh' ? charge.name : charge.nameEn,
          },
          charge !== null && {
            label: t('servicing.charge.by'),
            value: t(`product.charged-by.${charge.chargedBy}`),
          },
          charge !== null && { label: t('servicing.charge.taken'), value: t(`servicing.charge.${charge.taken}`) },
          row.advance !== '0.00' && { label: t('servicing.loan.advance'), value: <Money value={row.advance} /> },
          row.recovered !== '0.00' && {
            label: t('servicing.loan.recovered'),
            value: <Money value={row.recovered} />,
          },
          row.grown !== '0.00' && { label: t('servicing.loan.claimGrown'), value: <Money value={row.grown} /> },
          parent !== undefined && {
            label: t('servicing.transaction.parent'),
            value: (
              <>
                {t(`servicing.transaction.${parent.kind}`)} <Money value={parent.amount} /> ·{' '}
                <DayText day={parent.valueDate} />
              </>
            ),
          },
          row.note !== null && { label: t('servicing.transaction.note'), value: row.note },
          {
            label: t('servicing.transaction.recordedBy'),
            value: row.recordedByName ?? t('servicing.transaction.system'),
          },
          { label: t('servicing.transaction.recordedAt'), value: <InstantText at={row.recordedAt} /> },
        ]}
      />
      {onReverse && isReversible(row.kind) && !row.reversedById && (
        <div style={{ alignSelf: 'end' }}>
          <Button danger onClick={onReverse}>
            {t('servicing.reverse')}
          </Button>
        </div>
      )}
    </div>
  )
}
