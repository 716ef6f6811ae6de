import { Link } from '@tanstack/react-router'
import { Flex, Tag } from 'antd'
import type { client } from '../../client.ts'
import { useWords } from '../../settings.tsx'
import { FoldTable } from '../../ui/fold-table.tsx'

export type Progress = Awaited<ReturnType<typeof client.performance.listAppraisals>>[number]

type Props = { rows: readonly Progress[]; ofOneCycle?: boolean; empty?: string }

/** Who is where in a cycle: what is done, what is owed, what is late. */
export function AppraisalTable({ rows, ofOneCycle = false, empty = 'performance.appraisal.empty' }: Props) {
  const t = useWords()
  const mark = (done: boolean) => (
    <Tag color={done ? 'green' : 'default'}>
      {done ? t('performance.appraisal.done') : t('performance.appraisal.to-do')}
    </Tag>
  )
  // Scores and signatures stand there once any is told or asked for.
  const published = (row: Progress) => row.state === 'signing' || row.state === 'closed'
  const scored = rows.some(row => row.score !== null)
  const signing = rows.some(published)
  return (
    <FoldTable<Progress>
      rows={rows}
      rowKey="id"
      empty={t(empty)}
      columns={[
        {
          title: t('team.person'),
          render: (_, row) => (
            <Flex vertical gap={2}>
              <Link to={`/performance/appraisals/${row.id}` as never}>{row.personName}</Link>
              <span style={{ fontSize: 12, opacity: 0.75 }}>{ofOneCycle ? row.groupName : row.cycleName}</span>
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
        {
          title: t('performance.part.customer'),
          align: 'end',
          render: (_, row) => `${row.customersAnswered} / ${row.customersAsked}`,
        },
        ...(scored
          ? [
              {
                title: t('performance.appraisal.score'),
                align: 'end' as const,
                render: (_: unknown, row: Progress) => row.score ?? '—',
              },
              { title: t('performance.appraisal.grade'), render: (_: unknown, row: Progress) => row.grade ?? '—' },
            ]
          : []),
        ...(signing
          ? [
              {
                title: t('performance.appraisal.signed-person'),
                folds: published,
                render: (_: unknown, row: Progress) => (published(row) ? mark(row.signedByPerson !== null) : '—'),
              },
              {
                title: t('performance.appraisal.signed-manager'),
                folds: published,
                render: (_: unknown, row: Progress) => (published(row) ? mark(row.signedByManager !== null) : '—'),
              },
            ]
          : []),
      ]}
    />
  )
}
