import { ApartmentOutlined } from '@ant-design/icons'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Button, Tag } from 'antd'
import { api, client } from '../../client.ts'
import { useMay } from '../../session.tsx'
import { useWords } from '../../settings.tsx'
import { DayText } from '../../ui/day-text.tsx'
import { ListPage } from '../../ui/list-page.tsx'
import { usePostName, usePosts } from './post-name.ts'

type Person = Awaited<ReturnType<typeof client.team.listPeople>>['rows'][number]

/** Everyone in the team: post, group, who they report to, who is away. */
export default function People() {
  const t = useWords()
  const may = useMay()
  const groups = useQuery(api.team.listGroups.queryOptions())
  const posts = usePosts()
  const postName = usePostName()
  return (
    <ListPage<Person>
      name="team.people"
      title={t('team')}
      load={query => client.team.listPeople({ sort: 'name', direction: 'asc', ...query } as never)}
      rowKey={row => row.id}
      open={row => `/team/people/${row.id}`}
      exportOf="team/listPeople"
      searchHint={t('team.search')}
      filters={[
        {
          key: 'post',
          label: t('team.post'),
          options: (posts.data ?? []).map(post => ({ value: post.code, label: postName(post.code) })),
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
      actions={
        <>
          <Link to={'/team/groups' as never}>
            <Button icon={<ApartmentOutlined />}>{t('team.groups')}</Button>
          </Link>
          {may('team.person.write') && (
            <Link to={'/team/join' as never}>
              <Button type="primary" tabIndex={-1}>
                {t('team.add-person')}
              </Button>
            </Link>
          )}
        </>
      }
      columns={[
        { key: 'name', title: t('team.name'), sort: 'name', render: row => row.name },
        {
          key: 'assignment.post',
          words: 'team.post',
          title: t('team.post'),
          render: row => postName(row.assignment?.post),
        },
        { key: 'assignment.groupName', title: t('team.group'), render: row => row.assignment?.groupName ?? '—' },
        { key: 'assignment.branchName', title: t('team.branch'), render: row => row.assignment?.branchName ?? '—' },
        {
          key: 'assignment.reportsToName',
          title: t('team.reports-to'),
          render: row => row.assignment?.reportsToName ?? '—',
        },
        {
          key: 'joinedOn',
          title: t('team.joined-on'),
          sort: 'joinedOn',
          render: row => <DayText day={row.joinedOn} />,
        },
        {
          key: 'state',
          cases: [
            ['leftOn', 'team.left'],
            ['onLeave', 'team.on-leave'],
            ['', 'team.at-work'],
          ],
          title: t('team.state'),
          render: row =>
            row.leftOn ? (
              <Tag>{t('team.left')}</Tag>
            ) : row.onLeave ? (
              <Tag color="gold">{t('team.on-leave')}</Tag>
            ) : (
              <Tag color="green">{t('team.at-work')}</Tag>
            ),
        },
      ]}
    />
  )
}
