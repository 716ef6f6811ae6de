import { PlusOutlined } from '@ant-design/icons'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Button, Card, Flex, Form, Input, Segmented, Select, Tag, Typography } from 'antd'
import { type ReactNode, useState } from 'react'
import { groupFunctions } from '../../../modules/team/post.ts'
import { api, client } from '../../client.ts'
import { useMay } from '../../session.tsx'
import { useWords } from '../../settings.tsx'
import { CommandForm } from '../../ui/command-form.tsx'
import { Face } from '../../ui/face.tsx'
import { QueryView } from '../../ui/query-view.tsx'

type Person = Awaited<ReturnType<typeof client.team.listPeople>>['rows'][number]
type Organisation = Awaited<ReturnType<typeof client.team.listGroups>>
type Group = Organisation['groups'][number]

/** The organisation: each branch's groups as a tree with who stands in them, or everybody by who reports to whom. */
export default function Groups() {
  const t = useWords()
  const may = useMay()
  const [view, setView] = useState<'groups' | 'line'>('groups')
  const [adding, setAdding] = useState(false)
  const organisation = useQuery(api.team.listGroups.queryOptions())
  const people = useQuery(api.team.listPeople.queryOptions({ input: { sort: 'name', direction: 'asc', limit: 200 } }))
  return (
    <Flex vertical gap={14}>
      <Flex justify="space-between" align="center" gap={10} wrap>
        <Typography.Title level={1} style={{ fontSize: 18, margin: 0 }}>
          {t('team.groups')}
        </Typography.Title>
        <Flex gap={8} wrap>
          <Segmented
            value={view}
            onChange={setView}
            options={[
              { value: 'groups', label: t('team.by-group') },
              { value: 'line', label: t('team.by-line') },
            ]}
          />
          {may('team.group.write') && (
            <Button type="primary" icon={<PlusOutlined />} onClick={() => setAdding(true)}>
              {t('team.add-group')}
            </Button>
          )}
        </Flex>
      </Flex>
      <QueryView query={people}>
        {({ rows }) =>
          view === 'line' ? (
            <Card size="small">
              <Tree>
                {rows
                  .filter(person => !rows.some(other => other.id === person.assignment?.reportsTo))
                  .map(person => (
                    <Line key={person.id} person={person} people={rows} />
                  ))}
              </Tree>
            </Card>
          ) : (
            <QueryView query={organisation}>
              {({ branches, groups }) =>
                branches.map(branch => (
                  <Card
                    key={branch.id}
                    size="small"
                    title={branch.name}
                    extra={<Typography.Text type="secondary">{branch.city}</Typography.Text>}
                  >
                    <Tree>
                      {groups
                        .filter(group => group.branchId === branch.id && group.parentId === null)
                        .map(group => (
                          <Node key={group.id} group={group} groups={groups} people={rows} />
                        ))}
                    </Tree>
                  </Card>
                ))
              }
            </QueryView>
          )
        }
      </QueryView>
      <AddGroup open={adding} onClose={() => setAdding(false)} organisation={organisation.data} />
    </Flex>
  )
}

const Tree = ({ children }: { children: ReactNode }) => <ul className="tree">{children}</ul>

/** A group, who stands in it, and the groups below it. */
function Node({ group, groups, people }: { group: Group; groups: Group[]; people: Person[] }) {
  const t = useWords()
  const below = groups.filter(other => other.parentId === group.id)
  const members = people.filter(person => person.assignment?.groupId === group.id)
  return (
    <li>
      <Flex gap={8} align="center" wrap>
        <Typography.Text strong>{group.name}</Typography.Text>
        <Tag>{t(`team.function.${group.function}`)}</Tag>
        <Typography.Text type="secondary">{t('team.head-count', { count: group.people })}</Typography.Text>
      </Flex>
      {members.length > 0 && (
        <Flex wrap gap="6px 22px" style={{ paddingBlock: 6 }}>
          {members.map(person => (
            <PersonLink key={person.id} person={person} />
          ))}
        </Flex>
      )}
      {below.length > 0 && (
        <Tree>
          {below.map(other => (
            <Node key={other.id} group={other} groups={groups} people={people} />
          ))}
        </Tree>
      )}
    </li>
  )
}

/** A person and who reports to that person. */
function Line({ person, people }: { person: Person; people: Person[] }) {
  const t = useWords()
  const reports = people.filter(other => other.assignment?.reportsTo === person.id)
  return (
    <li>
      <Flex gap={10} align="center" wrap style={{ paddingBlock: 3 }}>
        <PersonLink person={person} />
        {reports.length > 0 && <Tag color="blue">{t('team.reports', { count: reports.length })}</Tag>}
      </Flex>
      {reports.length > 0 && (
        <Tree>
          {reports.map(other => (
            <Line key={other.id} person={other} people={people} />
          ))}
        </Tree>
      )}
    </li>
  )
}

function PersonLink({ person }: { person: Person }) {
  const t = useWords()
  return (
    <Link to={`/team/people/${person.id}` as never} style={{ color: 'inherit', minWidth: 190 }}>
      <Flex gap={8} align="center">
        <Face name={person.name} size={26} />
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
  )
}

function AddGroup({
  open,
  onClose,
  organisation,
}: {
  open: boolean
  onClose: () => void
  organisation: Organisation | undefined
}) {
  const t = useWords()
  const required = [{ required: true, message: t('problem.missing') }]
  return (
    <CommandForm
      open={open}
      title={t('team.add-group')}
      submit={t('team.add-group')}
      onClose={onClose}
      operation={client.team.addGroup}
      input={values => ({
        name: String(values.name ?? ''),
        function: values.function as Group['function'],
        branchId: values.branchId as Group['branchId'],
        parentId: (values.parentId as Group['parentId'] | undefined) ?? null,
      })}
    >
      {form => (
        <>
          <Form.Item name="name" label={t('team.group-name')} rules={required}>
            <Input maxLength={50} autoFocus />
          </Form.Item>
          <Form.Item name="function" label={t('team.function')} rules={required}>
            <Select options={groupFunctions.map(value => ({ value, label: t(`team.function.${value}`) }))} />
          </Form.Item>
          <Form.Item name="branchId" label={t('team.branch')} rules={required}>
            <Select
              onChange={() => form.setFieldValue('parentId', undefined)}
              options={(organisation?.branches ?? []).map(branch => ({ value: branch.id, label: branch.name }))}
            />
          </Form.Item>
          <Form.Item noStyle shouldUpdate>
            {() => (
              <Form.Item name="parentId" label={t('team.parent-group')}>
                <Select
                  allowClear
                  options={(organisation?.groups ?? [])
                    .filter(group => group.branchId === form.getFieldValue('branchId'))
                    .map(group => ({ value: group.id, label: group.name }))}
                />
              </Form.Item>
            )}
          </Form.Item>
        </>
      )}
    </CommandForm>
  )
}
