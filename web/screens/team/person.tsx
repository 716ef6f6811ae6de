import { useQuery } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { Table, Tag } from 'antd'
import { api } from '../../client.ts'
import { useWords } from '../../settings.tsx'
import { DayText } from '../../ui/day-text.tsx'
import { QueryView } from '../../ui/query-view.tsx'
import { RecordPage } from '../../ui/record-page.tsx'
import { Timeline } from '../../ui/timeline.tsx'

/** One person: the post held, the posts held before, leave. */
export default function PersonPage() {
  const t = useWords()
  const { id } = useParams({ strict: false }) as { id: `person_${string}` }
  const person = useQuery(api.team.getPerson.queryOptions({ input: { id } }))
  const leave = useQuery(api.team.listLeave.queryOptions({ input: { personId: id } }))
  return (
    <QueryView query={person}>
      {data => (
        <RecordPage
          title={data.name}
          subtitle={
            data.assignment
              ? `${t(`team.post.${data.assignment.post}`)} · ${data.assignment.branchName} · ${data.assignment.groupName}`
              : ''
          }
          tags={
            data.leftOn ? (
              <Tag>{t('team.left')}</Tag>
            ) : data.onLeave ? (
              <Tag color="gold">{t('team.on-leave')}</Tag>
            ) : (
              <Tag color="green">{t('team.at-work')}</Tag>
            )
          }
          figures={[
            { label: t('team.reports-to'), value: data.assignment?.reportsToName ?? '—' },
            { label: t('team.joined-on'), value: <DayText day={data.joinedOn} /> },
            { label: t('shell.username'), value: data.username },
          ]}
          tabs={[
            {
              key: 'history',
              label: t('team.history'),
              content: (
                <Table
                  size="small"
                  pagination={false}
                  rowKey={row => row.fromDay}
                  dataSource={data.history}
                  scroll={{ x: 'max-content' }}
                  columns={[
                    { title: t('team.post'), render: (_, row) => t(`team.post.${row.post}`) },
                    { title: t('team.group'), render: (_, row) => `${row.branchName} · ${row.groupName}` },
                    { title: t('team.reports-to'), render: (_, row) => row.reportsToName ?? '—' },
                    { title: t('team.from-day'), render: (_, row) => <DayText day={row.fromDay} /> },
                    { title: t('team.to-day'), render: (_, row) => <DayText day={row.toDay} /> },
                  ]}
                />
              ),
            },
          ]}
          side={
            <Timeline
              title={t('team.leave')}
              items={(leave.data ?? []).map(row => ({
                key: row.id,
                title: t(`team.leave.${row.kind}`),
                at: (
                  <>
                    <DayText day={row.fromDay} /> – <DayText day={row.toDay} />
                  </>
                ),
                note: row.reason,
                by: row.standInName ? t('team.stand-in', { name: row.standInName }) : undefined,
              }))}
            />
          }
        />
      )}
    </QueryView>
  )
}
