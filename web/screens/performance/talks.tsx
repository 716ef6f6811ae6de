import { PlusOutlined } from '@ant-design/icons'
import { useQuery } from '@tanstack/react-query'
import { Button, Card, DatePicker, Drawer, Flex, Form, Grid, Input, Tag, Typography } from 'antd'
import dayjs from 'dayjs'
import { useState } from 'react'
import { api, client } from '../../client.ts'
import { useMe } from '../../session.tsx'
import { useWords } from '../../settings.tsx'
import { ActionList, actionsOf, dayOf } from '../../ui/action-list.tsx'
import { CommandForm } from '../../ui/command-form.tsx'
import { DayText, InstantText } from '../../ui/day-text.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { FoldTable } from '../../ui/fold-table.tsx'
import { QueryView } from '../../ui/query-view.tsx'

type Partner = Awaited<ReturnType<typeof client.performance.listTalkPartners>>[number]
type Talk = Awaited<ReturnType<typeof client.performance.listTalks>>['rows'][number]
type PersonId = `person_${string}`

/** One-to-ones: with whom, when last and next, and what the two agreed. */
export default function Talks() {
  const t = useWords()
  const [open, setOpen] = useState<Partner | null>(null)
  const partners = useQuery(api.performance.listTalkPartners.queryOptions())
  return (
    <Flex vertical gap={14}>
      <div>
        <Typography.Title level={1} style={{ fontSize: 18, margin: 0 }}>
          {t('performance.talk')}
        </Typography.Title>
        <Typography.Text type="secondary">{t('performance.talk.note')}</Typography.Text>
      </div>
      <Card styles={{ body: { padding: 0 } }}>
        <QueryView query={partners}>
          {rows => (
            <FoldTable<Partner>
              rows={rows}
              rowKey="personId"
              empty={t('performance.talk.none')}
              columns={[
                {
                  title: t('performance.talk.with'),
                  render: (_, row) => (
                    <Flex gap={8} align="center" style={{ display: 'inline-flex' }}>
                      {row.personName} <Tag>{t(`performance.talk.role.${row.role ?? 'none'}`)}</Tag>
                    </Flex>
                  ),
                },
                {
                  title: t('performance.talk.last'),
                  render: (_, row) => (row.lastOn ? <DayText day={row.lastOn} /> : t('performance.talk.never')),
                },
                { title: t('performance.talk.next'), render: (_, row) => <DayText day={row.nextOn} /> },
                {
                  title: t('performance.talk.open-actions'),
                  align: 'end',
                  render: (_, row) => <span className="number">{row.openActions}</span>,
                },
                {
                  title: '',
                  align: 'end',
                  render: (_, row) => (
                    <Button onClick={() => setOpen(row)} aria-label={`${t('performance.talk.open')} ${row.personName}`}>
                      {t('performance.talk.open')}
                    </Button>
                  ),
                },
              ]}
            />
          )}
        </QueryView>
      </Card>
      {open && <Together partner={open} onClose={() => setOpen(null)} />}
    </Flex>
  )
}

function Together({ partner, onClose }: { partner: Partner; onClose: () => void }) {
  const t = useWords()
  const wide = Grid.useBreakpoint().md ?? true
  const [adding, setAdding] = useState(false)
  const [noting, setNoting] = useState<Talk | null>(null)
  const talks = useQuery(
    api.performance.listTalks.queryOptions({ input: { with: partner.personId as PersonId, limit: 50 } }),
  )
  return (
    <Drawer
      open
      onClose={onClose}
      size={wide ? 640 : '100%'}
      title={wide ? `${t('performance.talk')} · ${partner.personName}` : partner.personName}
      extra={
        partner.role && (
          <Button type="primary" icon={<PlusOutlined />} onClick={() => setAdding(true)}>
            {t('performance.talk.add')}
          </Button>
        )
      }
    >
      <QueryView query={talks}>
        {({ rows }) =>
          rows.length === 0 ? (
            <EmptyState text={t('performance.talk.no-talks')} />
          ) : (
            <Flex vertical gap={12}>
              {rows.map(talk => (
                <Card
                  key={talk.id}
                  size="small"
                  title={<DayText day={talk.heldOn} weekday />}
                  extra={
                    <Button size="small" onClick={() => setNoting(talk)}>
                      {t('performance.talk.add-note')}
                    </Button>
                  }
                >
                  <One talk={talk} />
                </Card>
              ))}
            </Flex>
          )
        }
      </QueryView>
      {adding && <Add partner={partner} onClose={() => setAdding(false)} />}
      {noting && (
        <CommandForm
          open
          onClose={() => setNoting(null)}
          title={t('performance.talk.add-note')}
          operation={client.performance.addTalkNote}
          input={values => ({ id: noting.id, text: String(values.text ?? '') })}
        >
          <Form.Item
            name="text"
            label={t('performance.talk.text')}
            rules={[{ required: true, whitespace: true, message: t('problem.missing') }]}
          >
            <Input.TextArea rows={4} maxLength={8000} />
          </Form.Item>
        </CommandForm>
      )}
    </Drawer>
  )
}

function One({ talk }: { talk: Talk }) {
  const t = useWords()
  return (
    <Flex vertical gap={10}>
      {talk.notes.map(note => (
        <div key={note.at}>
          <div style={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}>{note.text}</div>
          <Typography.Text type="secondary" style={{ fontSize: 12 }}>
            {note.byName} · <InstantText at={note.at} />
          </Typography.Text>
        </div>
      ))}
      {talk.actions.map(action => (
        <Flex key={action.id} gap="2px 8px" align="center" wrap>
          <Tag color={action.overdue ? 'red' : action.state === 'done' ? 'green' : 'blue'}>
            {t(action.overdue ? 'notification.task.overdue' : `notification.task.${action.state}`)}
          </Tag>
          <span style={{ flex: 1, minWidth: 140 }}>{action.title}</span>
          <Typography.Text type="secondary">
            {action.ownerName} · <DayText day={action.dueOn} />
          </Typography.Text>
        </Flex>
      ))}
      {talk.nextOn && (
        <Typography.Text type="secondary">
          {t('performance.talk.next-on')} <DayText day={talk.nextOn} weekday />
        </Typography.Text>
      )}
    </Flex>
  )
}

function Add({ partner, onClose }: { partner: Partner; onClose: () => void }) {
  const t = useWords()
  const { me } = useMe()
  const required = [{ required: true, message: t('problem.missing') }]
  const today = dayjs(me?.businessDay)
  const owners = [
    ...(me ? [{ value: me.person.id as string, label: me.person.name }] : []),
    { value: partner.personId as string, label: partner.personName },
  ]
  return (
    <CommandForm
      open
      width={640}
      title={`${t('performance.talk.add')} · ${partner.personName}`}
      onClose={onClose}
      operation={client.performance.addTalk}
      initial={{ heldOn: today, nextOn: today.add(14, 'day'), actions: [] }}
      input={values => ({
        with: partner.personId as PersonId,
        heldOn: dayOf(values.heldOn),
        nextOn: values.nextOn ? dayOf(values.nextOn) : null,
        text: String(values.text ?? ''),
        actions: actionsOf(values),
      })}
    >
      <div style={{ display: 'grid', gridTemplateColumns: 'repeat(auto-fit, minmax(180px, 1fr))', columnGap: 16 }}>
        <Form.Item name="heldOn" label={t('performance.talk.held-on')} rules={required}>
          <DatePicker allowClear={false} maxDate={today} style={{ width: '100%' }} />
        </Form.Item>
        <Form.Item name="nextOn" label={t('performance.talk.next-on')}>
          <DatePicker style={{ width: '100%' }} />
        </Form.Item>
      </div>
      <Form.Item name="text" label={t('performance.talk.text')} rules={required}>
        <Input.TextArea rows={5} maxLength={8000} />
      </Form.Item>
      <ActionList
        label={t('performance.talk.actions')}
        words={{
          title: t('performance.talk.actions'),
          add: t('performance.talk.add-action'),
          remove: t('performance.talk.remove-action'),
        }}
        owners={owners}
        usual={partner.personId}
      />
    </CommandForm>
  )
}
