import { useQuery } from '@tanstack/react-query'
import { Button, Checkbox, Flex, Input, Modal, Table, Tag, Typography } from 'antd'
import { useState } from 'react'
import { api, client } from '../../client.ts'
import { useCommand } from '../../command.ts'
import { useMay, useMe } from '../../session.tsx'
import { useWords } from '../../settings.tsx'
import { DayText } from '../../ui/day-text.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { QueryView } from '../../ui/query-view.tsx'
import type { PersonRecord } from './dialogs.tsx'

type Props = { person: PersonRecord }

/** Whom the person reports to as well, and who reports to the person so. */
export function Dotted({ person }: Props) {
  const t = useWords()
  const may = useMay()
  const { me } = useMe()
  const end = useCommand(client.team.endDottedLine, { done: t('ui.done') })
  if (person.dotted.length === 0) return <EmptyState text={t('team.dotted-none')} />
  return (
    <Table
      size="small"
      pagination={false}
      rowKey="id"
      dataSource={person.dotted}
      scroll={{ x: 'max-content' }}
      columns={[
        { title: t('team.dotted-who'), render: (_, row) => row.personName },
        { title: t('team.dotted-manager'), render: (_, row) => row.managerName },
        { title: t('team.dotted-purpose'), render: (_, row) => row.purpose },
        { title: t('team.from-day'), render: (_, row) => <DayText day={row.fromDay} /> },
        { title: t('team.to-day'), render: (_, row) => <DayText day={row.toDay} /> },
        {
          title: '',
          render: (_, row) =>
            may('team.person.write') && (row.toDay === null || row.toDay > (me?.businessDay ?? '')) ? (
              <Button size="small" onClick={() => end.mutate({ id: row.id, toDay: me?.businessDay ?? row.fromDay })}>
                {t('team.end-line')}
              </Button>
            ) : null,
        },
      ]}
    />
  )
}

/** What the person lent to others and holds from them. */
export function Delegations({ person }: Props) {
  const t = useWords()
  const may = useMay()
  const { me } = useMe()
  const found = useQuery(api.team.listDelegations.queryOptions({ input: { personId: person.id } }))
  const [ending, setEnding] = useState<`delegation_${string}` | null>(null)
  const [reason, setReason] = useState('')
  const end = useCommand(client.team.endDelegation, { done: t('ui.done'), onDone: () => setEnding(null) })
  const about = (from: string, to: string) => me?.person.id === from || me?.person.id === to || may('team.person.write')
  return (
    <QueryView query={found}>
      {rows =>
        rows.length === 0 ? (
          <EmptyState text={t('team.delegation-none')} />
        ) : (
          <>
            <Table
              size="small"
              pagination={false}
              rowKey="id"
              dataSource={rows}
              scroll={{ x: 'max-content' }}
              columns={[
                { title: t('team.delegate-from'), render: (_, row) => row.fromName },
                { title: t('team.delegate-to'), render: (_, row) => row.toName },
                {
                  title: t('team.delegated'),
                  render: (_, row) => (
                    <Flex wrap gap={4} style={{ maxWidth: 320 }}>
                      {row.permissions.map(one => (
                        <Tag key={one} color={one === 'approval' ? 'blue' : 'default'}>
                          {one === 'approval'
                            ? t('team.approval-up-to', { amount: row.cap ?? '' })
                            : t(`permission.${one}`)}
                        </Tag>
                      ))}
                    </Flex>
                  ),
                },
                {
                  title: t('team.leave-days'),
                  render: (_, row) => (
                    <>
                      <DayText day={row.fromDay} /> – <DayText day={row.toDay} />
                    </>
                  ),
                },
                { title: t('team.reason'), render: (_, row) => row.reason },
                {
                  title: t('team.state'),
                  render: (_, row) =>
                    row.endedOn ? (
                      <Tag>{t('team.delegation-ended')}</Tag>
                    ) : row.inForce ? (
                      <Tag color="green">{t('team.in-force')}</Tag>
                    ) : row.toDay < (me?.businessDay ?? '') ? (
                      <Tag>{t('team.delegation-over')}</Tag>
                    ) : (
                      <Tag color="blue">{t('team.delegation-coming')}</Tag>
                    ),
                },
                {
                  title: '',
                  render: (_, row) =>
                    row.endedOn === null && row.toDay >= (me?.businessDay ?? '') && about(row.fromId, row.toId) ? (
                      <Button size="small" onClick={() => setEnding(row.id)}>
                        {t('team.end-delegation')}
                      </Button>
                    ) : null,
                },
              ]}
            />
            <Modal
              open={ending !== null}
              title={t('team.end-delegation')}
              okText={t('team.end-delegation')}
              cancelText={t('ui.cancel')}
              okButtonProps={{ danger: true, disabled: reason.trim() === '' }}
              confirmLoading={end.isPending}
              onCancel={() => setEnding(null)}
              onOk={() => ending && end.mutate({ id: ending, reason })}
              destroyOnHidden
            >
              <Input
                aria-label={t('team.reason')}
                placeholder={t('team.reason')}
                maxLength={200}
                value={reason}
                onChange={event => setReason(event.target.value)}
              />
            </Modal>
          </>
        )
      }
    </QueryView>
  )
}

/** Joining, moves and leaving with what there is to do, and what went from hand to hand. */
export function Transitions({ person }: Props) {
  const t = useWords()
  const may = useMay()
  const found = useQuery(api.team.listTransitions.queryOptions({ input: { id: person.id } }))
  const tick = useCommand(client.team.tickTransition)
  return (
    <QueryView query={found}>
      {({ transitions, handOvers }) =>
        transitions.length === 0 && handOvers.length === 0 ? (
          <EmptyState text={t('team.transitions-none')} />
        ) : (
          <Flex vertical gap={18} style={{ paddingBlock: 8 }}>
            {transitions.map(one => (
              <section key={one.id}>
                <Typography.Text strong>{t(`team.transition.${one.kind}`)}</Typography.Text>{' '}
                <DayText day={one.fromDay} />{' '}
                <Typography.Text type="secondary">
                  {one.madeByName}
                  {one.reason ? ` · ${one.reason}` : ''} ·{' '}
                  {t('team.todo-done', {
                    done: one.items.filter(item => item.doneAt !== null).length,
                    all: one.items.length,
                  })}
                </Typography.Text>
                <Flex wrap gap="6px 22px" style={{ marginTop: 6 }}>
                  {one.items.map(item => (
                    <Checkbox
                      key={item.item}
                      checked={item.doneAt !== null}
                      disabled={!may('team.person.write') || tick.isPending}
                      onChange={event =>
                        tick.mutate({ id: one.id, item: item.item, done: event.target.checked, note: item.note })
                      }
                    >
                      {t(`team.todo.${item.item}`)}
                      {item.doneByName && <Typography.Text type="secondary"> {item.doneByName}</Typography.Text>}
                    </Checkbox>
                  ))}
                </Flex>
              </section>
            ))}
            {handOvers.length > 0 && (
              <section>
                <Typography.Text strong>{t('team.hand-overs')}</Typography.Text>
                <ul style={{ marginBlock: 6, paddingInlineStart: 20 }}>
                  {handOvers.map(one => (
                    <li key={one.onDay + one.kind + one.toName}>
                      <DayText day={one.onDay} /> · {one.fromName} → {one.toName ?? t('team.back-to-queue')} ·{' '}
                      {t(one.kind)} × {one.count}
                    </li>
                  ))}
                </ul>
              </section>
            )}
          </Flex>
        )
      }
    </QueryView>
  )
}
