import { useQuery } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import { Button, Card, Flex, Table, Tag, Typography } from 'antd'
import { useState } from 'react'
import { api } from '../../client.ts'
import { useMay } from '../../session.tsx'
import { useWords } from '../../settings.tsx'
import { DayText } from '../../ui/day-text.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { Face } from '../../ui/face.tsx'
import { QueryView } from '../../ui/query-view.tsx'
import { RecordPage } from '../../ui/record-page.tsx'
import { EndDialog, LeaveDialog, MoveDialog, type PersonRecord } from './dialogs.tsx'

/** One person: the post held, the posts held before, who reports to them, leave. */
export default function PersonPage() {
  const { id } = useParams({ strict: false }) as { id: `person_${string}` }
  const person = useQuery(api.team.getPerson.queryOptions({ input: { id } }))
  return <QueryView query={person}>{data => <PersonView person={data} />}</QueryView>
}

function PersonView({ person }: { person: PersonRecord }) {
  const t = useWords()
  const may = useMay()
  const [dialog, setDialog] = useState<'move' | 'end' | 'leave' | null>(null)
  const close = () => setDialog(null)
  const works = person.leftOn === null
  return (
    <>
      <RecordPage
        title={person.name}
        subtitle={
          person.assignment
            ? `${t(`team.post.${person.assignment.post}`)} · ${person.assignment.branchName} · ${person.assignment.groupName}`
            : ''
        }
        tags={
          person.leftOn ? (
            <Tag>{t('team.left')}</Tag>
          ) : person.onLeave ? (
            <Tag color="gold">{t('team.on-leave')}</Tag>
          ) : (
            <Tag color="green">{t('team.at-work')}</Tag>
          )
        }
        figures={[
          { label: t('team.reports-to'), value: person.assignment?.reportsToName ?? '—' },
          { label: t('team.joined-on'), value: <DayText day={person.joinedOn} /> },
          { label: t('shell.username'), value: person.username },
        ]}
        primary={
          works &&
          may('team.leave.write') && (
            <Button type="primary" onClick={() => setDialog('leave')}>
              {t('team.add-leave')}
            </Button>
          )
        }
        more={
          works && may('team.person.write')
            ? [
                { key: 'move', label: t('team.move'), onClick: () => setDialog('move') },
                { key: 'end', danger: true, label: t('team.end'), onClick: () => setDialog('end') },
              ]
            : []
        }
        tabs={[
          { key: 'history', label: t('team.history'), content: <History person={person} /> },
          { key: 'reports', label: t('team.reporting'), content: <Reports person={person} /> },
        ]}
        side={<Leave person={person} />}
      />
      <MoveDialog person={person} open={dialog === 'move'} onClose={close} />
      <EndDialog person={person} open={dialog === 'end'} onClose={close} />
      <LeaveDialog person={person} open={dialog === 'leave'} onClose={close} />
    </>
  )
}

function History({ person }: { person: PersonRecord }) {
  const t = useWords()
  return (
    <Table
      size="small"
      pagination={false}
      rowKey={row => row.fromDay}
      dataSource={person.history}
      scroll={{ x: 'max-content' }}
      columns={[
        { title: t('team.post'), render: (_, row) => t(`team.post.${row.post}`) },
        { title: t('team.group'), render: (_, row) => `${row.branchName} · ${row.groupName}` },
        { title: t('team.reports-to'), render: (_, row) => row.reportsToName ?? '—' },
        { title: t('team.from-day'), render: (_, row) => <DayText day={row.fromDay} /> },
        { title: t('team.to-day'), render: (_, row) => <DayText day={row.toDay} /> },
      ]}
    />
  )
}

function Reports({ person }: { person: PersonRecord }) {
  const t = useWords()
  const people = useQuery(api.team.listPeople.queryOptions({ input: { sort: 'name', direction: 'asc', limit: 200 } }))
  return (
    <QueryView query={people}>
      {({ rows }) => {
        const reports = rows.filter(other => other.assignment?.reportsTo === person.id)
        if (reports.length === 0) return <EmptyState text={t('team.no-reports')} />
        return (
          <Flex wrap gap="10px 28px" style={{ paddingBlock: 8 }}>
            {reports.map(other => (
              <Link key={other.id} to={`/team/people/${other.id}` as never} style={{ color: 'inherit' }}>
                <Flex gap={8} align="center" style={{ minWidth: 180 }}>
                  <Face name={other.name} />
                  <div>
                    <div>{other.name}</div>
                    <Typography.Text type="secondary" style={{ fontSize: 12 }}>
                      {other.assignment && `${t(`team.post.${other.assignment.post}`)} · ${other.assignment.groupName}`}
                    </Typography.Text>
                  </div>
                </Flex>
              </Link>
            ))}
          </Flex>
        )
      }}
    </QueryView>
  )
}

function Leave({ person }: { person: PersonRecord }) {
  const t = useWords()
  const leave = useQuery(api.team.listLeave.queryOptions({ input: { personId: person.id } }))
  return (
    <Card size="small" title={t('team.leave')}>
      <QueryView query={leave}>
        {rows =>
          rows.length === 0 ? (
            <Typography.Text type="secondary">{t('team.leave-none')}</Typography.Text>
          ) : (
            <Flex vertical gap={12}>
              {rows.map(row => (
                <div key={row.id}>
                  <Flex gap={8} align="center">
                    <Typography.Text strong>{t(`team.leave.${row.kind}`)}</Typography.Text>
                    {row.cancelled && <Tag>{t('team.leave-cancelled')}</Tag>}
                  </Flex>
                  <div>
                    <DayText day={row.fromDay} weekday /> – <DayText day={row.toDay} weekday />
                  </div>
                  <Typography.Text type="secondary">
                    {row.reason}
                    {row.standInName ? ` · ${t('team.stand-in', { name: row.standInName })}` : ''}
                  </Typography.Text>
                </div>
              ))}
            </Flex>
          )
        }
      </QueryView>
    </Card>
  )
}
