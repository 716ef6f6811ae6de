import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate, useParams } from '@tanstack/react-router'
import { Button, Card, Flex, Table, Tag, Typography } from 'antd'
import { useState } from 'react'
import { api, client } from '../../client.ts'
import { useCommand } from '../../command.ts'
import { useMay, useMe } from '../../session.tsx'
import { useWords } from '../../settings.tsx'
import { DayText } from '../../ui/day-text.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { Face } from '../../ui/face.tsx'
import { QueryView } from '../../ui/query-view.tsx'
import { RecordPage } from '../../ui/record-page.tsx'
import { DelegateDialog, DottedDialog, type PersonRecord } from './dialogs.tsx'
import { LeaveDialog } from './leave-dialog.tsx'
import { MovePersonDialog } from './move-dialog.tsx'
import { Delegations, Dotted, Transitions } from './person-tabs.tsx'
import { usePostName } from './post-name.ts'

/** One person: the post held, the posts held before, who reports to them, leave. */
export default function PersonPage() {
  const { id } = useParams({ strict: false }) as { id: `person_${string}` }
  const person = useQuery(api.team.getPerson.queryOptions({ input: { id } }))
  return <QueryView query={person}>{data => <PersonView person={data} />}</QueryView>
}

function PersonView({ person }: { person: PersonRecord }) {
  const t = useWords()
  const may = useMay()
  const [dialog, setDialog] = useState<'move' | 'leave' | 'delegate' | 'dotted' | null>(null)
  const postName = usePostName()
  const navigate = useNavigate()
  const { me } = useMe()
  const own = me?.person.id === person.id
  const close = () => setDialog(null)
  const works = person.leftOn === null
  return (
    <>
      <RecordPage
        title={person.name}
        subtitle={
          person.assignment
            ? `${postName(person.assignment.post)} · ${person.assignment.branchName} · ${person.assignment.groupName}`
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
                { key: 'dotted', label: t('team.dotted'), onClick: () => setDialog('dotted') },
                ...(own ? [{ key: 'delegate', label: t('team.delegate'), onClick: () => setDialog('delegate') }] : []),
                {
                  key: 'end',
                  danger: true,
                  label: t('team.end'),
                  onClick: () => void navigate({ to: `/team/people/${person.id}/leave` as never }),
                },
              ]
            : own
              ? [{ key: 'delegate', label: t('team.delegate'), onClick: () => setDialog('delegate') }]
              : []
        }
        tabs={[
          { key: 'history', label: t('team.history'), content: <History person={person} /> },
          { key: 'reports', label: t('team.reporting'), content: <Reports person={person} /> },
          { key: 'dotted', label: t('team.dotted'), content: <Dotted person={person} /> },
          { key: 'delegations', label: t('team.delegation'), content: <Delegations person={person} /> },
          { key: 'transitions', label: t('team.transitions'), content: <Transitions person={person} /> },
        ]}
        side={
          <>
            {(person.standInNow || person.standsInFor.length > 0 || person.leads.length > 0) && (
              <Card size="small" title={t('team.duties-now')}>
                <Flex vertical gap={6}>
                  {person.standInNow && (
                    <span>
                      {t('team.stand-in', { name: person.standInNow.name })}{' '}
                      <Typography.Text type="secondary">
                        {t('team.until', { day: person.standInNow.toDay })}
                      </Typography.Text>
                    </span>
                  )}
                  {person.leads.map(group => (
                    <span key={group.id}>{t('team.leads', { name: group.name })}</span>
                  ))}
                  {person.standsInFor.map(one => (
                    <span key={one.name + one.fromDay}>
                      {t('team.stands-in-for', { name: one.name, from: one.fromDay, to: one.toDay })}
                    </span>
                  ))}
                </Flex>
              </Card>
            )}
            <Leave person={person} />
          </>
        }
      />
      <MovePersonDialog person={dialog === 'move' ? person : null} onClose={close} />
      <DottedDialog person={person} open={dialog === 'dotted'} onClose={close} />
      <DelegateDialog open={dialog === 'delegate'} onClose={close} />
      <LeaveDialog person={person} open={dialog === 'leave'} onClose={close} />
    </>
  )
}

function History({ person }: { person: PersonRecord }) {
  const t = useWords()
  const postName = usePostName()
  return (
    <Table
      size="small"
      pagination={false}
      rowKey={row => row.fromDay}
      dataSource={person.history}
      scroll={{ x: 'max-content' }}
      columns={[
        { title: t('team.post'), render: (_, row) => postName(row.post) },
        { title: t('team.group'), render: (_, row) => `${row.branchName} · ${row.groupName}` },
        { title: t('team.reports-to'), render: (_, row) => row.reportsToName ?? '—' },
        { title: t('team.from-day'), render: (_, row) => <DayText day={row.fromDay} /> },
        { title: t('team.to-day'), render: (_, row) => <DayText day={row.toDay} /> },
        {
          title: t('team.reason'),
          render: (_, row) =>
            row.madeOn && row.madeOn > row.fromDay && row.reason
              ? t('team.recorded-later', { day: row.madeOn, by: row.madeByName ?? '', reason: row.reason })
              : (row.reason ?? '—'),
        },
      ]}
    />
  )
}

function Reports({ person }: { person: PersonRecord }) {
  const t = useWords()
  if (person.reports.length === 0) return <EmptyState text={t('team.no-reports')} />
  return (
    <Flex wrap gap="10px 28px" style={{ paddingBlock: 8 }}>
      {person.reports.map(other => (
        <Link key={other.id} to={`/team/people/${other.id}` as never} style={{ color: 'inherit' }}>
          <Flex gap={8} align="center" style={{ minWidth: 150 }}>
            <Face name={other.name} />
            {other.name}
          </Flex>
        </Link>
      ))}
    </Flex>
  )
}

function Leave({ person }: { person: PersonRecord }) {
  const t = useWords()
  const may = useMay()
  const { me } = useMe()
  const cancel = useCommand(client.team.cancelLeave, { done: t('team.leave-cancelled') })
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
                    {!row.cancelled && row.toDay >= (me?.businessDay ?? '') && may('team.leave.write') && (
                      <Button
                        size="small"
                        type="link"
                        loading={cancel.isPending}
                        onClick={() => cancel.mutate({ id: row.id })}
                      >
                        {t('team.cancel-leave')}
                      </Button>
                    )}
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
