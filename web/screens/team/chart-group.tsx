import { CrownOutlined, DownOutlined, RightOutlined, SwapOutlined } from '@ant-design/icons'
import { Link } from '@tanstack/react-router'
import { Button, Flex, Tag, Tooltip, Typography } from 'antd'
import { type DragEvent, useState } from 'react'
import { useWords } from '../../settings.tsx'
import { Face } from '../../ui/face.tsx'
import type { Group, Organisation, Person } from './move-dialog.tsx'
import { usePostName } from './post-name.ts'

/** What is being dragged: a person, or a group with what hangs below it. */
export type Dragged = { kind: 'person'; person: Person } | { kind: 'group'; group: Group }

/** What the boxes of the chart share. */
export type Chart = {
  data: Organisation
  closed: ReadonlySet<string>
  toggle: (id: string) => void
  /** Whether a name is what was searched for. */
  found: (name: string) => boolean
  dragged: Dragged | null
  drag: (what: Dragged | null) => void
  drop: (onto: { group?: Group; person?: Person }) => void
  /** Shows a group through time. */
  show: (group: Group) => void
  /** Opens the same move by keyboard or tap. */
  move: ((what: Dragged) => void) | null
  /** Whether the reader may move this person, or change this group. */
  may: (what: Dragged) => boolean
}

/** Lets a box take what is dragged onto it, and shows that it would. */
function useDrop(chart: Chart, onto: { group?: Group; person?: Person }) {
  const [over, setOver] = useState(false)
  return {
    over: over && chart.dragged !== null,
    handlers: {
      onDragOver: (event: DragEvent) => {
        if (!chart.dragged) return
        event.preventDefault()
        event.stopPropagation()
        setOver(true)
      },
      onDragLeave: () => setOver(false),
      onDrop: (event: DragEvent) => {
        event.preventDefault()
        event.stopPropagation()
        setOver(false)
        chart.drop(onto)
      },
    },
  }
}

/** A group as a box: its leader, its people, its vacancies, and the groups below it on a line. */
export function GroupBox({ group, chart }: { group: Group; chart: Chart }) {
  const t = useWords()
  const postName = usePostName()
  const { data } = chart
  const below = data.groups.filter(one => one.parentId === group.id)
  const members = data.people.filter(one => one.assignment?.groupId === group.id)
  const vacant = data.seats.filter(seat => seat.groupId === group.id && (seat.seats ?? 0) > seat.people)
  const open = !chart.closed.has(group.id)
  const changes = chart.move !== null && chart.may({ kind: 'group', group })
  const { over, handlers } = useDrop(chart, { group })
  return (
    <li>
      <div
        data-group={group.name}
        className={`chart-box${over ? ' chart-over' : ''}${chart.found(group.name) ? ' chart-found' : ''}`}
        {...handlers}
      >
        <Flex
          gap={6}
          align="center"
          draggable={changes}
          onDragStart={event => {
            event.dataTransfer.setData('text/plain', group.id)
            chart.drag({ kind: 'group', group })
          }}
          onDragEnd={() => chart.drag(null)}
        >
          <Button
            type="text"
            size="small"
            aria-expanded={open}
            aria-label={`${open ? t('team.fold') : t('team.unfold')} ${group.name}`}
            icon={open ? <DownOutlined /> : <RightOutlined />}
            onClick={() => chart.toggle(group.id)}
          />
          <Button
            type="text"
            size="small"
            style={{ fontWeight: 600, paddingInline: 2 }}
            onClick={() => chart.show(group)}
          >
            {group.name}
          </Button>
          <Tag>{t(`team.function.${group.function}`)}</Tag>
          <Typography.Text type="secondary">{t('team.head-count', { count: group.people })}</Typography.Text>
          <span style={{ flex: 1 }} />
          {changes && (
            <Tooltip title={t('team.change-group')}>
              <Button
                type="text"
                size="small"
                icon={<SwapOutlined />}
                aria-label={`${t('team.change-group')} ${group.name}`}
                onClick={() => chart.move?.({ kind: 'group', group })}
              />
            </Tooltip>
          )}
        </Flex>
        {open && (
          <>
            {members.map(person => (
              <PersonRow key={person.id} person={person} group={group} chart={chart} />
            ))}
            {vacant.map(seat => (
              <div key={seat.post} className="chart-vacant">
                {t('team.vacant', { post: postName(seat.post), count: (seat.seats ?? 0) - seat.people })}
              </div>
            ))}
          </>
        )}
      </div>
      {open && below.length > 0 && (
        <ul className="tree">
          {below.map(one => (
            <GroupBox key={one.id} group={one} chart={chart} />
          ))}
        </ul>
      )}
    </li>
  )
}

/** A person with post, who stands in while away, and whom they report to by a dotted line. */
export function PersonRow({ person, group, chart }: { person: Person; group?: Group; chart: Chart }) {
  const t = useWords()
  const postName = usePostName()
  const away = chart.data.away.find(one => one.personId === person.id)
  const dotted = chart.data.dotted.filter(line => line.personId === person.id)
  const { over, handlers } = useDrop(chart, { person })
  const leads = group?.leaderId === person.id
  const moves = chart.move !== null && chart.may({ kind: 'person', person })
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: a row is dragged; the button in it does the same by keyboard
    <div
      data-person={person.username}
      className={`chart-person${over ? ' chart-over' : ''}${chart.found(person.name) ? ' chart-found' : ''}`}
      draggable={moves}
      onDragStart={event => {
        event.stopPropagation()
        event.dataTransfer.setData('text/plain', person.id)
        chart.drag({ kind: 'person', person })
      }}
      onDragEnd={() => chart.drag(null)}
      {...handlers}
    >
      <Face name={person.name} size={26} strong={leads} />
      <div style={{ minWidth: 0, flex: 1 }}>
        <div>
          <Link to={`/team/people/${person.id}` as never} style={{ color: 'inherit' }} draggable={false}>
            {person.name}
          </Link>{' '}
          {leads && (
            <Tag color="blue" icon={<CrownOutlined />}>
              {t('team.leader')}
            </Tag>
          )}
          {away && <Tag color="gold">{t('team.on-leave')}</Tag>}
        </div>
        <Typography.Text type="secondary" style={{ fontSize: 12 }}>
          {postName(person.assignment?.post)}
          {person.assignment?.reportsToName ? ` → ${person.assignment.reportsToName}` : ''}
          {away?.standInName ? ` · ${t('team.stand-in', { name: away.standInName })}` : ''}
          {dotted.map(line => {
            const name = chart.data.people.find(one => one.id === line.managerId)?.name ?? ''
            return ` · ${t('team.dotted-to', { name, purpose: line.purpose })}`
          })}
        </Typography.Text>
      </div>
      {moves && (
        <Button
          type="text"
          size="small"
          icon={<SwapOutlined />}
          aria-label={`${t('team.move')} ${person.name}`}
          onClick={() => chart.move?.({ kind: 'person', person })}
        />
      )}
    </div>
  )
}

/** A person and who reports to that person: by the manager's line, and below it by dotted ones. */
export function LineBox({ person, chart }: { person: Person; chart: Chart }) {
  const t = useWords()
  const below = chart.data.people.filter(one => one.assignment?.reportsTo === person.id)
  const open = !chart.closed.has(person.id)
  return (
    <li>
      <Flex align="center" className="chart-box">
        {below.length > 0 && (
          <Button
            type="text"
            size="small"
            aria-expanded={open}
            aria-label={`${open ? t('team.fold') : t('team.unfold')} ${person.name}`}
            icon={open ? <DownOutlined /> : <RightOutlined />}
            onClick={() => chart.toggle(person.id)}
          />
        )}
        <div style={{ flex: 1, minWidth: 0 }}>
          <PersonRow person={person} chart={chart} />
        </div>
        {below.length > 0 && <Tag color="blue">{t('team.reports', { count: below.length })}</Tag>}
      </Flex>
      {open && below.length > 0 && (
        <ul className="tree">
          {below.map(one => (
            <LineBox key={one.id} person={one} chart={chart} />
          ))}
        </ul>
      )}
    </li>
  )
}
