import { Link } from '@tanstack/react-router'
import { Button, Flex, Table, Tag, Typography } from 'antd'
import { useMemo } from 'react'
import type { client } from '../../client.ts'
import { useWords } from '../../settings.tsx'
import { Face } from '../../ui/face.tsx'
import { percent } from '../../ui/money.tsx'
import { families } from './families.ts'
import { type Figure, FigureValue, type MetricCode, type Question } from './why-drawer.tsx'

export type BoardData = Awaited<ReturnType<typeof client.performance.teamBoard>>
export type View = 'people' | 'groups' | 'line'
type Person = BoardData['people'][number]
type Named = Pick<Person, 'id' | 'name' | 'post' | 'groupName' | 'onLeave'> & Partial<Pick<Person, 'reportsToName'>>
type Group = BoardData['groups'][number]
/** A row of the table: a person or a group, with those below it. */
type Told = Pick<Person, 'figures' | 'targets'>
type Row = Told & { key: string; person?: Person; group?: Group; children?: Row[] }

type Props = {
  data: BoardData
  view: View
  unitOf: (code: MetricCode) => string
  ask: (metric: MetricCode, of: Partial<Question>, whose: string) => void
}

/** People as a list or by reporting line, or groups as a tree; each figure opens its rows. */
export function TeamTable({ data, view, unitOf, ask }: Props) {
  const t = useWords()
  const rows = useMemo(() => rowsOf(data, view), [data, view])
  const of = (row: Row): Partial<Question> =>
    row.person ? { personId: row.person.id as `person_${string}` } : { groupId: row.group!.id as `group_${string}` }
  return (
    <Table<Row>
      // Which rows stand open is decided when the table first appears, so each view is a table of its own.
      key={view}
      size="small"
      pagination={false}
      scroll={{ x: 'max-content' }}
      dataSource={rows}
      expandable={{ defaultExpandAllRows: true, indentSize: 18 }}
      columns={[
        {
          key: 'name',
          title: t(view === 'groups' ? 'team.group' : 'team.person'),
          fixed: 'left' as const,
          render: (_, row) => (row.person ? <PersonName person={row.person} /> : <GroupName group={row.group!} />),
        },
        ...families.map(family => ({
          key: family.key,
          title: t(`performance.family.${family.key}`),
          children: family.codes.map(code => ({
            key: code,
            // A name of several words takes as many lines, so that all columns stand side by side on a desk.
            title: (
              <div style={{ width: 'min-content', marginInlineStart: 'auto', wordBreak: 'keep-all' }}>
                {t(`performance.metric.${code}`)}
              </div>
            ),
            align: 'end' as const,
            render: (_: unknown, row: Row) => (
              <FigureButton
                figure={row.figures[code]}
                reached={row.targets[code]?.reached ?? null}
                unit={unitOf(code)}
                onAsk={() => ask(code, of(row), row.person?.name ?? row.group!.name)}
              />
            ),
          })),
        })),
      ]}
    />
  )
}

type ButtonProps = { figure: Figure | undefined; reached: string | null; unit: string; onAsk: () => void }

/** A figure that opens its rows, with how far it has come on its way to the target. */
function FigureButton({ figure, reached, unit, onAsk }: ButtonProps) {
  const t = useWords()
  if (!figure || figure.value === null) return <Typography.Text type="secondary">—</Typography.Text>
  return (
    <Flex vertical align="end" style={{ display: 'inline-flex' }}>
      <Button type="link" size="small" style={{ paddingInline: 0 }} onClick={onAsk}>
        <FigureValue figure={figure} unit={unit} />
      </Button>
      {reached !== null && (
        <Typography.Text type="secondary" style={{ fontSize: 12 }}>
          {t('performance.target.reached', { share: percent(reached, 0) })}
        </Typography.Text>
      )}
    </Flex>
  )
}

/** A person of a team: name, whether away, post and group, and whom they report to where it is told. */
export function PersonName({ person }: { person: Named }) {
  const t = useWords()
  return (
    <Flex gap={10} align="center" style={{ display: 'inline-flex', verticalAlign: 'middle' }}>
      <Face name={person.name} />
      <div>
        <Flex gap={6} align="center">
          <Link to={`/team/people/${person.id}` as never} className="row-name">
            {person.name}
          </Link>
          {person.onLeave && <Tag color="gold">{t('team.on-leave')}</Tag>}
        </Flex>
        <Typography.Text type="secondary" style={{ fontSize: 12 }}>
          {person.post && t(`team.post.${person.post}`)} · {person.groupName}
          {person.reportsToName ? ` → ${person.reportsToName}` : ''}
        </Typography.Text>
      </div>
    </Flex>
  )
}

function GroupName({ group }: { group: Group }) {
  const t = useWords()
  return (
    <div style={{ display: 'inline-block', verticalAlign: 'middle' }}>
      <div style={{ fontWeight: 600 }}>{group.name}</div>
      <Typography.Text type="secondary" style={{ fontSize: 12 }}>
        {group.branchName} · {t('team.head-count', { count: group.people })}
      </Typography.Text>
    </div>
  )
}

function rowsOf({ people, groups }: BoardData, view: View): Row[] {
  if (view === 'people')
    return people.map(person => ({ key: person.id, person, figures: person.figures, targets: person.targets }))
  if (view === 'line') {
    const known = new Set<string>(people.map(person => person.id))
    const under = (manager: string | null): Row[] =>
      people
        .filter(person => (person.reportsTo && known.has(person.reportsTo) ? person.reportsTo : null) === manager)
        .map(person =>
          withChildren({ key: person.id, person, figures: person.figures, targets: person.targets }, under(person.id)),
        )
    return under(null)
  }
  const known = new Set<string>(groups.map(group => group.id))
  const under = (parent: string | null): Row[] =>
    groups
      .filter(group => (group.parentId && known.has(group.parentId) ? group.parentId : null) === parent)
      .map(group =>
        withChildren({ key: group.id, group, figures: group.figures, targets: group.targets }, under(group.id)),
      )
  return under(null)
}

const withChildren = (row: Row, children: Row[]): Row => (children.length > 0 ? { ...row, children } : row)
