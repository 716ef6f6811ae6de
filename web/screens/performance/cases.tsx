import { Link } from '@tanstack/react-router'
import { Button, Flex } from 'antd'
import { useState } from 'react'
import { client } from '../../client.ts'
import { useMay } from '../../session.tsx'
import { useWords } from '../../settings.tsx'
import { DayText } from '../../ui/day-text.tsx'
import { ListPage } from '../../ui/list-page.tsx'
import { StateTag } from '../../ui/state-tag.tsx'
import { OpenCase } from './open-case.tsx'

type Row = Awaited<ReturnType<typeof client.performance.listCases>>['rows'][number]

/** Cases of fault finding: whose pay for which loan is in question, and how far the finding is. */
export default function Cases() {
  const t = useWords()
  const may = useMay()
  const [opening, setOpening] = useState(false)
  return (
    <>
      <ListPage<Row>
        name="performance.cases"
        actions={
          <Flex gap={8}>
            <Link to={'/performance/claims' as never}>
              <Button>{t('performance.claim')}</Button>
            </Link>
            {may('performance.case.open') && (
              <Button type="primary" onClick={() => setOpening(true)}>
                {t('performance.case.open-now')}
              </Button>
            )}
          </Flex>
        }
        title={t('performance.case')}
        load={query => client.performance.listCases(query as never)}
        searchHint={t('performance.search-name')}
        rowKey={row => row.id}
        open={row => `/performance/cases/${row.id}`}
        exportOf="performance/listCases"
        empty={{ text: t('performance.case.empty') }}
        filters={[
          {
            key: 'state',
            label: t('performance.pay.state'),
            options: ['open', 'found', 'appealed', 'closed'].map(value => ({
              value,
              label: t(`performance.case.${value}`),
            })),
          },
        ]}
        columns={[
          { key: 'openedDay', title: t('performance.case.opened'), render: row => <DayText day={row.openedDay} /> },
          { key: 'personName', title: t('team.person'), render: row => row.personName },
          { key: 'loanNumber', title: t('servicing.loan'), render: row => row.loanNumber },
          {
            key: 'trigger',
            words: 'performance.trigger',
            title: t('performance.case.trigger'),
            render: row => t(`performance.trigger.${row.trigger}`),
          },
          {
            key: 'state',
            words: 'performance.case',
            title: t('performance.pay.state'),
            render: row => <CaseTag state={row.state} />,
          },
          {
            key: 'outcome',
            words: 'performance.outcome',
            title: t('performance.case.outcome'),
            render: row => (row.outcome ? t(`performance.outcome.${row.outcome}`) : '—'),
          },
        ]}
      />
      {opening && <OpenCase onClose={() => setOpening(false)} />}
    </>
  )
}

const tone = { open: 'waiting', found: 'produced', appealed: 'overdue', closed: 'done' } as const

/** The state of a case. */
export function CaseTag({ state }: { state: Row['state'] }) {
  return <StateTag state={tone[state]} word={`performance.case.${state}`} />
}
