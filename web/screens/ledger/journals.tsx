import { Link } from '@tanstack/react-router'
import { Button, Tag } from 'antd'
import { useState } from 'react'
import { client } from '../../client.ts'
import { useMay } from '../../session.tsx'
import { useWords } from '../../settings.tsx'
import { DayText, InstantText } from '../../ui/day-text.tsx'
import { ListPage } from '../../ui/list-page.tsx'
import { Money } from '../../ui/money.tsx'
import { useNames } from '../servicing/names.ts'
import { JournalDialog } from './journal-dialog.tsx'

type Journal = Awaited<ReturnType<typeof client.ledger.listJournals>>['rows'][number]

/** Every journal, newest first: summaries of the loan book and what finance posts by hand. */
export default function Journals() {
  const t = useWords()
  const may = useMay()
  const names = useNames()
  const [adding, setAdding] = useState(false)
  return (
    <>
      <ListPage<Journal>
        name="ledger.journals"
        title={t('ledger.journals')}
        load={query => client.ledger.listJournals(query as never)}
        rowKey={row => row.id}
        open={row => `/ledger/journals/${row.id}`}
        exportOf="ledger/listJournals"
        searchHint={t('ledger.journal.search')}
        filters={[
          {
            key: 'source',
            label: t('ledger.journal.source'),
            options: ['servicing.day-closed', 'ledger.journal-posted'].map(value => ({ value, label: t(value) })),
          },
          { key: 'branchId', label: t('team.branch'), options: names.branches },
        ]}
        actions={
          <>
            <Link to={'/ledger/trial-balance' as never}>
              <Button>{t('ledger.trial-balance')}</Button>
            </Link>
            {may('ledger.journal.write') && (
              <Button type="primary" onClick={() => setAdding(true)}>
                {t('ledger.post')}
              </Button>
            )}
          </>
        }
        columns={[
          { key: 'day', title: t('ledger.journal.day'), sort: 'day', render: row => <DayText day={row.day} /> },
          {
            key: 'amount',
            title: t('ledger.journal.amount'),
            align: 'end',
            render: row => <Money value={row.amount} />,
          },
          {
            key: 'note',
            from: 'note|description',
            words: '*',
            title: t('ledger.journal.note'),
            render: row => row.note ?? t(row.description),
          },
          { key: 'source', words: '*', title: t('ledger.journal.source'), render: row => t(row.source) },
          { key: 'branchId', words: '@branch', title: t('team.branch'), render: row => names.branch(row.branchId) },
          {
            key: 'reversed',
            cases: [
              ['parentId', 'ledger.journal-reversed'],
              ['reversedById', 'ledger.journal.reversedBy'],
            ],
            title: t('ledger.journal.state'),
            render: row =>
              row.parentId ? (
                <Tag>{t('ledger.journal-reversed')}</Tag>
              ) : row.reversedById ? (
                <Tag color="red">{t('ledger.journal.reversedBy')}</Tag>
              ) : (
                '—'
              ),
          },
          {
            key: 'postedAt',
            title: t('ledger.journal.postedAt'),
            render: row => <InstantText at={row.postedAt} />,
          },
        ]}
      />
      <JournalDialog open={adding} onClose={() => setAdding(false)} />
    </>
  )
}
