import { useQuery } from '@tanstack/react-query'
import { useSearch } from '@tanstack/react-router'
import { api, client } from '../../client.ts'
import { useMe } from '../../session.tsx'
import { useWords } from '../../settings.tsx'
import { ListPage } from '../../ui/list-page.tsx'
import { Places, useDuration } from './parts.tsx'

type Row = Awaited<ReturnType<typeof client.training.listHours>>['rows'][number]

/** Hours of training by person in a year, and how far each plan is. */
export default function Hours() {
  const t = useWords()
  const { me } = useMe()
  const duration = useDuration()
  const groups = useQuery(api.team.listGroups.queryOptions())
  const { year } = useSearch({ strict: false }) as { year?: string }
  const now = Number((me?.businessDay ?? '2026').slice(0, 4))
  const chosen = Number(year ?? now)
  return (
    <>
      <Places at="/training/hours" />
      <ListPage<Row>
        name="training.hours"
        title={`${t('training.hours')} · ${chosen}`}
        scope={{ year: chosen }}
        load={query =>
          client.training.listHours({ sort: 'minutes', direction: 'desc', ...query, year: chosen } as never)
        }
        rowKey={row => row.personId}
        open={row => `/training/people/${row.personId}`}
        exportOf="training/listHours"
        searchHint={t('training.search-person')}
        filters={[
          {
            key: 'year',
            label: t('training.year'),
            options: [now, now - 1, now - 2].map(value => ({ value: String(value), label: String(value) })),
          },
          {
            key: 'groupId',
            label: t('team.group'),
            options: (groups.data?.groups ?? []).map(group => ({
              value: group.id,
              label: `${group.branchName} · ${group.name}`,
            })),
          },
        ]}
        columns={[
          { key: 'personName', title: t('ui.person'), sort: 'personName', render: row => row.personName },
          { key: 'hours', title: t('training.hours-total'), sort: 'minutes', align: 'end', render: row => row.hours },
          { key: 'post', words: 'team.post', title: t('team.post'), render: row => t(`team.post.${row.post}`) },
          { key: 'groupName', title: t('team.group'), render: row => `${row.branchName} · ${row.groupName}` },
          {
            key: 'courseMinutes',
            title: t('training.hours-courses'),
            align: 'end',
            render: row => duration(row.courseMinutes),
          },
          {
            key: 'sessionMinutes',
            title: t('training.hours-sessions'),
            align: 'end',
            render: row => duration(row.sessionMinutes),
          },
          {
            key: 'hostingMinutes',
            title: t('training.hours-hosting'),
            align: 'end',
            render: row => duration(row.hostingMinutes),
          },
          {
            key: 'planProgress',
            title: t('training.plan-year'),
            align: 'end',
            render: row => (row.planProgress === null ? '—' : `${row.planProgress} %`),
          },
        ]}
      />
    </>
  )
}
