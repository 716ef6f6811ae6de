import { CheckCircleOutlined, DownOutlined, RightOutlined } from '@ant-design/icons'
import { useQuery } from '@tanstack/react-query'
import { Alert, Button, Card, Flex, Form, Grid, Input, Modal, Radio, Tag, Typography } from 'antd'
import { useState } from 'react'
import { api, client, problemOf } from '../../client.ts'
import { useCommand } from '../../command.ts'
import { useSettings } from '../../settings.tsx'
import { Face } from '../../ui/face.tsx'
import { QueryView } from '../../ui/query-view.tsx'
import { usePostName } from '../team/post-name.ts'
import { Flags, LastUsed, type Line, LineFacts, useLineTitle } from './review-line.tsx'

type Choice = Record<string, boolean>

/** 签核: the reader's people one under the other, each right kept or revoked; nothing is signed before a preview has said what follows. */
export function SignLines({ id }: { id: `campaign_${string}` }) {
  const { t } = useSettings()
  const wide = Grid.useBreakpoint().lg ?? true
  const [choice, setChoice] = useState<Choice>({})
  const [signing, setSigning] = useState(false)
  const lines = useQuery(api.authority.listMyReviewLines.queryOptions({ input: { id } }))
  return (
    <QueryView query={lines}>
      {all => {
        const rows = all.filter(line => line.state === 'open')
        if (rows.length === 0)
          return (
            <Card>
              <Flex gap={10} align="center">
                <CheckCircleOutlined style={{ fontSize: 18, color: 'var(--ant-color-success, #1f7a49)' }} />
                {t('authority.review.all-signed')}
              </Flex>
            </Card>
          )
        const people = Map.groupBy(rows, row => row.personId)
        const chosen = rows.flatMap(row =>
          choice[row.id] === undefined ? [] : [{ id: row.id, keeps: choice[row.id]! }],
        )
        const kept = chosen.filter(one => one.keeps).length
        const clean = rows.filter(row => row.flags.length === 0 && choice[row.id] === undefined)
        return (
          <Flex vertical gap={10}>
            {[...people.values()].map(own => (
              <PersonCard key={own[0]!.personId} lines={own} choice={choice} onChoose={setChoice} />
            ))}
            <Card
              size="small"
              style={{ position: 'sticky', bottom: wide ? 8 : 64, zIndex: 5, boxShadow: '0 2px 12px rgba(0,0,0,0.15)' }}
            >
              <Flex gap={10} align="center" wrap>
                <Button
                  disabled={clean.length === 0}
                  onClick={() => setChoice({ ...choice, ...Object.fromEntries(clean.map(row => [row.id, true])) })}
                >
                  {t('authority.review.keep-clean')}
                  {clean.length > 0 ? ` (${clean.length})` : ''}
                </Button>
                <span style={{ flex: 1 }} />
                <Typography.Text>
                  {t('authority.review.chosen', { kept, revoked: chosen.length - kept })} / {rows.length}
                </Typography.Text>
                <Button type="primary" disabled={chosen.length === 0} onClick={() => setSigning(true)}>
                  {t('authority.review.preview')}
                </Button>
              </Flex>
            </Card>
            {signing && (
              <SignDialog
                id={id}
                lines={chosen}
                onClose={() => setSigning(false)}
                onSigned={() => {
                  setSigning(false)
                  setChoice({})
                }}
              />
            )}
          </Flex>
        )
      }}
    </QueryView>
  )
}

function PersonCard({
  lines,
  choice,
  onChoose,
}: {
  lines: Line[]
  choice: Choice
  onChoose: (choice: Choice) => void
}) {
  const { t } = useSettings()
  const postName = usePostName()
  const [first] = lines
  return (
    <Card size="small" styles={{ body: { padding: 0 } }}>
      <Flex gap={10} align="center" style={{ padding: '10px 14px' }}>
        <Face name={first!.personName} size={30} />
        <div style={{ flex: 1 }}>
          <Typography.Text strong>{first!.personName}</Typography.Text>{' '}
          <Typography.Text type="secondary">
            {postName(first!.post)} · {first!.branchName}
          </Typography.Text>
        </div>
        <Button
          size="small"
          onClick={() => onChoose({ ...choice, ...Object.fromEntries(lines.map(line => [line.id, true])) })}
        >
          {t('authority.review.keep')}
        </Button>
      </Flex>
      {lines.map(line => (
        <SignRow
          key={line.id}
          line={line}
          keeps={choice[line.id]}
          onChoose={keeps => onChoose({ ...choice, [line.id]: keeps })}
        />
      ))}
    </Card>
  )
}

function SignRow({
  line,
  keeps,
  onChoose,
}: {
  line: Line
  keeps: boolean | undefined
  onChoose: (keeps: boolean) => void
}) {
  const { t } = useSettings()
  const wide = Grid.useBreakpoint().md ?? true
  const titleOf = useLineTitle()
  const [open, setOpen] = useState(false)
  const title = titleOf(line)
  return (
    <div style={{ borderTop: '1px solid rgba(128,128,128,0.15)', padding: '8px 14px' }}>
      <Flex gap={10} align="center" wrap={!wide}>
        <Button
          type="text"
          size="small"
          aria-expanded={open}
          aria-label={`${line.personName} ${title}`}
          icon={open ? <DownOutlined /> : <RightOutlined />}
          onClick={() => setOpen(!open)}
        />
        <div style={{ flex: wide ? '1 1 0' : '1 1 70%', minWidth: 0 }}>
          <div>
            <Typography.Text>{title}</Typography.Text> <Tag>{t(`authority.review.kind.${line.kind}`)}</Tag>
            <Flags flags={line.flags} />
          </div>
          <Typography.Text type="secondary" style={{ fontSize: 12 }}>
            {t('authority.review.permissions', { count: line.permissions.length })} · {t('authority.review.last-used')}{' '}
            <LastUsed line={line} />
          </Typography.Text>
        </div>
        <Radio.Group
          optionType="button"
          aria-label={`${line.personName} ${title}`}
          value={keeps ?? null}
          onChange={event => onChoose(event.target.value as boolean)}
          options={[
            { value: true, label: t('authority.review.keep') },
            { value: false, label: t('authority.review.revoke') },
          ]}
        />
      </Flex>
      {open && (
        <div style={{ padding: '8px 0 4px 34px' }}>
          <LineFacts line={line} />
        </div>
      )}
    </div>
  )
}

/** What signing would do, in people and permissions, before it is done. */
function SignDialog({
  id,
  lines,
  onClose,
  onSigned,
}: {
  id: `campaign_${string}`
  lines: { id: Line['id']; keeps: boolean }[]
  onClose: () => void
  onSigned: () => void
}) {
  const { t } = useSettings()
  const [form] = Form.useForm()
  // A preview asks for no reason of its own: what needs one is shown by it.
  const preview = useQuery({
    queryKey: ['preview', 'signReviewLines', lines],
    queryFn: () => client.authority.signReviewLines({ id, lines, reason: '—' }, { context: { preview: true } }),
    retry: false,
    staleTime: 0,
  })
  const command = useCommand(client.authority.signReviewLines, {
    form,
    done: t('authority.review.signed'),
    onDone: () => onSigned(),
    onHeld: onSigned,
  })
  const problem = preview.error ? problemOf(preview.error) : null
  const needs = preview.data && preview.data.keptFlagged.length + preview.data.revoking.length > 0
  return (
    <Modal
      open
      title={t('authority.review.sign')}
      okText={t('authority.review.sign')}
      cancelText={t('ui.cancel')}
      onCancel={onClose}
      onOk={() => form.submit()}
      okButtonProps={{ disabled: !preview.data }}
      confirmLoading={command.isPending}
      width={640}
    >
      {problem && <Alert type="error" showIcon title={problem.detail} />}
      {preview.isPending && <Typography.Text type="secondary">{t('team.trying')}</Typography.Text>}
      {preview.data && (
        <Flex vertical gap={12} style={{ paddingBlock: 8 }}>
          <div>{t('authority.review.will-keep', { count: preview.data.kept })}</div>
          {preview.data.keptFlagged.length > 0 && (
            <div>
              {t('authority.review.will-keep-flagged')}
              {preview.data.keptFlagged.map(one => (
                <div key={one.personName + one.title}>
                  {one.personName} · {one.title} <Flags flags={one.flags} />
                </div>
              ))}
            </div>
          )}
          {preview.data.revoking.length > 0 && (
            <Alert
              type="warning"
              showIcon
              title={t('authority.review.will-revoke')}
              description={preview.data.revoking.map(one => (
                <details key={one.personName + one.title}>
                  <summary>
                    {one.personName} · {one.title} ·{' '}
                    {one.lost.length > 0
                      ? t('authority.review.would-lose', { count: one.lost.length })
                      : t('authority.review.would-lose-none')}
                  </summary>
                  <Flex wrap gap={4} style={{ paddingBlock: 6 }}>
                    {one.lost.map(permission => (
                      <Tag key={permission}>
                        {permission === 'approval' ? t('team.delegation.approval') : t(`permission.${permission}`)}
                      </Tag>
                    ))}
                  </Flex>
                </details>
              ))}
            />
          )}
          <Form
            form={form}
            layout="vertical"
            onFinish={values => command.mutate({ id, lines, reason: (values.reason as string | undefined) ?? null })}
          >
            <Form.Item
              name="reason"
              label={t('authority.review.reason')}
              extra={t('authority.review.reason-note')}
              rules={needs ? [{ required: true, message: t('problem.missing') }] : []}
            >
              <Input maxLength={300} />
            </Form.Item>
          </Form>
        </Flex>
      )}
    </Modal>
  )
}
