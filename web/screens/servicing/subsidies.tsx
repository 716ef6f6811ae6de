import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Button, Card, Flex, Tag, Typography } from 'antd'
import { useState } from 'react'
import { api, client } from '../../client.ts'
import { useMay } from '../../session.tsx'
import { useWords } from '../../settings.tsx'
import { CommandForm } from '../../ui/command-form.tsx'
import { DayText } from '../../ui/day-text.tsx'
import { FoldTable } from '../../ui/fold-table.tsx'
import { Money } from '../../ui/money.tsx'
import { QueryView } from '../../ui/query-view.tsx'
import { ReasonField } from './reason-field.tsx'
import { type Payer, type Receiving, SubsidyDialog, usePayerName } from './subsidy-dialog.tsx'

type Receipt = Awaited<ReturnType<typeof client.servicing.listSubsidyReceipts>>['rows'][number]

/** Subsidies as finance sees them: who owes what and since when, what came in, what is to go back. */
export default function Subsidies() {
  const t = useWords()
  const may = useMay()
  const nameOf = usePayerName()
  const [taking, setTaking] = useState<Receiving | null>(null)
  const payers = useQuery(api.servicing.listSubsidyPayers.queryOptions())
  const mayRecord = may('servicing.subsidy.record')
  const claimsOf = (row: Payer) => ({
    to: '/servicing/subsidies/claims' as never,
    search: {
      payer: row.payer,
      ...(row.dealerId ? { dealerId: row.dealerId } : {}),
      ...(row.brand ? { brand: row.brand } : {}),
    } as never,
  })
  const money = (title: string, value: (row: Payer) => string, strong = false) => ({
    title,
    align: 'end' as const,
    render: (_: unknown, row: Payer) =>
      value(row) === '0.00' ? (
        <Typography.Text type="secondary">—</Typography.Text>
      ) : (
        <Typography.Text strong={strong}>
          <Money value={value(row)} />
        </Typography.Text>
      ),
  })
  return (
    <Flex vertical gap={14}>
      <Flex justify="space-between" align="center" gap={12} wrap>
        <Typography.Title level={1} style={{ fontSize: 18, margin: 0 }}>
          {t('servicing.subsidies')}
        </Typography.Title>
        <Link to={'/servicing/subsidies/claims' as never}>
          <Button>{t('servicing.subsidy.claims')}</Button>
        </Link>
      </Flex>
      <Card size="small" title={t('servicing.subsidy.payers')} styles={{ body: { padding: 0 } }}>
        <QueryView query={payers}>
          {rows => (
            <FoldTable<Payer>
              rows={rows}
              rowKey={nameOf}
              empty={t('servicing.subsidy.none')}
              columns={[
                {
                  title: t('servicing.subsidy.payer'),
                  render: (_, row) => (
                    <Link {...claimsOf(row)}>
                      <Typography.Text strong>{nameOf(row)}</Typography.Text>
                      <br />
                      <Typography.Text type="secondary" style={{ fontSize: 12 }}>
                        {t('servicing.subsidy.count', { count: row.claims })}
                      </Typography.Text>
                    </Link>
                  ),
                },
                money(`${t('servicing.subsidy.open')} ¥`, row => row.open, true),
                money(`${t('servicing.subsidy.toReturn')} ¥`, row => row.toReturn, true),
                money(`${t('servicing.subsidy.due')} ¥`, row => row.due),
                money(`${t('servicing.subsidy.received')} ¥`, row => row.received),
                money(`${t('servicing.subsidy.toCome')} ¥`, row => row.toCome),
                { title: t('servicing.subsidy.oldest'), render: (_, row) => <DayText day={row.oldest} /> },
                {
                  title: '',
                  align: 'end',
                  render: (_, row) =>
                    mayRecord && (
                      <Flex gap={6} justify="end" wrap>
                        {row.open !== '0.00' && (
                          <Button size="small" onClick={() => setTaking({ payer: row, way: 'received' })}>
                            {t('servicing.subsidy.record')}
                          </Button>
                        )}
                        {row.toReturn !== '0.00' && (
                          <Button size="small" onClick={() => setTaking({ payer: row, way: 'returned' })}>
                            {t('servicing.subsidy.return')}
                          </Button>
                        )}
                      </Flex>
                    ),
                },
              ]}
            />
          )}
        </QueryView>
      </Card>
      <Receipts mayReverse={mayRecord} />
      {taking && <SubsidyDialog taking={taking} onClose={() => setTaking(null)} />}
    </Flex>
  )
}

/** What came in and went back, the newest first; what was recorded wrongly is taken back by a line of its own. */
function Receipts({ mayReverse }: { mayReverse: boolean }) {
  const t = useWords()
  const nameOf = usePayerName()
  const [reversing, setReversing] = useState<Receipt | null>(null)
  const list = useQuery(api.servicing.listSubsidyReceipts.queryOptions({ input: { limit: 50 } }))
  return (
    <Card size="small" title={t('servicing.subsidy.receipts')} styles={{ body: { padding: 0 } }}>
      <QueryView query={list}>
        {page => (
          <FoldTable<Receipt>
            rows={page.rows}
            rowKey="id"
            empty={t('servicing.subsidy.no-receipts')}
            columns={[
              { title: t('servicing.subsidy.receivedOn'), render: (_, row) => <DayText day={row.receivedOn} /> },
              {
                title: t('servicing.subsidy.payer'),
                render: (_, row) => (
                  <Flex gap={6} align="center" wrap>
                    {nameOf(row)}
                    {row.parentId && <Tag color="red">{t('servicing.subsidy.reversal')}</Tag>}
                    {row.reversedById && <Tag color="red">{t('servicing.subsidy.reversed')}</Tag>}
                  </Flex>
                ),
              },
              {
                title: `${t('servicing.subsidy.amount')} ¥`,
                align: 'end',
                render: (_, row) => (
                  <Typography.Text strong delete={row.reversedById !== null}>
                    <Money value={row.amount} />
                  </Typography.Text>
                ),
              },
              { title: t('servicing.subsidy.met.count'), align: 'end', render: (_, row) => row.claims },
              { title: t('servicing.subsidy.reference'), render: (_, row) => row.reference },
              { title: t('servicing.subsidy.recordedBy'), render: (_, row) => row.recordedByName ?? '—' },
              { title: t('servicing.transaction.note'), render: (_, row) => row.note ?? '—' },
              {
                title: '',
                render: (_, row) =>
                  mayReverse &&
                  !row.parentId &&
                  !row.reversedById && (
                    <Button size="small" type="text" danger onClick={() => setReversing(row)}>
                      {t('servicing.subsidy.reverse')}
                    </Button>
                  ),
              },
            ]}
          />
        )}
      </QueryView>
      {reversing && (
        <CommandForm
          open
          danger
          title={t('servicing.subsidy.reverse')}
          submit={t('servicing.subsidy.reverse')}
          onClose={() => setReversing(null)}
          operation={client.servicing.reverseSubsidyReceipt}
          input={values => ({ id: reversing.id, reason: String(values.reason ?? '') })}
        >
          <ReasonField />
        </CommandForm>
      )}
    </Card>
  )
}
