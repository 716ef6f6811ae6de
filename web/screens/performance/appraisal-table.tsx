import { Link } from '@tanstack/react-router'
import { Flex, Tag } from 'antd'
import type { client } from '../../client.ts'
import { useWords } from '../../settings.tsx'
import { FoldTable } from '../../ui/fold-table.tsx'

export type Progress = Awaited<ReturnType<typeof client.performance.listAppraisals>>[number]

/** Who is where in a cycle: what is done, what is owed, what is late. */
export function AppraisalTable({ rows }: { rows: readonly Progress[] }) {
  const t = useWords()
  const mark = (done: boolean) => (
    <Tag color={done ? 'green' : 'default'}>
      {done ? t('performance.appraisal.done') : t('performance.appraisal.to-do')}
    </Tag>
  )
  return (
    <FoldTable<Progress>
      rows={rows}
      rowKey="id"
      empty={t('performance.appraisal.empty')}
      columns={[
        {
          title: t('team.person'),
          render: (_, row) => (
            <Flex vertical gap={2}>
              <Link to={`/performance/appraisals/${row.id}` as never}>{row.personName}</Link>
              <span style={{ fontSize: 12, opacity: 0.75 }}>{row.cycleName}</span>
            </Flex>
          ),
        },
        {
          title: t('performance.appraisal.state'),
          render: (_, row) => (
            <>
              {t(`performance.cycle.${row.state}`)}{' '}
              {row.late && <Tag color="red">{t('performance.appraisal.late')}</Tag>}
            </>
          ),
        },
        { title: t('performance.appraisal.manager-of'), render: (_, row) => row.managerName ?? '—' },
        { title: t('performance.appraisal.goals'), render: (_, row) => mark(row.goalsAgreed) },
        { title: t('performance.part.self'), render: (_, row) => mark(row.selfDone) },
        { title: t('performance.part.manager'), render: (_, row) => mark(row.managerDone) },
        {
          title: t('performance.part.peer'),
          align: 'end',
          render: (_, row) => `${row.peersAnswered} / ${row.peersAsked}`,
        },
        { title: t('performance.appraisal.score'), align: 'end', render: (_, row) => row.score ?? '—' },
        { title: t('performance.appraisal.grade'), render: (_, row) => row.grade ?? '—' },
        { title: t('performance.appraisal.signed-person'), render: (_, row) => mark(row.signedByPerson) },
        { title: t('performance.appraisal.signed-manager'), render: (_, row) => mark(row.signedByManager) },
      ]}
    />
  )
}
