import { PlusOutlined } from '@ant-design/icons'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Alert, Button, Card, DatePicker, Flex, Form, Input, Segmented, Select, Typography } from 'antd'
import dayjs from 'dayjs'
import { useState } from 'react'
import { groupFunctions } from '../../../modules/team/post.ts'
import { api, client } from '../../client.ts'
import { useMay, useMe } from '../../session.tsx'
import { useWords } from '../../settings.tsx'
import { CommandForm } from '../../ui/command-form.tsx'
import { QueryView } from '../../ui/query-view.tsx'
import { type Chart, type Dragged, GroupBox, LineBox } from './chart-group.tsx'
import { GroupDrawer } from './group-drawer.tsx'
import { ChangeGroupDialog, type Group, MovePersonDialog, type Organisation, type Person } from './move-dialog.tsx'

/**
 * 组织架构图: each branch's groups with their people and vacancies, or everybody by who reports to whom, as on any day. A person or
 * a group is dragged to its new place (or moved by its button); what that would change is seen before it is done.
 */
export default function Groups() {
  const t = useWords()
  const may = useMay()
  const { me } = useMe()
  const [on, setOn] = useState<string | null>(null)
  const [view, setView] = useState<'groups' | 'line'>('groups')
  const [branch, setBranch] = useState<string | null>(null)
  const [search, setSearch] = useState('')
  const [closed, setClosed] = useState<ReadonlySet<string>>(new Set())
  const [adding, setAdding] = useState(false)
  const [dragged, setDragged] = useState<Dragged | null>(null)
  const [moving, setMoving] = useState<{ person: Person; to: object } | null>(null)
  const [shownGroup, setShownGroup] = useState<Group | null>(null)
  const [changing, setChanging] = useState<{ group: Group; parentId?: Group['parentId'] } | null>(null)
  const organisation = useQuery(
    api.team.organisation.queryOptions({ input: on ? { on } : {}, placeholderData: before => before }),
  )
  const present = on === null || on === me?.businessDay
  const movesPeople = present && may('team.person.write')
  const movesGroups = present && may('team.group.write')
  const open = (what: Dragged) =>
    what.kind === 'person' ? setMoving({ person: what.person, to: {} }) : setChanging({ group: what.group })
  const drop: Chart['drop'] = ({ group, person }) => {
    const what = dragged
    setDragged(null)
    if (what?.kind === 'person' && movesPeople) {
      const own = what.person.assignment?.groupId
      const box = view === 'groups' ? (person?.assignment?.groupId ?? group?.id) : undefined
      // Among the groups a box takes a person in, wherever it is hit; within one's own group, and on the line, a person is a manager.
      if (box && box !== own) {
        const leaderId = organisation.data?.groups.find(one => one.id === box)?.leaderId
        setMoving({ person: what.person, to: { groupId: box, ...(leaderId ? { reportsTo: leaderId } : {}) } })
      } else if (person && person.id !== what.person.id)
        setMoving({ person: what.person, to: { reportsTo: person.id } })
    }
    const onto = group?.id ?? person?.assignment?.groupId
    if (what?.kind === 'group' && movesGroups && onto && onto !== what.group.id)
      setChanging({ group: what.group, parentId: onto })
  }
  const wanted = search.trim()
  const chart = (data: Organisation): Chart => ({
    data,
    closed: wanted ? new Set() : closed,
    toggle: id =>
      setClosed(before => {
        const next = new Set(before)
        if (!next.delete(id)) next.add(id)
        return next
      }),
    found: name => wanted !== '' && name.includes(wanted),
    dragged,
    drag: setDragged,
    drop,
    show: setShownGroup,
    move: movesPeople || movesGroups ? open : null,
    may: what => {
      if (what.kind === 'group') return movesGroups && what.group.changes
      return movesPeople && data.groups.some(one => one.id === what.person.assignment?.groupId && one.movesPeople)
    },
  })
  return (
    <Flex vertical gap={14}>
      <Flex justify="space-between" align="center" gap={10} wrap>
        <Typography.Title level={1} style={{ fontSize: 18, margin: 0 }}>
          {t('team.groups')}
        </Typography.Title>
        <Flex gap={8} wrap>
          <Link to={'/team/posts' as never}>
            <Button>{t('team.posts')}</Button>
          </Link>
          {may('team.group.write') && (
            <Button type="primary" icon={<PlusOutlined />} onClick={() => setAdding(true)}>
              {t('team.add-group')}
            </Button>
          )}
        </Flex>
      </Flex>
      <Card size="small">
        <Flex gap={8} wrap align="center">
          <Input.Search
            allowClear
            placeholder={t('team.search-chart')}
            aria-label={t('team.search-chart')}
            style={{ width: 220 }}
            onChange={event => setSearch(event.target.value)}
          />
          <Segmented
            value={view}
            onChange={setView}
            options={[
              { value: 'groups', label: t('team.by-group') },
              { value: 'line', label: t('team.by-line') },
            ]}
          />
          <Select
            allowClear
            aria-label={t('team.branch')}
            placeholder={t('team.branch')}
            style={{ minWidth: 130 }}
            value={branch}
            onChange={value => setBranch(value ?? null)}
            options={(organisation.data?.branches ?? []).map(one => ({ value: one.id, label: one.name }))}
          />
          <span>{t('team.as-on')}</span>
          <DatePicker
            aria-label={t('team.as-on')}
            value={dayjs(on ?? me?.businessDay)}
            allowClear={false}
            onChange={value => setOn(value ? value.format('YYYY-MM-DD') : null)}
          />
          {!present && <Button onClick={() => setOn(null)}>{t('team.back-to-today')}</Button>}
        </Flex>
      </Card>
      {!present && (
        <Alert
          type="info"
          showIcon
          title={t((on ?? '') < (me?.businessDay ?? '') ? 'team.shown-past' : 'team.shown-planned', { day: on ?? '' })}
        />
      )}
      {movesPeople && (
        <Typography.Text type="secondary" style={{ fontSize: 12 }}>
          {t('team.drag-hint')}
        </Typography.Text>
      )}
      <QueryView query={organisation}>
        {data => {
          const shown = data.people.filter(one => branch === null || one.assignment?.branchId === branch)
          return view === 'line' ? (
            <Card size="small">
              <ul className="tree">
                {shown
                  .filter(one => !shown.some(other => other.id === one.assignment?.reportsTo))
                  .map(one => (
                    <LineBox key={one.id} person={one} chart={chart(data)} />
                  ))}
              </ul>
            </Card>
          ) : (
            <div className="chart">
              {data.branches
                .filter(one => branch === null || one.id === branch)
                .map(one => (
                  <Card
                    key={one.id}
                    size="small"
                    title={one.name}
                    extra={
                      <Typography.Text type="secondary">
                        {t('team.head-count', {
                          count: data.people.filter(person => person.assignment?.branchId === one.id).length,
                        })}
                      </Typography.Text>
                    }
                  >
                    <ul className="tree">
                      {data.groups
                        .filter(group => group.branchId === one.id && group.parentId === null)
                        .map(group => (
                          <GroupBox key={group.id} group={group} chart={chart(data)} />
                        ))}
                    </ul>
                  </Card>
                ))}
            </div>
          )
        }}
      </QueryView>
      <MovePersonDialog person={moving?.person ?? null} to={moving?.to ?? {}} onClose={() => setMoving(null)} />
      <ChangeGroupDialog
        group={changing?.group ?? null}
        parentId={changing?.parentId}
        onClose={() => setChanging(null)}
      />
      <GroupDrawer group={shownGroup} onClose={() => setShownGroup(null)} />
      <AddGroup open={adding} onClose={() => setAdding(false)} organisation={organisation.data} />
    </Flex>
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
