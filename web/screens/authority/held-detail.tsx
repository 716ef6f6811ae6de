import { CheckOutlined, CloseOutlined, RollbackOutlined } from '@ant-design/icons'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Alert, Button, Card, Flex, Form, Grid, Input, Popconfirm, Tag, Typography } from 'antd'
import { useEffect, useState } from 'react'
import { api, client } from '../../client.ts'
import { useCommand } from '../../command.ts'
import { useMay } from '../../session.tsx'
import { useWords } from '../../settings.tsx'
import { CommandForm } from '../../ui/command-form.tsx'
import { InstantText } from '../../ui/day-text.tsx'
import { QueryView } from '../../ui/query-view.tsx'
import { StateTag } from '../../ui/state-tag.tsx'
import { Timeline } from '../../ui/timeline.tsx'
import { pageOf } from '../notification/about.ts'
import { RecordTalk } from '../notification/record-talk.tsx'
import { ValueText } from './held-values.tsx'

export type HeldChange = Awaited<ReturnType<typeof client.authority.getHeld>>
type Id = HeldChange['id']

/** One change that waits: what it would change, and the two buttons; by mouse, touch or the keys A and R. */
export function HeldDetail({ id, onSettled }: { id: Id; onSettled?: () => void }) {
  const held = useQuery(api.authority.getHeld.queryOptions({ input: { id } }))
  return (
    <Flex vertical gap={14}>
      <QueryView query={held}>{data => <Change key={id} held={data} onSettled={onSettled} />}</QueryView>
      <RecordTalk key={id} record={id} />
    </Flex>
  )
}

function Change({ held, onSettled }: { held: HeldChange; onSettled: (() => void) | undefined }) {
  const t = useWords()
  const may = useMay()
  const wide = Grid.useBreakpoint().md ?? true
  const [refusing, setRefusing] = useState(false)
  const [drifted, setDrifted] = useState(false)
  const approve = useCommand(client.authority.approveHeld, {
    onDone: answer => {
      setDrifted(answer.outcome === 'drifted')
      if (answer.outcome === 'done') onSettled?.()
    },
  })
  const withdraw = useCommand(client.authority.withdrawHeld, { done: t('authority.held.withdrawn') })
  const agree = () => approve.mutate({ id: held.id, seen: held.seen })
  const free = held.mayCheck && !approve.isPending
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const target = event.target as HTMLElement | null
      if (
        !free ||
        event.ctrlKey ||
        event.metaKey ||
        event.altKey ||
        target?.closest('input,textarea,select,[role="dialog"]')
      )
        return
      const key = event.key.toLowerCase()
      if (key === 'a') agree()
      if (key === 'r') setRefusing(true)
      if (key === 'a' || key === 'r') event.preventDefault()
    }
    addEventListener('keydown', onKey)
    return () => removeEventListener('keydown', onKey)
  })
  const page = pageOf(held.record ?? held.about[0] ?? null, may)
  return (
    <Flex vertical gap={14} style={{ minWidth: 0 }}>
      <Card>
        <Flex justify="space-between" gap={12} wrap align="start">
          <div style={{ minWidth: 0 }}>
            <Flex gap={10} align="center" wrap>
              <Typography.Title level={wide ? 2 : 1} style={{ fontSize: 17, margin: 0 }}>
                {held.summary}
              </Typography.Title>
              <StateTag state={held.state} word={`authority.held.${held.state}`} />
              {held.late && <Tag color="orange">{t('authority.held.late')}</Tag>}
            </Flex>
            {held.title && <div style={{ fontSize: 15, margin: '2px 0' }}>{held.title}</div>}
            <Typography.Text type="secondary">
              {t('authority.held.by', { name: held.makerName })} · <InstantText at={held.heldAt} />
            </Typography.Text>
            {held.reason && (
              <Typography.Paragraph style={{ margin: '8px 0 0', overflowWrap: 'anywhere' }}>
                <Typography.Text type="secondary">{t('ui.reason')}</Typography.Text> {held.reason}
              </Typography.Paragraph>
            )}
          </div>
          {page && (
            <Link to={page as never}>
              <Button tabIndex={-1}>{t('authority.held.record')}</Button>
            </Link>
          )}
        </Flex>
        {held.state === 'waiting' && (
          <Typography.Paragraph type="secondary" style={{ margin: '10px 0 0' }}>
            {t('authority.held.deadline')} <InstantText at={held.deadlineAt} /> · {t('authority.held.expires')}{' '}
            <InstantText at={held.expiresAt} />
          </Typography.Paragraph>
        )}
        {held.mayNot && !held.mine && <Alert type="info" showIcon title={held.mayNot} style={{ marginTop: 12 }} />}
        {held.note && (
          <Alert
            type={held.state === 'refused' ? 'warning' : 'info'}
            showIcon
            title={held.note}
            description={held.decidedByName}
            style={{ marginTop: 12 }}
          />
        )}
        {drifted && <Alert type="warning" showIcon title={t('authority.held.drifted')} style={{ marginTop: 12 }} />}
        {(held.mayCheck || held.mayWithdraw) && (
          <Flex gap={8} wrap style={{ marginTop: 14 }} align="center">
            {held.mayCheck && (
              <>
                <Button type="primary" icon={<CheckOutlined />} loading={approve.isPending} onClick={agree}>
                  {t('authority.held.approve')}
                </Button>
                <Button icon={<CloseOutlined />} onClick={() => setRefusing(true)}>
                  {t('authority.held.refuse')}
                </Button>
              </>
            )}
            {held.mayWithdraw && (
              <Popconfirm
                title={t('authority.held.withdraw')}
                description={held.summary}
                okText={t('authority.held.withdraw')}
                cancelText={t('ui.cancel')}
                onConfirm={() => withdraw.mutate({ id: held.id })}
              >
                <Button icon={<RollbackOutlined />} loading={withdraw.isPending}>
                  {t('authority.held.withdraw')}
                </Button>
              </Popconfirm>
            )}
          </Flex>
        )}
      </Card>
      {held.record && (
        <Card title={t('authority.held.fields')} size="small">
          {held.fields.length === 0 ? (
            <Typography.Text type="secondary">{t('authority.held.same')}</Typography.Text>
          ) : (
            <Lines
              head={[t('authority.held.field'), t('authority.held.before'), t('authority.held.after')]}
              rows={held.fields.map(field => ({
                key: field.path,
                cells: [
                  field.label ?? field.path,
                  <Typography.Text key="before" type="secondary" delete={field.before !== null}>
                    <ValueText value={field.before} operation={held.operation} />
                  </Typography.Text>,
                  <Typography.Text key="after" strong>
                    <ValueText value={field.after} operation={held.operation} />
                  </Typography.Text>,
                ],
              }))}
            />
          )}
          {held.cut && <Typography.Text type="secondary">{t('authority.held.cut')}</Typography.Text>}
        </Card>
      )}
      <Card title={t('authority.held.asked')} size="small">
        <Lines
          head={[t('authority.held.field'), t('ui.value')]}
          rows={held.asked.map(field => ({
            key: field.path,
            cells: [
              field.label ?? field.path,
              <ValueText key="value" value={field.value} operation={held.operation} />,
            ],
          }))}
        />
      </Card>
      {held.answer && held.answer.length > 0 && (
        <Card title={t('authority.held.answer')} size="small">
          <Lines
            head={[t('authority.held.field'), t('ui.value')]}
            rows={held.answer.map(field => ({
              key: field.path,
              cells: [field.path, <ValueText key="value" value={field.value} operation={held.operation} />],
            }))}
          />
        </Card>
      )}
      <div
        style={{
          display: 'grid',
          gridTemplateColumns: wide && held.state === 'waiting' ? '1fr 1fr' : 'minmax(0, 1fr)',
          gap: 14,
          alignItems: 'start',
        }}
      >
        {held.state === 'waiting' && (
          <Card title={t('authority.held.checkers')} size="small">
            <Flex vertical gap={6}>
              {held.checkers.length === 0 && <Typography.Text type="secondary">—</Typography.Text>}
              {held.checkers.map(one => (
                <Flex key={one.name} gap={8} align="center">
                  <Typography.Text type={one.why ? 'secondary' : undefined}>{one.name}</Typography.Text>
                  {one.why && <Tag>{one.why}</Tag>}
                </Flex>
              ))}
            </Flex>
          </Card>
        )}
        <Timeline
          title={t('authority.held.steps')}
          items={[...held.steps].reverse().map(step => ({
            key: `${step.kind}${step.at}`,
            title: t(`authority.held.step.${step.kind}`),
            at: <InstantText at={step.at} />,
            by: step.kind === 'expired' || step.kind === 'escalated' ? t('authority.by-itself') : step.actorName,
            note: step.note,
            color: step.kind === 'done' ? 'green' : step.kind === 'held' ? 'blue' : 'orange',
          }))}
        />
      </div>
      <CommandForm
        open={refusing}
        title={t('authority.held.refuse')}
        submit={t('authority.held.refuse')}
        danger
        onClose={() => setRefusing(false)}
        operation={client.authority.refuseHeld}
        input={values => ({ id: held.id, reason: String(values.reason ?? '') })}
        onDone={() => onSettled?.()}
      >
        <Form.Item name="reason" label={t('ui.reason')} rules={[{ required: true, message: t('problem.missing') }]}>
          <Input.TextArea rows={3} maxLength={500} showCount autoFocus />
        </Form.Item>
      </CommandForm>
    </Flex>
  )
}

/** Rows of a few cells; on a phone each row stacks under its name. */
function Lines({ head, rows }: { head: string[]; rows: { key: string; cells: React.ReactNode[] }[] }) {
  const wide = Grid.useBreakpoint().md ?? true
  if (!wide)
    return (
      <Flex vertical gap={10}>
        {rows.map(row => (
          <div key={row.key} style={{ overflowWrap: 'anywhere' }}>
            <Typography.Text type="secondary" style={{ fontSize: 12 }}>
              {row.cells[0]}
            </Typography.Text>
            <Flex gap={8} wrap>
              {row.cells.slice(1).map((cell, index) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: the cells of a row never move
                <span key={index}>
                  {index > 0 && '→ '}
                  {cell}
                </span>
              ))}
            </Flex>
          </div>
        ))}
      </Flex>
    )
  return (
    <table style={{ width: '100%', borderCollapse: 'collapse', tableLayout: 'fixed' }}>
      <thead>
        <tr>
          {head.map(title => (
            <th key={title} style={{ textAlign: 'start', fontWeight: 400, padding: '4px 8px 8px 0' }}>
              <Typography.Text type="secondary">{title}</Typography.Text>
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map(row => (
          <tr key={row.key} style={{ borderTop: '1px solid rgba(128,128,128,0.16)' }}>
            {row.cells.map((cell, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: the cells of a row never move
              <td key={index} style={{ padding: '7px 8px 7px 0', verticalAlign: 'top', overflowWrap: 'anywhere' }}>
                {cell}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  )
}
