import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Avatar, Card, Flex, Tag, Typography } from 'antd'
import { api, type client } from '../../client.ts'
import { useWords } from '../../settings.tsx'
import { QueryView } from '../../ui/query-view.tsx'

type Person = Awaited<ReturnType<typeof client.team.listPeople>>['rows'][number]

/** The organisation: branches, their groups, and who reports to whom in each. */
export default function Groups() {
  const t = useWords()
  const groups = useQuery(api.team.listGroups.queryOptions())
  const people = useQuery(api.team.listPeople.queryOptions({ input: { sort: 'name', direction: 'asc', limit: 200 } }))
  return (
    <Flex vertical gap={14}>
      <Typography.Title level={1} style={{ fontSize: 18, margin: 0 }}>
        {t('team.groups')}
      </Typography.Title>
      <QueryView query={groups}>
        {data =>
          data.branches.map(branch => (
            <Card
              key={branch.id}
              size="small"
              title={branch.name}
              extra={<Typography.Text type="secondary">{branch.city}</Typography.Text>}
            >
              <div style={{ display: 'grid', gridTemplateColumns: 'repeat(auto-fill, minmax(260px, 1fr))', gap: 12 }}>
                {data.groups
                  .filter(group => group.branchId === branch.id)
                  .map(group => (
                    <Card
                      key={group.id}
                      size="small"
                      type="inner"
                      title={group.name}
                      extra={
                        <Tag>
                          {t(`team.function.${group.function}`)} · {group.people}
                        </Tag>
                      }
                    >
                      <Members
                        people={(people.data?.rows ?? []).filter(person => person.assignment?.groupId === group.id)}
                      />
                    </Card>
                  ))}
              </div>
            </Card>
          ))
        }
      </QueryView>
    </Flex>
  )
}

function Members({ people }: { people: Person[] }) {
  const t = useWords()
  return people.map(person => (
    <Link key={person.id} to={`/team/people/${person.id}` as never} style={{ color: 'inherit' }}>
      <Flex gap={10} align="center" style={{ padding: '5px 0' }}>
        <Avatar size={26} style={{ background: '#dbe6fb', color: '#1456c0' }}>
          {person.name.slice(0, 1)}
        </Avatar>
        <div style={{ minWidth: 0 }}>
          <div>
            {person.name} {person.onLeave && <Tag color="gold">{t('team.on-leave')}</Tag>}
          </div>
          <Typography.Text type="secondary" style={{ fontSize: 12 }}>
            {person.assignment && t(`team.post.${person.assignment.post}`)}
            {person.assignment?.reportsToName ? ` → ${person.assignment.reportsToName}` : ''}
          </Typography.Text>
        </div>
      </Flex>
    </Link>
  ))
}
