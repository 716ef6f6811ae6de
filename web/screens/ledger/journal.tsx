import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import { Button, Flex, Form, Input, Table, Tag } from 'antd'
import { useState } from 'react'
import { api, client } from '../../client.ts'
import { useMay } from '../../session.tsx'
import { useSettings, useWords } from '../../settings.tsx'
import { CommandForm } from '../../ui/command-form.tsx'
import { DayText, InstantText } from '../../ui/day-text.tsx'
import { Money } from '../../ui/money.tsx'
import { QueryView } from '../../ui/query-view.tsx'
import { RecordPage } from '../../ui/record-page.tsx'
import { useNames } from '../servicing/names.ts'
import { useAccounts } from './accounts.ts'
import { Signed } from './signed.tsx'

type Journal = Awaited<ReturnType<typeof client.ledger.getJournal>>
type EntryPage = Awaited<ReturnType<typeof client.servicing.listEntries>>

/** One journal: its lines, and for a summary of the loan book the loan entries behind it. */
export default function JournalPage() {
  const { id } = useParams({ strict: false }) as { id: `journal_${string}` }
  const journal = useQuery(api.ledger.getJournal.queryOptions({ input: { id } }))
  return <QueryView query={journal}>{data => <JournalRecord journal={data} />}</QueryView>
}

function JournalRecord({ journal }: { journal: Journal }) {
  const { t, language } = useSettings()
  const may = useMay()
  const names = useNames()
  const [reversing, setReversing] = useState(false)
  const summary = journal.source === 'servicing.day-closed'
  const byHand = journal.source === 'ledger.journal-posted'
  const mayReverse = byHand && may('ledger.journal.write') && !journal.parentId && !journal.reversedById
  return (
    <>
      <RecordPage
        title={journal.note ?? t(journal.description)}
        subtitle={`${names.branch(journal.branchId)} · ${t(journal.source)}`}
        tags={
          journal.parentId ? (
            <Tag>{t('ledger.journal-reversed')}</Tag>
          ) : journal.reversedById ? (
            <Tag color="red">{t('ledger.journal.reversedBy')}</Tag>
          ) : null
        }
        figures={[
          { label: t('ledger.journal.amount'), value: <Money value={journal.amount} sign /> },
          { label: t('ledger.journal.day'), value: <DayText day={journal.day} /> },
          { label: t('ledger.journal.postedAt'), value: <InstantText at={journal.postedAt} /> },
        ]}
        primary={
          mayReverse && (
            <Button danger onClick={() => setReversing(true)}>
              {t('ledger.reverse')}
            </Button>
          )
        }
        tabs={[
          {
            key: 'lines',
            label: t('ledger.line'),
            content: (
              <>
                <Table
                  size="small"
                  rowKey={row => `${row.account}${row.debit}${row.credit}`}
                  pagination={false}
                  scroll={{ x: 'max-content' }}
                  dataSource={journal.lines}
                  columns={[
                    {
                      title: t('ledger.account'),
                      render: (_, row) => `${row.account} ${language === 'zh' ? row.zh : row.en}`,
                    },
                    { title: t('ledger.line.debit'), align: 'end', render: (_, row) => <Signed value={row.debit} /> },
                    { title: t('ledger.line.credit'), align: 'end', render: (_, row) => <Signed value={row.credit} /> },
                  ]}
                />
                {journal.parentId && (
                  <p>
                    {t('ledger.journal.parent')}{' '}
                    <Link to={`/ledger/journals/${journal.parentId}` as never}>{journal.parentId}</Link>
                  </p>
                )}
                {journal.reversedById && (
                  <p>
                    {t('ledger.journal.reversedBy')}{' '}
                    <Link to={`/ledger/journals/${journal.reversedById}` as never}>{journal.reversedById}</Link>
                  </p>
                )}
              </>
            ),
          },
          ...(summary && may('servicing.loan.read')
            ? [{ key: 'entries', label: t('servicing.entry'), content: <LoanEntries journal={journal} /> }]
            : []),
        ]}
      />
      <CommandForm
        open={reversing}
        danger
        title={t('ledger.reverse')}
        submit={t('ledger.reverse')}
        onClose={() => setReversing(false)}
        operation={client.ledger.reverseJournal}
        input={values => ({ id: journal.id, note: String(values.note ?? '') })}
      >
        <Form.Item name="note" label={t('ui.reason')} rules={[{ required: true, message: t('problem.missing') }]}>
          <Input.TextArea rows={2} maxLength={200} />
        </Form.Item>
      </CommandForm>
    </>
  )
}

/** The loan entries a summary stands for, largest first. The accrual of interest not yet due has none: it is derived. */
function LoanEntries({ journal }: { journal: Journal }) {
  const t = useWords()
  const accounts = useAccounts()
  const productId = journal.lines.find(line => line.productId !== null)?.productId ?? undefined
  const list = useInfiniteQuery({
    queryKey: ['servicing.entries', journal.id],
    queryFn: ({ pageParam }) =>
      client.servicing.listEntries({
        day: journal.day,
        branchId: journal.branchId,
        productId,
        limit: 100,
        ...(pageParam ? { after: pageParam } : {}),
      }),
    initialPageParam: '',
    getNextPageParam: (page: EntryPage) => page.next,
  })
  return (
    <>
      <p style={{ opacity: 0.7 }}>{t('servicing.entry.note')}</p>
      <Table
        size="small"
        rowKey={row => `${row.transactionId}${row.loanId}${row.debit}${row.credit}`}
        loading={list.isPending}
        pagination={false}
        scroll={{ x: 'max-content' }}
        dataSource={list.data?.pages.flatMap(page => page.rows) ?? []}
        columns={[
          {
            title: t('servicing.loan.number'),
            render: (_, row) => <Link to={`/servicing/loans/${row.loanId}` as never}>{row.number}</Link>,
          },
          { title: t('servicing.transaction'), render: (_, row) => t(`servicing.transaction.${row.kind}`) },
          { title: t('ledger.line.debit'), render: (_, row) => accounts(row.debit) },
          { title: t('ledger.line.credit'), render: (_, row) => accounts(row.credit) },
          { title: t('ledger.journal.amount'), align: 'end', render: (_, row) => <Money value={row.amount} /> },
        ]}
      />
      {list.hasNextPage && (
        <Flex justify="center" style={{ padding: 12 }}>
          <Button loading={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
            {t('ui.more-rows')}
          </Button>
        </Flex>
      )}
    </>
  )
}
